using SkiaSharp;

namespace Assay.Cli.Demo.Desks.Things;

/// <summary>A coin of gold, copper or silver, some of them of two metals.</summary>
internal static class Coin
{
    private static readonly SKColor Gold = new(214, 168, 62), Copper = new(186, 108, 66), Silver = new(182, 186, 192);

    public static Thing Make(Random chance)
    {
        var radius = chance.Between(22, 34);
        var outside = chance.Among([Gold, Copper, Silver]);
        var inside = chance.Next(3) == 0 ? outside == Silver ? Gold : Silver : outside;
        var (turn, spikes) = (chance.Between(0, 360), 5 + chance.Next(4));
        return new Thing(DeskLabels.Coin, Brush.Circle(radius), radius * 0.2f, canvas => Paint(canvas, radius, outside, inside, turn, spikes), IsRound: true);
    }

    private static void Paint(SKCanvas canvas, float radius, SKColor outside, SKColor inside, float turn, int spikes)
    {
        using (var rim = Brush.Fill(Brush.Slanted(radius, outside.Lit(0.45f), outside, outside.Lit(-0.35f))))
            canvas.DrawPaint(rim);
        using (var edge = Brush.Line(outside.Lit(-0.45f), radius * 0.06f))
            canvas.DrawCircle(0, 0, radius * 0.97f, edge);
        using (var face = Brush.Fill(Brush.Slanted(radius * 0.9f, inside.Lit(-0.15f), inside.Lit(0.25f), inside.Lit(-0.1f))))
            canvas.DrawCircle(0, 0, radius * 0.74f, face);
        using (var groove = Brush.Line(outside.Lit(-0.35f).Faded(170), radius * 0.04f))
            canvas.DrawCircle(0, 0, radius * 0.75f, groove);
        for (var i = 0; i < 24; i++)
        {
            var angle = i * MathF.PI / 12;
            using var bead = Brush.Fill(outside.Lit(-0.2f));
            canvas.DrawCircle(MathF.Cos(angle) * radius * 0.86f, MathF.Sin(angle) * radius * 0.86f, radius * 0.035f, bead);
        }

        // a star stamped in: dark towards the light, bright away from it
        using var star = Star(radius * 0.5f, turn, spikes);
        Stamp(canvas, star, radius * 0.04f, inside.Lit(0.5f));
        Stamp(canvas, star, -radius * 0.02f, inside.Lit(-0.35f));
        Stamp(canvas, star, radius * 0.01f, inside.Lit(0.06f));
    }

    private static void Stamp(SKCanvas canvas, SKPath shape, float by, SKColor color)
    {
        using var paint = Brush.Fill(color);
        canvas.Save();
        canvas.Translate(by, by);
        canvas.DrawPath(shape, paint);
        canvas.Restore();
    }

    private static SKPath Star(float radius, float turn, int spikes) => Brush.Polygon(Enumerable.Range(0, 2 * spikes).Select(i =>
    {
        var (angle, reach) = ((turn / 180 + (float)i / spikes) * MathF.PI, i % 2 == 0 ? radius : radius * 0.48f);
        return new SKPoint(MathF.Cos(angle) * reach, MathF.Sin(angle) * reach);
    }));
}
