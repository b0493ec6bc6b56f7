using System.Text;

namespace Assay.Model.Regions;

/// <summary>
/// Some of an image's pixels, as COCO has them: how many are out, in, out, … down the columns from the left, beginning with those that are out (perhaps
/// 0). With or without a label.
/// </summary>
/// <remarks>
/// T.-Y. Lin et al. (2014), Microsoft COCO, and its <c>maskApi.c</c>. Areas and overlaps are counted over runs, never over pixels: time grows with the
/// runs, memory is theirs.
/// </remarks>
public sealed class RunMask : IEquatable<RunMask>
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

    /// <summary>The pixels that more than half of the masks hold; of masks of one size.</summary>
    /// <exception cref="ArgumentException">There is none, or they are of images of different sizes.</exception>
    public static RunMask Majority(IReadOnlyList<RunMask> masks, string? label = null)
    {
        if (masks.Count == 0 || masks.Any(mask => mask.Height != masks[0].Height || mask.Width != masks[0].Width))
            throw new ArgumentException("A majority is of at least one mask, and of masks that are equally large.", nameof(masks));
        // where masks begin and end, from the first pixel; a mask that ends frees its place before the next begins
        var turns = new List<(long At, int Step)>();
        foreach (var mask in masks)
        {
            long at = 0;
            for (var i = 0; i < mask.runs.Length; at += mask.runs[i++])
                if (i % 2 == 1 && mask.runs[i] > 0) turns.AddRange([(at, 1), (at + mask.runs[i], -1)]);
        }
        turns.Sort();
        var runs = new List<int>();
        var (last, holding, isIn) = (0L, 0, false);
        for (var i = 0; i < turns.Count; i++)
        {
            holding += turns[i].Step;
            if (i + 1 < turns.Count && turns[i + 1].At == turns[i].At || 2 * holding > masks.Count == isIn) continue;
            runs.Add((int)(turns[i].At - last));
            (last, isIn) = (turns[i].At, !isIn);
        }
        runs.Add((int)((long)masks[0].Height * masks[0].Width - last));
        return new RunMask(masks[0].Height, masks[0].Width, Joined(runs), label);
    }

    /// <summary>Reads COCO's compressed text: each run less the one two before it, in groups of five bits, the lowest first, as characters from '0' on.</summary>
    /// <exception cref="ArgumentException">The text is none, or its runs do not fill the image.</exception>
    public static RunMask Parse(string text, int height, int width, string? label = null) =>
        Read(text, out var why) is { } runs ? new RunMask(height, width, runs, label) : throw new ArgumentException(why, nameof(text));

    /// <summary>As <see cref="Parse"/>, of text that somebody sent: null with the reason when it is no mask of this size. Runs without pixels are joined.</summary>
    public static RunMask? TryParse(string text, int height, int width, string? label, out string why)
    {
        if (Read(text, out why) is not { } runs) return null;
        var pixels = runs.Sum(run => (long)run);
        if (pixels == (long)height * width) return new RunMask(height, width, Joined(runs), label);
        why = $"The runs have {pixels:N0} pixels, an image of {height} × {width} has {(long)height * width:N0}.";
        return null;
    }

    /// <summary>COCO's compressed text, which <see cref="Parse"/> reads.</summary>
    public string ToText()
    {
        var text = new StringBuilder(2 * runs.Length);
        for (var i = 0; i < runs.Length; i++)
        {
            long value = runs[i] - (i > 2 ? runs[i - 2] : 0);
            while (true)
            {
                var group = (int)(value & 31);
                value >>= 5;
                var isLast = (group & 16) == 0 ? value == 0 : value == -1;
                text.Append((char)('0' + (isLast ? group : group | 32)));
                if (isLast) break;
            }
        }
        return text.ToString();
    }

    /// <summary>The rectangle around its pixels; an empty one at the origin without any.</summary>
    public Extent Extent()
    {
        var (left, top, right, bottom, at) = (Width, Height, 0, 0, 0L);
        for (var i = 0; i < runs.Length; at += runs[i++])
        {
            if (i % 2 == 0 || runs[i] == 0) continue;
            var (first, last) = (at, at + runs[i] - 1);
            (left, right) = (Math.Min(left, (int)(first / Height)), Math.Max(right, (int)(last / Height) + 1));
            var isOver = first / Height != last / Height;
            (top, bottom) = (isOver ? 0 : Math.Min(top, (int)(first % Height)), isOver ? Height : Math.Max(bottom, (int)(last % Height) + 1));
        }
        return Area == 0 ? default : new Extent(left, top, right, bottom);
    }

    /// <inheritdoc/>
    public bool Equals(RunMask? other) =>
        other is not null && Height == other.Height && Width == other.Width && Label == other.Label && runs.AsSpan().SequenceEqual(other.runs);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RunMask);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Height, Width, Area, runs.Length, Label);

    private static List<int>? Read(string text, out string why)
    {
        var runs = new List<int>();
        why = "";
        for (var at = 0; at < text.Length;)
        {
            long value = 0;
            for (var bits = 0; ; bits += 5)
            {
                if (at == text.Length || bits > 35)
                {
                    why = "The text ends within a run.";
                    return null;
                }
                var group = text[at++] - '0';
                if (group is < 0 or > 63)
                {
                    why = $"The character '{(char.IsControl(text[at - 1]) || char.IsSurrogate(text[at - 1]) ? '\uFFFD' : text[at - 1])}' belongs to no run.";
                    return null;
                }
                value |= (long)(group & 31) << bits;
                if ((group & 32) != 0) continue;
                if ((group & 16) != 0) value |= -1L << (bits + 5);
                break;
            }
            if (runs.Count > 2) value += runs[^2];
            if (value is < 0 or > int.MaxValue)
            {
                why = $"Run {runs.Count} has {value} pixels.";
                return null;
            }
            runs.Add((int)value);
        }
        return runs;
    }

    /// <summary>The same pixels with no run of 0 but perhaps the first, so that a mask has one form.</summary>
    private static List<int> Joined(List<int> runs)
    {
        var joined = new List<int>(runs.Count);
        var isIn = false;
        foreach (var (i, run) in runs.Index())
        {
            if (run == 0) continue;
            if (joined.Count == 0 && i % 2 == 1) joined.Add(0);
            if (joined.Count > 0 && isIn == (i % 2 == 1)) joined[^1] += run;
            else joined.Add(run);
            isIn = i % 2 == 1;
        }
        return joined;
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
