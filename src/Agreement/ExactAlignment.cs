using System.Numerics;

namespace Assay.Agreement;

/// <summary>
/// The best groups of a few units by trying every way: the first unit left is grouped with every choice of units of other people, and what is left then is solved once and remembered by the set of units it holds.
/// </summary>
internal sealed class ExactAlignment
{
    private readonly ContinuumUnit[] units;
    private readonly double[,] gain;
    private readonly double[] cost;
    private readonly int[] choice;

    /// <param name="units">At most <see cref="UnitAlignment.MostExact"/>.</param>
    /// <param name="people">How many people there are, here or not.</param>
    /// <param name="dissimilarity">Of two units.</param>
    public ExactAlignment(ContinuumUnit[] units, int people, UnitDissimilarity dissimilarity)
    {
        this.units = units;
        var pairs = people * (people - 1) / 2.0;
        gain = new double[units.Length, units.Length];
        for (var a = 0; a < units.Length; a++)
            for (var b = 0; b < a; b++) gain[a, b] = gain[b, a] = (dissimilarity.Of(units[a], units[b]) - 1) / pairs;
        cost = new double[1 << units.Length];
        choice = new int[1 << units.Length];
        Array.Fill(cost, -1);
        cost[^1] = 0;
    }

    /// <summary>The groups of least disorder.</summary>
    public List<List<ContinuumUnit>> Groups()
    {
        Solve(0);
        var groups = new List<List<ContinuumUnit>>();
        for (var done = 0; done != cost.Length - 1; done |= choice[done])
        {
            var group = choice[done];
            groups.Add([.. units.Where((_, u) => (group >> u & 1) == 1)]);
        }
        return groups;
    }

    private double Solve(int done)
    {
        if (cost[done] >= 0) return cost[done];
        var best = double.PositiveInfinity;
        Grow(done, 1 << BitOperations.TrailingZeroCount(~done), 1, ref best);
        return cost[done] = best;
    }

    private void Grow(int done, int group, double own, ref double best)
    {
        var all = own + Solve(done | group);
        // of equals the larger group, so that units that cost the same together as alone are together
        if (all < best + 1e-12) (best, choice[done]) = (Math.Min(all, best), group);
        for (var next = BitOperations.Log2((uint)group) + 1; next < units.Length; next++)
        {
            if ((done >> next & 1) == 1) continue;
            var more = 0.0;
            var fits = true;
            for (var rest = group; rest != 0 && fits; rest &= rest - 1)
            {
                var other = BitOperations.TrailingZeroCount(rest);
                fits = units[other].Annotator != units[next].Annotator;
                more += gain[next, other];
            }
            if (fits) Grow(done, group | 1 << next, own + more, ref best);
        }
    }
}
