using System.Numerics;

namespace Assay.Aggregation;

/// <summary>From the logarithms of weights to probabilities.</summary>
internal static class Softmax
{
    // Probabilities are rounded to multiples of 2^-40 (9e-13). The order in which logarithms were summed then leaves no trace, and votes that
    // speak equally for two categories do so in every round, instead of drifting to one of them by an error of rounding that grows.
    private const double Grid = 1L << 40;

    /// <summary>Turns each row of logarithms of weights into probabilities; gives the sum over the rows of the logarithms of their total
    /// weight.</summary>
    public static double Rows(Span<double> rows, int columns)
    {
        var total = 0.0;
        for (var at = 0; at < rows.Length; at += columns)
        {
            var row = rows.Slice(at, columns);
            var most = row[0];
            for (var c = 1; c < row.Length; c++) most = Math.Max(most, row[c]);
            for (var c = 0; c < row.Length; c++) row[c] -= most;
            total += most;
        }
        Exp(rows);
        for (var at = 0; at < rows.Length; at += columns)
        {
            var row = rows.Slice(at, columns);
            var sum = 0.0;
            foreach (var weight in row) sum += weight;
            total += Math.Log(sum);
            var scale = Grid / sum;
            for (var c = 0; c < row.Length; c++) row[c] = Math.Round(row[c] * scale) * (1 / Grid);
        }
        return total;
    }

    /// <summary>e to the power of each value, several at a time.</summary>
    public static void Exp(Span<double> values)
    {
        var at = 0;
        for (; at <= values.Length - Vector<double>.Count; at += Vector<double>.Count)
            Vector.Exp(new Vector<double>(values[at..])).CopyTo(values[at..]);
        if (at == values.Length) return;
        // the rest goes through the same function, so that a value's result does not depend on its place
        Span<double> rest = stackalloc double[Vector<double>.Count];
        values[at..].CopyTo(rest);
        Vector.Exp(new Vector<double>(rest)).CopyTo(rest);
        rest[..(values.Length - at)].CopyTo(values[at..]);
    }

    /// <summary>The natural logarithm of each value, several at a time.</summary>
    public static void Log(Span<double> values)
    {
        var at = 0;
        for (; at <= values.Length - Vector<double>.Count; at += Vector<double>.Count)
            Vector.Log(new Vector<double>(values[at..])).CopyTo(values[at..]);
        if (at == values.Length) return;
        Span<double> rest = stackalloc double[Vector<double>.Count];
        rest.Fill(1);
        values[at..].CopyTo(rest);
        Vector.Log(new Vector<double>(rest)).CopyTo(rest);
        rest[..(values.Length - at)].CopyTo(values[at..]);
    }
}
