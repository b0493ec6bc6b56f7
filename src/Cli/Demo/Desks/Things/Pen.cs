using SkiaSharp;

namespace Assay.Cli.Demo.Desks.Things;

/// <summary>A ballpoint pen or a pencil, lying along the x axis, its point to the right.</summary>
internal static class Pen
{
    private static readonly SKColor[] Barrels = [new(32, 76, 150), new(178, 38, 44), new(40, 42, 48), new(36, 120, 84), new(120, 62, 140)];
    private static readonly SKColor[] Lacquers = [new(236, 182, 48), new(52, 128, 84), new(204, 66, 52), new(60, 96, 168)];
    private static readonly SKColor Steel = new(176, 180, 188), Wood = new(222, 184, 134), Lead = new(64, 64, 68);

    public static Thing Make(Random chance)
    {
        var (half, thick) = (chance.Between(125, 165), chance.Between(8.5f, 10.5f));
        return chance.Next(2) == 0 ? Ballpoint(half, thick, chance.Among(Barrels)) : Pencil(half * 0.95f, thick * 0.9f, chance.Among(Lacquers));
    }

    private static Thing Ballpoint(float half, float thick, SKColor color)
    {
        using var barrel = Brush.Path(path => path.AddRoundRect(new SKRect(-half, -thick, half - 46, thick), thick * 0.6f, thick * 0.6f));
        using var cone = Outline((half - 50, -thick), (half - 14, -thick * 0.42f), (half - 8, -2), (half, -1.2f), (half, 1.2f), (half - 8, 2), (half - 14, thick * 0.42f), (half - 50, thick));
        return new Thing(DeskLabels.Pen, Brush.Joined(barrel, cone), 9, canvas =>
        {
            Tube(canvas, -half, half - 46, thick, color);
            Tube(canvas, half - 52, half - 8, thick, Steel);
            Tube(canvas, half - 10, half, thick, Steel.Lit(-0.45f));
            Tube(canvas, -half, -half + 16, thick, Steel);
            Tube(canvas, -half + 92, -half + 97, thick, Steel.Lit(0.2f));
            using var clip = Brush.Fill(Brush.Across(-4, 4, Steel.Lit(0.6f), Steel, Steel.Lit(-0.3f)));
            canvas.DrawRoundRect(new SKRect(-half + 12, -4, -half + 88, 4), 4, 4, clip);
        });
    }

    private static Thing Pencil(float half, float thick, SKColor color)
    {
        using var body = Brush.Path(path => path.AddRoundRect(new SKRect(-half, -thick, half - 38, thick), 3, 3));
        using var point = Outline((half - 40, -thick), (half - 2, -1.6f), (half, 0), (half - 2, 1.6f), (half - 40, thick));
        return new Thing(DeskLabels.Pen, Brush.Joined(body, point), 8, canvas =>
        {
            Tube(canvas, half - 42, half, thick, Wood);
            Tube(canvas, half - 9, half, thick, Lead);
            // three of its six sides are seen
            foreach (var (from, to, lit) in new[] { (-1f, -0.4f, 0.28f), (-0.4f, 0.4f, 0.04f), (0.4f, 1f, -0.25f) })
            {
                using var side = Brush.Fill(color.Lit(lit));
                canvas.DrawRect(new SKRect(-half, from * thick, half - 40, to * thick), side);
            }

            Tube(canvas, -half, -half + 16, thick, new SKColor(226, 128, 132));
            Tube(canvas, -half + 14, -half + 34, thick, Steel);
        });
    }

    private static void Tube(SKCanvas canvas, float from, float to, float thick, SKColor color)
    {
        using var paint = Brush.Fill(Brush.Across(-thick, thick, color.Lit(0.1f), color.Lit(0.55f), color, color.Lit(-0.4f)));
        canvas.DrawRect(new SKRect(from, -thick, to, thick), paint);
    }

    private static SKPath Outline(params (float X, float Y)[] corners) => Brush.Polygon(corners.Select(corner => new SKPoint(corner.X, corner.Y)));
}
