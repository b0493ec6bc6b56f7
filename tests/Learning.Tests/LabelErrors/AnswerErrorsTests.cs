using Assay.Learning.LabelErrors;

namespace Assay.Learning.Tests.LabelErrors;

public sealed class AnswerErrorsTests
{
    /// <summary>Only those answers are asked again that a model doubts: the share of pairs that differ is many times the rate, and says nothing by itself.</summary>
    [Theory]
    [InlineData(0.03)]
    [InlineData(0.1)]
    [InlineData(0.25)]
    public void The_rate_is_found_from_answers_that_were_asked_again_because_they_were_doubted(double errors)
    {
        var random = new Random(5);
        const int classes = 3;
        var (chances, pairs, differing) = (new List<float>(), new List<(int, int)>(), 0);
        while (pairs.Count < 3_000)
        {
            float[] model = [.. Enumerable.Range(0, classes).Select(_ => MathF.Pow(random.NextSingle(), 4) + 0.001f)];
            var sum = model.Sum();
            model = [.. model.Select(chance => chance / sum)];
            var truth = Drawn(random, model);
            var first = Answer(random, truth, errors);
            if (AnswerErrors.Doubt(model, first, errors) < 0.3)
                continue;
            var second = Answer(random, truth, errors);
            differing += first == second ? 0 : 1;
            chances.AddRange(model);
            pairs.Add((first, second));
        }

        AnswerErrors.Rate([.. chances], pairs, classes, expected: 0.15, weight: 20).ShouldBe(errors, 0.15 * errors);
        (differing / 3_000.0).ShouldBeGreaterThan(1.6 * errors);
    }

    /// <summary>One pair of two classes, of which a model knows nothing: with the same answers twice the chance is (1 − e)² + e².</summary>
    [Fact]
    public void The_rate_of_one_pair_is_the_mean_of_its_posterior()
    {
        const double expected = 0.2, weight = 10;
        var (sum, mean) = (0.0, 0.0);
        for (var e = 0.00005; e < 0.5; e += 0.0001)
        {
            var density = Math.Pow(e, (expected * weight) - 1) * Math.Pow(1 - e, ((1 - expected) * weight) - 1) * (((1 - e) * (1 - e)) + (e * e));
            (sum, mean) = (sum + density, mean + (density * e));
        }

        AnswerErrors.Rate([0.5f, 0.5f], [(1, 1)], 2, expected, weight).ShouldBe(mean / sum, 1e-4);
        AnswerErrors.Rate([], [], 2, 0.1, 40).ShouldBe(0.1, 1e-4);
    }

    [Theory]
    [InlineData(0.99f, 0.00053)]
    [InlineData(0.5f, 0.0500)]
    [InlineData(0.02f, 0.7206)]
    public void A_label_is_doubted_the_more_the_less_likely_a_model_finds_it(float chance, double doubt) =>
        AnswerErrors.Doubt([chance, 1 - chance], 0, 0.05).ShouldBe(doubt, 0.0005);

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Should.Throw<ArgumentException>(() => AnswerErrors.Rate([0.5f], [(0, 1)], 2, 0.1, 1)).Message.ShouldContain("1 pairs of 2 classes have 2 probabilities, not 1");
        Should.Throw<ArgumentException>(() => AnswerErrors.Rate([0.5f, 0.5f], [(0, 2)], 2, 0.1, 1)).Message.ShouldContain("Pair 0 has the answers 0 and 2");
        Should.Throw<ArgumentOutOfRangeException>(() => AnswerErrors.Rate([], [], 2, 0.5, 1)).Message.ShouldContain("below 1/2");
    }

    private static int Drawn(Random random, float[] chances)
    {
        var left = random.NextSingle();
        var place = 0;
        while (place < chances.Length - 1 && (left -= chances[place]) > 0)
            place++;
        return place;
    }

    private static int Answer(Random random, int truth, double errors) =>
        random.NextDouble() >= errors ? truth : (truth + 1 + random.Next(2)) % 3;
}
