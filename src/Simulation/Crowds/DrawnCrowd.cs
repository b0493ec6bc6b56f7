namespace Assay.Simulation.Crowds;

/// <summary>
/// People for labels of any number, drawn from <see cref="RealCrowds"/>: each has the error rates of one real person, a label at a time, and all mix up the same labels, as real
/// crowds do. What labels mean plays no part: which are mixed up is drawn.
/// </summary>
public sealed class DrawnCrowd
{
    private readonly IReadOnlyList<string> labels;
    private readonly IReadOnlyList<(string Said, double Share)[]> mistakenFor;
    private readonly Random chance;
    private readonly RealPerson[] fit;

    /// <param name="labels">Two or more.</param>
    /// <param name="passMark">Only real people of this accuracy or a higher one are drawn, 0 to 1: who does worse on tasks with known answers is not hired.</param>
    /// <param name="seed">Of everything drawn.</param>
    /// <exception cref="ArgumentException">There are fewer than two labels, or nobody is so good.</exception>
    public DrawnCrowd(IReadOnlyList<string> labels, double passMark, int seed)
    {
        if (labels.Count < 2)
            throw new ArgumentException("There is one label at most, and nothing to mix up.", nameof(labels));
        fit = [.. RealCrowds.People.Where(person => person.Known.Count >= 2 && person.Accuracy >= passMark)];
        if (fit.Length == 0)
            throw new ArgumentException($"No real person of the crowds is right on {passMark:P1} or more.", nameof(passMark));
        (this.labels, chance) = (labels, new Random(seed));
        mistakenFor = [.. labels.Select(MistakenFor)];
    }

    /// <summary>The next person. With the same seed the first are the same, however many follow.</summary>
    /// <param name="times">Mistakes are so many times as frequent; no label is taken for others more often than always.</param>
    public Confusion Next(double times = 1)
    {
        var real = fit[chance.Next(fit.Length)];
        var mistakes = new Dictionary<string, IReadOnlyDictionary<string, double>>();
        for (var label = 0; label < labels.Count; label++)
        {
            var (answers, wrong) = real.Known[chance.Next(real.Known.Count)];
            // half a mistake more, as nobody is without any
            var rate = Math.Min(1, times * (wrong + 0.5) / (answers + 1));
            mistakes[labels[label]] = mistakenFor[label].ToDictionary(other => other.Said, other => rate * other.Share);
        }

        return new Confusion(mistakes);
    }

    private (string Said, double Share)[] MistakenFor(string label)
    {
        string[] others = [.. labels.Where(other => other != label)];
        chance.Shuffle(others);
        double[] shares = [.. RealCrowds.Mistakes[chance.Next(RealCrowds.Mistakes.Count)].Take(others.Length)];
        return [.. shares.Select((share, place) => (others[place], share / shares.Sum()))];
    }
}
