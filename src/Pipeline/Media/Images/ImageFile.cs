using SkiaSharp;

namespace Assay.Pipeline.Media.Images;

/// <summary>Images as files: their size as displayed, and whether they are whole.</summary>
internal static class ImageFile
{
    /// <summary>The size from the header, nothing decoded yet, with the EXIF orientation applied as browsers do.</summary>
    /// <exception cref="UnusableMedium">Larger than the limits, or no image after all.</exception>
    public static (int Width, int Height) Measure(MediumType type, string path, MediaLimits limits)
    {
        using var codec = Open(type, path);
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (Math.Max(width, height) > limits.LongestSide)
            throw new UnusableMedium(FormattableString.Invariant(
                $"The image has {width:N0} × {height:N0} pixels; a side may have at most {limits.LongestSide:N0}. Cut it into pieces or scale it down."));
        if ((long)width * height > limits.MostPixels)
            throw new UnusableMedium(FormattableString.Invariant(
                $"The image has {width:N0} × {height:N0} = {(long)width * height:N0} pixels; at most {limits.MostPixels:N0} are decoded. Scale it down."));
        if (type == MediumType.Jpeg)
            return IsTurned(codec.EncodedOrigin) ? (height, width) : (width, height);

        // Chromium turns a PNG by its EXIF data and a WebP not, others the other way round: coordinates would mean different places
        if (codec.EncodedOrigin != SKEncodedOrigin.TopLeft || (type == MediumType.Png && PngOrientation.Of(path) is not 1))
            throw new UnusableMedium($"The image is turned by its EXIF orientation, which browsers do not agree on in {type.Title} files. Save it upright.");
        return (width, height);
    }

    /// <summary>Decodes the image (of an animation the first picture), to see that nothing is missing or damaged.</summary>
    public static void DecodeAll(MediumType type, string path)
    {
        using var codec = Open(type, path);
        using var pixels = Decode(codec, codec.Info.Size, out var result);
        if (result is SKCodecResult.IncompleteInput)
            throw new UnusableMedium($"The file breaks off: it begins like a {type.Title} image, and its end is missing. Send it again.");
        if (result is not SKCodecResult.Success)
            throw new UnusableMedium($"The file is damaged: it begins like a {type.Title} image, and cannot be decoded ({result}).");
    }

    /// <summary>The image's pixels at one of the sizes its codec can give; opaque images take half the memory, unless all bits of their colours are wanted.</summary>
    public static SKBitmap Decode(SKCodec codec, SKSizeI size, out SKCodecResult result, SKColorType opaque = SKColorType.Rgb565)
    {
        var isOpaque = codec.Info.AlphaType == SKAlphaType.Opaque;
        var info = new SKImageInfo(size.Width, size.Height, isOpaque ? opaque : SKColorType.Rgba8888, isOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul);
        var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(info))
        {
            bitmap.Dispose();
            throw new UnusableMedium("There is not memory enough to decode the image now. Try again later, or scale it down.");
        }

        result = codec.GetPixels(info, bitmap.GetPixels());
        return bitmap;
    }

    public static SKCodec Open(MediumType type, string path) =>
        SKCodec.Create(path, out var result)
        ?? throw new UnusableMedium(result == SKCodecResult.IncompleteInput
            ? $"The file breaks off: it begins like a {type.Title} image, and its end is missing. Send it again."
            : $"The file begins like a {type.Title} image, and its header cannot be read ({result}).");

    /// <summary>Whether width and height change places.</summary>
    public static bool IsTurned(SKEncodedOrigin origin) =>
        origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
}
