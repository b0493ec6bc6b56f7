using Assay.Learning.Vectors;

namespace Assay.Learning.Tests.Vectors;

public sealed class LabelClassifierTests
{
    private static readonly string[] Labels = ["a", "b", "c"];

    [Fact]
    public void Chances_of_vectors_longer_than_there_are_examples_are_as_sure_as_they_are_right()
    {
        // classes overlap so that about three in four are right, and 300 numbers part 120 examples without an error
        var (vectors, classOf) = Drawn(120, 300, seed: 1);
        var classifier = LabelClassifier.Train("x", vectors, [.. classOf.Select(one => (int[])[one])], Labels);
        var (unseen, truth) = Drawn(2_000, 300, seed: 2);
        var (right, sure) = Judge(classifier, unseen, truth);
        right.ShouldBeGreaterThan(0.5);
        sure.ShouldBe(right, 0.08);
        Judge(VectorClassifier.Train(vectors, classOf, 3), unseen, truth).Sure.ShouldBeGreaterThan(right + 0.05, "by itself it is too sure");

        var heldOut = classifier.HeldOut!;
        heldOut.Examples.Order().ShouldBe(Enumerable.Range(0, 120));
        heldOut.Chances.Length.ShouldBe(360);
        heldOut.Examples.Index().Average(example => (double)heldOut.Chances.Span[(3 * example.Index) + classOf[example.Item]]).ShouldBeInRange(0.35, 0.75);
    }

    [Fact]
    public void Any_number_of_labels_may_fit()
    {
        var random = new Random(4);
        int[][] labels = [.. Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, 3).Where(_ => random.Next(2) == 0).ToArray())];
        float[][] vectors = [.. labels.Select(each => Enumerable.Range(0, 5).Select(i => (each.Contains(i) ? 1f : 0) + (random.NextSingle() / 2)).ToArray())];
        var classifier = LabelClassifier.Train("x", vectors, labels, Labels, isMultiLabel: true);
        var chances = new float[3];
        foreach (var (vector, each) in vectors.Zip(labels))
        {
            classifier.Probabilities(vector, chances);
            for (var label = 0; label < 3; label++)
                (chances[label] > 0.5f).ShouldBe(each.Contains(label));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_saved_is_the_same_and_what_was_changed_or_cut_short_is_refused(bool several)
    {
        var (vectors, classOf) = Drawn(30, 4, seed: 3);
        var classifier = LabelClassifier.Train("descriptor-1", vectors, [.. classOf.Select(one => (int[])[one])], Labels, several);
        using var stream = new MemoryStream();
        classifier.Save(stream);
        var saved = stream.ToArray();
        LabelClassifier.IsSaved(saved).ShouldBeTrue();
        var read = LabelClassifier.Load(new MemoryStream(saved));
        (read.Source, read.IsMultiLabel, read.Version, read.Coordinates).ShouldBe(("descriptor-1", several, classifier.Version, 4));
        read.Labels.ShouldBe(Labels);
        var (one, other) = (new float[3], new float[3]);
        classifier.Probabilities(vectors[0], one);
        read.Probabilities(vectors[0], other);
        other.ShouldBe(one);
        for (var place = 0; place < saved.Length; place++)
        {
            var changed = (byte[])saved.Clone();
            changed[place] ^= 0x7f;
            Should.Throw<InvalidDataException>(() => LabelClassifier.Load(new MemoryStream(changed)));
            Should.Throw<InvalidDataException>(() => LabelClassifier.Load(new MemoryStream(saved[..place])));
        }
    }

    [Fact]
    public void What_cannot_be_learned_from_is_refused()
    {
        Should.Throw<ArgumentException>(() => LabelClassifier.Train("x", [[1], [2]], [[0]], Labels)).Message.ShouldContain("labels of 1");
        Should.Throw<ArgumentException>(() => LabelClassifier.Train("x", [[1], [2]], [[0], [0, 1]], Labels)).Message.ShouldContain("none or several");
    }

    private static (double Right, double Sure) Judge(LabelClassifier classifier, float[][] vectors, int[] classOf) => Judge(vectors, classOf, vector =>
    {
        var chances = new float[3];
        classifier.Probabilities(vector, chances);
        return Array.ConvertAll(chances, chance => (double)chance);
    });

    private static (double Right, double Sure) Judge(VectorClassifier classifier, float[][] vectors, int[] classOf) => Judge(vectors, classOf, vector => classifier.Probabilities(vector));

    private static (double Right, double Sure) Judge(float[][] vectors, int[] classOf, Func<float[], double[]> chancesOf)
    {
        var (right, sure) = (0.0, 0.0);
        foreach (var (vector, one) in vectors.Zip(classOf))
        {
            var (best, chance) = chancesOf(vector).Index().MaxBy(each => each.Item);
            (right, sure) = (right + (best == one ? 1 : 0), sure + chance);
        }

        return (right / vectors.Length, sure / vectors.Length);
    }

    private static (float[][] Vectors, int[] ClassOf) Drawn(int count, int length, int seed)
    {
        var random = new Random(seed);
        int[] classOf = [.. Enumerable.Range(0, count).Select(_ => random.Next(3))];
        return ([.. classOf.Select(one => Enumerable.Range(0, length).Select(i => (float)(Bell(random) + (i % 3 == one && i < 30 ? 0.6 : 0))).ToArray())], classOf);
    }

    private static double Bell(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
