namespace Assay.Aggregation;

/// <summary>
/// From many "this rather than that" to one ranking: each candidate has a strength <c>p_i</c>, and <c>P(i is preferred to j) = p_i / (p_i + p_j)</c>.
/// </summary>
/// <remarks>
/// <para>Bradley and Terry (1952), Biometrika 39:324-345; fitted by minorisation-maximisation, <c>p_i ← w_i / Σ_j n_ij / (p_i + p_j)</c>, after
/// Hunter (2004), Annals of Statistics 32:384-406. A whole ranking counts as its pairs.</para>
/// <para>One who never lost has no finite strength, nor are two groups that never met comparable. So each candidate also drew
/// <paramref name="Draws"/> times against an imaginary one of strength 1; 0 leaves the likelihood alone. Time grows with the distinct pairs ×
/// rounds.</para>
/// </remarks>
/// <param name="Draws">Imaginary draws, 0 or more; 0.1 by default.</param>
public sealed record BradleyTerry(double Draws = 0.1)
{
    /// <summary>Fits the strengths.</summary>
    /// <param name="comparisons">Winner and loser, numbers below <paramref name="candidates"/>, in any order and as often as it happened.</param>
    /// <param name="candidates">How many there are.</param>
    /// <param name="options">Rounds and tolerance: converged when no log-strength moves by more.</param>
    /// <exception cref="ArgumentException">A comparison is of one with itself, or out of range.</exception>
    public Ranking Rank(IReadOnlyList<(int Winner, int Loser)> comparisons, int candidates, AggregationOptions? options = null)
    {
        options ??= AggregationOptions.Default;
        var wins = new double[candidates];
        var met = new SortedDictionary<(int, int), int>();
        foreach (var (winner, loser) in comparisons)
        {
            if ((uint)winner >= (uint)candidates || (uint)loser >= (uint)candidates || winner == loser)
                throw new ArgumentException($"({winner}, {loser}) does not compare two of {candidates} candidates.", nameof(comparisons));
            wins[winner]++;
            var pair = (Math.Min(winner, loser), Math.Max(winner, loser));
            met[pair] = met.GetValueOrDefault(pair) + 1;
        }
        var strengths = new double[candidates];
        strengths.AsSpan().Fill(1);
        var (iteration, converged) = (0, candidates == 0);
        while (!converged && iteration < options.MaxIterations)
        {
            iteration++;
            var rates = new double[candidates];
            for (var i = 0; i < candidates; i++) rates[i] = Draws / (strengths[i] + 1);
            foreach (var ((i, j), times) in met)
            {
                var rate = times / (strengths[i] + strengths[j]);
                rates[i] += rate;
                rates[j] += rate;
            }
            var moved = 0.0;
            for (var i = 0; i < candidates; i++)
            {
                if (rates[i] == 0) continue;
                var next = (wins[i] + Draws / 2) / rates[i];
                moved = Math.Max(moved, Math.Abs(Math.Log(next) - Math.Log(strengths[i])));
                strengths[i] = next;
            }
            // strengths have no unit; without draws the geometric mean is kept at 1
            if (Draws == 0) Centre(strengths);
            converged = moved <= options.Tolerance;
        }
        double[] log = [.. strengths.Select(strength => Math.Log(strength))];
        var likelihood = 0.0;
        foreach (var (winner, loser) in comparisons) likelihood -= Math.Log(1 + Math.Exp(log[loser] - log[winner]));
        return new Ranking
        {
            LogStrengths = log,
            Order = [.. Enumerable.Range(0, candidates).OrderByDescending(i => Math.Round(log[i], 9))],
            LogLikelihood = likelihood,
            Iterations = iteration,
            Converged = converged,
        };
    }

    private static void Centre(double[] strengths)
    {
        var positive = strengths.Where(strength => strength > 0).ToArray();
        if (positive.Length == 0) return;
        var scale = Math.Exp(positive.Average(strength => Math.Log(strength)));
        foreach (ref var strength in strengths.AsSpan()) strength /= scale;
    }
}

/// <summary>A ranking out of comparisons.</summary>
public sealed record Ranking
{
    /// <summary>The logarithm of each candidate's strength; differences are log-odds.</summary>
    public required IReadOnlyList<double> LogStrengths { get; init; }

    /// <summary>The candidates from the strongest; among equals (to 1e-9) the lowest number first.</summary>
    public required IReadOnlyList<int> Order { get; init; }

    /// <summary>The natural logarithm of the likelihood of the comparisons.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Rounds taken.</summary>
    public int Iterations { get; init; }

    /// <summary>Whether the last round changed next to nothing.</summary>
    public bool Converged { get; init; }
}
