using SkiaSharp;

namespace Assay.Pipeline.Media.Images;

/// <summary>An image as its pixels: upright, what can be seen through on white.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Rgb">Red, green and blue of each pixel, row by row from the top left.</param>
internal sealed record RgbImage(int Width, int Height, byte[] Rgb)
{
    /// <summary>The longer side is brought down to this, whatever the shorter one comes to: bounds what comes of a strip.</summary>
    private const int LongestSide = 4096;

    /// <summary>Of larger ones five bits a colour are decoded: they take half the memory, and are made much smaller.</summary>
    private const long Large = 25_000_000;

    /// <summary>Decodes a file that was looked over when it was taken in.</summary>
    /// <param name="path">The file.</param>
    /// <param name="side">Pixels of the shorter side from which on a larger image is made smaller, as far as its codec does it for nothing, and to twice that in any case.</param>
    /// <exception cref="UnusableMedium">It cannot be decoded.</exception>
    public static RgbImage Read(string path, int side)
    {
        using var codec = SKCodec.Create(path) ?? throw new UnusableMedium("The file's header cannot be read.");
        var size = UprightImage.Enough(codec, scaled => Math.Min(scaled.Width, scaled.Height) >= side);
        using var decoded = ImageFile.Decode(codec, size, out var result, (long)size.Width * size.Height > Large ? SKColorType.Rgb565 : SKColorType.Rgba8888);
        if (result is not SKCodecResult.Success)
            throw new UnusableMedium($"The file cannot be decoded ({result}).");
        var shrink = Math.Min((float)LongestSide / Math.Max(decoded.Width, decoded.Height), 2f * side / Math.Min(decoded.Width, decoded.Height));
        using var upright = UprightImage.Draw(codec, decoded, Math.Min(1, shrink), SKColors.White);
        var rgb = new byte[3 * upright.Width * upright.Height];
        var pixels = upright.GetPixelSpan();
        for (var pixel = 0; pixel < upright.Width * upright.Height; pixel++)
            pixels.Slice(4 * pixel, 3).CopyTo(rgb.AsSpan(3 * pixel));
        return new RgbImage(upright.Width, upright.Height, rgb);
    }
}
