namespace Assay.Model.Regions;

/// <summary>
/// Some of an image's pixels, as COCO has them: how many are out, in, out, … down the columns from the left, beginning with those that are out (perhaps
/// 0). With or without a label.
/// </summary>
/// <remarks>
/// T.-Y. Lin et al. (2014), Microsoft COCO, and its <c>maskApi.c</c>. Areas and overlaps are counted over runs, never over pixels: time grows with the
/// runs, memory is theirs.
/// </remarks>
public sealed class RunMask
{
    private readonly int[] runs;

    /// <summary>A mask of runs.</summary>
    /// <param name="height">Pixels down.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="runs">Lengths of runs, out and in by turns; none negative, together <paramref name="height"/> × <paramref name="width"/>.</param>
    /// <param name="label">What it is; null for none.</param>
    /// <exception cref="ArgumentException">A size or a run is negative, or the runs do not fill the image.</exception>
    public RunMask(int height, int width, IEnumerable<int> runs, string? label = null)
    {
        if (height < 0 || width < 0) throw new ArgumentException($"An image of {height} × {width} pixels; neither may be negative.", nameof(height));
        (Height, Width, Label, this.runs) = (height, width, label, [.. runs]);
        long pixels = 0;
        for (var i = 0; i < this.runs.Length; i++)
        {
            if (this.runs[i] < 0) throw new ArgumentException($"Run {i} has {this.runs[i]} pixels; none may be negative.", nameof(runs));
            pixels += this.runs[i];
            if (i % 2 == 1) Area += this.runs[i];
        }
        if (pixels != (long)height * width) throw new ArgumentException($"The runs have {pixels} pixels, an image of {height} × {width} has {(long)height * width}.", nameof(runs));
    }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>What it is; null for none.</summary>
    public string? Label { get; }

    /// <summary>Lengths of runs, out and in by turns.</summary>
    public IReadOnlyList<int> Runs => runs;

    /// <summary>Pixels in the mask.</summary>
    public long Area { get; }

    /// <summary>Intersection over union, 0 to 1; 0 for masks of different labels, and for two empty ones.</summary>
    /// <exception cref="ArgumentException">They are of images of different sizes.</exception>
    public static double Iou(RunMask a, RunMask b)
    {
        if (a.Height != b.Height || a.Width != b.Width)
            throw new ArgumentException($"Masks of {a.Height} × {a.Width} and of {b.Height} × {b.Width} pixels; they must be equally large.");
        if (a.Label != b.Label) return 0;
        var shared = a.Shared(b);
        var union = a.Area + b.Area - shared;
        return union > 0 ? (double)shared / union : 0;
    }

    /// <summary>The mask of pixels given row by row.</summary>
    /// <exception cref="ArgumentException">There are not height × width of them.</exception>
    public static RunMask OfPixels(ReadOnlySpan<bool> rows, int height, int width, string? label = null)
    {
        if (rows.Length != (long)height * width) throw new ArgumentException($"{rows.Length} pixels; an image of {height} × {width} has {(long)height * width}.", nameof(rows));
        var runs = new List<int>();
        var (isIn, length) = (false, 0);
        for (var x = 0; x < width; x++)
        {
            for (var y = 0; y < height; y++)
            {
                if (rows[y * width + x] != isIn)
                {
                    runs.Add(length);
                    (isIn, length) = (!isIn, 0);
                }
                length++;
            }
        }
        if (length > 0) runs.Add(length);
        return new RunMask(height, width, runs, label);
    }

    /// <summary>Reads COCO's compressed text: each run less the one two before it, in groups of five bits, the lowest first, as characters from '0' on.</summary>
    /// <exception cref="ArgumentException">The text is none, or its runs do not fill the image.</exception>
    public static RunMask Parse(string text, int height, int width, string? label = null)
    {
        var runs = new List<int>();
        for (var at = 0; at < text.Length;)
        {
            long value = 0;
            for (var bits = 0; ; bits += 5)
            {
                if (at == text.Length || bits > 35) throw new ArgumentException("The text ends within a run.", nameof(text));
                var group = text[at++] - '0';
                if (group is < 0 or > 63) throw new ArgumentException($"The character '{text[at - 1]}' belongs to no run.", nameof(text));
                value |= (long)(group & 31) << bits;
                if ((group & 32) != 0) continue;
                if ((group & 16) != 0) value |= -1L << (bits + 5);
                break;
            }
            if (runs.Count > 2) value += runs[^2];
            if (value is < 0 or > int.MaxValue) throw new ArgumentException($"Run {runs.Count} has {value} pixels.", nameof(text));
            runs.Add((int)value);
        }
        return new RunMask(height, width, runs, label);
    }

    private long Shared(RunMask other)
    {
        long shared = 0;
        var (mine, its) = (0, 0);
        var (left, right) = (First(runs), First(other.runs));
        while (mine < runs.Length && its < other.runs.Length)
        {
            var step = Math.Min(left, right);
            if (mine % 2 == 1 && its % 2 == 1) shared += step;
            left -= step;
            right -= step;
            if (left == 0 && ++mine < runs.Length) left = runs[mine];
            if (right == 0 && ++its < other.runs.Length) right = other.runs[its];
        }
        return shared;

        static int First(int[] runs) => runs.Length > 0 ? runs[0] : 0;
    }
}
