using Assay.Model.Regions;
using SkiaSharp;

namespace Assay.Cli.Demo.Desks;

/// <summary>Which thing each pixel of a picture shows: the outlines filled with the things' numbers, without smooth edges, the later over the earlier.</summary>
internal sealed class ThingMap : IDisposable
{
    private readonly SKBitmap map;
    private readonly SKCanvas canvas;

    public ThingMap(int width, int height)
    {
        map = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        canvas = new SKCanvas(map);
        canvas.Clear(SKColors.Black);
    }

    /// <summary>Adds a thing over those that are there.</summary>
    /// <param name="number">From 1 to 255.</param>
    /// <param name="outline">In pixels.</param>
    /// <returns>How many pixels it has as long as nothing lies on it.</returns>
    public long Add(int number, SKPath outline)
    {
        using var paint = new SKPaint { Color = new SKColor((byte)number, 0, 0), IsAntialias = false };
        canvas.DrawPath(outline, paint);
        canvas.Flush();
        var pixels = map.GetPixelSpan();
        var around = SKRectI.Ceiling(outline.Bounds);
        long area = 0;
        for (var y = Math.Max(0, around.Top - 1); y < Math.Min(map.Height, around.Bottom + 1); y++)
            for (var x = Math.Max(0, around.Left - 1); x < Math.Min(map.Width, around.Right + 1); x++)
                if (pixels[y * map.RowBytes + x * 4] == number)
                    area++;
        return area;
    }

    /// <summary>The pixels of each thing that are seen, by number; the first, of number 0, are those of none.</summary>
    public IReadOnlyList<RunMask> Masks(int count)
    {
        var pixels = map.GetPixelSpan();
        var (runs, ends) = (Enumerable.Range(0, count + 1).Select(_ => new List<int>()).ToArray(), new int[count + 1]);
        var (number, began, at) = (0, 0, 0);
        for (var x = 0; x < map.Width; x++)
            for (var y = 0; y < map.Height; y++, at++)
                if (pixels[y * map.RowBytes + x * 4] is var next && next != number)
                {
                    End();
                    (number, began) = (next, at);
                }

        End();
        return [.. runs.Select((of, which) => new RunMask(map.Height, map.Width, [.. of, at - ends[which]]))];

        void End()
        {
            runs[number].AddRange([began - ends[number], at - began]);
            ends[number] = at;
        }
    }

    public void Dispose()
    {
        canvas.Dispose();
        map.Dispose();
    }
}
