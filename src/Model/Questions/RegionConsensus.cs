using Assay.Model.Regions;

namespace Assay.Model.Questions;

/// <summary>What the regions of several people come to.</summary>
internal static class RegionConsensus
{
    /// <summary>Regions that share less, on average, are different things.</summary>
    public const double LeastOverlap = 0.3;

    /// <summary>Of two regions that lie equally well, the one with the same label is the same thing.</summary>
    public const double OtherLabel = 0.999;
}

/// <summary>
/// Regions of different people that lie on each other are one thing, never two regions of one person: of two people by the best pairs
/// (<see cref="Matching"/>), of more by average linkage (<see cref="Linkage"/>). It is kept when more than half of the people have it. Its label is the one
/// most gave it, of a tie the first of the schema; its attributes are merged among those who gave it that label.
/// </summary>
/// <param name="question">The question.</param>
/// <param name="people">How many answered.</param>
internal sealed class RegionConsensus<TRegion>(RegionQuestion question, int people) where TRegion : Region
{
    public required Func<TRegion, TRegion, double> Alike { get; init; }

    public required Func<TRegion, Extent> ExtentOf { get; init; }

    public required Func<string, IReadOnlyList<TRegion>, TRegion> Middle { get; init; }

    /// <summary>The things kept, those most people have first; and whether a thing is in doubt: exactly half have it, or its label or an attribute is tied.</summary>
    /// <param name="answers">Each person's regions.</param>
    public (IReadOnlyList<TRegion> Regions, bool Tied) Of(IReadOnlyList<IReadOnlyList<TRegion>> answers)
    {
        (TRegion Region, int Person)[] all = [.. answers.SelectMany((regions, person) => regions.Select(region => (region, person)))];
        var alike = Overlaps.Within([.. all.Select(each => ExtentOf(each.Region))], (a, b) => all[a].Person == all[b].Person
            ? 0
            : Alike(all[a].Region, all[b].Region) * (all[a].Region.Label == all[b].Region.Label ? 1 : RegionConsensus.OtherLabel));
        var clusters = answers.Count == 2
            ? Paired(answers[0].Count, answers[1].Count, alike)
            : Linkage.Clusters(all.Length, alike, (a, b) => all[a].Person == all[b].Person, RegionConsensus.LeastOverlap);
        var things = clusters.Select(places => places.Select(place => all[place].Region).ToList()).ToList();
        var tied = things.Exists(thing => 2 * thing.Count == people);
        var kept = new List<TRegion>();
        foreach (var thing in things.Where(thing => 2 * thing.Count > people).OrderByDescending(thing => thing.Count))
        {
            var (region, isInDoubt) = One(thing);
            kept.Add(region);
            tied |= isInDoubt;
        }
        return (kept, tied);
    }

    /// <summary>Two people's regions in the best pairs, so that those who agree on all of them lose none.</summary>
    private static IEnumerable<IReadOnlyList<int>> Paired(int first, int second, IEnumerable<Alike> alike)
    {
        var made = Matching.Best(first, second, [.. alike.Where(pair => pair.Likeness > RegionConsensus.LeastOverlap).Select(pair => pair with { Second = pair.Second - first })]);
        var alone = Enumerable.Range(0, first + second).Except(made.Select(pair => pair.First)).Except(made.Select(pair => first + pair.Second));
        return [.. made.Select(pair => (int[])[pair.First, first + pair.Second]), .. alone.Select(place => (int[])[place])];
    }

    private (TRegion Region, bool Tied) One(List<TRegion> thing)
    {
        var labels = thing.CountBy(region => region.Label).OrderByDescending(pair => pair.Value).ThenBy(pair => question.Labels.IndexOf(pair.Key)).ToList();
        var label = labels[0].Key;
        var (attributes, tied) = RegionAttributes.Merge(question.Attributes, label, [.. thing.Where(region => region.Label == label)]);
        var region = (TRegion)((Region)Middle(label, thing) with { Label = label, Attributes = ValueList<AttributeAnswer>.Of(attributes) });
        return (region, tied || (labels.Count > 1 && labels[1].Value == labels[0].Value));
    }
}
