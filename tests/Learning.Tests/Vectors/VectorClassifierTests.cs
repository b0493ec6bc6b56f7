using Assay.Learning.Vectors;
using CsCheck;

namespace Assay.Learning.Tests.Vectors;

public sealed class VectorClassifierTests
{
    [Fact]
    public void Derivatives_are_finite_differences_of_the_loss() => Gen.Select(Gen.Int[1, 4], Gen.Int[1, 5], Gen.Int[1, 8], Gen.Int).Sample((classes, length, count, seed) =>
    {
        var random = new Random(seed);
        float[][] vectors = [.. Enumerable.Range(0, count).Select(_ => Drawn(random, length))];
        double[] weights = [.. vectors.Select(_ => random.NextDouble() + 0.1)];
        var loss = new LogisticLoss(vectors, [.. vectors.Select(_ => random.Next(classes))], classes, weights, penalty: 0.3);
        double[] at = [.. Enumerable.Range(0, loss.Length).Select(_ => random.NextDouble() - 0.5)];
        var (slopes, unused) = (new double[loss.Length], new double[loss.Length]);
        loss.Value(at, slopes);
        for (var i = 0; i < at.Length; i++)
        {
            double[] more = [.. at], less = [.. at];
            (more[i], less[i]) = (more[i] + 1e-5, less[i] - 1e-5);
            slopes[i].ShouldBe((loss.Value(more, unused) - loss.Value(less, unused)) / 2e-5, 1e-7);
        }
    });

    [Fact]
    public void A_minimum_of_a_known_valley_is_found()
    {
        // Rosenbrock's valley: a bent one, lowest at (1, 1)
        var found = Minimum.Of(
            (at, slopes) =>
            {
                var (x, y) = (at[0], at[1]);
                (slopes[0], slopes[1]) = ((-2 * (1 - x)) - (400 * x * (y - (x * x))), 200 * (y - (x * x)));
                return ((1 - x) * (1 - x)) + (100 * (y - (x * x)) * (y - (x * x)));
            },
            [-1.2, 1], mostSteps: 200, tolerance: 1e-9, default);
        found[0].ShouldBe(1, 1e-6);
        found[1].ShouldBe(1, 1e-6);
    }

    [Fact]
    public void Chances_are_those_that_the_classes_were_drawn_with()
    {
        // of two bell curves of deviation 1 at -1 and 1 the log-odds are 2x
        var random = new Random(5);
        int[] classOf = [.. Enumerable.Range(0, 20_000).Select(i => i % 2)];
        float[][] vectors = [.. classOf.Select(one => (float[])[(float)(Bell(random) + (one == 0 ? -1 : 1)), 7])];
        var classifier = VectorClassifier.Train(vectors, classOf, 2, new VectorClassifierOptions { Penalty = 1e-6 });
        foreach (var x in (double[])[-2, -0.5, 0, 1])
            classifier.Probabilities([(float)x, 7])[1].ShouldBe(1 / (1 + Math.Exp(-2 * x)), 0.02);
    }

    [Fact]
    public void A_class_without_examples_is_unlikely_and_one_without_weight_too()
    {
        float[][] vectors = [[0, 1], [1, 0], [0, 2], [2, 0]];
        VectorClassifier.Train(vectors, [0, 1, 0, 1], 3).Probabilities([0, 1]).ShouldSatisfyAllConditions(
            chances => chances.Sum().ShouldBe(1, 1e-12), chances => chances[0].ShouldBe(chances.Max()), chances => chances[2].ShouldBeLessThan(0.05));
        VectorClassifier.Train(vectors, [0, 1, 0, 1], 2, weights: [1, 0, 1, 0]).Probabilities([1, 0])[1].ShouldBeLessThan(0.05);
    }

    [Fact]
    public void The_same_examples_give_the_same_bytes_and_a_saved_classifier_says_the_same()
    {
        var (classifier, again) = (Trained(), Trained());
        var saved = Saved(classifier);
        Saved(again).ShouldBe(saved);
        VectorClassifier.Load(new MemoryStream(saved)).Probabilities([0.3f, -1, 2]).ShouldBe(classifier.Probabilities([0.3f, -1, 2]));
    }

    [Fact]
    public void A_file_that_is_cut_short_or_changed_is_refused_and_its_sizes_take_no_memory()
    {
        var saved = Saved(Trained());
        for (var place = 0; place < saved.Length; place++)
        {
            var changed = (byte[])saved.Clone();
            changed[place] ^= 0x7f;
            var before = GC.GetAllocatedBytesForCurrentThread();
            Should.Throw<InvalidDataException>(() => VectorClassifier.Load(new MemoryStream(changed)));
            Should.Throw<InvalidDataException>(() => VectorClassifier.Load(new MemoryStream(saved[..place])));
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(20_000_000);
        }
    }

    [Fact]
    public void What_cannot_be_learned_from_is_refused()
    {
        Should.Throw<ArgumentException>(() => VectorClassifier.Train([], [], 2)).Message.ShouldContain("no vectors");
        Should.Throw<ArgumentException>(() => VectorClassifier.Train([[1, 2], [1]], [0, 1], 2)).Message.ShouldContain("Vector 1 has 1 numbers, the first 2");
        Should.Throw<ArgumentException>(() => VectorClassifier.Train([[1], [float.NaN]], [0, 1], 2)).Message.ShouldContain("Vector 1 has what is no finite number");
        Should.Throw<ArgumentException>(() => VectorClassifier.Train([[1], [2]], [0, 2], 2)).Message.ShouldContain("class 2");
        Should.Throw<ArgumentException>(() => VectorClassifier.Train([[1], [2]], [0], 2)).Message.ShouldContain("1 classes of them");
        Should.Throw<ArgumentException>(() => VectorClassifier.Train([[1], [2]], [0, 1], 2, weights: [0, 0])).Message.ShouldContain("not all 0");
        Should.Throw<ArgumentException>(() => Trained().Probabilities([1])).Message.ShouldContain("trained on 3");
        Should.Throw<ArgumentOutOfRangeException>(() => VectorClassifier.Train([[1], [2]], [0, 1], 2, new VectorClassifierOptions { Penalty = 0 }));
    }

    private static VectorClassifier Trained()
    {
        var random = new Random(3);
        int[] classOf = [.. Enumerable.Range(0, 60).Select(i => i % 3)];
        return VectorClassifier.Train([.. classOf.Select(one => Drawn(random, 3).Select((value, i) => i == one ? value + 1 : value).ToArray())], classOf, 3);
    }

    private static byte[] Saved(VectorClassifier classifier)
    {
        using var stream = new MemoryStream();
        classifier.Save(stream);
        return stream.ToArray();
    }

    private static float[] Drawn(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];

    private static double Bell(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
