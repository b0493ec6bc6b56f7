using Assay.Model;
using Assay.Pipeline.Media.Images;
using SkiaSharp;

namespace Assay.Pipeline.Media;

/// <summary>Small pictures of images, upright, made once and kept beside the content.</summary>
public sealed class Thumbnails(MediaLibrary library)
{
    private const int Smallest = 64;
    private const int Largest = 2048;
    private const int Quality = 80;

    /// <summary>The file and the media type of a picture at most so large.</summary>
    /// <param name="medium">An image.</param>
    /// <param name="size">Pixels of the longer side; taken up to the next power of two, at most 2048. A smaller image is given as it is.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<(string Path, string Type)> Of(Medium medium, int size, CancellationToken cancel = default)
    {
        if (medium.Width is not { } width || medium.Height is not { } height)
            throw new Invalid("size", "no_image", $"\"{medium.Name}\" is a recording; only images have thumbnails.");
        var side = Side(size);
        var original = library.FileOf(medium);
        if (Math.Max(width, height) <= side)
            return (original, medium.Type);
        var made = $"thumbnail-{side}.webp";
        var path = library.Folder.PathOf(medium.Hash, made);
        if (File.Exists(path))
            return (path, MediumType.WebP.Mime);
        using (await library.Turns.Take((long)width * height, cancel))
            if (!File.Exists(path))
                await Task.Run(() => library.Folder.Write(medium.Hash, made, Make(MediumType.Of(medium.Type), original, side)), cancel);
        return (path, MediumType.WebP.Mime);
    }

    private static int Side(int size)
    {
        if (size is < 1 or > Largest)
            throw new Invalid("size", "range", $"A thumbnail has 1 to {Largest} pixels on its longer side, not {size}.");
        var side = Smallest;
        while (side < size)
            side *= 2;
        return side;
    }

    private static ReadOnlySpan<byte> Make(MediumType type, string path, int side)
    {
        using var codec = ImageFile.Open(type, path);
        using var decoded = ImageFile.Decode(codec, Enough(codec, side), out var result);
        if (result is not SKCodecResult.Success)
            throw new InvalidDataException($"The image at {path} cannot be decoded ({result}); it could when it was taken.");
        var upright = ImageFile.IsTurned(codec.EncodedOrigin) ? new SKSizeI(decoded.Height, decoded.Width) : new SKSizeI(decoded.Width, decoded.Height);
        var shrink = Math.Min(1f, (float)side / Math.Max(upright.Width, upright.Height));
        using var small = new SKBitmap(
            Math.Max(1, (int)Math.Round(upright.Width * shrink)), Math.Max(1, (int)Math.Round(upright.Height * shrink)), SKColorType.Rgba8888, SKAlphaType.Premul);
        using (var canvas = new SKCanvas(small))
        {
            canvas.Clear(SKColors.Transparent);
            canvas.Scale((float)small.Width / upright.Width, (float)small.Height / upright.Height);
            canvas.Concat(Upright(codec.EncodedOrigin, decoded.Width, decoded.Height));
            using var image = SKImage.FromBitmap(decoded);
            canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }

        using var data = small.Encode(SKEncodedImageFormat.Webp, Quality);
        return data.ToArray();
    }

    /// <summary>The smallest size the codec can give that is no smaller than wanted: a JPEG is decoded to eighths in a fraction of the time.</summary>
    private static SKSizeI Enough(SKCodec codec, int side)
    {
        for (var eighths = 1; eighths < 8; eighths++)
            if (codec.GetScaledDimensions(eighths / 8f) is var scaled && Math.Max(scaled.Width, scaled.Height) >= side)
                return scaled;
        return codec.Info.Size;
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
