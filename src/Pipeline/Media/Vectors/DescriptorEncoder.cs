using Assay.Learning.Images;
using Assay.Pipeline.Media.Images;

namespace Assay.Pipeline.Media.Vectors;

/// <summary>Colours and edges, where a server names no encoder.</summary>
internal sealed class DescriptorEncoder : IImageEncoder
{
    public string Name => "descriptor-1";

    public int Length => ImageDescriptor.Length;

    /// <summary>Twice what it is brought to.</summary>
    public int Side => 128;

    public float[] Encode(RgbImage image) => ImageDescriptor.Of(image.Width, image.Height, image.Rgb);
}
