namespace Assay.Agreement;

/// <summary>A stretch of a continuum, such as a text or a recording, that one person marked and named.</summary>
/// <param name="Annotator">The person's number, from 0.</param>
/// <param name="Start">Where it begins, in any unit.</param>
/// <param name="End">Where it ends, after <paramref name="Start"/>.</param>
/// <param name="Category">What it was called.</param>
public readonly record struct ContinuumUnit(int Annotator, double Start, double End, string Category)
{
    /// <summary>From start to end.</summary>
    public double Length => End - Start;
}

/// <summary>What people marked on one continuum, person by person.</summary>
internal sealed class Continuum
{
    private readonly ContinuumUnit[][] people;

    public Continuum(IEnumerable<ContinuumUnit> units, int annotators)
    {
        people = [.. Enumerable.Range(0, annotators).Select(_ => Array.Empty<ContinuumUnit>())];
        foreach (var person in units.GroupBy(unit => unit.Annotator))
        {
            if (person.Key < 0 || person.Key >= annotators) throw new ArgumentException($"Annotator {person.Key} is outside 0 to {annotators - 1}.", nameof(units));
            people[person.Key] = [.. person.OrderBy(unit => unit.Start).ThenBy(unit => unit.End)];
            foreach (var unit in person.Where(unit => !(unit.Length > 0) || !double.IsFinite(unit.Length)))
                throw new ArgumentException($"A unit of annotator {unit.Annotator} runs from {unit.Start} to {unit.End}; it must end after it starts.", nameof(units));
        }

        Start = Units.Select(unit => unit.Start).Append(0).Min();
        End = Units.Select(unit => unit.End).Append(0).Max();
    }

    public int Annotators => people.Length;

    /// <summary>Where it begins: at 0, or with the first unit if that lies before.</summary>
    public double Start { get; }

    /// <summary>Where the last unit ends, or at 0 if that lies behind.</summary>
    public double End { get; }

    public IEnumerable<ContinuumUnit> Units => people.SelectMany(units => units);

    public int Count => people.Sum(units => units.Length);

    public ReadOnlySpan<ContinuumUnit> Of(int annotator) => people[annotator];
}
