using SkiaSharp;

namespace Assay.Cli.Demo.Desks.Things;

/// <summary>What else lies on a desk and is not asked about: written sheets, notes that stick, a notebook, paper clips, an eraser.</summary>
internal static class Clutter
{
    private static readonly SKColor[] Notes = [new(250, 226, 110), new(168, 214, 240), new(246, 172, 190), new(190, 226, 150)];
    private static readonly SKColor[] Covers = [new(46, 62, 88), new(120, 44, 48), new(62, 84, 66), new(88, 74, 62)];

    /// <summary>Something wide and flat that other things may lie on.</summary>
    public static Thing Wide(Random chance) => chance.Next(3) switch
    {
        0 => Sheet(chance),
        1 => Notebook(chance),
        _ => Sticky(chance),
    };

    /// <summary>Something small.</summary>
    public static Thing Small(Random chance) => chance.Next(3) == 0 ? Eraser(chance) : Clip(chance);

    private static Thing Sheet(Random chance)
    {
        var (wide, high) = (chance.Between(150, 180), chance.Between(205, 235));
        var lines = Enumerable.Range(0, 15).Select(_ => chance.Between(0.35f, 1)).ToArray();
        return new Thing(null, Rect(wide, high, 1), 3, canvas =>
        {
            using var paper = Brush.Fill(Brush.Slanted(high, new(252, 251, 247), new(240, 238, 231)));
            canvas.DrawPaint(paper);
            using var ink = Brush.Line(new SKColor(96, 100, 112, 150), 3.2f);
            for (var i = 0; i < lines.Length; i++)
            {
                var y = -high + 50 + i * (2 * high - 90) / lines.Length;
                canvas.DrawLine(-wide + 34, y, -wide + 34 + (2 * wide - 68) * (i % 5 == 4 ? lines[i] * 0.6f : 0.75f + lines[i] * 0.25f), y, ink);
            }
        });
    }

    private static Thing Sticky(Random chance)
    {
        var (half, color) = (chance.Between(62, 76), chance.Among(Notes));
        var lines = 2 + chance.Next(3);
        var length = chance.Between(0.5f, 1);
        return new Thing(null, Rect(half, half, 2), 5, canvas =>
        {
            using var paper = Brush.Fill(Brush.Across(-half, half, color.Lit(-0.06f), color, color.Lit(0.2f)));
            canvas.DrawPaint(paper);
            using var ink = Brush.Line(new SKColor(52, 56, 82, 190), 3);
            for (var i = 0; i < lines; i++)
            {
                var (y, reach) = (-half * 0.4f + i * 26, i == lines - 1 ? length : 1);
                using var words = Brush.Path(path =>
                {
                    path.MoveTo(-half * 0.65f, y);
                    for (var x = 1; x <= 7; x++)
                        path.LineTo(-half * 0.65f + x * half * 0.18f * reach, y + (x % 2 == 0 ? 4 : -4));
                });
                canvas.DrawPath(words, ink);
            }
        });
    }

    private static Thing Notebook(Random chance)
    {
        var (wide, high, color) = (chance.Between(120, 145), chance.Between(170, 195), chance.Among(Covers));
        return new Thing(null, Rect(wide, high, 10), 12, canvas =>
        {
            using var cover = Brush.Fill(Brush.Slanted(high, color.Lit(0.16f), color, color.Lit(-0.2f)));
            canvas.DrawPaint(cover);
            using var spine = Brush.Line(color.Lit(-0.35f).Faded(160), 3);
            canvas.DrawLine(-wide + 22, -high, -wide + 22, high, spine);
            using var band = Brush.Fill(Brush.Across(-high, high, color.Lit(-0.45f), color.Lit(-0.6f)));
            canvas.DrawRect(new SKRect(wide - 34, -high, wide - 24, high), band);
        });
    }

    private static Thing Clip(Random chance)
    {
        var color = chance.Among([new SKColor(150, 156, 166), new SKColor(66, 120, 196), new SKColor(214, 84, 74)]);
        using var wire = Brush.Path(path =>
        {
            path.MoveTo(16, -7);
            path.LineTo(-14, -7);
            path.ArcTo(7, 7, 0, SKPathArcSize.Large, SKPathDirection.CounterClockwise, -14, 7);
            path.LineTo(20, 7);
            path.ArcTo(6, 6, 0, SKPathArcSize.Large, SKPathDirection.CounterClockwise, 20, -4);
            path.LineTo(-8, -4);
        });
        return new Thing(null, Brush.Thick(wire, 3), 2.5f, canvas =>
        {
            using var metal = Brush.Fill(Brush.Slanted(18, color.Lit(0.5f), color, color.Lit(-0.3f)));
            canvas.DrawPaint(metal);
        });
    }

    private static Thing Eraser(Random chance)
    {
        var (wide, high) = (chance.Between(36, 46), chance.Between(18, 23));
        return new Thing(null, Rect(wide, high, 6), 8, canvas =>
        {
            using var rubber = Brush.Fill(Brush.Slanted(wide, new(252, 252, 250), new(226, 226, 224)));
            canvas.DrawPaint(rubber);
            using var sleeve = Brush.Fill(Brush.Across(-high, high, new(70, 110, 176), new(44, 78, 136)));
            canvas.DrawRect(new SKRect(-wide, -high, wide * 0.35f, high), sleeve);
            using var stripe = Brush.Fill(new SKColor(240, 240, 240));
            canvas.DrawRect(new SKRect(-wide * 0.3f, -high, -wide * 0.1f, high), stripe);
        });
    }

    private static SKPath Rect(float wide, float high, float corner) => Brush.Path(path => path.AddRoundRect(new SKRect(-wide, -high, wide, high), corner, corner));
}
