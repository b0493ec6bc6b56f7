namespace Assay.Agreement;

/// <summary>How annotations by chance are made, against which γ measures.</summary>
public enum ChanceContinuum
{
    /// <summary>Real annotations of a person picked at random, moved along the continuum and round its end, apart from each other by half a mean unit: Mathet et al. (2015), 5.2.</summary>
    Shuffled,

    /// <summary>Units of normal length after normal gaps, as many as normal, with categories as frequent as in the data: Titeux and Riad (2021).</summary>
    Statistical,
}

/// <summary>Draws continua by chance.</summary>
internal sealed class ContinuumSampler(Continuum continuum, ChanceContinuum kind)
{
    private readonly ContinuumUnit[] units = [.. continuum.Units];

    public Continuum Draw(Random random) => new(kind == ChanceContinuum.Shuffled ? Shuffled(random) : Statistical(random), continuum.Annotators);

    private IEnumerable<ContinuumUnit> Shuffled(Random random)
    {
        double low = units.Min(unit => unit.Start), high = units.Max(unit => unit.End), apart = units.Average(unit => unit.Length) / 2;
        var pivots = new List<double>();
        for (var person = 0; person < continuum.Annotators; person++)
        {
            var pivot = low + random.NextDouble() * (high - low);
            // where so many pivots leave no room, the last one drawn stays
            for (var tries = 0; tries < 1_000 && pivots.Any(other => Math.Abs(other - pivot) < apart); tries++) pivot = low + random.NextDouble() * (high - low);
            pivots.Add(pivot);
            foreach (var unit in continuum.Of(random.Next(continuum.Annotators)).ToArray())
            {
                var shift = unit.Start + pivot > high ? pivot + low - high : pivot;
                yield return unit with { Annotator = person, Start = unit.Start + shift, End = unit.End + shift };
            }
        }
    }

    private IEnumerable<ContinuumUnit> Statistical(Random random)
    {
        var gaps = new List<double>();
        for (var person = 0; person < continuum.Annotators; person++)
        {
            var own = continuum.Of(person);
            for (var u = 0; u < own.Length; u++)
                if (u > 0 || own[u].Start > 0) gaps.Add(own[u].Start - (u > 0 ? own[u - 1].End : 0));
        }
        double[] counts = [.. Enumerable.Range(0, continuum.Annotators).Select(person => (double)continuum.Of(person).Length)];
        double[] lengths = [.. units.Select(unit => unit.Length)];
        for (var person = 0; person < continuum.Annotators; person++)
        {
            var count = Math.Max(1, (int)Normal(random, counts));
            double at = 0;
            for (var u = 0; u < count; u++)
            {
                at += gaps.Count > 0 ? Normal(random, gaps) : 0;
                double length;
                do length = Math.Abs(Normal(random, lengths));
                while (length <= 0);
                yield return new ContinuumUnit(person, at, at + length, units[random.Next(units.Length)].Category);
                at += length;
            }
        }
    }

    private static double Normal(Random random, IReadOnlyCollection<double> like)
    {
        var mean = like.Average();
        var deviation = Math.Sqrt(like.Sum(each => (each - mean) * (each - mean)) / like.Count);
        return mean + deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
