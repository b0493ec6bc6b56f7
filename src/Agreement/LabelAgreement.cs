using Assay.Model;

namespace Assay.Agreement;

/// <summary>How far people agree on one label.</summary>
/// <param name="Category">The label's number.</param>
/// <param name="Votes">Votes for it on items with at least two votes.</param>
/// <param name="Specific">Of a vote for it, the chance that another vote on the item is for it too.</param>
/// <param name="Alpha">Krippendorff's α of this label against the rest.</param>
public sealed record LabelAgreement(int Category, long Votes, Coefficient Specific, Coefficient Alpha);

/// <summary>Agreement label by label, each against the rest, so that the label people do not share shows.</summary>
/// <remarks>
/// Specific agreement <c>p_k = Σ_u n_uk (n_uk − 1) / (n_u − 1) / Σ_u n_uk</c>: Spitzer and Fleiss (1974), "A re-analysis of the reliability of psychiatric diagnosis", British Journal of
/// Psychiatry 125:341-347; range [0, 1], not corrected for chance, undefined for a label nobody gave. Time grows with the votes and with the labels times the kinds of items.
/// </remarks>
public static class LabelAgreements
{
    /// <summary>Nobody gave this label.</summary>
    public const string NeverGiven = "Nobody gave this label to an item that has answers from two people.";

    /// <summary>Each category, in the order of their numbers.</summary>
    public static IReadOnlyList<LabelAgreement> Of(Votes votes)
    {
        var kinds = ItemKinds.Of(votes);
        // for each category, items by how many of their votes it got
        var found = new Dictionary<(int Count, int Votes), long>[votes.Categories];
        var others = new Dictionary<int, long>();
        for (var category = 0; category < found.Length; category++) found[category] = [];
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            var all = kinds.Votes[kind];
            if (all < 2) continue;
            others[all] = others.GetValueOrDefault(all) + kinds.Items[kind];
            var said = kinds.CategoriesOf(kind);
            var times = kinds.CountsOf(kind);
            for (var i = 0; i < said.Length; i++) found[said[i]][(times[i], all)] = found[said[i]].GetValueOrDefault((times[i], all)) + kinds.Items[kind];
        }
        return [.. found.Select((items, category) => Measure(category, items, others))];
    }

    /// <summary>Specific agreement alone, of each category in the order of their numbers.</summary>
    public static IReadOnlyList<Coefficient> Specific(Votes votes) => Specific(votes, [.. Enumerable.Range(0, votes.Categories).Select(category => (int[])[category])], votes.Categories);

    /// <summary>Specific agreement on each member where a category stands for a set of them: of an answer that holds it, the chance that another does too.</summary>
    /// <param name="votes">The votes.</param>
    /// <param name="members">For each category the numbers of its members, none twice.</param>
    /// <param name="count">How many members there are, each number below it.</param>
    /// <exception cref="ArgumentException">There are not as many sets as categories, or a member's number is too large.</exception>
    public static IReadOnlyList<Coefficient> Specific(Votes votes, IReadOnlyList<int[]> members, int count)
    {
        if (members.Count != votes.Categories) throw new ArgumentException($"{members.Count} sets for {votes.Categories} categories; there must be as many.");
        if (members.SelectMany(set => set).Any(member => (uint)member >= (uint)count)) throw new ArgumentException($"A member's number is not below {count}.", nameof(members));
        var kinds = ItemKinds.Of(votes);
        var found = new Dictionary<(int Count, int Votes), long>[count];
        for (var member = 0; member < count; member++) found[member] = [];
        var held = new int[count];
        var touched = new List<int>();
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            var all = kinds.Votes[kind];
            if (all < 2) continue;
            var said = kinds.CategoriesOf(kind);
            for (var i = 0; i < said.Length; i++)
            {
                foreach (var member in members[said[i]])
                {
                    if (held[member] == 0) touched.Add(member);
                    held[member] += kinds.CountsOf(kind)[i];
                }
            }
            foreach (var member in touched)
            {
                found[member][(held[member], all)] = found[member].GetValueOrDefault((held[member], all)) + kinds.Items[kind];
                held[member] = 0;
            }
            touched.Clear();
        }
        return [.. found.Select(Specific)];
    }

    private static LabelAgreement Measure(int category, Dictionary<(int Count, int Votes), long> found, Dictionary<int, long> items)
    {
        var given = found.Sum(pair => pair.Key.Count * pair.Value);
        // items without the label are those not found
        var without = new Dictionary<int, long>(items);
        foreach (var ((_, votes), times) in found) without[votes] -= times;
        var kinds = ItemKinds.OfTwo(
            found.Select(pair => (pair.Key.Count, pair.Key.Votes, pair.Value)).Concat(without.Where(pair => pair.Value > 0).Select(pair => (0, pair.Key, pair.Value))));
        return new LabelAgreement(category, given, Specific(found), KrippendorffAlpha.Measure(kinds, Scale.Nominal));
    }

    private static Coefficient Specific(Dictionary<(int Count, int Votes), long> found)
    {
        long items = found.Values.Sum();
        if (items == 0) return Coefficient.NotDefined(NeverGiven, 0);
        double upper = 0, lower = 0, squares = 0;
        foreach (var ((count, votes), times) in found)
        {
            upper += times * (count * (count - 1.0) / (votes - 1));
            lower += (double)times * count;
        }
        var value = upper / lower;
        foreach (var ((count, votes), times) in found) squares += times * Math.Pow(count * (count - 1.0) / (votes - 1) - value * count, 2);
        var error = items > 1 ? Math.Sqrt(squares * items / (items - 1)) / lower : 0;
        var interval = error < 1e-9 ? WilsonInterval.Of(Math.Clamp(value, 0, 1), (int)items)
            : new Interval(Math.Max(0, value - WilsonInterval.Z * error), Math.Min(1, value + WilsonInterval.Z * error));
        return Coefficient.Of(value, BeyondChance.Holding(interval, value), (int)items, error < 1e-9 ? null : error);
    }
}
