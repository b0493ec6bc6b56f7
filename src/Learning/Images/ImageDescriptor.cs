namespace Assay.Learning.Images;

/// <summary>
/// An image as numbers that a linear classifier can learn from where there is no encoder: which colours it has, which colours each part has, and which way edges run
/// in each part. For projects that tell things by colour, texture and rough shape; what a picture means is beyond it.
/// </summary>
/// <remarks>
/// The image is brought to 64 × 64 pixels by the mean of what each covers. Colours: the square roots of the shares of 4 × 4 × 4 cells of red, green and blue, and of 3 × 3 parts
/// the mean and deviation of each colour. Edges: histograms of oriented gradients, 8 × 8 cells of 9 directions, in blocks of 2 × 2 of length 1 whose values are cut at
/// 0.2 (Dalal and Triggs, 2005, "Histograms of oriented gradients for human detection", CVPR). Parts are divided by 3 and blocks by 7, so that each of the three kinds is about 1
/// long. Every number is from 0 to 1.
/// </remarks>
public static class ImageDescriptor
{
    /// <summary>How many numbers a descriptor has.</summary>
    public const int Length = Colours + PartColours + Edges;

    private const int Side = Thumb.Side, Levels = 4, Parts = 3, Cell = 8, Cells = Side / Cell, Directions = 9, Blocks = Cells - 1;
    private const int Colours = Levels * Levels * Levels, PartColours = Parts * Parts * 6, Edges = Blocks * Blocks * 4 * Directions;
    private const float Cut = 0.2f, Least = 1e-3f;

    /// <summary>The descriptor of an image.</summary>
    /// <param name="width">In pixels, at least 1.</param>
    /// <param name="height">In pixels, at least 1.</param>
    /// <param name="rgb">Red, green and blue of each pixel, row by row from the top left, a byte each.</param>
    /// <exception cref="ArgumentException">There are not three bytes for each pixel.</exception>
    public static float[] Of(int width, int height, ReadOnlySpan<byte> rgb)
    {
        var thumb = Thumb.Of(width, height, rgb);
        var descriptor = new float[Length];
        FillColours(thumb, descriptor.AsSpan(0, Colours));
        FillParts(thumb, descriptor.AsSpan(Colours, PartColours));
        FillEdges(thumb, descriptor.AsSpan(Colours + PartColours));
        return descriptor;
    }

    private static void FillColours(Thumb thumb, Span<float> into)
    {
        for (var pixel = 0; pixel < Side * Side; pixel++)
            into[(((Level(thumb.Red[pixel]) * Levels) + Level(thumb.Green[pixel])) * Levels) + Level(thumb.Blue[pixel])]++;
        foreach (ref var count in into) count = MathF.Sqrt(count / (Side * Side));
    }

    private static int Level(float value) => Math.Min(Levels - 1, (int)(value * Levels));

    private static void FillParts(Thumb thumb, Span<float> into)
    {
        var place = 0;
        for (var part = 0; part < Parts * Parts; part++)
            foreach (var colour in (float[][])[thumb.Red, thumb.Green, thumb.Blue])
            {
                var (sum, squares, count) = (0.0, 0.0, 0);
                for (var y = Side * (part / Parts) / Parts; y < Side * ((part / Parts) + 1) / Parts; y++)
                    for (var x = Side * (part % Parts) / Parts; x < Side * ((part % Parts) + 1) / Parts; x++)
                    {
                        var value = colour[(y * Side) + x];
                        (sum, squares, count) = (sum + value, squares + (value * value), count + 1);
                    }

                into[place++] = (float)(sum / count) / Parts;
                into[place++] = (float)Math.Sqrt(Math.Max(0, (squares / count) - (sum / count * sum / count))) / Parts;
            }
    }

    private static void FillEdges(Thumb thumb, Span<float> into)
    {
        var cells = Cellwise(thumb);
        for (var block = 0; block < Blocks * Blocks; block++)
        {
            var to = into.Slice(block * 4 * Directions, 4 * Directions);
            for (var quarter = 0; quarter < 4; quarter++)
            {
                var cell = (((block / Blocks) + (quarter / 2)) * Cells) + (block % Blocks) + (quarter % 2);
                cells.AsSpan(cell * Directions, Directions).CopyTo(to[(quarter * Directions)..]);
            }

            ToLength1(to);
            foreach (ref var value in to) value = Math.Min(value, Cut);
            ToLength1(to);
            foreach (ref var value in to) value /= Blocks;
        }
    }

    /// <summary>For each cell how strong its edges are by direction, each shared between the two nearest.</summary>
    private static float[] Cellwise(Thumb thumb)
    {
        var (grey, cells) = (thumb.Grey(), new float[Cells * Cells * Directions]);
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side; x++)
            {
                var across = grey[(y * Side) + Math.Min(x + 1, Side - 1)] - grey[(y * Side) + Math.Max(x - 1, 0)];
                var down = grey[(Math.Min(y + 1, Side - 1) * Side) + x] - grey[(Math.Max(y - 1, 0) * Side) + x];
                var strength = MathF.Sqrt((across * across) + (down * down));
                if (strength == 0) continue;
                var direction = MathF.Atan2(down, across) / MathF.PI * Directions;
                direction += direction < 0 ? Directions : 0;
                var (first, share) = ((int)direction, direction - (int)direction);
                var cell = ((y / Cell * Cells) + (x / Cell)) * Directions;
                cells[cell + (first % Directions)] += strength * (1 - share);
                cells[cell + ((first + 1) % Directions)] += strength * share;
            }

        return cells;
    }

    private static void ToLength1(Span<float> block)
    {
        var sum = Least * Least;
        foreach (var value in block) sum += value * value;
        foreach (ref var value in block) value /= MathF.Sqrt(sum);
    }
}
