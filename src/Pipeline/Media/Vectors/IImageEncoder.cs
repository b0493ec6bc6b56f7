using Assay.Pipeline.Media.Images;

namespace Assay.Pipeline.Media.Vectors;

/// <summary>Makes images into vectors that a classifier can learn from. Several may use it at once.</summary>
internal interface IImageEncoder
{
    /// <summary>Tells encoders apart, and versions of them: vectors of different ones are never mixed.</summary>
    string Name { get; }

    /// <summary>How many numbers a vector has.</summary>
    int Length { get; }

    /// <summary>Pixels of the shorter side from which on more do not matter: larger images may be given smaller.</summary>
    int Side { get; }

    /// <summary>The vector of an image.</summary>
    float[] Encode(RgbImage image);
}
