namespace Assay.Model.Questions;

/// <summary>
/// The least number of insertions, deletions and replacements that turn one sequence into another (Levenshtein 1966), 64 rows of the
/// table at a time in one machine word (Myers 1999, in the form of Hyyrö 2003).
/// </summary>
/// <remarks>Time |a|·|b| / 64, memory |a| + |b|: the longest texts that are allowed can still be compared while someone waits.</remarks>
internal static class EditDistance
{
    public static int Between(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var same = a.CommonPrefixLength(b);
        a = a[same..];
        b = b[same..];
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }
        if (a.Length == 0 || b.Length == 0) return a.Length + b.Length;

        // symbols of b as small numbers; a symbol of a that b does not have matches nowhere
        var codes = new Dictionary<int, int>();
        var columns = new int[b.Length];
        for (var j = 0; j < b.Length; j++)
        {
            if (!codes.TryGetValue(b[j], out columns[j])) codes.Add(b[j], columns[j] = codes.Count);
        }
        var rowsOf = new ulong[codes.Count];
        var steps = new sbyte[b.Length]; // how the distance changes from column to column, along the last row done
        Array.Fill(steps, (sbyte)1);
        for (var top = 0; top < a.Length; top += 64)
        {
            var block = a.Slice(top, Math.Min(64, a.Length - top));
            for (var i = 0; i < block.Length; i++)
                if (codes.TryGetValue(block[i], out var code)) rowsOf[code] |= 1UL << i;
            Advance(columns, rowsOf, steps, block.Length - 1);
            foreach (var symbol in block)
                if (codes.TryGetValue(symbol, out var code)) rowsOf[code] = 0;
        }
        var distance = a.Length;
        foreach (var step in steps) distance += step;
        return distance;
    }

    // One block of rows over all columns. Bit i of up and down says that the distance rises or falls from row i to i + 1.
    private static void Advance(ReadOnlySpan<int> columns, ReadOnlySpan<ulong> rowsOf, Span<sbyte> steps, int last)
    {
        ulong up = ~0UL, down = 0;
        for (var j = 0; j < columns.Length; j++)
        {
            int into = steps[j];
            var match = rowsOf[columns[j]];
            var vertical = match | down;
            if (into < 0) match |= 1;
            var horizontal = (((match & up) + up) ^ up) | match;
            var right = down | ~(horizontal | up);
            var left = up & horizontal;
            steps[j] = (sbyte)((int)(right >> last & 1) - (int)(left >> last & 1));
            right = right << 1 | (into > 0 ? 1UL : 0);
            left = left << 1 | (into < 0 ? 1UL : 0);
            up = left | ~(vertical | right);
            down = right & vertical;
        }
    }
}
