using Assay.Model;
using Assay.Model.Questions;
using Assay.Model.Regions;

namespace Assay.Cli.Demo.Desks;

/// <summary>
/// A weak model that finds things by their colour and shape: what differs from the desk and hangs together, told apart by size, slenderness and
/// roundness. It sees one thing where two touch, and no stains.
/// </summary>
internal static class DeskDrafter
{
    public const string Model = "colour-and-shape";
    public const string Version = "1";

    /// <summary>Pixels, as looked at: a coin has more.</summary>
    private const int Least = 200;

    public static Drafts Of(IEnumerable<byte[]> pictures) => new(Model, Version, [.. pictures.AsParallel().AsOrdered().Select(Of)]);

    /// <summary>What it marks in a picture.</summary>
    public static Draft Of(byte[] jpeg)
    {
        var picture = Foreground.Of(jpeg);
        var (boxes, masks, each) = (new List<BoxRegion>(), new List<MaskRegion>(), new List<double>());
        foreach (var blob in Blob.In(picture, Least))
        {
            if (Named(blob) is not var (label, confidence)) continue;
            if (label == DeskLabels.Leaf) masks.Add(new MaskRegion(label, Mask(picture, blob), []));
            else boxes.Add(Box(label, blob, picture.Scale));
            each.Add(confidence);
        }

        return Draft.Of(Answers.Of(DeskSchema.Schema, (DeskSchema.Things, new BoxesAnswer(boxes)), (DeskSchema.Areas, new MasksAnswer(masks))), each);
    }

    /// <summary>What a blob is taken for; null for nothing that is asked about. The bounds were set by hand, on pictures that the demo does not show.</summary>
    private static (string Label, double Confidence)? Named(Blob blob)
    {
        var round = 1 - 3 * Math.Abs(1 - blob.Compact);
        return blob switch
        {
            { Slender: < 0.14, Long: > 22 and < 60 } => (DeskLabels.Pen, Sure(1 - 3 * Math.Abs(blob.Slender - 0.07))),
            { Slender: > 0.85, Area: < 1250, Compact: > 0.93 } => (DeskLabels.Coin, Sure(round * blob.Slender)),
            { Slender: > 0.68, Area: > 3800 and < 11_000, Compact: > 0.86, Contrast: > 0.16 } => (DeskLabels.Cup, Sure(0.9 * round)),
            { Slender: > 0.25 and < 0.7, Area: > 1100 and < 4600, Compact: > 0.8, Saturation: > 0.4, Contrast: < 0.5 } => (DeskLabels.Leaf, Sure(0.8 * round)),
            _ => null,
        };
    }

    private static double Sure(double share) => Math.Round(Math.Clamp(share, 0.3, 0.95), 3);

    private static BoxRegion Box(string label, Blob blob, float scale) =>
        new(label, blob.Left * scale, blob.Top * scale, (blob.Right - blob.Left) * scale, (blob.Bottom - blob.Top) * scale, 0, []);

    private static RunMask Mask(Foreground picture, Blob blob)
    {
        var (width, height) = ((int)Math.Round(picture.Across * picture.Scale), (int)Math.Round(picture.Down * picture.Scale));
        var (small, pixels) = (blob.Pixels.ToHashSet(), new bool[width * height]);
        for (var y = (int)(blob.Top * picture.Scale); y < Math.Min(height, blob.Bottom * picture.Scale); y++)
            for (var x = (int)(blob.Left * picture.Scale); x < Math.Min(width, blob.Right * picture.Scale); x++)
                pixels[y * width + x] = small.Contains((int)(y / picture.Scale) * picture.Across + (int)(x / picture.Scale));
        return RunMask.OfPixels(pixels, height, width);
    }
}
