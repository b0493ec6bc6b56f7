namespace Assay.Sampling;

/// <summary>A table of numbers, row after row in one block of memory.</summary>
public sealed class Matrix
{
    /// <param name="rows">0 or more.</param>
    /// <param name="columns">1 or more; 0 only without rows.</param>
    /// <param name="values">rows × columns numbers, the first row first. They are not copied.</param>
    /// <exception cref="ArgumentException">There are not as many numbers.</exception>
    public Matrix(int rows, int columns, ReadOnlyMemory<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, rows == 0 ? 0 : 1);
        if ((long)rows * columns != values.Length)
            throw new ArgumentException($"{rows} rows of {columns} columns are {(long)rows * columns} numbers, not {values.Length}.", nameof(values));
        (Rows, Columns, Values) = (rows, columns, values);
    }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>How many numbers a row has.</summary>
    public int Columns { get; }

    /// <summary>All numbers, the first row first.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>The numbers of one row.</summary>
    public ReadOnlySpan<float> Row(int row) => Values.Span.Slice(row * Columns, Columns);

    /// <summary>A table of rows of equal length.</summary>
    /// <exception cref="ArgumentException">A row is longer or shorter than the first.</exception>
    public static Matrix OfRows(IReadOnlyList<float[]> rows)
    {
        var columns = rows.Count == 0 ? 0 : rows[0].Length;
        var values = new float[rows.Count * columns];
        for (var row = 0; row < rows.Count; row++)
        {
            if (rows[row].Length != columns)
                throw new ArgumentException($"Row {row} has {rows[row].Length} numbers, the first {columns}.", nameof(rows));
            rows[row].CopyTo(values, row * columns);
        }

        return new Matrix(rows.Count, columns, values);
    }

    /// <summary>A table of some of the rows, copied.</summary>
    public Matrix Take(ReadOnlySpan<int> rows)
    {
        var values = new float[rows.Length * Columns];
        for (var place = 0; place < rows.Length; place++)
            Row(rows[place]).CopyTo(values.AsSpan(place * Columns));
        return new Matrix(rows.Length, Columns, values);
    }
}
