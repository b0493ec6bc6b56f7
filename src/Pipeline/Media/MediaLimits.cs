namespace Assay.Pipeline.Media;

/// <summary>How large a medium may be.</summary>
public sealed record MediaLimits
{
    /// <summary>Bytes of one file; 1 GB by default.</summary>
    public long MostBytes { get; init; } = 1_000_000_000;

    /// <summary>Pixels of an image, read from its header before anything is decoded; 100 million by default.</summary>
    public long MostPixels { get; init; } = 100_000_000;

    /// <summary>Pixels of the longer side of an image; 30,000 by default. Browsers draw no larger canvas.</summary>
    public int LongestSide { get; init; } = 30_000;
}
