using Assay.Learning.Saved;

namespace Assay.Learning.Vectors;

/// <summary>
/// Tells classes of vectors, such as embeddings of an encoder or descriptors of images: multinomial logistic regression,
/// <c>p(c | x) ∝ exp(w_c · x + b_c)</c>, on vectors brought to mean 0 and a mean squared length of 1. Classifiers do not change; one may be used by many threads.
/// </summary>
/// <remarks>
/// The minimum of the mean cross-entropy and the penalty, which there is only one of, by L-BFGS (Liu and Nocedal, 1989). Lengths are brought to 1 so that one penalty suits
/// vectors of any kind; coordinates are not made alike, since those that differ little in an embedding say little. The same examples give the same classifier on the same kind of machine.
/// </remarks>
public sealed class VectorClassifier
{
    private const int Format = 1, MostClasses = 10_000, MostCoordinates = 1_000_000;
    private static readonly byte[] Sign = [.. "ASSAYVEC"u8];

    private readonly float[] weights, offsets;

    private VectorClassifier(int classes, int coordinates, float[] weights, float[] offsets) => (Classes, Coordinates, this.weights, this.offsets) = (classes, coordinates, weights, offsets);

    /// <summary>How many classes it tells.</summary>
    public int Classes { get; }

    /// <summary>How long its vectors are.</summary>
    public int Coordinates { get; }

    /// <summary>Learns from vectors whose class is known.</summary>
    /// <param name="vectors">At least one, all of one length, of finite numbers.</param>
    /// <param name="classOf">The class of each, from 0.</param>
    /// <param name="classes">How many there are; of a class without examples the chance is small.</param>
    /// <param name="options">How; the default is one setting for all.</param>
    /// <param name="weights">How much each counts, 0 or more and not all 0; null for all alike.</param>
    /// <param name="cancel">Stops between two steps.</param>
    /// <exception cref="ArgumentException">Vectors, classes or weights are not such.</exception>
    public static VectorClassifier Train(
        IReadOnlyList<float[]> vectors, IReadOnlyList<int> classOf, int classes, VectorClassifierOptions? options = null, IReadOnlyList<double>? weights = null, CancellationToken cancel = default)
    {
        options ??= VectorClassifierOptions.Default;
        options.Check();
        Check(vectors, classOf, classes, weights);
        var scale = CoordinateScale.Of(vectors);
        var loss = new LogisticLoss([.. vectors.Select(scale.Scaled)], classOf, classes, weights, options.Penalty);
        var best = Minimum.Of(loss.Value, new double[loss.Length], options.MostSteps, options.Tolerance, cancel);
        var (rows, offsets) = scale.Unscaled(best, classes);
        return new VectorClassifier(classes, vectors[0].Length, rows, offsets);
    }

    /// <summary>The chance of each class; they sum to 1.</summary>
    /// <exception cref="ArgumentException">The vector is of another length.</exception>
    public double[] Probabilities(ReadOnlySpan<float> vector)
    {
        var scores = Scores(vector);
        LogisticLoss.ToChances(scores);
        return scores;
    }

    /// <summary>The score of each class, of which the chances are the exponentials.</summary>
    internal double[] Scores(ReadOnlySpan<float> vector)
    {
        if (vector.Length != Coordinates) throw new ArgumentException($"The vector has {vector.Length} numbers; this classifier was trained on {Coordinates}.", nameof(vector));
        var scores = new double[Classes];
        for (var one = 0; one < Classes; one++)
        {
            var score = (double)offsets[one];
            for (var i = 0; i < vector.Length; i++) score += (double)weights[(one * Coordinates) + i] * vector[i];
            scores[one] = score;
        }

        return scores;
    }

    /// <summary>The same with all scores multiplied: below 1 it is less sure of all it says, above it surer, and what is likeliest stays so.</summary>
    internal VectorClassifier Sharpened(double factor) => new(Classes, Coordinates, Array.ConvertAll(weights, weight => (float)(factor * weight)), Array.ConvertAll(offsets, offset => (float)(factor * offset)));

    /// <summary>Writes the classifier, so that <see cref="Load"/> makes the same one.</summary>
    public void Save(Stream to)
    {
        using var writer = new HashedWriter(to);
        writer.Many<byte>(Sign);
        writer.Many<int>([Format, Classes, Coordinates]);
        writer.Many<float>(weights);
        writer.Many<float>(offsets);
        to.Write(writer.Hash());
    }

    /// <summary>Reads a classifier that <see cref="Save"/> wrote; memory is taken only as bytes come.</summary>
    /// <exception cref="InvalidDataException">It is no classifier, of another version of the format, cut short or changed.</exception>
    public static VectorClassifier Load(Stream from)
    {
        using var reader = new HashedReader(from);
        if (!reader.Many<byte>(Sign.Length, 1).SequenceEqual(Sign)) throw new InvalidDataException("This is no classifier of vectors: it does not begin with ASSAYVEC.");
        var (format, classes, coordinates) = (reader.Number(), reader.Number(), reader.Number());
        if (format != Format) throw new InvalidDataException($"The classifier is of format {format}; this version reads format {Format}.");
        if (classes is < 1 or > MostClasses || coordinates is < 1 or > MostCoordinates) throw new InvalidDataException($"The classifier has {classes} classes of {coordinates} coordinates.");
        var (weights, offsets) = (reader.Many<float>(classes, coordinates), reader.Many<float>(classes, 1));
        if (!reader.Hash().AsSpan().SequenceEqual(reader.Unhashed(32))) throw new InvalidDataException("The classifier is damaged: its checksum is not that of its content.");
        return Array.TrueForAll(weights, float.IsFinite) && Array.TrueForAll(offsets, float.IsFinite)
            ? new VectorClassifier(classes, coordinates, weights, offsets) : throw new InvalidDataException("A weight of the classifier is no number.");
    }

    private static void Check(IReadOnlyList<float[]> vectors, IReadOnlyList<int> classOf, int classes, IReadOnlyList<double>? weights)
    {
        if (vectors.Count == 0) throw new ArgumentException("There are no vectors to learn from.", nameof(vectors));
        if (classes is < 1 or > MostClasses) throw new ArgumentException($"There are {classes} classes; 1 to {MostClasses} can be learned.", nameof(classes));
        if (vectors[0].Length is < 1 or > MostCoordinates) throw new ArgumentException($"Vectors of {vectors[0].Length} numbers; 1 to {MostCoordinates} can be learned from.", nameof(vectors));
        if (classOf.Count != vectors.Count) throw new ArgumentException($"There are {vectors.Count} vectors and {classOf.Count} classes of them.", nameof(classOf));
        if (weights is not null && (weights.Count != vectors.Count || weights.Any(weight => !(weight >= 0 && double.IsFinite(weight))) || weights.Sum() == 0))
            throw new ArgumentException($"There should be {vectors.Count} weights of 0 or more, not all 0.", nameof(weights));
        for (var i = 0; i < vectors.Count; i++)
        {
            if (vectors[i].Length != vectors[0].Length) throw new ArgumentException($"Vector {i} has {vectors[i].Length} numbers, the first {vectors[0].Length}.", nameof(vectors));
            if (!Array.TrueForAll(vectors[i], float.IsFinite)) throw new ArgumentException($"Vector {i} has what is no finite number.", nameof(vectors));
            if (classOf[i] < 0 || classOf[i] >= classes) throw new ArgumentException($"Vector {i} is of class {classOf[i]}; there are classes 0 to {classes - 1}.", nameof(classOf));
        }
    }
}
