namespace Assay.Agreement;

/// <summary>α for unitizing of one continuum.</summary>
/// <param name="Value">Over all categories; at most 1, 0 as by chance; null when undefined.</param>
/// <param name="Undefined">Why there is no value.</param>
/// <param name="PerCategory">Each category by itself, with its disagreement observed and expected.</param>
public sealed record UnitizingAgreement(double? Value, string? Undefined, IReadOnlyDictionary<string, CategoryUnitizing> PerCategory);

/// <param name="Value">α of the category; null when chance does not disagree either.</param>
/// <param name="Observed">D_o.</param>
/// <param name="Expected">D_e.</param>
public sealed record CategoryUnitizing(double? Value, double Observed, double Expected);

/// <summary>
/// Krippendorff's α for unitizing: agreement on where units begin and end along a continuum, category by category. <c>α_c = 1 − D_oc / D_ec</c>, <c>α = 1 − Σ D_oc / Σ D_ec</c>.
/// <c>D_oc</c> sums, over stretches of two people that meet, <c>(b − b')² + (e − e')²</c> for two units and <c>l²</c> for a unit inside a gap, over <c>m(m − 1)L²</c>; <c>D_ec</c> is what it would be were the same
/// units and gaps thrown on the continuum at random.
/// </summary>
/// <remarks>
/// Krippendorff (1995), "On the reliability of unitizing continuous data", Sociological Methodology 25:47-76; (2004) Content Analysis, 2nd ed., 11.6. Positions are counted in the smallest stretch there can be, such as a
/// character: lengths are whole numbers of it. Units of one person and category must not overlap. Undefined with fewer than two people, and where nobody marked anything. Time grows with the square of the units.
/// </remarks>
public static class UnitizingAlpha
{
    /// <summary>Measures the continuum from <paramref name="start"/> to <paramref name="end"/>.</summary>
    /// <param name="units">What was marked, in any order.</param>
    /// <param name="annotators">How many people looked at it, those who marked nothing included.</param>
    /// <param name="start">Where the continuum begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <exception cref="ArgumentException">A unit lies outside, ends before it starts, is by nobody, or overlaps one of the same person and category.</exception>
    public static UnitizingAgreement Of(IEnumerable<ContinuumUnit> units, int annotators, double start, double end)
    {
        var continuum = new Continuum(units, annotators);
        var reason = annotators < 2 ? Undefined.NoSharedItems : continuum.Count == 0 ? Gamma.NothingMarked : null;
        if (reason is not null) return new UnitizingAgreement(null, reason, new Dictionary<string, CategoryUnitizing>());
        foreach (var unit in continuum.Units.Where(unit => unit.Start < start || unit.End > end))
            throw new ArgumentException($"A unit from {unit.Start} to {unit.End} lies outside the continuum, {start} to {end}.", nameof(units));

        var perCategory = new SortedDictionary<string, CategoryUnitizing>(StringComparer.Ordinal);
        foreach (var category in continuum.Units.Select(unit => unit.Category).Distinct())
        {
            List<Stretch>[] people = [.. Enumerable.Range(0, annotators).Select(person => Stretches(continuum.Of(person), category, start, end))];
            double observed = Observed(people, end - start), expected = Expected(people, end - start);
            perCategory[category] = new CategoryUnitizing(expected > 0 ? 1 - observed / expected : null, observed, expected);
        }
        var chance = perCategory.Values.Sum(each => each.Expected);
        return chance > 0
            ? new UnitizingAgreement(1 - perCategory.Values.Sum(each => each.Observed) / chance, null, perCategory)
            : new UnitizingAgreement(null, Undefined.OneCategory, perCategory);
    }

    // a person's units of the category with the gaps before, between and after them
    private static List<Stretch> Stretches(ReadOnlySpan<ContinuumUnit> units, string category, double start, double end)
    {
        var stretches = new List<Stretch>();
        foreach (var unit in units)
        {
            if (unit.Category != category) continue;
            if (unit.Start < start) throw new ArgumentException($"Units of {category} by annotator {unit.Annotator} overlap at {unit.Start}.");
            if (unit.Start > start) stretches.Add(new Stretch(start, unit.Start - start, false));
            stretches.Add(new Stretch(unit.Start, unit.Length, true));
            start = unit.End;
        }
        if (end > start) stretches.Add(new Stretch(start, end - start, false));
        return stretches;
    }

    private static double Observed(List<Stretch>[] people, double length)
    {
        double sum = 0;
        for (var i = 0; i < people.Length; i++)
            for (var j = 0; j < i; j++)
                foreach (var mine in people[i])
                    foreach (var other in people[j]) sum += 2 * Difference(mine, other);
        return sum / (people.Length * (people.Length - 1.0) * length * length);
    }

    private static double Difference(Stretch a, Stretch b)
    {
        if (a.IsUnit && b.IsUnit)
        {
            if (a.Start >= b.End || b.Start >= a.End) return 0;
            return (a.Start - b.Start) * (a.Start - b.Start) + (a.End - b.End) * (a.End - b.End);
        }
        if (a.IsUnit == b.IsUnit) return 0;
        var (unit, gap) = a.IsUnit ? (a, b) : (b, a);
        return gap.Start <= unit.Start && unit.End <= gap.End ? unit.Length * unit.Length : 0;
    }

    private static double Expected(List<Stretch>[] people, double length)
    {
        double[] units = [.. people.SelectMany(each => each).Where(each => each.IsUnit).Select(each => each.Length)];
        double[] gaps = [.. people.SelectMany(each => each).Where(each => !each.IsUnit).Select(each => each.Length)];
        var (sum, places) = (0.0, people.Length * length * (people.Length * length - 1));
        foreach (var l in units)
        {
            sum += (units.Length - 1) / 3.0 * (2 * l * l * l - 3 * l * l + l);
            foreach (var gap in gaps)
                if (gap >= l) sum += l * l * (gap - l + 1);
            places -= l * (l - 1);
        }
        return places > 0 ? 2 / length * sum / places : 0;
    }

    private readonly record struct Stretch(double Start, double Length, bool IsUnit)
    {
        public double End => Start + Length;
    }
}
