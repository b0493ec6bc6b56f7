using SkiaSharp;

namespace Assay.Cli.Demo.Desks.Things;

/// <summary>Paints and colours the drawings share. Light comes from the upper left.</summary>
internal static class Brush
{
    public static SKPaint Fill(SKColor color) => new() { Color = color, IsAntialias = true };

    public static SKPaint Fill(SKShader shader) => new() { Shader = shader, IsAntialias = true };

    public static SKPaint Line(SKColor color, float width) => new()
    {
        Color = color,
        IsAntialias = true,
        Style = SKPaintStyle.Stroke,
        StrokeWidth = width,
        StrokeCap = SKStrokeCap.Round,
        StrokeJoin = SKStrokeJoin.Round,
    };

    public static SKPaint Soft(SKColor color, float blur) => new() { Color = color, IsAntialias = true, MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, blur) };

    public static SKShader Across(float from, float to, params SKColor[] colors) =>
        SKShader.CreateLinearGradient(new SKPoint(0, from), new SKPoint(0, to), colors, SKShaderTileMode.Clamp);

    public static SKShader Slanted(float reach, params SKColor[] colors) =>
        SKShader.CreateLinearGradient(new SKPoint(-reach, -reach), new SKPoint(reach, reach), colors, SKShaderTileMode.Clamp);

    public static SKShader Round(float x, float y, float radius, params SKColor[] colors) =>
        SKShader.CreateRadialGradient(new SKPoint(x, y), radius, colors, SKShaderTileMode.Clamp);

    /// <summary>Towards white by a share above 0, towards black below.</summary>
    public static SKColor Lit(this SKColor color, float by)
    {
        var target = by > 0 ? 255 : 0;
        var share = Math.Abs(by);
        return new SKColor(Part(color.Red), Part(color.Green), Part(color.Blue), color.Alpha);

        byte Part(byte part) => (byte)Math.Clamp(part + (target - part) * share, 0, 255);
    }

    public static SKColor Faded(this SKColor color, byte alpha) => color.WithAlpha(alpha);

    public static float Between(this Random chance, float least, float most) => least + (float)chance.NextDouble() * (most - least);

    public static T Among<T>(this Random chance, IReadOnlyList<T> all) => all[chance.Next(all.Count)];

    public static SKPath Path(Action<SKPathBuilder> draw)
    {
        using var builder = new SKPathBuilder();
        draw(builder);
        return builder.Detach();
    }

    /// <summary>The area within corners.</summary>
    public static SKPath Polygon(IEnumerable<SKPoint> corners) => Path(path => path.AddPoly([.. corners], close: true));

    public static SKPath Circle(float radius) => Path(path => path.AddCircle(0, 0, radius));

    /// <summary>The area a line covers.</summary>
    public static SKPath Thick(SKPath line, float width)
    {
        using var paint = Line(SKColors.Black, width);
        return paint.GetFillPath(line) ?? throw new ArgumentException("The line has no length.", nameof(line));
    }

    /// <summary>One area out of two.</summary>
    public static SKPath Joined(SKPath one, SKPath other) =>
        one.Op(other, SKPathOp.Union) ?? throw new ArgumentException("The areas cannot be joined.", nameof(other));
}
