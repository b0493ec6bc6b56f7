using Assay.Pipeline.Media.Images;
using Assay.WeakModels;
using Assay.WeakModels.Onnx;
using Assay.WeakModels.Onnx.Encoders;

namespace Assay.Pipeline.Media.Vectors;

/// <summary>A published encoder in ONNX form.</summary>
internal sealed class PublishedEncoder : IImageEncoder
{
    private const int Digits = 12;

    private readonly ImageEncoder encoder;

    private PublishedEncoder(string name, ImageEncoder encoder) => (Name, this.encoder) = ($"{name}@{encoder.Identity[..Digits]}", encoder);

    public string Name { get; }

    public int Length => encoder.Length;

    public int Side => encoder.Side;

    /// <param name="named">A folder, a folder and a variant as in <c>DIR#quantized</c>, or the file of a graph.</param>
    /// <exception cref="UnfitModel">It cannot be opened.</exception>
    public static PublishedEncoder Open(string named)
    {
        var folder = ModelFolder.Open(named);

        // one image at a time on half of the processors: people come first
        return new PublishedEncoder(Path.GetFileName(folder.Root), ImageEncoder.Open(folder, new SessionSettings { Cores = Math.Max(1, Environment.ProcessorCount / 2) }));
    }

    public float[] Encode(RgbImage image) => encoder.Encode(image.Width, image.Height, image.Rgb);
}
