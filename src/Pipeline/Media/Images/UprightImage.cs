using SkiaSharp;

namespace Assay.Pipeline.Media.Images;

/// <summary>Decoded images as they are displayed: turned by their EXIF orientation, and smaller.</summary>
internal static class UprightImage
{
    /// <summary>The smallest size the codec can give that is enough: a JPEG is decoded to eighths in a fraction of the time.</summary>
    public static SKSizeI Enough(SKCodec codec, Func<SKSizeI, bool> isEnough)
    {
        for (var eighths = 1; eighths < 8; eighths++)
            if (codec.GetScaledDimensions(eighths / 8f) is var scaled && isEnough(scaled))
                return scaled;
        return codec.Info.Size;
    }

    /// <summary>A picture of four bytes a pixel: red, green, blue, alpha.</summary>
    /// <param name="codec">What it was decoded by.</param>
    /// <param name="decoded">As it is in the file.</param>
    /// <param name="shrink">By which its sides are multiplied, up to 1.</param>
    /// <param name="ground">What is seen through it.</param>
    public static SKBitmap Draw(SKCodec codec, SKBitmap decoded, float shrink, SKColor ground)
    {
        var upright = ImageFile.IsTurned(codec.EncodedOrigin) ? new SKSizeI(decoded.Height, decoded.Width) : new SKSizeI(decoded.Width, decoded.Height);
        var small = new SKBitmap(
            Math.Max(1, (int)Math.Round(upright.Width * shrink)), Math.Max(1, (int)Math.Round(upright.Height * shrink)), SKColorType.Rgba8888, SKAlphaType.Premul);
        using var canvas = new SKCanvas(small);
        canvas.Clear(ground);
        canvas.Scale((float)small.Width / upright.Width, (float)small.Height / upright.Height);
        canvas.Concat(Upright(codec.EncodedOrigin, decoded.Width, decoded.Height));
        using var image = SKImage.FromBitmap(decoded);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return small;
    }

    /// <summary>What turns an image of this size by its EXIF orientation (Exif 2.32, tag 0x0112).</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
