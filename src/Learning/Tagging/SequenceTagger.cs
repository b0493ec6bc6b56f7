namespace Assay.Learning.Tagging;

/// <summary>
/// Finds spans in texts as it has learned from examples: a linear-chain conditional random field over words, their shapes, beginnings, ends and neighbours, and over
/// what the examples tell of words and phrases. Every span comes with the chance that it is exactly right. Taggers do not change; one may be used by many threads.
/// </summary>
/// <remarks>
/// Lafferty, McCallum and Pereira (2001), "Conditional random fields", ICML. Spans do not overlap, begin and end where words do, and do not reach over the end of a
/// line unless the spans learned from do. A text of <c>n</c> code points costs time and memory in proportion to <c>n</c>.
/// </remarks>
public sealed class SequenceTagger
{
    private readonly CrfWeights weights;
    private readonly Sightings sightings;
    private readonly bool linesEnd;

    internal SequenceTagger(IReadOnlyList<string> labels, CrfWeights weights, Sightings sightings, bool linesEnd, TaggerTraining training)
    {
        (Labels, this.weights, this.sightings, this.linesEnd, Training) = (labels, weights, sightings, linesEnd, training);
        Version = TaggerFile.VersionOf(this);
    }

    /// <summary>What a span may be.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>What it was trained on.</summary>
    public TaggerTraining Training { get; }

    /// <summary>Twelve hexadecimal digits that change with whatever decides what it finds.</summary>
    public string Version { get; }

    internal CrfWeights Weights => weights;

    internal Sightings Sightings => sightings;

    internal bool LinesEnd => linesEnd;

    /// <summary>Learns from examples.</summary>
    /// <param name="examples">Texts in which every span is marked, at least one. Of spans that overlap the longest is learned from.</param>
    /// <param name="labels">What a span may be, at least one, each once.</param>
    /// <param name="options">How; the default is one setting for all.</param>
    /// <param name="warmStart">An older tagger to begin at, which takes fewer passes. What it knows of features that the examples no longer have is forgotten.</param>
    /// <param name="cancel">Stops between two sentences.</param>
    /// <exception cref="ArgumentException">There are no examples or no labels, a label comes twice, or a span is not in its text or not of a label.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static SequenceTagger Train(
        IReadOnlyList<TaggedText> examples, IReadOnlyList<string> labels, SequenceTaggerOptions? options = null, SequenceTagger? warmStart = null, CancellationToken cancel = default)
    {
        options ??= SequenceTaggerOptions.Default;
        options.Check();
        if (examples.Count == 0) throw new ArgumentException("There are no examples to learn from.", nameof(examples));
        if (labels.Count is 0 or > TaggerFile.MostLabels) throw new ArgumentException($"There are {labels.Count} labels; 1 to {TaggerFile.MostLabels} can be learned.", nameof(labels));
        if (labels.Distinct().Count() != labels.Count) throw new ArgumentException("A label comes twice.", nameof(labels));
        var scheme = new TagScheme(labels.Count);
        var known = TaggerExamples.Of(examples, labels, scheme, options, cancel);
        var temperature = warmStart?.Training.Temperature ?? (options.Calibrates && examples.Count >= TaggerExamples.Folds ? HeldOutTemperature(scheme, known, options, cancel) : 1);
        var weights = CrfWeights.Zero(scheme, known.Features);
        if (warmStart is not null)
        {
            weights.Take(warmStart.weights, labels, warmStart.Labels);
            weights.Scale(temperature);
        }

        new CrfTrainer(weights, known.Chains, options).Run(warmStart is null ? options.Epochs : options.WarmEpochs, cancel);
        weights.Scale(1 / temperature);
        return new SequenceTagger([.. labels], weights, known.Sightings, known.LinesEnd, known.Training with { Temperature = temperature });
    }

    /// <summary>The spans of the most likely tagging of a text, by their start, each with its chance.</summary>
    public IReadOnlyList<TaggedSpan> Tag(string text) => Read(text).Spans;

    /// <summary>The entropy of the tags of each token of a text, in nats.</summary>
    public double[] TokenEntropies(string text) => [.. Read(text).Tokens.Select(token => token.Entropy)];

    /// <summary>The spans of a text and how unsure the tagger is of each token.</summary>
    public TextReading Read(string text)
    {
        var tokens = Token.Of(text);
        var facts = new TextFacts(text, tokens, Chains.Of(text, tokens, linesEnd, []));
        var (features, lattice) = (new TokenFeatures(facts, sightings), new Lattice(weights.Scheme));
        var (spans, unsure, probability) = (new List<TaggedSpan>(), new List<TokenUncertainty>(tokens.Count), 0.0);
        lattice.Take(weights.Pairs);
        foreach (var (from, to) in facts.Chains)
        {
            var scores = Scores(features, from, to);
            lattice.Sum(scores, to - from);
            var tags = lattice.Best();
            probability += lattice.Score(scores, weights.Pairs, tags) - lattice.LogSum;
            foreach (var (first, end, label) in TagScheme.Spans(tags))
                spans.Add(new TaggedSpan(tokens[from + first].Start, tokens[from + end - 1].End, Labels[label], Math.Min(1, lattice.ChanceOfSpan(first, end, label))));
            for (var i = from; i < to; i++) unsure.Add(Unsure(tokens[i], lattice.Chances(i - from)));
        }

        return new TextReading(spans, unsure, Math.Min(0, probability));
    }

    /// <summary>Writes the tagger, so that <see cref="Load"/> makes the same one.</summary>
    public void Save(Stream to) => TaggerFile.Write(this, to);

    /// <summary>Reads a tagger that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is no tagger, of another version of the format, cut short or changed.</exception>
    public static SequenceTagger Load(Stream from) => TaggerFile.Read(from);

    /// <summary>Whether something that was saved is a tagger, by how it begins.</summary>
    /// <param name="saved">The first bytes, eight or more.</param>
    public static bool IsSaved(ReadOnlySpan<byte> saved) => TaggerFile.IsSigned(saved);

    private static double HeldOutTemperature(TagScheme scheme, TaggerExamples known, SequenceTaggerOptions options, CancellationToken cancel)
    {
        var weights = CrfWeights.Zero(scheme, known.Features);
        new CrfTrainer(weights, [.. known.Chains.Where(chain => chain.Fold > 0)], options).Run(options.Epochs, cancel);
        return Temperature.Of(weights, [.. known.Chains.Where(chain => chain.Fold == 0)]);
    }

    private float[] Scores(TokenFeatures features, int from, int to)
    {
        var (scores, rows) = (new float[(to - from) * weights.Scheme.Stride], new List<int>());
        features.Enter((from, to));
        for (var i = from; i < to; i++)
        {
            rows.Clear();
            foreach (var key in features.Of(i))
                if (weights.Features.Find(key) is >= 0 and var row) rows.Add(row);
            weights.Add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows), scores.AsSpan((i - from) * weights.Scheme.Stride, weights.Scheme.Stride));
        }

        return scores;
    }

    private static TokenUncertainty Unsure(Token token, ReadOnlySpan<double> chances)
    {
        var (entropy, most) = (0.0, 0.0);
        foreach (var chance in chances)
        {
            if (chance > 0) entropy -= chance * Math.Log(chance);
            most = Math.Max(most, chance);
        }

        return new TokenUncertainty(token.Start, token.End, Math.Max(0, entropy), 1 - most, chances[TagScheme.Outside]);
    }
}
