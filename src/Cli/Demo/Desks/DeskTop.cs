using System.Collections.Concurrent;
using Assay.Cli.Demo.Desks.Things;
using SkiaSharp;

namespace Assay.Cli.Demo.Desks;

/// <summary>The desks things lie on: of light and dark wood, white, slate, with a cutting mat. Each is drawn once.</summary>
internal static class DeskTop
{
    public const int Width = 1200;
    public const int Height = 800;

    private static readonly Action<SKCanvas>[] All =
    [
        canvas => Wood(canvas, new SKColor(206, 164, 112), new SKColor(112, 70, 30), 7),
        canvas => Wood(canvas, new SKColor(112, 72, 46), new SKColor(42, 22, 12), 19),
        White,
        Slate,
        Mat,
    ];

    private static readonly ConcurrentDictionary<int, Lazy<SKImage>> Drawn = new();

    /// <summary>How many there are.</summary>
    public static int Count => All.Length;

    /// <summary>Draws one of them over <see cref="Width"/> × <see cref="Height"/>.</summary>
    public static void Draw(SKCanvas canvas, int which) =>
        canvas.DrawImage(Drawn.GetOrAdd(which, _ => new Lazy<SKImage>(() => Make(All[which]))).Value, 0, 0, new SKSamplingOptions(SKFilterMode.Linear));

    private static SKImage Make(Action<SKCanvas> draw)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        draw(surface.Canvas);
        return surface.Snapshot();
    }

    /// <summary>Five boards with a grain along them.</summary>
    private static void Wood(SKCanvas canvas, SKColor wood, SKColor grain, int seed)
    {
        canvas.Clear(wood);
        var chance = new Random(seed);
        const int boards = 5;
        for (var i = 0; i < boards; i++)
        {
            var board = new SKRect(0, i * Height / (float)boards, Width, (i + 1) * Height / (float)boards);
            canvas.Save();
            canvas.ClipRect(board);
            using (var tone = Brush.Fill(wood.Lit(chance.Between(-0.1f, 0.1f))))
                canvas.DrawRect(board, tone);
            Grain(canvas, 0.0035f, 0.11f, seed + i, grain, 1.15f, -0.42f);
            Grain(canvas, 0.012f, 0.5f, seed + 10 + i, grain, 0.7f, -0.22f);
            canvas.Restore();
            using var seam = Brush.Line(grain.Faded(170), 2.2f);
            canvas.DrawLine(0, board.Bottom, Width, board.Bottom, seam);
            using var lit = Brush.Line(wood.Lit(0.35f).Faded(90), 1.2f);
            canvas.DrawLine(0, board.Bottom + 2, Width, board.Bottom + 2, lit);
        }
    }

    private static void White(SKCanvas canvas)
    {
        canvas.Clear(new SKColor(222, 224, 226));
        Grain(canvas, 0.9f, 0.9f, 3, new SKColor(120, 124, 130), 0.22f, -0.06f);
    }

    private static void Slate(SKCanvas canvas)
    {
        canvas.Clear(new SKColor(76, 82, 90));
        Grain(canvas, 0.012f, 0.02f, 5, new SKColor(40, 44, 50), 0.9f, -0.3f);
        Grain(canvas, 0.4f, 0.4f, 6, new SKColor(130, 138, 148), 0.35f, -0.12f);
    }

    private static void Mat(SKCanvas canvas)
    {
        canvas.Clear(new SKColor(44, 104, 100));
        Grain(canvas, 0.6f, 0.6f, 8, new SKColor(20, 60, 58), 0.3f, -0.1f);
        for (var at = 25; at < Width; at += 25)
        {
            using var line = Brush.Line(new SKColor(196, 222, 206, (byte)(at % 125 == 0 ? 90 : 34)), at % 125 == 0 ? 1.6f : 1);
            canvas.DrawLine(at, 0, at, Height, line);
            if (at < Height)
                canvas.DrawLine(0, at, Width, at, line);
        }
    }

    /// <summary>Noise of a colour, as opaque as its red is above a level.</summary>
    private static void Grain(SKCanvas canvas, float across, float down, int seed, SKColor color, float strength, float level)
    {
        using var noise = SKShader.CreatePerlinNoiseFractalNoise(across, down, 3, seed);
        using var tint = SKColorFilter.CreateColorMatrix(
        [
            0, 0, 0, 0, color.Red / 255f,
            0, 0, 0, 0, color.Green / 255f,
            0, 0, 0, 0, color.Blue / 255f,
            strength, 0, 0, 0, level,
        ]);
        using var paint = new SKPaint { Shader = noise, ColorFilter = tint };
        canvas.DrawPaint(paint);
    }
}
