namespace Assay.Aggregation.Regions;

/// <summary>What someone's answer is, seen from what may be true.</summary>
internal enum Sighting
{
    Exact, OtherLabel, OtherBounds, OtherBoth, Missed,

    // where nothing is
    FalseAlarm, Quiet,
}

/// <summary>One place where somebody saw something: which truths are possible, and what each person's answer then is.</summary>
/// <param name="Annotators">Those who looked.</param>
/// <param name="Seen">By truth, then by person, in the order of <paramref name="Annotators"/>; the last truth is that nothing is there.</param>
/// <param name="Ways">By truth and kind of sighting, in how many ways the candidates here allow it, at least 1.</param>
internal sealed record Place(int[] Annotators, Sighting[][] Seen, int[][] Ways);

/// <summary>
/// Dawid and Skene's model for things that have to be found: everyone has chances of seeing a thing as it is, seeing it otherwise or missing it, and
/// a chance of seeing something where nothing is. Fitted by expectation-maximisation over places.
/// </summary>
/// <remarks>
/// Places exist only where somebody saw something. Taken alone they would make false alarms look certain, so the quiet stretches in between, where
/// all rightly saw nothing, are counted in.
/// </remarks>
internal sealed class Sightings
{
    private const int Kinds = 7, Outcomes = 5;

    // as many imagined sightings as a careful beginner might show: finds half, rarely cries wolf
    private static readonly double[] Prior = [8, 1, 1, 1, 4, 1, 9];

    private readonly IReadOnlyList<Place> places;
    private readonly double[] quiet;
    private readonly double[][] logs;

    private Sightings(IReadOnlyList<Place> places, double[] quiet)
    {
        (this.places, this.quiet) = (places, quiet);
        logs = [.. quiet.Select(_ => new double[Kinds])];
        Probabilities = [.. places.Select(Shares)];
    }

    /// <summary>By place, the probability of each truth.</summary>
    public double[][] Probabilities { get; }

    public ExpectationMaximization Outcome { get; private set; }

    /// <summary>Fits the model.</summary>
    /// <param name="places">The places.</param>
    /// <param name="quiet">By person, how many places they looked at where nobody saw anything.</param>
    /// <param name="quietInAll">How many such places there are.</param>
    /// <param name="options">Says when to stop.</param>
    public static Sightings Fit(IReadOnlyList<Place> places, double[] quiet, double quietInAll, AggregationOptions options)
    {
        var model = new Sightings(places, quiet);
        if (places.Count == 0) return model;
        double something = 0, nothing = 0;
        model.Outcome = ExpectationMaximization.Run(options, places.Sum(place => place.Annotators.Length), Maximise, Expect);
        return model;

        void Maximise()
        {
            nothing = 1 + quietInAll + model.Probabilities.Sum(truth => truth[^1]);
            something = 1 + model.Probabilities.Sum(truth => 1 - truth[^1]);
            model.Learn();
        }

        double Expect()
        {
            var (there, not) = (Math.Log(something / (something + nothing)), Math.Log(nothing / (something + nothing)));
            var sum = 0.0;
            for (var p = 0; p < places.Count; p++) sum += model.Judge(p, there, not);
            return sum;
        }
    }

    /// <summary>The chance that this person finds a thing, exactly or roughly.</summary>
    public double Found(int annotator) => 1 - Math.Exp(logs[annotator][(int)Sighting.Missed]);

    private void Learn()
    {
        for (var a = 0; a < quiet.Length; a++)
        {
            Prior.CopyTo(logs[a], 0);
            logs[a][(int)Sighting.Quiet] += quiet[a];
        }
        foreach (var (place, truth) in places.Zip(Probabilities))
            for (var t = 0; t < truth.Length; t++)
                for (var who = 0; who < place.Annotators.Length; who++)
                    logs[place.Annotators[who]][(int)place.Seen[t][who]] += truth[t];
        foreach (var counts in logs)
        {
            Normalise(counts.AsSpan(0, Outcomes));
            Normalise(counts.AsSpan(Outcomes));
        }

        static void Normalise(Span<double> counts)
        {
            var sum = 0.0;
            foreach (var count in counts) sum += count;
            foreach (ref var count in counts) count = Math.Log(count / sum);
        }
    }

    private double Judge(int place, double there, double nothing)
    {
        var (annotators, seen, ways) = places[place];
        var truth = Probabilities[place];
        for (var t = 0; t < truth.Length; t++)
        {
            truth[t] = t == truth.Length - 1 ? nothing : there - Math.Log(truth.Length - 1);
            for (var who = 0; who < annotators.Length; who++)
                truth[t] += logs[annotators[who]][(int)seen[t][who]] - Math.Log(ways[t][(int)seen[t][who]]);
        }
        return Softmax.Rows(truth, truth.Length);
    }

    // at first a truth is as likely as the share of those who said just that
    private static double[] Shares(Place place)
    {
        double[] shares = [.. place.Seen.Select(seen => (double)seen.Count(kind => kind is Sighting.Exact or Sighting.Quiet))];
        var sum = shares.Sum();
        for (var t = 0; t < shares.Length; t++) shares[t] /= sum;
        return shares;
    }
}
