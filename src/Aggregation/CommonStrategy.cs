namespace Assay.Aggregation;

/// <summary>
/// The Dirichlet distribution that people's strategies come from, fitted to them (empirical Bayes): the α that maximises
/// <c>Σ_a E[log Dirichlet(ξ_a | α)]</c>, by Minka's fixed point <c>ψ(α_l) = ψ(Σ α) + mean_a E[log ξ_a[l]]</c>. One more person, whose strategy is
/// drawn evenly from all, keeps it within bounds where people are few or all alike.
/// </summary>
/// <remarks>T. Minka (2000), "Estimating a Dirichlet distribution", MIT.</remarks>
internal sealed class CommonStrategy
{
    // of one fit; the next round takes up where it ends
    private const int Steps = 5;

    private readonly double[] counts;
    private readonly double evenly;

    public CommonStrategy(int categories)
    {
        counts = new double[categories];
        counts.AsSpan().Fill(1);
        evenly = GammaFunction.Digamma(1) - GammaFunction.Digamma(categories);
    }

    /// <summary>α, by category. Even at first, each 1.</summary>
    public ReadOnlySpan<double> Counts => counts;

    /// <summary>Fits α.</summary>
    /// <param name="meanLogs">The sum over people of <c>E[log ξ_a[l]]</c>, by category; is changed.</param>
    /// <param name="people">How many they are.</param>
    public void Fit(Span<double> meanLogs, int people)
    {
        foreach (ref var mean in meanLogs) mean = (mean + evenly) / (people + 1);
        for (var step = 0; step < Steps; step++)
        {
            var sum = GammaFunction.Digamma(Sum());
            for (var l = 0; l < counts.Length; l++) counts[l] = GammaFunction.InverseDigamma(sum + meanLogs[l]);
        }
    }

    /// <summary>What the one more person adds to the objective.</summary>
    public double LogPrior()
    {
        var sum = GammaFunction.Log(Sum());
        foreach (var count in counts) sum += (count - 1) * evenly - GammaFunction.Log(count);
        return sum;
    }

    private double Sum()
    {
        var sum = 0.0;
        foreach (var count in counts) sum += count;
        return sum;
    }
}
