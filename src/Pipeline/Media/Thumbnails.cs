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
        using var decoded = ImageFile.Decode(codec, UprightImage.Enough(codec, size => Math.Max(size.Width, size.Height) >= side), out var result);
        if (result is not SKCodecResult.Success)
            throw new InvalidDataException($"The image at {path} cannot be decoded ({result}); it could when it was taken.");
        using var small = UprightImage.Draw(codec, decoded, Math.Min(1f, (float)side / Math.Max(decoded.Width, decoded.Height)), SKColors.Transparent);
        using var data = small.Encode(SKEncodedImageFormat.Webp, Quality);
        return data.ToArray();
    }
}
