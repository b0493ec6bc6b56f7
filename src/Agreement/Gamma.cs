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

    /// <summary>How many; 30 by default, at least 2. Of several continua together: as often as it takes to draw so many continua, and 5 times at least.</summary>
    public int Samples { get; init; } = 30;

    /// <summary>What a unit without partner means to γ-cat and γ-k; by default nothing.</summary>
    public UnalignedUnits Unaligned { get; init; }

    /// <summary>Decides the draws.</summary>
    public int Seed { get; init; } = 2015;
}

/// <summary>γ, γ-cat and γ-k, with what they rest on.</summary>
/// <param name="Agreement">γ; at most 1, 0 as by chance. Its interval is over continua, so one alone has none.</param>
/// <param name="Observed">The disorder of the best alignment, for each unit a person has on the mean.</param>
/// <param name="Expected">The mean of the same over annotations by chance.</param>
/// <param name="ExpectedError">The standard error of that mean.</param>
/// <param name="Alignment">The groups of units taken to mean the same, one or more units each; continuum after continuum.</param>
/// <param name="Category">γ-cat: agreement on categories alone, of units that are aligned.</param>
/// <param name="PerCategory">γ-k: the same of the pairs with a unit of the category.</param>
public sealed record GammaAgreement(
    Coefficient Agreement,
    double Observed,
    double Expected,
    double ExpectedError,
    IReadOnlyList<IReadOnlyList<ContinuumUnit>> Alignment,
    Coefficient Category,
    IReadOnlyDictionary<string, Coefficient> PerCategory)
{
    /// <summary>γ; null when undefined.</summary>
    public double? Value => Agreement.Value;

    /// <summary>Why there is no γ; null when there is.</summary>
    public string? Undefined => Agreement.Undefined;
}

/// <summary>
/// γ: agreement of any number of people on where the units of a continuum are and what they are called, both at once. Units are aligned so that disorder is least, and that disorder is set against
/// the disorder of annotations by chance: <c>γ = 1 − δ_o / δ_e</c>. With it γ-cat and γ-k, of categories alone, over the same alignments: see <see cref="CategoryDisorder"/>.
/// </summary>
/// <remarks>
/// <para>Mathet, Widlöcher and Métivier (2015), "The unified and holistic method gamma (γ) for inter-annotator agreement measure and alignment", Computational Linguistics 41:437-479;
/// Mathet (2017), "The agreement measure γcat, a complement to γ focused on categorization of a continuum", 43:661-681. Units may overlap, people may leave parts unmarked.</para>
/// <para>Undefined with fewer than two people, and where nobody marked anything. The alignment is exact for two people and for few units, else a local optimum, see <see cref="UnitAlignment"/>.
/// Time grows with the cube of the units of one person, times people and samples: meant for documents, not for novels.</para>
/// <para>Several continua, such as the texts of a project, are one corpus: disorders are summed before they are divided, and chance takes annotations from any of them.</para>
/// </remarks>
public static class Gamma
{
    /// <summary>Nothing was marked.</summary>
    public const string NothingMarked = "Nobody marked anything.";

    /// <summary>γ-cat has no pairs.</summary>
    public const string NoneAligned = "No two people marked units near enough to each other to compare what they are called.";

    /// <summary>γ-k has no pairs.</summary>
    public const string CategoryNotAligned = "No unit of this category has a unit of somebody else near enough to compare what they are called.";

    private const int FewestCorpora = 5;

    /// <summary>Measures one continuum.</summary>
    /// <param name="units">What was marked, in any order.</param>
    /// <param name="annotators">How many people looked at it, those who marked nothing included.</param>
    /// <param name="options">By default weights of 1, and 30 shuffled samples.</param>
    /// <exception cref="ArgumentException">A unit ends before it starts, or is by nobody.</exception>
    public static GammaAgreement Of(IEnumerable<ContinuumUnit> units, int annotators, GammaOptions? options = null) =>
        Of([new Continuum(units, annotators)], options ?? new GammaOptions());

    /// <summary>Measures the spans of any number of texts, together.</summary>
    /// <param name="marks">No person twice on an item; an item of one person does not enter, nor does a span without a character.</param>
    /// <param name="options">By default weights of 1, and 30 shuffled samples.</param>
    /// <exception cref="ArgumentException">A span ends before it starts.</exception>
    public static GammaAgreement Of(IEnumerable<Marks<LabeledSpan>> marks, GammaOptions? options = null)
    {
        var items = marks.GroupBy(each => each.Item).OrderBy(item => item.Key).Select(item => item.OrderBy(each => each.Annotator).ToList());
        return Of([.. items.Where(people => people.Count > 1).Select(Continuum)], options ?? new GammaOptions());

        static Continuum Continuum(List<Marks<LabeledSpan>> people) => new(
            people.Index().SelectMany(person => person.Item.Parts.Where(span => span.End != span.Start).Select(span => new ContinuumUnit(person.Index, span.Start, span.End, span.Label))), people.Count);
    }

    private static GammaAgreement Of(IReadOnlyList<Continuum> all, GammaOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Samples, 2, nameof(options));
        Continuum[] corpus = [.. all.Where(continuum => continuum.Annotators > 1 && continuum.Count > 0)];
        if (corpus.Length == 0)
        {
            var none = Coefficient.NotDefined(all.Any(continuum => continuum.Annotators > 1) ? NothingMarked : Undefined.NoSharedItems, 0);
            return new GammaAgreement(none, 0, 0, 0, [], none, new Dictionary<string, Coefficient>());
        }

        var real = new AlignedContinuum[corpus.Length];
        var chance = new AlignedContinuum[Math.Max(corpus.Length > 1 ? FewestCorpora : 1, (options.Samples + corpus.Length - 1) / corpus.Length) * corpus.Length];
        var sampler = new ContinuumSampler(corpus, options.Chance);
        Parallel.For(0, corpus.Length, c => real[c] = AlignedContinuum.Of(corpus[c], options));
        Parallel.For(0, chance.Length, s => chance[s] = AlignedContinuum.Of(sampler.Draw(new Random(options.Seed + s), corpus[s % corpus.Length].Annotators), options));
        AlignedContinuum[][] corpora = [.. chance.Chunk(corpus.Length)];

        double[] samples = [.. corpora.Select(Disorder)];
        double observed = Disorder(real), expected = samples.Average();
        var error = Math.Sqrt(samples.Sum(sample => Math.Pow(sample - expected, 2)) / (samples.Length - 1) / samples.Length);
        var categories = real.SelectMany(each => each.Categories.Names).Distinct().ToList();
        return new GammaAgreement(
            DisorderAgreement.Of(real.Select(each => (each.Disorder, each.MeanUnits)), expected, corpus.Max(continuum => continuum.Annotators), NothingMarked),
            observed,
            expected,
            error,
            [.. real.SelectMany(each => each.Groups)],
            OfCategory(null),
            categories.Order(StringComparer.Ordinal).ToDictionary(category => category, OfCategory));

        Coefficient OfCategory(string? category) => CategoryDisorder.Agreement(
            [.. real.Select(each => each.Categories)], [.. corpora.Select(continua => continua.Select(each => each.Categories))], category);
    }

    // for each unit a person has on the mean
    private static double Disorder(AlignedContinuum[] continua) => continua.Sum(each => each.Disorder) / continua.Sum(each => each.MeanUnits);
}
