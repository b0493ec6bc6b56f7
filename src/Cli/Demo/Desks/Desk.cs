using Assay.Cli.Demo.Desks.Things;
using Assay.Model.Regions;
using SkiaSharp;

namespace Assay.Cli.Demo.Desks;

/// <summary>Something that is seen on a desk.</summary>
/// <param name="Label">One of <see cref="DeskLabels"/>.</param>
/// <param name="Mask">Its pixels that nothing hides.</param>
internal sealed record SeenThing(string Label, RunMask Mask);

/// <summary>A picture of a desk from above, drawn, and what is on it. The same seed and width give the same picture.</summary>
/// <param name="Jpeg">The picture.</param>
/// <param name="Things">What is seen, from below to above; nothing of which less than a quarter is seen.</param>
internal sealed record Desk(byte[] Jpeg, IReadOnlyList<SeenThing> Things)
{
    private const double LeastSeen = 0.25;
    private const int Quality = 88;

    /// <param name="seed">Of everything that is left to chance.</param>
    /// <param name="width">Pixels; the height is two thirds of it.</param>
    public static Desk Draw(int seed, int width = DeskTop.Width)
    {
        var scale = (float)width / DeskTop.Width;
        using var arrangement = Arrangement.Of(seed);
        using var surface = SKSurface.Create(new SKImageInfo(width, (int)(DeskTop.Height * scale), SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Scale(scale);
        DeskTop.Draw(surface.Canvas, arrangement.Top);
        foreach (var placed in arrangement.Things)
            Lay(surface.Canvas, placed);
        Light(surface.Canvas);
        using var image = surface.Snapshot();
        using var jpeg = image.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return new Desk(jpeg.ToArray(), Seen(arrangement.Things, image.Width, image.Height, scale));
    }

    private static void Lay(SKCanvas canvas, PlacedThing placed)
    {
        var (thing, height) = (placed.Thing, placed.Thing.Height);
        if (height > 0)
        {
            canvas.Save();
            canvas.Translate(height * 0.5f, height * 0.75f);
            using (var shadow = Brush.Soft(SKColors.Black.Faded(105), height * 0.55f))
                canvas.DrawPath(placed.Outline, shadow);
            canvas.Restore();
            using var contact = Brush.Soft(SKColors.Black.Faded(110), 2);
            canvas.DrawPath(placed.Outline, contact);
        }

        canvas.Save();
        canvas.ClipPath(placed.Outline, SKClipOperation.Intersect, antialias: true);
        canvas.Translate(placed.X, placed.Y);
        if (!thing.IsRound)
            canvas.RotateDegrees(placed.Turned);
        thing.Paint(canvas);
        canvas.Restore();
    }

    /// <summary>A lamp at the upper left, a little dusk at the lower right.</summary>
    private static void Light(SKCanvas canvas)
    {
        using var light = Brush.Fill(Brush.Round(
            DeskTop.Width * 0.24f, DeskTop.Height * 0.18f, DeskTop.Width * 0.95f, new(255, 250, 235, 46), new(255, 250, 235, 6), new(10, 12, 30, 16), new(10, 12, 30, 78)));
        canvas.DrawPaint(light);
    }

    private static List<SeenThing> Seen(IReadOnlyList<PlacedThing> things, int width, int height, float scale)
    {
        using var map = new ThingMap(width, height);
        var whole = new long[things.Count];
        for (var i = 0; i < things.Count; i++)
        {
            using var outline = new SKPath(things[i].Outline);
            outline.Transform(SKMatrix.CreateScale(scale, scale));
            whole[i] = map.Add(i + 1, outline);
        }

        var masks = map.Masks(things.Count);
        return [.. things.Select((placed, i) => (placed.Thing.Label, Mask: masks[i + 1], Whole: whole[i]))
            .Where(thing => thing.Label is not null && thing.Mask.Area > 0 && thing.Mask.Area >= LeastSeen * thing.Whole)
            .Select(thing => new SeenThing(thing.Label!, thing.Mask))];
    }
}
