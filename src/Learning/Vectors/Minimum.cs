namespace Assay.Learning.Vectors;

/// <summary>
/// The minimum of a smooth function by L-BFGS: steps along the slope as the last ten steps have bent it, halved until they go down enough.
/// </summary>
/// <remarks>Liu and Nocedal (1989), "On the limited memory BFGS method for large scale optimization", Mathematical Programming 45.</remarks>
internal static class Minimum
{
    private const int Memory = 10, MostHalvings = 40;
    private const double Enough = 1e-4;

    /// <param name="function">The value at a point; it writes the derivatives there.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="mostSteps">Ends after so many steps.</param>
    /// <param name="tolerance">Ends where no derivative is larger.</param>
    /// <param name="cancel">Stops between two steps.</param>
    public static double[] Of(Func<double[], double[], double> function, double[] start, int mostSteps, double tolerance, CancellationToken cancel)
    {
        var (at, slopes, past) = (start, new double[start.Length], new List<(double[] Step, double[] Bend, double Product)>());
        var value = function(at, slopes);
        for (var step = 0; step < mostSteps && slopes.Max(Math.Abs) > tolerance; step++)
        {
            cancel.ThrowIfCancellationRequested();
            var direction = Direction(slopes, past);
            var (size, descent) = (past.Count == 0 ? Math.Min(1, 1 / slopes.Max(Math.Abs)) : 1.0, Dot(direction, slopes));
            var (next, nextSlopes) = (Moved(at, direction, size), new double[at.Length]);
            var nextValue = function(next, nextSlopes);
            for (var halving = 0; !(nextValue <= value + (Enough * size * descent)); halving++)
            {
                if (halving == MostHalvings) return at;
                size /= 2;
                next = Moved(at, direction, size);
                nextValue = function(next, nextSlopes);
            }

            var (moved, bend) = (Moved(next, at, -1), Moved(nextSlopes, slopes, -1));
            if (Dot(moved, bend) is > 0 and var product)
            {
                if (past.Count == Memory) past.RemoveAt(0);
                past.Add((moved, bend, product));
            }

            (at, slopes, value) = (next, nextSlopes, nextValue);
        }

        return at;
    }

    private static double[] Direction(double[] slopes, List<(double[] Step, double[] Bend, double Product)> past)
    {
        var (direction, shares) = (Moved(new double[slopes.Length], slopes, -1), new double[past.Count]);
        for (var i = past.Count - 1; i >= 0; i--)
        {
            shares[i] = Dot(past[i].Step, direction) / past[i].Product;
            direction = Moved(direction, past[i].Bend, -shares[i]);
        }

        if (past.Count > 0)
            direction = Moved(new double[slopes.Length], direction, past[^1].Product / Dot(past[^1].Bend, past[^1].Bend));
        for (var i = 0; i < past.Count; i++)
            direction = Moved(direction, past[i].Step, shares[i] - (Dot(past[i].Bend, direction) / past[i].Product));
        return direction;
    }

    private static double[] Moved(double[] from, double[] along, double by)
    {
        var moved = new double[from.Length];
        for (var i = 0; i < moved.Length; i++) moved[i] = from[i] + (by * along[i]);
        return moved;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
