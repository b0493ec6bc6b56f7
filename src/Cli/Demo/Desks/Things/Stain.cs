using SkiaSharp;

namespace Assay.Cli.Demo.Desks.Things;

/// <summary>Spilt coffee: a puddle that has dried, or the ring a cup has left. It is flat and lets the desk through.</summary>
internal static class Stain
{
    private static readonly SKColor Coffee = new(74, 38, 14);

    public static Thing Make(Random chance) => chance.Next(2) == 0 ? Ring(chance) : Puddle(chance);

    private static Thing Ring(Random chance)
    {
        var radius = chance.Between(58, 80);
        using var outer = Blob(chance, radius, 0.02f);
        using var inner = Blob(chance, radius - chance.Between(9, 14), 0.025f);
        var ring = outer.Op(inner, SKPathOp.Difference) ?? throw new InvalidOperationException("A ring has no inside.");
        return new Thing(DeskLabels.Stain, ring, 0, canvas => Dry(canvas, ring, 105));
    }

    private static Thing Puddle(Random chance)
    {
        var puddle = Blob(chance, chance.Between(34, 58), 0.16f);
        return new Thing(DeskLabels.Stain, puddle, 0, canvas => Dry(canvas, puddle, 92));
    }

    /// <summary>Dried coffee is darkest where it ends.</summary>
    private static void Dry(SKCanvas canvas, SKPath shape, byte alpha)
    {
        using var ground = Brush.Fill(Coffee.Faded(alpha));
        canvas.DrawPath(shape, ground);
        using var rim = Brush.Line(Coffee.Lit(-0.2f).Faded(120), 5);
        rim.MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, 1.2f);
        canvas.DrawPath(shape, rim);
    }

    /// <summary>A circle that waves a few times around.</summary>
    private static SKPath Blob(Random chance, float radius, float rough)
    {
        var waves = Enumerable.Range(2, 5).Select(n => (Times: n, Phase: chance.Between(0, MathF.Tau), Reach: rough * chance.Between(0.3f, 1) / MathF.Sqrt(n))).ToArray();
        return Brush.Polygon(Enumerable.Range(0, 120).Select(i =>
        {
            var angle = i * MathF.Tau / 120;
            var reach = radius * (1 + waves.Sum(wave => wave.Reach * MathF.Sin(wave.Times * angle + wave.Phase)));
            return new SKPoint(MathF.Cos(angle) * reach, MathF.Sin(angle) * reach);
        }));
    }
}
