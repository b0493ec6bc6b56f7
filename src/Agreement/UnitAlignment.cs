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
/// Exact for two people (<see cref="Assignment"/>), and for more where they marked no more than <see cref="MostExact"/> units together. Beyond, the problem is NP-hard: people are taken out of the groups one after the other
/// and put back in the best way, and each run of neighbouring groups is then solved exactly, until nothing gets better.
/// </remarks>
internal static class UnitAlignment
{
    /// <summary>So many units are grouped by trying every way, with what is left of them remembered.</summary>
    public const int MostExact = 16;

    /// <summary>The groups and their disorder, the sum over groups.</summary>
    public static (List<List<ContinuumUnit>> Groups, double Disorder) Best(Continuum continuum, UnitDissimilarity dissimilarity)
    {
        var people = continuum.Annotators;
        var groups = new List<List<ContinuumUnit>>();
        for (var person = 0; person < people; person++) Put(groups, continuum, person, dissimilarity);
        var disorder = Disorder(groups, people, dissimilarity);
        if (people == 2) return (groups, disorder);
        for (var better = true; better;)
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
                while (to < groups.Count && units + groups[to].Count <= MostExact) units += groups[to++].Count;
                // a group of more people than fit is left as it is
                if (to == from) break;
                Take([.. groups[..from], .. new ExactAlignment([.. groups[from..to].SelectMany(group => group)], people, dissimilarity).Groups(), .. groups[to..]]);
                if (to == groups.Count) break;
                from += Math.Max(1, (to - from) / 2);
            }

            void Take(List<List<ContinuumUnit>> other)
            {
                var now = Disorder(other, people, dissimilarity);
                if (now > disorder - 1e-12) return;
                (groups, disorder, better) = (other, now, true);
            }
        }
        return (groups, disorder);
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
