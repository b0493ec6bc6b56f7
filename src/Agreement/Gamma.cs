namespace Assay.Agreement;

/// <summary>How γ is computed.</summary>
public sealed record GammaOptions
{
    /// <summary>The weight of place, α; 1 by default, 0 or above.</summary>
    public double PositionWeight { get; init; } = 1;

    /// <summary>The weight of category, β; 1 by default, 0 or above. A unit without partner costs 1.</summary>
    public double CategoryWeight { get; init; } = 1;

    /// <summary>How annotations by chance are made.</summary>
    public ChanceContinuum Chance { get; init; }

    /// <summary>How many; 30 by default, at least 2.</summary>
    public int Samples { get; init; } = 30;

    /// <summary>Decides the draws.</summary>
    public int Seed { get; init; } = 2015;
}

/// <summary>γ of one continuum, with what it rests on.</summary>
/// <param name="Value">γ; at most 1, 0 as by chance; null when undefined.</param>
/// <param name="Undefined">Why there is no value.</param>
/// <param name="Observed">The disorder of the best alignment, for each unit a person has on the mean.</param>
/// <param name="Expected">The mean of the same over annotations by chance.</param>
/// <param name="ExpectedError">The standard error of that mean.</param>
/// <param name="Alignment">The groups of units taken to mean the same, one or more units each.</param>
public sealed record GammaAgreement(
    double? Value, string? Undefined, double Observed, double Expected, double ExpectedError, IReadOnlyList<IReadOnlyList<ContinuumUnit>> Alignment);

/// <summary>
/// γ: agreement of any number of people on where the units of a continuum are and what they are called, both at once. Units are aligned so that disorder is least, and that disorder is set against
/// the disorder of annotations by chance: <c>γ = 1 − δ_o / δ_e</c>.
/// </summary>
/// <remarks>
/// <para>Mathet, Widlöcher and Métivier (2015), "The unified and holistic method gamma (γ) for inter-annotator agreement measure and alignment", Computational Linguistics 41:437-479. Units may overlap, people may leave parts unmarked.</para>
/// <para>Undefined with fewer than two people, and where nobody marked anything. The alignment is exact for two people and for few units, else a local optimum, see <see cref="UnitAlignment"/>.
/// Time grows with the cube of the units of one person, times people and samples: meant for documents, not for novels.</para>
/// </remarks>
public static class Gamma
{
    /// <summary>Nothing was marked.</summary>
    public const string NothingMarked = "Nobody marked anything.";

    /// <summary>Measures one continuum.</summary>
    /// <param name="units">What was marked, in any order.</param>
    /// <param name="annotators">How many people looked at it, those who marked nothing included.</param>
    /// <param name="options">By default weights of 1, and 30 shuffled samples.</param>
    /// <exception cref="ArgumentException">A unit ends before it starts, or is by nobody.</exception>
    public static GammaAgreement Of(IEnumerable<ContinuumUnit> units, int annotators, GammaOptions? options = null)
    {
        options ??= new GammaOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Samples, 2, nameof(options));
        var continuum = new Continuum(units, annotators);
        var reason = annotators < 2 ? Undefined.NoSharedItems : continuum.Count == 0 ? NothingMarked : null;
        if (reason is not null) return new GammaAgreement(null, reason, 0, 0, 0, []);

        var dissimilarity = new UnitDissimilarity(options.PositionWeight, options.CategoryWeight);
        var best = UnitAlignment.Best(continuum, dissimilarity);
        var sampler = new ContinuumSampler(continuum, options.Chance);
        var samples = new double[options.Samples];
        Parallel.For(0, samples.Length, s =>
        {
            var sample = sampler.Draw(new Random(options.Seed + s));
            samples[s] = UnitAlignment.Best(sample, dissimilarity).Disorder * annotators / sample.Count;
        });
        var observed = best.Disorder * annotators / continuum.Count;
        var expected = samples.Average();
        var error = Math.Sqrt(samples.Sum(sample => Math.Pow(sample - expected, 2)) / (samples.Length - 1) / samples.Length);
        return new GammaAgreement(1 - observed / expected, null, observed, expected, error, best.Groups);
    }
}
