using Assay.Learning.Calibration;

namespace Assay.Learning.Text;

/// <summary>
/// Sorts texts into classes, of which one fits, or any number. The scores are those of logistic regression and of naive Bayes over <see cref="TextFeatures"/>, weighed by how right each is on texts that were
/// held out; their sum is linear in the features, so predicting costs one product.
/// </summary>
/// <remarks>
/// Logistic regression is right where labels are many, naive Bayes where they are few: Ng and Jordan (2001), "On discriminative vs. generative classifiers", NeurIPS 14; Wang and Manning (2012), "Baselines and
/// bigrams", ACL. A trained classifier does not change and is safe for several threads.
/// </remarks>
public sealed class TextClassifier
{
    private readonly LinearScores scores;
    private readonly int[] rowOf;
    private readonly IsotonicCalibration? isotonic;
    private readonly Lazy<string> version;

    internal TextClassifier(IReadOnlyList<string> classes, bool isMultiLabel, TextFeatures features, LinearScores scores, int[] rowOf, IsotonicCalibration? isotonic)
    {
        (Classes, IsMultiLabel, Features, this.scores, this.rowOf, this.isotonic) = (classes, isMultiLabel, features, scores, rowOf, isotonic);
        version = new Lazy<string>(() => TextModelFile.VersionOf(this));
    }

    /// <summary>In the order of the probabilities.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Whether each class is a question of its own.</summary>
    public bool IsMultiLabel { get; }

    /// <summary>What texts are made into vectors by.</summary>
    public TextFeatures Features { get; }

    /// <summary>Twelve hexadecimal digits that tell models apart by what they hold.</summary>
    public string Version => version.Value;

    /// <summary>Times through the texts that training took; 0 for a model that was read.</summary>
    public int Epochs { get; internal init; }

    /// <summary>Whether texts without a label were learned from.</summary>
    public bool IsTaughtByUnlabeled { get; internal init; }

    /// <summary>What training held out to learn how far scores are to be trusted; null for a model that was read, and where it was trained on fewer than ten texts or without a calibration.</summary>
    public HeldOutChances? HeldOut { get; internal init; }

    internal LinearScores Scores => scores;

    internal int[] RowOf => rowOf;

    internal IsotonicCalibration? Isotonic => isotonic;

    /// <summary>Learns the features of the texts, and from their labels.</summary>
    /// <param name="examples">One or more.</param>
    /// <param name="classes">One or more different names; also those without an example.</param>
    /// <param name="options">How.</param>
    /// <param name="warmStart">A model of some of the same classes, from which training starts; it ends at the same place, to the accuracy of training, but sooner.</param>
    /// <param name="cancel">Stops within some hundred texts.</param>
    /// <exception cref="ArgumentException">There is no example or class, a label is not among the classes, a text has not one label where one fits, or a weight is not above 0.</exception>
    public static TextClassifier Train(
        IReadOnlyList<TrainingText> examples, IReadOnlyList<string> classes, TextClassifierOptions? options = null, TextClassifier? warmStart = null, CancellationToken cancel = default)
    {
        options ??= new TextClassifierOptions();
        string[] texts = [.. examples.Select(example => example.Text)];
        var features = TextFeatures.Fit(texts, options.Features, options.Threads, cancel);
        var rows = features.Transform(texts, options.Threads, cancel);
        TrainingRow[] labeled = [.. examples.Select((example, row) => new TrainingRow(row, example.Labels, example.Weight))];
        TextTraining.Check(rows, labeled, classes, options);
        var guesses = warmStart is null || warmStart.Features.Count == 0 ? null : warmStart.Probabilities(texts, options.Threads, cancel);
        return TextTraining.Run(features, rows, labeled, [], classes, options, guesses is null ? null : (warmStart!.Classes, guesses), cancel);
    }

    /// <summary>Learns from the labels of some rows of texts that are vectorised already: what a loop does again and again on one pool.</summary>
    /// <param name="features">Of the pool.</param>
    /// <param name="rows">The pool, vectorised by these features.</param>
    /// <param name="examples">The labeled ones, one or more; a row may come several times.</param>
    /// <param name="classes">One or more different names; also those without an example.</param>
    /// <param name="options">How.</param>
    /// <param name="warmStart">A model over the same features and some of the same classes, from which training starts.</param>
    /// <param name="cancel">Stops within some hundred texts.</param>
    /// <exception cref="ArgumentException">As above; or the rows, or the model, are of other features.</exception>
    public static TextClassifier Train(
        TextFeatures features, SparseRows rows, IReadOnlyList<TrainingRow> examples, IReadOnlyList<string> classes, TextClassifierOptions? options = null, TextClassifier? warmStart = null,
        CancellationToken cancel = default) =>
        TrainSemiSupervised(features, rows, examples, [], classes, options, warmStart, cancel);

    /// <summary>
    /// Learns from the labels of some rows, and from other rows of the pool without one, which count in naive Bayes by the chances that the models so far give them: expectation maximisation. That helps
    /// most where labels are few and classes are topics; where it makes the chances of held-out texts worse it is left.
    /// </summary>
    /// <param name="features">Of the pool.</param>
    /// <param name="rows">The pool, vectorised by these features.</param>
    /// <param name="examples">The labeled ones, one or more.</param>
    /// <param name="unlabeled">Rows without a label; of more than 20,000 so many are drawn. Needs ten examples and a calibration, else they are left.</param>
    /// <param name="classes">One or more different names; also those without an example.</param>
    /// <param name="options">How.</param>
    /// <param name="warmStart">A model over the same features and some of the same classes, from which training starts.</param>
    /// <param name="cancel">Stops within some hundred texts.</param>
    /// <exception cref="ArgumentException">As above.</exception>
    /// <remarks>Nigam, McCallum, Thrun and Mitchell (2000), "Text classification from labeled and unlabeled documents using EM", Machine Learning 39.</remarks>
    public static TextClassifier TrainSemiSupervised(
        TextFeatures features, SparseRows rows, IReadOnlyList<TrainingRow> examples, IReadOnlyList<int> unlabeled, IReadOnlyList<string> classes, TextClassifierOptions? options = null,
        TextClassifier? warmStart = null, CancellationToken cancel = default)
    {
        options ??= new TextClassifierOptions();
        if (rows.Width != features.Count)
            throw new ArgumentException($"The rows have {rows.Width} columns, and there are {features.Count} features: they are of others.", nameof(rows));
        if (warmStart is not null && !ReferenceEquals(warmStart.Features, features))
            throw new ArgumentException("The model to start from has other features than the rows.", nameof(warmStart));
        TextTraining.Check(rows, examples, classes, options);
        foreach (var row in unlabeled)
            if (row < 0 || row >= rows.Count)
                throw new ArgumentException($"There is no row {row}; there are {rows.Count}.", nameof(unlabeled));
        var guesses = warmStart is null ? null : warmStart.OfRows(rows, [.. examples.Select(example => example.Row)], options.Threads, cancel);
        return TextTraining.Run(features, rows, examples, unlabeled, classes, options, guesses is null ? null : (warmStart!.Classes, guesses), cancel);
    }

    /// <summary>The chances of labeled rows, each from a model that was trained on the other folds: what a label can be judged by. Example by example: those of example i start at i · classes.</summary>
    /// <param name="features">Of the pool.</param>
    /// <param name="rows">The pool, vectorised by these features.</param>
    /// <param name="examples">As many as folds, or more.</param>
    /// <param name="classes">One or more different names.</param>
    /// <param name="options">How.</param>
    /// <param name="folds">2 or more.</param>
    /// <param name="cancel">Stops within some hundred texts.</param>
    /// <exception cref="ArgumentException">As for training; or there are fewer examples than folds.</exception>
    public static float[] OutOfFold(
        TextFeatures features, SparseRows rows, IReadOnlyList<TrainingRow> examples, IReadOnlyList<string> classes, TextClassifierOptions? options = null, int folds = 5, CancellationToken cancel = default)
    {
        options ??= new TextClassifierOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        if (rows.Width != features.Count)
            throw new ArgumentException($"The rows have {rows.Width} columns, and there are {features.Count} features: they are of others.", nameof(rows));
        TextTraining.Check(rows, examples, classes, options);
        if (examples.Count < folds)
            throw new ArgumentException($"{examples.Count} examples cannot be parted into {folds} folds.", nameof(examples));
        return TextTraining.OutOfFold(rows, examples, classes.Count, options, folds, cancel);
    }

    /// <summary>The chance of each class, 0 to 1. Where one fits they sum to 1. A text of which no feature is known has the chances of a text at large.</summary>
    /// <param name="text">May be empty.</param>
    /// <param name="probabilities">Receives a number a class.</param>
    public void Probabilities(string text, Span<double> probabilities)
    {
        var vectoriser = Features.Rent();
        vectoriser.Read(text);
        Span<float> chances = new float[Classes.Count];
        Chances(vectoriser.Columns, vectoriser.Values, chances, new float[scores.Stride]);
        Features.Return(vectoriser);
        for (var k = 0; k < chances.Length; k++)
            probabilities[k] = chances[k];
    }

    /// <summary>The chances of many texts, text by text: those of text i start at i · classes.</summary>
    /// <param name="texts">May be empty.</param>
    /// <param name="threads">At most so many at once; 0: one a processor. The result is the same.</param>
    /// <param name="cancel">Stops between parts.</param>
    public float[] Probabilities(IReadOnlyList<string> texts, int threads = 0, CancellationToken cancel = default)
    {
        var all = new float[texts.Count * Classes.Count];
        InParts(texts.Count, threads, (from, to) =>
        {
            var vectoriser = Features.Rent();
            Span<float> room = new float[scores.Stride];
            for (var i = from; i < to; i++)
            {
                vectoriser.Read(texts[i]);
                Chances(vectoriser.Columns, vectoriser.Values, all.AsSpan(i * Classes.Count, Classes.Count), room);
            }

            Features.Return(vectoriser);
        }, cancel);
        return all;
    }

    /// <summary>The chances of texts that are vectorised already, row by row: those of row i start at i · classes.</summary>
    /// <param name="rows">Vectorised by <see cref="Features"/>.</param>
    /// <param name="threads">At most so many at once; 0: one a processor. The result is the same.</param>
    /// <param name="cancel">Stops between parts.</param>
    /// <exception cref="ArgumentException">The rows are of other features.</exception>
    public float[] Probabilities(SparseRows rows, int threads = 0, CancellationToken cancel = default)
    {
        if (rows.Width != Features.Count)
            throw new ArgumentException($"The rows have {rows.Width} columns, and the model {Features.Count} features: they are of others.", nameof(rows));
        return OfRows(rows, [.. Enumerable.Range(0, rows.Count)], threads, cancel);
    }

    /// <summary>A short dense vector of a text, for distances; see <see cref="TextFeatures.Embed"/>.</summary>
    /// <param name="text">May be empty.</param>
    /// <param name="vector">Receives <see cref="TextFeatures.EmbeddingLength"/> numbers.</param>
    public void Embed(string text, Span<float> vector)
    {
        var vectoriser = Features.Rent();
        vectoriser.Read(text);
        Features.Embed(vectoriser.Columns, vectoriser.Values, vector);
        Features.Return(vectoriser);
    }

    /// <summary>Numbers of an embedding.</summary>
    public static int EmbeddingLength => TextFeatures.EmbeddingLength;

    /// <summary>Writes the model.</summary>
    /// <param name="stream">Stays open.</param>
    public void Save(Stream stream) => TextModelFile.Write(this, stream);

    /// <summary>Reads a model that was saved. Memory is taken as the data come, so that no file can ask for more than it holds.</summary>
    /// <param name="stream">Stays open.</param>
    /// <exception cref="InvalidDataException">It is no such model, of a version not known here, cut off or damaged; the message says which.</exception>
    public static TextClassifier Load(Stream stream) => TextModelFile.Read(stream);

    private float[] OfRows(SparseRows rows, int[] which, int threads, CancellationToken cancel)
    {
        var all = new float[which.Length * Classes.Count];
        InParts(which.Length, threads, (from, to) =>
        {
            Span<float> room = new float[scores.Stride];
            for (var i = from; i < to; i++)
                Chances(rows.Columns(which[i]), rows.Values(which[i]), all.AsSpan(i * Classes.Count, Classes.Count), room);
        }, cancel);
        return all;
    }

    private static void InParts(int count, int threads, Action<int, int> work, CancellationToken cancel)
    {
        const int part = 256;
        Parallel.For(0, (count + part - 1) / part, Parallelism.Of(threads, cancel), at => work(at * part, Math.Min(count, (at + 1) * part)));
    }

    private void Chances(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, Span<float> chances, Span<float> room)
    {
        scores.Of(columns, values, rowOf, room);
        ScoreChances.Of(room[..scores.Outputs], chances, IsMultiLabel, isotonic);
    }
}
