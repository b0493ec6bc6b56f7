using System.Numerics;

namespace Assay.Aggregation;

/// <summary>Sums of rows of numbers, several numbers at a time.</summary>
internal static class Row
{
    /// <summary>Adds one row to another of the same length.</summary>
    public static void Add(ReadOnlySpan<double> what, Span<double> to)
    {
        var at = 0;
        for (; at <= to.Length - Vector<double>.Count; at += Vector<double>.Count)
            (new Vector<double>(what[at..]) + new Vector<double>(to[at..])).CopyTo(to[at..]);
        for (; at < to.Length; at++) to[at] += what[at];
    }
}
