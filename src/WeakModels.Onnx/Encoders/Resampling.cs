namespace Assay.WeakModels.Onnx.Encoders;

/// <summary>
/// Images in another size, level by level as Pillow makes them, which published encoders were trained on: across, rounded to bytes, then down; each pixel the weighed mean of those that the filter covers,
/// which is the wider the more an image shrinks.
/// </summary>
/// <remarks>Pillow's Resample.c: weights of 22 bits after the point.</remarks>
internal static class Resampling
{
    private const int Point = 22;

    /// <summary>By the number that settings of image processors give them.</summary>
    public static readonly IReadOnlyList<int> Known = [0, 1, 2, 3, 4];

    /// <param name="rgb">Three bytes a pixel, row by row.</param>
    /// <param name="width">Of the image.</param>
    /// <param name="height">Of the image.</param>
    /// <param name="toWidth">In pixels, at least 1.</param>
    /// <param name="toHeight">In pixels, at least 1.</param>
    /// <param name="filter">0 nearest, 1 Lanczos, 2 bilinear, 3 bicubic, 4 box.</param>
    public static byte[] Resize(ReadOnlySpan<byte> rgb, int width, int height, int toWidth, int toHeight, int filter)
    {
        if (filter == 0) return Nearest(rgb, width, height, toWidth, toHeight);
        var across = width == toWidth ? rgb.ToArray() : Across(rgb, width, height, toWidth, filter);
        if (height == toHeight) return across;
        var down = new byte[3 * toWidth * toHeight];
        var row = 3 * toWidth;
        foreach (var (y, (first, weights)) in Weights(height, toHeight, filter).Index())
            for (var x = 0; x < row; x++)
            {
                var sum = 1 << (Point - 1);
                for (var i = 0; i < weights.Length; i++) sum += weights[i] * across[((first + i) * row) + x];
                down[(y * row) + x] = Level(sum);
            }

        return down;
    }

    private static byte[] Across(ReadOnlySpan<byte> rgb, int width, int height, int toWidth, int filter)
    {
        var across = new byte[3 * toWidth * height];
        foreach (var (x, (first, weights)) in Weights(width, toWidth, filter).Index())
            for (var y = 0; y < height; y++)
                for (var colour = 0; colour < 3; colour++)
                {
                    var sum = 1 << (Point - 1);
                    for (var i = 0; i < weights.Length; i++) sum += weights[i] * rgb[(3 * ((y * width) + first + i)) + colour];
                    across[(3 * ((y * toWidth) + x)) + colour] = Level(sum);
                }

        return across;
    }

    private static byte Level(int sum) => (byte)Math.Clamp(sum >> Point, 0, 255);

    private static byte[] Nearest(ReadOnlySpan<byte> rgb, int width, int height, int toWidth, int toHeight)
    {
        var found = new byte[3 * toWidth * toHeight];
        var (columns, rows) = (Middles(width, toWidth), Middles(height, toHeight));
        for (var y = 0; y < toHeight; y++)
            for (var x = 0; x < toWidth; x++)
                rgb.Slice(3 * ((rows[y] * width) + columns[x]), 3).CopyTo(found.AsSpan(3 * ((y * toWidth) + x)));
        return found;
    }

    /// <summary>Step by step as Pillow adds them up: a middle between two pixels falls to the side that rounding takes it to.</summary>
    private static int[] Middles(int from, int to)
    {
        var (step, middles) = ((double)from / to, new int[to]);
        var at = step * 0.5;
        for (var place = 0; place < to; place++, at += step) middles[place] = Math.Min(from - 1, (int)at);
        return middles;
    }

    /// <summary>For each pixel the first one that it is made of, and how much of it and of those that follow.</summary>
    private static IEnumerable<(int First, int[] Weights)> Weights(int from, int to, int filter)
    {
        var scale = (double)from / to;
        var wide = Math.Max(1, scale);
        var reach = Reach(filter) * wide;
        for (var place = 0; place < to; place++)
        {
            var centre = (place + 0.5) * scale;
            var (first, end) = (Math.Max(0, (int)(centre - reach + 0.5)), Math.Min(from, (int)(centre + reach + 0.5)));
            double[] parts = [.. Enumerable.Range(first, end - first).Select(x => Value(filter, (x - centre + 0.5) / wide))];
            var sum = parts.Sum();
            yield return (first, [.. parts.Select(part => sum == 0 ? part : part / sum).Select(part => (int)((part * (1 << Point)) + (part < 0 ? -0.5 : 0.5)))]);
        }
    }

    private static double Reach(int filter) => filter switch { 1 => 3, 2 => 1, 3 => 2, _ => 0.5 };

    private static double Value(int filter, double x) => filter switch
    {
        1 => x is >= -3 and < 3 ? Sinc(x) * Sinc(x / 3) : 0,
        2 => Math.Max(0, 1 - Math.Abs(x)),
        3 => Cubic(Math.Abs(x)),
        _ => x is > -0.5 and <= 0.5 ? 1 : 0,
    };

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    /// <summary>Keys' cubic with a of −0.5.</summary>
    private static double Cubic(double x) => x < 1 ? (((1.5 * x) - 2.5) * x * x) + 1 : x < 2 ? (((((-0.5 * x) + 2.5) * x) - 4) * x) + 2 : 0;
}
