using SkiaSharp;

namespace Assay.Cli.Demo.Desks.Things;

/// <summary>A cup with its handle: full of coffee or tea, or empty.</summary>
internal static class Cup
{
    private static readonly SKColor[] Glazes =
        [new(244, 241, 234), new(58, 110, 165), new(196, 74, 58), new(238, 183, 60), new(92, 142, 128), new(72, 72, 82)];

    private static readonly SKColor[] Drinks = [new(58, 34, 20), new(146, 98, 58), new(150, 70, 22)];

    public static Thing Make(Random chance)
    {
        var radius = chance.Between(72, 98);
        var glaze = chance.Among(Glazes);
        var drink = chance.Next(4) == 0 ? (SKColor?)null : chance.Among(Drinks);
        using var rim = Brush.Circle(radius);
        using var handle = Handle(radius);
        return new Thing(DeskLabels.Cup, Brush.Joined(rim, handle), radius * 0.3f, canvas => Paint(canvas, radius, glaze, drink), IsRound: true);
    }

    private static SKPath Handle(float radius)
    {
        using var bow = Brush.Path(path =>
        {
            path.MoveTo(radius * 0.9f, -radius * 0.28f);
            path.CubicTo(radius * 1.55f, -radius * 0.34f, radius * 1.55f, radius * 0.34f, radius * 0.9f, radius * 0.28f);
        });
        return Brush.Thick(bow, radius * 0.17f);
    }

    private static void Paint(SKCanvas canvas, float radius, SKColor glaze, SKColor? drink)
    {
        using var body = Brush.Fill(Brush.Slanted(radius * 1.2f, glaze.Lit(0.35f), glaze, glaze.Lit(-0.28f)));
        canvas.DrawPaint(body);
        using (var edge = Brush.Line(glaze.Lit(-0.35f).Faded(150), radius * 0.03f))
            canvas.DrawCircle(0, 0, radius * 0.985f, edge);
        // the wall towards the light lies in its own shade
        using (var wall = Brush.Fill(Brush.Slanted(radius * 0.8f, glaze.Lit(-0.5f), glaze.Lit(-0.12f), glaze.Lit(0.3f))))
            canvas.DrawCircle(0, 0, radius * 0.87f, wall);
        if (drink is { } liquid)
            Pour(canvas, radius, liquid);
        else
            using (var floor = Brush.Fill(Brush.Round(radius * 0.15f, radius * 0.15f, radius * 0.7f, glaze.Lit(0.12f), glaze.Lit(-0.22f))))
                canvas.DrawCircle(radius * 0.04f, radius * 0.04f, radius * 0.6f, floor);
        using var gloss = Brush.Soft(SKColors.White.Faded(190), radius * 0.018f);
        gloss.Style = SKPaintStyle.Stroke;
        gloss.StrokeWidth = radius * 0.045f;
        canvas.DrawArc(new SKRect(-radius * 0.93f, -radius * 0.93f, radius * 0.93f, radius * 0.93f), 200, 55, false, gloss);
    }

    private static void Pour(SKCanvas canvas, float radius, SKColor liquid)
    {
        using var surface = Brush.Fill(Brush.Round(radius * 0.2f, radius * 0.2f, radius * 0.85f, liquid.Lit(0.16f), liquid, liquid.Lit(-0.3f)));
        canvas.DrawCircle(0, 0, radius * 0.79f, surface);
        using var foam = Brush.Line(liquid.Lit(0.3f).Faded(120), radius * 0.035f);
        canvas.DrawCircle(0, 0, radius * 0.765f, foam);
        using var glint = Brush.Soft(SKColors.White.Faded(90), radius * 0.03f);
        glint.Style = SKPaintStyle.Stroke;
        glint.StrokeWidth = radius * 0.06f;
        canvas.DrawArc(new SKRect(-radius * 0.6f, -radius * 0.6f, radius * 0.6f, radius * 0.6f), 210, 50, false, glint);
    }
}
