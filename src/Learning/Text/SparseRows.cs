namespace Assay.Learning.Text;

/// <summary>A sparse matrix by rows: one row a text, one column a feature. What <see cref="TextFeatures"/> makes of texts, kept to train and predict on many times.</summary>
public sealed class SparseRows
{
    private readonly int[] starts;
    private readonly int[] columns;
    private readonly float[] values;

    internal SparseRows(int[] starts, int[] columns, float[] values, int width)
    {
        (this.starts, this.columns, this.values) = (starts, columns, values);
        Width = width;
    }

    /// <summary>Rows.</summary>
    public int Count => starts.Length - 1;

    /// <summary>Columns, also those that are empty.</summary>
    public int Width { get; }

    /// <summary>Values that are stored; about 8 bytes each.</summary>
    public int Stored => starts[^1];

    /// <summary>The columns of a row that hold something, each once.</summary>
    /// <param name="row">From 0.</param>
    public ReadOnlySpan<int> Columns(int row) => columns.AsSpan(starts[row], starts[row + 1] - starts[row]);

    /// <summary>What they hold, in the same order.</summary>
    /// <param name="row">From 0.</param>
    public ReadOnlySpan<float> Values(int row) => values.AsSpan(starts[row], starts[row + 1] - starts[row]);

    /// <summary>Some of the rows, in the order given.</summary>
    /// <param name="rows">From 0; a row may come several times.</param>
    public SparseRows Take(IReadOnlyList<int> rows)
    {
        var begins = new int[rows.Count + 1];
        for (var row = 0; row < rows.Count; row++)
            begins[row + 1] = begins[row] + Columns(rows[row]).Length;
        var (taken, held) = (new int[begins[^1]], new float[begins[^1]]);
        for (var row = 0; row < rows.Count; row++)
        {
            Columns(rows[row]).CopyTo(taken.AsSpan(begins[row]));
            Values(rows[row]).CopyTo(held.AsSpan(begins[row]));
        }

        return new SparseRows(begins, taken, held, Width);
    }

    /// <summary>Parts of a matrix, one below the other.</summary>
    /// <param name="parts">Also none.</param>
    /// <param name="width">Columns of each.</param>
    /// <exception cref="ArgumentException">A part has other columns, or there are more than 2,147,483,591 values, the most that one array holds.</exception>
    public static SparseRows Joined(IReadOnlyList<SparseRows> parts, int width)
    {
        if (parts.FirstOrDefault(part => part.Width != width) is { } other)
            throw new ArgumentException($"A part has {other.Width} columns, and the whole {width}.", nameof(parts));
        var stored = parts.Sum(part => (long)part.Stored);
        if (stored > Array.MaxLength)
            throw new ArgumentException($"The texts have {stored} features together; one matrix holds at most {Array.MaxLength}. Split them.", nameof(parts));
        var (starts, columns, values) = (new int[parts.Sum(part => part.Count) + 1], new int[stored], new float[stored]);
        var (row, at) = (0, 0);
        foreach (var part in parts)
        {
            part.columns.AsSpan(0, part.Stored).CopyTo(columns.AsSpan(at));
            part.values.AsSpan(0, part.Stored).CopyTo(values.AsSpan(at));
            for (var i = 0; i < part.Count; i++)
                starts[row + i + 1] = at + part.starts[i + 1];
            (row, at) = (row + part.Count, at + part.Stored);
        }

        return new SparseRows(starts, columns, values, width);
    }
}
