using SkiaSharp;

namespace Assay.Cli.Demo.Desks.Things;

/// <summary>A fallen leaf, its stem to the left; green, or in the colours of autumn.</summary>
internal static class Leaf
{
    private static readonly (SKColor Blade, SKColor Edge)[] Seasons =
    [
        (new(96, 148, 58), new(62, 112, 44)), (new(132, 168, 62), new(88, 128, 44)), (new(228, 172, 46), new(196, 118, 34)),
        (new(214, 104, 40), new(170, 58, 30)), (new(176, 48, 40), new(122, 28, 34)),
    ];

    public static Thing Make(Random chance)
    {
        var (half, wide) = (chance.Between(62, 98), chance.Between(30, 46));
        var (blade, edge) = chance.Among(Seasons);
        var (bend, teeth) = (chance.Between(-0.12f, 0.12f), 7 + chance.Next(5));
        using var body = Blade(half, wide, bend, teeth);
        var stalk = half * bend * 0.6f + chance.Between(-8, 8);
        using var vein = Brush.Path(path =>
        {
            path.MoveTo(-half - 34, stalk);
            path.QuadTo(-half, 0, -half + 6, 0);
        });
        using var stem = Brush.Thick(vein, 5);
        var spots = Enumerable.Range(0, 5).Select(_ => new SKPoint(chance.Between(-half, half), chance.Between(-wide, wide))).ToArray();
        return new Thing(DeskLabels.Leaf, Brush.Joined(body, stem), 5, canvas => Paint(canvas, half, wide, bend, blade, edge, spots));
    }

    /// <summary>The middle vein is bent a little; the margin has teeth that point forward.</summary>
    private static SKPath Blade(float half, float wide, float bend, int teeth)
    {
        return Brush.Polygon([.. Side(-1), .. Side(1).Reverse().Skip(1)]);

        IEnumerable<SKPoint> Side(int side)
        {
            const int steps = 66;
            for (var i = 0; i <= steps; i++)
            {
                var along = (float)i / steps;
                var reach = wide * MathF.Pow(MathF.Max(0, MathF.Sin(MathF.PI * MathF.Pow(along, 0.78f))), 0.85f);
                var tooth = along * teeth % 1;
                reach *= 1 - 0.11f * (1 - tooth);
                yield return new SKPoint(-half + 2 * half * along, side * reach + Middle(along, half, bend));
            }
        }
    }

    private static float Middle(float along, float half, float bend) => half * bend * MathF.Sin(MathF.PI * along);

    private static void Paint(SKCanvas canvas, float half, float wide, float bend, SKColor blade, SKColor edge, SKPoint[] spots)
    {
        using (var ground = Brush.Fill(Brush.Round(-half * 0.2f, -wide * 0.2f, half * 1.15f, blade.Lit(0.14f), blade, edge)))
            canvas.DrawPaint(ground);
        foreach (var spot in spots)
            using (var blot = Brush.Soft(edge.Faded(110), 7))
                canvas.DrawCircle(spot, 9, blot);
        // the half away from the light is a shade darker
        using (var shade = Brush.Fill(Brush.Across(0, wide, edge.Faded(0), edge.Lit(-0.2f).Faded(90))))
            canvas.DrawRect(new SKRect(-half, 0, half, wide * 1.2f), shade);
        using var rib = Brush.Path(path =>
        {
            path.MoveTo(-half - 40, half * bend * 0.6f);
            for (var i = 0; i <= 20; i++)
                path.LineTo(-half + 2 * half * i / 20, Middle(i / 20f, half, bend));
        });
        using var main = Brush.Line(blade.Lit(0.42f).Faded(220), 2.4f);
        canvas.DrawPath(rib, main);
        using var fine = Brush.Line(blade.Lit(0.35f).Faded(150), 1.2f);
        for (var i = 2; i <= 8; i++)
        {
            var (x, y) = (-half + 2 * half * i / 10f, Middle(i / 10f, half, bend));
            foreach (var side in new[] { -1, 1 })
            {
                using var vein = Brush.Path(path =>
                {
                    path.MoveTo(x, y);
                    path.QuadTo(x + half * 0.14f, y + side * wide * 0.35f, x + half * 0.34f, y + side * wide * 0.85f);
                });
                canvas.DrawPath(vein, fine);
            }
        }
    }
}
