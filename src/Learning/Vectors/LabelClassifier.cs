using Assay.Learning.Text;

namespace Assay.Learning.Vectors;

/// <summary>
/// Labels of vectors, of which one fits or any number: a <see cref="VectorClassifier"/> of all, or one for each that says whether it fits. How sure it is comes from examples that were held out. Classifiers do
/// not change; one may be used by many threads.
/// </summary>
/// <remarks>
/// Vectors have more numbers than there are labels at first, so that examples are parted without an error and the classifier is far too sure. Its scores are multiplied by the factor under which models
/// that have not seen a part of the examples give its labels the best chances: Guo, Pleiss, Sun and Weinberger (2017), "On calibration of modern neural networks", ICML (temperature scaling).
/// </remarks>
public sealed class LabelClassifier
{
    private const int Folds = 4, FewestHeldOut = 10, MostInAllFolds = 3_000;

    private readonly Lazy<string> version;

    internal LabelClassifier(string source, IReadOnlyList<string> labels, bool isMultiLabel, IReadOnlyList<VectorClassifier> parts)
    {
        (Source, Labels, IsMultiLabel, Parts) = (source, labels, isMultiLabel, parts);
        version = new Lazy<string>(() => LabelClassifierFile.VersionOf(this));
    }

    /// <summary>What made the vectors: those of another source mean something else.</summary>
    public string Source { get; }

    /// <summary>In the order of the chances.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Whether each label is a question of its own.</summary>
    public bool IsMultiLabel { get; }

    /// <summary>How long its vectors are.</summary>
    public int Coordinates => Parts[0].Coordinates;

    /// <summary>Twelve hexadecimal digits that tell models apart by what they hold.</summary>
    public string Version => version.Value;

    /// <summary>What models say of examples that they have not seen; null for a classifier that was read, and where there were fewer than ten examples.</summary>
    public HeldOutChances? HeldOut { get; private init; }

    internal IReadOnlyList<VectorClassifier> Parts { get; }

    /// <summary>Learns from vectors whose labels are known.</summary>
    /// <param name="source">What made the vectors, up to 1,000 characters.</param>
    /// <param name="vectors">At least one, all of one length, of finite numbers.</param>
    /// <param name="labelsOf">The labels of each, by their places; exactly one where one fits.</param>
    /// <param name="labels">One or more different names.</param>
    /// <param name="isMultiLabel">Whether any number of labels fits.</param>
    /// <param name="cancel">Stops between two steps.</param>
    /// <exception cref="ArgumentException">Vectors or labels are not such.</exception>
    public static LabelClassifier Train(
        string source, IReadOnlyList<float[]> vectors, IReadOnlyList<IReadOnlyList<int>> labelsOf, IReadOnlyList<string> labels, bool isMultiLabel = false, CancellationToken cancel = default)
    {
        if (labelsOf.Count != vectors.Count) throw new ArgumentException($"There are {vectors.Count} vectors and labels of {labelsOf.Count}.", nameof(labelsOf));
        if (!isMultiLabel && labelsOf.Any(each => each.Count != 1)) throw new ArgumentException("One label fits each vector; there are some with none or several.", nameof(labelsOf));
        var whole = new LabelClassifier(source, labels, isMultiLabel, Parted(vectors, labelsOf, labels.Count, isMultiLabel, cancel));
        if (vectors.Count < FewestHeldOut) return whole;

        // each fold is held out where examples are few, else one
        int[] order = [.. Enumerable.Range(0, vectors.Count)];
        new Random(vectors.Count).Shuffle(order);
        var (items, scores) = (new List<int>(), new List<double[]>());
        for (var fold = 0; fold < (vectors.Count > MostInAllFolds ? 1 : Folds); fold++)
        {
            var (held, others) = (order.Where((_, place) => place % Folds == fold).ToArray(), order.Where((_, place) => place % Folds != fold).ToArray());
            var unseen = new LabelClassifier(source, labels, isMultiLabel, Parted([.. others.Select(item => vectors[item])], [.. others.Select(item => labelsOf[item])], labels.Count, isMultiLabel, cancel));
            items.AddRange(held);
            scores.AddRange(held.Select(item => unseen.Scores(vectors[item])));
        }

        var factor = Sharpness.Best(scores, [.. items.Select(item => labelsOf[item])], isMultiLabel);
        var chances = new float[items.Count * labels.Count];
        foreach (var (place, one) in scores.Index())
            Sharpness.Fill(one, factor, isMultiLabel, chances.AsSpan(place * labels.Count, labels.Count));
        return new LabelClassifier(source, labels, isMultiLabel, [.. whole.Parts.Select(part => part.Sharpened(factor))]) { HeldOut = new HeldOutChances(items, chances) };
    }

    /// <summary>The chance of each label, 0 to 1. Where one fits they sum to 1.</summary>
    /// <param name="vector">As long as those it learned from.</param>
    /// <param name="chances">Receives a number a label.</param>
    /// <exception cref="ArgumentException">The vector is of another length.</exception>
    public void Probabilities(ReadOnlySpan<float> vector, Span<float> chances) => Sharpness.Fill(Scores(vector), 1, IsMultiLabel, chances);

    /// <summary>Writes the classifier, so that <see cref="Load"/> makes the same one.</summary>
    public void Save(Stream to) => LabelClassifierFile.Save(this, to);

    /// <summary>Whether bytes begin as one that was saved.</summary>
    public static bool IsSaved(ReadOnlySpan<byte> bytes) => LabelClassifierFile.IsSaved(bytes);

    /// <summary>Reads a classifier that <see cref="Save"/> wrote; memory is taken only as bytes come.</summary>
    /// <exception cref="InvalidDataException">It is no classifier, of another version of the format, cut short or changed.</exception>
    public static LabelClassifier Load(Stream from) => LabelClassifierFile.Load(from);

    private static VectorClassifier[] Parted(IReadOnlyList<float[]> vectors, IReadOnlyList<IReadOnlyList<int>> labelsOf, int labels, bool isMultiLabel, CancellationToken cancel) => isMultiLabel
        ? [.. Enumerable.Range(0, labels).Select(label => VectorClassifier.Train(vectors, [.. labelsOf.Select(each => each.Contains(label) ? 1 : 0)], 2, cancel: cancel))]
        : [VectorClassifier.Train(vectors, [.. labelsOf.Select(each => each[0])], labels, cancel: cancel)];

    /// <summary>Where one label fits the logarithms of the chances, but for what they have in common; else the log-odds of each.</summary>
    private double[] Scores(ReadOnlySpan<float> vector)
    {
        if (!IsMultiLabel) return Parts[0].Scores(vector);
        var odds = new double[Parts.Count];
        for (var label = 0; label < odds.Length; label++)
            if (Parts[label].Scores(vector) is [var without, var with]) odds[label] = with - without;
        return odds;
    }
}
