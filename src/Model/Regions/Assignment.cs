namespace Assay.Model.Regions;

/// <summary>
/// Pairs rows with columns, each at most once, so that the sum of their gains is largest: the Hungarian method with shortest augmenting paths
/// (Kuhn 1955; Jonker and Volgenant 1987, "A shortest augmenting path algorithm for dense and sparse linear assignment problems", Computing 38:325-340).
/// </summary>
/// <remarks>Exact. Time grows with rows² × columns (the smaller side taken as rows), memory with rows × columns.</remarks>
public static class Assignment
{
    /// <summary>For each row its column, or −1 where it is better alone.</summary>
    /// <param name="gains">A row an array of equally many columns; a pair that gains nothing (0 or less) is not made.</param>
    /// <exception cref="ArgumentException">Rows differ in length, or a gain is not a finite number.</exception>
    public static int[] Best(IReadOnlyList<double[]> gains)
    {
        var (rows, columns) = (gains.Count, gains.Count == 0 ? 0 : gains[0].Length);
        for (var row = 0; row < rows; row++)
        {
            if (gains[row].Length != columns) throw new ArgumentException($"Row {row} has {gains[row].Length} columns, the first has {columns}.", nameof(gains));
            if (!gains[row].All(double.IsFinite)) throw new ArgumentException($"Row {row} has a gain that is not a finite number.", nameof(gains));
        }
        var taken = rows <= columns
            ? Rows(rows, columns, (row, column) => -Math.Max(0, gains[row][column]))
            : Turned(Rows(columns, rows, (column, row) => -Math.Max(0, gains[row][column])), rows);
        for (var row = 0; row < rows; row++)
            if (taken[row] >= 0 && gains[row][taken[row]] <= 0) taken[row] = -1;
        return taken;
    }

    /// <summary>For each row its own column so that the sum of costs is smallest; no more rows than columns.</summary>
    private static int[] Rows(int rows, int columns, Func<int, int, double> cost)
    {
        // potentials u and v keep every reduced cost at 0 or above; places are counted from 1, 0 standing for "none"
        double[] u = new double[rows + 1], v = new double[columns + 1];
        int[] owner = new int[columns + 1], way = new int[columns + 1];
        var shortest = new double[columns + 1];
        var done = new bool[columns + 1];
        for (var row = 1; row <= rows; row++)
        {
            owner[0] = row;
            var column = 0;
            Array.Fill(shortest, double.PositiveInfinity);
            Array.Clear(done);
            do
            {
                done[column] = true;
                var (from, step, next) = (owner[column], double.PositiveInfinity, 0);
                for (var c = 1; c <= columns; c++)
                {
                    if (done[c]) continue;
                    var reduced = cost(from - 1, c - 1) - u[from] - v[c];
                    if (reduced < shortest[c]) (shortest[c], way[c]) = (reduced, column);
                    if (shortest[c] < step) (step, next) = (shortest[c], c);
                }
                for (var c = 0; c <= columns; c++)
                {
                    if (done[c]) (u[owner[c]], v[c]) = (u[owner[c]] + step, v[c] - step);
                    else shortest[c] -= step;
                }
                column = next;
            }
            while (owner[column] != 0);
            for (; column != 0; column = way[column]) owner[column] = owner[way[column]];
        }
        var taken = new int[rows];
        for (var c = 1; c <= columns; c++)
            if (owner[c] > 0) taken[owner[c] - 1] = c - 1;
        return taken;
    }

    private static int[] Turned(int[] taken, int rows)
    {
        var turned = new int[rows];
        Array.Fill(turned, -1);
        foreach (var (column, row) in taken.Index()) turned[row] = column;
        return turned;
    }
}
