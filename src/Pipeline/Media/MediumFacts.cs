namespace Assay.Pipeline.Media;

/// <summary>What a file's content says about it.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Width">Of an image, in pixels as displayed: its EXIF orientation is applied.</param>
/// <param name="Height">Likewise.</param>
/// <param name="Duration">Of a recording, in seconds; null when the file does not say.</param>
public sealed record MediumFacts(MediumType Type, int? Width, int? Height, double? Duration);
