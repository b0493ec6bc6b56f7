using Assay.Model.Regions;

namespace Assay.Agreement;

/// <summary>How unlike two units are: <c>d = α Δ ((|s − s'| + |e − e'|) / (l + l'))² + β Δ [categories differ]</c>, and Δ = 1 for a unit without partner.</summary>
internal readonly record struct UnitDissimilarity(double Position, double Category)
{
    public double Of(ContinuumUnit a, ContinuumUnit b) => Place(a, b) + (a.Category == b.Category ? 0 : Category);

    /// <summary>The part of place alone.</summary>
    public double Place(ContinuumUnit a, ContinuumUnit b)
    {
        var apart = (Math.Abs(a.Start - b.Start) + Math.Abs(a.End - b.End)) / (a.Length + b.Length);
        return Position * apart * apart;
    }
}

/// <summary>
/// Which units of different people mean the same: groups of at most one unit a person, of least disorder in all. A group's disorder is the mean of <see cref="UnitDissimilarity"/> over
/// all pairs of people, a pair of which one or both have no unit in it counting 1.
/// </summary>
/// <remarks>
/// Units too far apart ever to be grouped are told apart first, and each part is solved alone. Exact for two people (<see cref="Assignment"/>), and for more in parts of no more than <see cref="MostExact"/> units.
/// Beyond, the problem is NP-hard: people are taken out of the groups one after the other
/// and put back in the best way, and each run of neighbouring groups is then solved exactly, until nothing gets better.
/// </remarks>
internal static class UnitAlignment
{
    /// <summary>So many units are grouped by trying every way, with what is left of them remembered.</summary>
    public const int MostExact = 16;

    // runs of neighbours are shorter: solving them takes most of the time, and each is solved again from half of the last one on
    private const int MostOfRun = 12;

    /// <summary>The groups and their disorder, the sum over groups.</summary>
    public static (List<List<ContinuumUnit>> Groups, double Disorder) Best(Continuum continuum, UnitDissimilarity dissimilarity)
    {
        var people = continuum.Annotators;
        List<List<ContinuumUnit>> groups = [.. Parts(continuum, dissimilarity).SelectMany(part => OfPart(part, people, dissimilarity))];
        return (groups, Disorder(groups, people, dissimilarity));
    }

    // Two groups become one where that saves 1 and costs at most as much: Σ (d − 1) / pairs over their pairs of units. Units of different parts have d − 1 > pairs, so that no group with both is best.
    private static IEnumerable<List<ContinuumUnit>> Parts(Continuum continuum, UnitDissimilarity dissimilarity)
    {
        var farthest = 1 + continuum.Annotators * (continuum.Annotators - 1) / 2.0;
        List<ContinuumUnit> left = [.. continuum.Units.OrderBy(unit => unit.Start)];
        while (left.Count > 0)
        {
            List<ContinuumUnit> part = [left[^1]];
            left.RemoveAt(left.Count - 1);
            for (var next = 0; next < part.Count; next++)
            {
                var from = part[next];
                part.AddRange(left.Where(IsNear));
                left.RemoveAll(IsNear);

                bool IsNear(ContinuumUnit unit) => unit.Annotator != from.Annotator && dissimilarity.Of(unit, from) <= farthest + 1e-9;
            }
            yield return part;
        }
    }

    private static List<List<ContinuumUnit>> OfPart(List<ContinuumUnit> units, int people, UnitDissimilarity dissimilarity)
    {
        var continuum = new Continuum(units, people);
        var groups = new List<List<ContinuumUnit>>();
        for (var person = 0; person < people; person++) Put(groups, continuum, person, dissimilarity);
        return people == 2 ? groups : Improved(groups, continuum, dissimilarity);
    }

    private static List<List<ContinuumUnit>> Improved(List<List<ContinuumUnit>> groups, Continuum continuum, UnitDissimilarity dissimilarity)
    {
        var people = continuum.Annotators;
        var most = continuum.Count <= MostExact ? MostExact : MostOfRun;
        var disorder = Disorder(groups, people, dissimilarity);
        var solved = new HashSet<HashSet<ContinuumUnit>>(HashSet<ContinuumUnit>.CreateSetComparer());
        var better = true;
        while (better)
        {
            better = false;
            for (var person = 0; person < people; person++)
            {
                List<List<ContinuumUnit>> other = [.. groups.Select(group => group.Where(unit => unit.Annotator != person).ToList()).Where(group => group.Count > 0)];
                Put(other, continuum, person, dissimilarity);
                Take(other);
            }
            groups = [.. groups.OrderBy(group => group.Average(unit => unit.Start + unit.End))];
            for (var from = 0; from < groups.Count;)
            {
                int to = from, units = 0;
                while (to < groups.Count && units + groups[to].Count <= most) units += groups[to++].Count;
                // a group of more people than fit is left as it is
                to = to == from ? to + 1 : from + Solve(from, to - from);
                if (to >= groups.Count) break;
                from += Math.Max(1, (to - from) / 2);
            }
        }
        return groups;

        // how many groups the run has then
        int Solve(int from, int count)
        {
            var run = groups.GetRange(from, count);
            if (!solved.Add([.. run.SelectMany(group => group)])) return count;
            var best = new ExactAlignment([.. run.SelectMany(group => group)], people, dissimilarity).Groups();
            var saved = Disorder(run, people, dissimilarity) - Disorder(best, people, dissimilarity);
            if (saved <= 1e-12) return count;
            groups.RemoveRange(from, count);
            groups.InsertRange(from, best);
            disorder -= saved;
            better = true;
            return best.Count;
        }

        void Take(List<List<ContinuumUnit>> other)
        {
            var now = Disorder(other, people, dissimilarity);
            if (now > disorder - 1e-12) return;
            (groups, disorder, better) = (other, now, true);
        }
    }

    // each of a person's units joins the group where it saves most, at most one a group, or stays alone
    private static void Put(List<List<ContinuumUnit>> groups, Continuum continuum, int person, UnitDissimilarity dissimilarity)
    {
        var units = continuum.Of(person).ToArray();
        var pairs = continuum.Annotators * (continuum.Annotators - 1) / 2.0;
        // alone a unit costs 1; in a group each of its pairs costs its dissimilarity where it cost 1 before; at equal cost it joins
        double[][] gains = [.. units.Select(unit => groups.Select(group => 1 + 1e-9 - group.Sum(other => dissimilarity.Of(unit, other) - 1) / pairs).ToArray())];
        var taken = Assignment.Best(gains);
        var count = groups.Count;
        for (var u = 0; u < units.Length; u++)
        {
            if (taken[u] >= 0 && taken[u] < count) groups[taken[u]].Add(units[u]);
            else groups.Add([units[u]]);
        }
    }

    public static double Disorder(List<List<ContinuumUnit>> groups, int annotators, UnitDissimilarity dissimilarity)
    {
        double pairs = annotators * (annotators - 1) / 2.0, sum = 0;
        foreach (var group in groups)
        {
            sum += 1;
            for (var a = 0; a < group.Count; a++)
                for (var b = 0; b < a; b++) sum += (dissimilarity.Of(group[a], group[b]) - 1) / pairs;
        }
        return sum;
    }
}
