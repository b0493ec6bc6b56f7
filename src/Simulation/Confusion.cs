namespace Assay.Simulation;

/// <summary>
/// How someone mistakes one label for another: for each true label the chances of what is said instead. The usual model of an
/// annotator (Dawid and Skene 1979), turned round to produce answers.
/// </summary>
public sealed class Confusion
{
    private readonly Dictionary<string, (string Said, double Chance)[]> mistakes;

    /// <param name="mistakes">By true label, what is said instead and how often; what is left of 1 is the truth.</param>
    /// <exception cref="ArgumentException">A chance is negative, or those of a label exceed 1.</exception>
    public Confusion(IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> mistakes)
    {
        foreach (var (label, chances) in mistakes)
            if (chances.Values.Any(chance => chance is not >= 0) || chances.Values.Sum() > 1 + 1e-9)
                throw new ArgumentException($"The chances of mistaking \"{label}\" are not between 0 and 1 in all.", nameof(mistakes));
        this.mistakes = mistakes.ToDictionary(pair => pair.Key, pair => pair.Value.OrderBy(said => said.Key, StringComparer.Ordinal).Select(said => (said.Key, said.Value)).ToArray());
    }

    /// <summary>The same mistakes, each <paramref name="times"/> as often: 0 never errs, 1 errs as given.</summary>
    public Confusion Scaled(double times) => new(mistakes.ToDictionary(
        pair => pair.Key,
        pair => (IReadOnlyDictionary<string, double>)pair.Value.ToDictionary(said => said.Said, said => said.Chance * times)));

    /// <summary>What is said of something whose true label this is.</summary>
    public string Say(string truth, Random chance)
    {
        var drawn = chance.NextDouble();
        foreach (var (said, share) in mistakes.GetValueOrDefault(truth) ?? [])
        {
            if (drawn < share)
                return said;
            drawn -= share;
        }

        return truth;
    }
}
