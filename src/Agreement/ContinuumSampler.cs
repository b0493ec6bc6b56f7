namespace Assay.Agreement;

/// <summary>How annotations by chance are made, against which γ measures.</summary>
public enum ChanceContinuum
{
    /// <summary>Real annotations of a person picked at random, moved along the continuum and round its end, apart from each other by half a mean unit: Mathet et al. (2015), 5.2.</summary>
    Shuffled,

    /// <summary>Units of normal length after normal gaps, as many as normal, with categories as frequent as in the data: Titeux and Riad (2021).</summary>
    Statistical,
}

/// <summary>Draws continua by chance, each like any of a corpus.</summary>
internal sealed class ContinuumSampler
{
    // where pivots leave no room for another, the last one drawn stays
    private const int MostTries = 100;

    private readonly ChanceContinuum kind;
    private readonly List<(Continuum Continuum, int Annotator)> people;
    private readonly ContinuumUnit[] units;
    private readonly double apart;
    private readonly Normal gaps, counts, lengths;

    public ContinuumSampler(IReadOnlyList<Continuum> corpus, ChanceContinuum kind)
    {
        this.kind = kind;
        people = [.. corpus.SelectMany(continuum => Enumerable.Range(0, continuum.Annotators).Select(annotator => (continuum, annotator)))];
        units = [.. corpus.SelectMany(continuum => continuum.Units)];
        apart = units.Average(unit => unit.Length) / 2;
        gaps = Normal.Like([.. people.SelectMany(person => Gaps(person.Continuum.Of(person.Annotator).ToArray()))]);
        counts = Normal.Like([.. people.Select(person => (double)person.Continuum.Of(person.Annotator).Length)]);
        lengths = Normal.Like([.. units.Select(unit => unit.Length)]);
    }

    /// <summary>A continuum of so many people, at least one of whom marked something.</summary>
    public Continuum Draw(Random random, int annotators)
    {
        Continuum drawn;
        do drawn = new Continuum(kind == ChanceContinuum.Shuffled ? Shuffled(random, annotators) : Statistical(random, annotators), annotators);
        while (drawn.Count == 0);
        return drawn;
    }

    private IEnumerable<ContinuumUnit> Shuffled(Random random, int annotators)
    {
        var pivots = new List<(Continuum Of, double At)>();
        for (var person = 0; person < annotators; person++)
        {
            var (continuum, annotator) = people[random.Next(people.Count)];
            double start = continuum.Start, length = continuum.End - start, pivot;
            var tries = 0;
            do pivot = random.NextDouble() * length;
            while (pivots.Any(other => other.Of == continuum && Math.Abs(other.At - pivot) < apart) && ++tries < MostTries);
            pivots.Add((continuum, pivot));
            foreach (var unit in continuum.Of(annotator).ToArray())
            {
                var shift = unit.Start + pivot > start + length ? pivot - length : pivot;
                yield return unit with { Annotator = person, Start = unit.Start + shift, End = unit.End + shift };
            }
        }
    }

    private IEnumerable<ContinuumUnit> Statistical(Random random, int annotators)
    {
        for (var person = 0; person < annotators; person++)
        {
            var count = Math.Max(1, (int)counts.Draw(random));
            double at = 0;
            for (var u = 0; u < count; u++)
            {
                at += gaps.Draw(random);
                double length;
                do length = Math.Abs(lengths.Draw(random));
                while (length <= 0);
                yield return new ContinuumUnit(person, at, at + length, units[random.Next(units.Length)].Category);
                at += length;
            }
        }
    }

    private static IEnumerable<double> Gaps(ContinuumUnit[] own)
    {
        for (var u = 0; u < own.Length; u++)
            if (u > 0 || own[u].Start > 0) yield return own[u].Start - (u > 0 ? own[u - 1].End : 0);
    }

    private readonly record struct Normal(double Mean, double Deviation)
    {
        public static Normal Like(double[] values)
        {
            if (values.Length == 0) return default;
            var mean = values.Average();
            return new Normal(mean, Math.Sqrt(values.Sum(each => (each - mean) * (each - mean)) / values.Length));
        }

        public double Draw(Random random) => Mean + Deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
