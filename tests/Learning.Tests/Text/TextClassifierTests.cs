using Assay.Learning.Text;

namespace Assay.Learning.Tests.Text;

public sealed class TextClassifierTests
{
    [Fact]
    public void Chances_are_those_of_the_row_whichever_way_they_are_asked_for_and_sum_to_1()
    {
        var examples = MadeUp.Texts(300, seed: 1);
        var model = TextClassifier.Train(examples, MadeUp.Classes);
        string[] texts = [.. MadeUp.Texts(50, seed: 2).Select(text => text.Text), "", "words nobody has seen"];
        var many = model.Probabilities(texts);
        var ofRows = model.Probabilities(model.Features.Transform(texts));
        var one = new double[3];
        for (var i = 0; i < texts.Length; i++)
        {
            model.Probabilities(texts[i], one);
            one.Sum().ShouldBe(1, 1e-5);
            one.Select(chance => (float)chance).ShouldBe(many[(i * 3)..((i + 1) * 3)]);
        }

        ofRows.ShouldBe(many);
        many[^6..^3].ShouldBe(many[^3..], "without a known word one text is like another");
        TextSet.Accuracy(model, MadeUp.Texts(300, seed: 3)).ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void Rows_vectorised_once_train_the_same_model_as_their_texts()
    {
        var examples = MadeUp.Texts(300, seed: 1);
        string[] texts = [.. examples.Select(text => text.Text)];
        var features = TextFeatures.Fit(texts);
        var rows = features.Transform(texts);

        var ofRows = TextClassifier.Train(features, rows, [.. examples.Select((text, row) => new TrainingRow(row, text.Labels))], MadeUp.Classes);

        ofRows.Version.ShouldBe(TextClassifier.Train(examples, MadeUp.Classes).Version);
        var part = TextClassifier.Train(features, rows, [.. Enumerable.Range(100, 60).Select(row => new TrainingRow(row, examples[row].Labels))], MadeUp.Classes);
        TextSet.Accuracy(part, MadeUp.Texts(300, seed: 3)).ShouldBeGreaterThan(0.8, "sixty of the rows are labeled");
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void The_same_seed_gives_the_same_model_to_the_last_bit_with_any_number_of_threads(int classes, bool multiLabel)
    {
        var examples = multiLabel ? MadeUp.MultiLabel(1_200, seed: 5) : MadeUp.Texts(1_200, seed: 5, classes: classes);
        TextClassifier Train(ulong seed, int threads) =>
            TextClassifier.Train(examples, MadeUp.Classes[..classes], new TextClassifierOptions { Seed = seed, Threads = threads, MultiLabel = multiLabel });

        Train(1, 1).Version.ShouldBe(Train(1, 2).Version);
        Train(1, 1).Version.ShouldBe(Train(1, 7).Version);
        Train(1, 1).Version.ShouldNotBe(Train(2, 1).Version);
        string[] texts = [.. examples.Select(text => text.Text)];
        var model = Train(1, 2);
        model.Probabilities(texts, threads: 1).ShouldBe(model.Probabilities(texts, threads: 2));
    }

    [Fact]
    public void Several_labels_are_questions_of_their_own()
    {
        var options = new TextClassifierOptions { MultiLabel = true };
        var model = TextClassifier.Train(MadeUp.MultiLabel(600, seed: 1), MadeUp.Classes, options);
        var test = MadeUp.MultiLabel(400, seed: 2);
        var chances = model.Probabilities([.. test.Select(text => text.Text)]);

        var right = Enumerable.Range(0, chances.Length).Count(i => chances[i] > 0.5f == test[i / 3].Labels.Contains(i % 3));

        (right / (double)chances.Length).ShouldBeGreaterThan(0.9);
        chances.Chunk(3).Count(of => of.Sum() > 1.5).ShouldBeGreaterThan(50, "two labels may both be likely");
        chances.Chunk(3).Count(of => of.Sum() < 0.5).ShouldBeGreaterThan(20, "none may be likely");
    }

    [Fact]
    public void A_warm_start_ends_at_the_same_place_sooner()
    {
        var examples = MadeUp.Texts(2_000, seed: 1, telling: 0.15);
        string[] texts = [.. examples.Select(text => text.Text)];
        var features = TextFeatures.Fit(texts);
        var rows = features.Transform(texts);
        TrainingRow[] labeled = [.. examples.Select((text, row) => new TrainingRow(row, text.Labels))];
        var before = TextClassifier.Train(features, rows, labeled[..1_900], MadeUp.Classes);

        var cold = TextClassifier.Train(features, rows, labeled, MadeUp.Classes);
        var warm = TextClassifier.Train(features, rows, labeled, MadeUp.Classes, warmStart: before);

        warm.Epochs.ShouldBeLessThan(cold.Epochs);
        var (ofCold, ofWarm) = (cold.Probabilities(rows), warm.Probabilities(rows));
        ofCold.Zip(ofWarm).Max(two => Math.Abs(two.First - two.Second)).ShouldBeLessThan(0.1f);
        ofCold.Zip(ofWarm).Average(two => Math.Abs(two.First - two.Second)).ShouldBeLessThan(0.01f);
    }

    [Fact]
    public void Texts_without_a_label_make_up_for_labels_and_change_nothing_where_it_cannot_be_told_whether_they_help()
    {
        var examples = MadeUp.WithoutSharedParts(MadeUp.Texts(2_000, seed: 1, telling: 0.25));
        string[] texts = [.. examples.Select(text => text.Text)];
        var features = TextFeatures.Fit(texts);
        var rows = features.Transform(texts);
        TrainingRow[] labeled = [.. Enumerable.Range(0, 30).Select(row => new TrainingRow(row, examples[row].Labels))];
        int[] unlabeled = [.. Enumerable.Range(30, 1_970)];
        var test = MadeUp.WithoutSharedParts(MadeUp.Texts(1_000, seed: 2, telling: 0.25));

        var alone = TextClassifier.Train(features, rows, labeled, MadeUp.Classes);
        var taught = TextClassifier.TrainSemiSupervised(features, rows, labeled, unlabeled, MadeUp.Classes);

        taught.IsTaughtByUnlabeled.ShouldBeTrue();
        TextSet.Accuracy(taught, test).ShouldBeGreaterThan(TextSet.Accuracy(alone, test) + 0.05);
        TextClassifier.TrainSemiSupervised(features, rows, labeled, unlabeled, MadeUp.Classes, new TextClassifierOptions { Threads = 1 }).Version.ShouldBe(taught.Version);

        var raw = new TextClassifierOptions { Calibration = ScoreCalibration.None };
        TextClassifier.TrainSemiSupervised(features, rows, labeled, unlabeled, MadeUp.Classes, raw).Version
            .ShouldBe(TextClassifier.Train(features, rows, labeled, MadeUp.Classes, raw).Version, "without held-out texts nothing tells whether they help");
        TextClassifier.TrainSemiSupervised(features, rows, labeled[..9], unlabeled, MadeUp.Classes).IsTaughtByUnlabeled.ShouldBeFalse("nine are too few to tell");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Texts_without_a_label_do_no_harm_to_two_classes_or_several_labels(bool multiLabel)
    {
        var examples = multiLabel ? MadeUp.MultiLabel(1_500, seed: 1) : MadeUp.Texts(1_500, seed: 1, telling: 0.2, classes: 2);
        string[] texts = [.. examples.Select(text => text.Text)];
        var features = TextFeatures.Fit(texts);
        var rows = features.Transform(texts);
        var options = new TextClassifierOptions { MultiLabel = multiLabel };
        var classes = MadeUp.Classes[..(multiLabel ? 3 : 2)];
        TrainingRow[] labeled = [.. Enumerable.Range(0, 40).Select(row => new TrainingRow(row, examples[row].Labels))];
        double Right(TextClassifier model)
        {
            var chances = model.Probabilities(rows);
            return Enumerable.Range(0, chances.Length).Count(i => chances[i] > 0.5f == examples[i / classes.Length].Labels.Contains(i % classes.Length)) / (double)chances.Length;
        }

        Right(TextClassifier.TrainSemiSupervised(features, rows, labeled, [.. Enumerable.Range(40, 1_460)], classes, options))
            .ShouldBeGreaterThanOrEqualTo(Right(TextClassifier.Train(features, rows, labeled, classes, options)));
    }

    [Fact]
    public void A_warm_start_may_know_other_classes_and_other_features()
    {
        var before = TextClassifier.Train(MadeUp.Texts(200, seed: 1, classes: 2), ["world", "sport"]);
        var model = TextClassifier.Train(MadeUp.Texts(300, seed: 2), MadeUp.Classes, warmStart: before);
        TextSet.Accuracy(model, MadeUp.Texts(300, seed: 3)).ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void Balanced_weights_find_more_of_a_rare_class()
    {
        static List<TrainingText> Skewed(int seed) => [.. MadeUp.Texts(1_000, seed, telling: 0.08, classes: 2).Where((text, i) => text.Labels[0] == 0 || i % 20 == 1)];
        double Recall(ClassWeights weights)
        {
            var model = TextClassifier.Train(Skewed(1), MadeUp.Classes[..2], new TextClassifierOptions { ClassWeights = weights });
            return TextSet.Accuracy(model, [.. Skewed(2).Where(text => text.Labels[0] == 1)]);
        }

        Recall(ClassWeights.Balanced).ShouldBeGreaterThan(Recall(ClassWeights.None) + 0.1);
    }

    [Fact]
    public void Balanced_weights_find_more_of_a_rare_label_among_several()
    {
        static List<TrainingText> Skewed(int seed) => [.. MadeUp.Texts(1_000, seed, telling: 0.08, classes: 2).Where((text, i) => text.Labels[0] == 0 || i % 20 == 1).Select(text => text with { Labels = text.Labels[0] == 0 ? [] : [0] })];
        int Found(ClassWeights weights)
        {
            var model = TextClassifier.Train(Skewed(1), ["rare"], new TextClassifierOptions { MultiLabel = true, ClassWeights = weights });
            return model.Probabilities([.. Skewed(2).Where(text => text.Labels.Count == 1).Select(text => text.Text)]).Count(chance => chance > 0.5f);
        }

        Found(ClassWeights.Balanced).ShouldBeGreaterThan(Found(ClassWeights.None));
    }

    [Fact]
    public void An_example_of_twice_the_weight_counts_like_two()
    {
        var examples = MadeUp.Texts(60, seed: 1);
        var options = new TextClassifierOptions { Calibration = ScoreCalibration.None, MostEpochs = 200 };
        string[] texts = [.. examples.Select(text => text.Text)];
        var features = TextFeatures.Fit(texts);
        var rows = features.Transform(texts);
        TrainingRow[] labeled = [.. examples.Select((text, row) => new TrainingRow(row, text.Labels))];

        var weighed = TextClassifier.Train(features, rows, [labeled[0] with { Weight = 2 }, .. labeled[1..]], MadeUp.Classes, options).Probabilities(rows);
        var twice = TextClassifier.Train(features, rows, [labeled[0], .. labeled], MadeUp.Classes, options).Probabilities(rows);
        var once = TextClassifier.Train(features, rows, labeled, MadeUp.Classes, options).Probabilities(rows);

        twice[0].ShouldBe(weighed[0], 0.02f);
        weighed[0].ShouldBeGreaterThan(once[0]);
    }

    [Fact]
    public void Rows_that_are_taken_say_what_they_said()
    {
        var features = TextFeatures.Fit(["a b", "b c", "c d e"]);
        var rows = features.Transform(["a b", "b c", "", "c d e"]);
        var taken = rows.Take([3, 2, 0, 3]);
        (taken.Count, taken.Width).ShouldBe((4, rows.Width));
        foreach (var (place, row) in new[] { 3, 2, 0, 3 }.Index())
        {
            taken.Columns(place).ToArray().ShouldBe(rows.Columns(row).ToArray());
            taken.Values(place).ToArray().ShouldBe(rows.Values(row).ToArray());
        }
    }

    [Fact]
    public void Training_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Should.Throw<OperationCanceledException>(() => TextClassifier.Train(MadeUp.Texts(100, seed: 1), MadeUp.Classes, cancel: cancelled.Token));
        var features = TextFeatures.Fit(["a b", "b c"]);
        Should.Throw<OperationCanceledException>(() => TextClassifier.Train(features, features.Transform(["a b", "b c"]), [new(0, 0), new(1, 1)], MadeUp.Classes, cancel: cancelled.Token));
    }

    [Fact]
    public void Little_is_enough_to_give_chances()
    {
        Chances([new TrainingText("a word", 0)], ["only"]).ShouldBe([1]);
        Chances([new TrainingText("a word", 1)], MadeUp.Classes)[1].ShouldBeGreaterThan(1 / 3f, "one example of one class of three");
        Chances([new TrainingText("", 0), new TrainingText("", 1)], ["x", "y"]).Sum().ShouldBe(1, 1e-5f, "empty texts");
        Chances([.. MadeUp.Texts(40, seed: 1, classes: 2)], MadeUp.Classes)[2].ShouldBeInRange(1e-9f, 0.3f, "a class without an example");
        Chances([new TrainingText("a word", [])], ["x", "y"], isMultiLabel: true).ShouldAllBe(chance => chance < 0.5f, "an example without a label");
        Chances([.. Enumerable.Range(0, 30).Select(_ => new TrainingText("the same", 0))], ["x", "y"])[0].ShouldBeGreaterThan(0.9f, "one class only");
        Chances([.. Enumerable.Range(0, 30).Select(i => new TrainingText("the same", i % 2))], ["x", "y"])[0].ShouldBe(0.5f, 0.05f, "nothing to tell them by");

        static float[] Chances(TrainingText[] examples, string[] classes, bool isMultiLabel = false) =>
            TextClassifier.Train(examples, classes, new TextClassifierOptions { MultiLabel = isMultiLabel }).Probabilities(["a word"]);
    }

    [Fact]
    public void A_text_of_a_hundred_thousand_characters_is_read_whole()
    {
        var random = new Random(1);
        var words = string.Join(' ', Enumerable.Range(0, 12_500).Select(_ => $"w{random.Next(100_000):D6}")) + " telling";
        words.Length.ShouldBeGreaterThan(100_000);
        string[] texts = [words, new string('x', 100_000), "telling", "other"];
        var features = TextFeatures.Fit(texts);
        var rows = features.Transform(texts);
        var telling = rows.Columns(2)[0];
        rows.Columns(0).Contains(telling).ShouldBeTrue();
        rows.Columns(0).Length.ShouldBeGreaterThan(20_000);
        var model = TextClassifier.Train(features, rows, [new(0, 0), new(1, 1), new(2, 0), new(3, 1)], ["x", "y"]);
        model.Probabilities(rows).ShouldAllBe(chance => chance > 0 && chance < 1);
    }

    [Fact]
    public void What_cannot_be_learned_from_is_told()
    {
        Says("no examples", [], ["x"]);
        Says("different names", [new("a", 0)], []);
        Says("different names", [new("a", 0)], ["x", "x"]);
        Says("Example 1: there is no class 2; there are 2", [new("a", 0), new("b", 2)], ["x", "y"]);
        Says("Example 0: it has 2 labels, and one fits", [new("a", [0, 1])], ["x", "y"]);
        Says("Example 0: its weight is 0, and should be above 0", [new("a", 0, 0)], ["x", "y"]);
        Should.Throw<ArgumentOutOfRangeException>(() => TextClassifier.Train([new("a", 0)], ["x"], new TextClassifierOptions { Strength = 0 }));
        var (features, others) = (TextFeatures.Fit(["a b"]), TextFeatures.Fit(["a b c"]));
        Should.Throw<ArgumentException>(() => TextClassifier.Train(features, others.Transform(["a"]), [new(0, 0)], ["x"])).Message.ShouldContain("they are of others");
        Should.Throw<ArgumentException>(() => TextClassifier.OutOfFold(features, features.Transform(["a"]), [new(0, 0)], ["x"])).Message.ShouldContain("1 examples cannot be parted into 5 folds");

        static void Says(string what, TrainingText[] examples, string[] classes) =>
            Should.Throw<ArgumentException>(() => TextClassifier.Train(examples, classes)).Message.ShouldContain(what);
    }

    [Fact]
    public void Embeddings_have_length_1_and_are_near_for_texts_that_are_alike()
    {
        var texts = MadeUp.Texts(300, seed: 1, telling: 0.8);
        var model = TextClassifier.Train(texts, MadeUp.Classes);
        float[] Of(string text)
        {
            var vector = new float[TextClassifier.EmbeddingLength];
            model.Embed(text, vector);
            return vector;
        }

        var (one, alike, other) = (Of(texts[0].Text), Of(texts[0].Text + " common1"), Of(texts[1].Text));
        one.Sum(number => number * number).ShouldBe(1, 1e-4f);
        Product(one, alike).ShouldBeGreaterThan(0.8f);
        Math.Abs(Product(one, other)).ShouldBeLessThan(0.4f);
        Of("").ShouldAllBe(number => number == 0);
        model.Features.Embeddings(model.Features.Transform([texts[1].Text, texts[0].Text]))[256..].ShouldBe(one);

        // on the mean of many pairs the product is that of the features themselves
        var rows = model.Features.Transform([.. texts.Select(text => text.Text)]);
        var errors = Enumerable.Range(0, 100).Select(i => Product(Of(texts[i].Text), Of(texts[i + 100].Text)) - Exact(rows, i, i + 100)).ToList();
        errors.Average().ShouldBe(0, 0.02f);
        errors.Average(Math.Abs).ShouldBeLessThan(0.08f);

        static float Product(float[] a, float[] b) => a.Zip(b, (x, y) => x * y).Sum();

        static float Exact(SparseRows rows, int a, int b)
        {
            var sum = 0f;
            for (var i = 0; i < rows.Columns(a).Length; i++)
                if (rows.Columns(b).IndexOf(rows.Columns(a)[i]) is var place and >= 0)
                    sum += rows.Values(a)[i] * rows.Values(b)[place];
            return sum;
        }
    }

    /// <summary>At the minimum of a convex function the gradient is 0: that of the whole model's regression part, recomputed from the formula.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    public void Training_ends_at_the_minimum_of_the_regularised_cross_entropy(int classes)
    {
        var examples = MadeUp.Texts(90, seed: 4, classes: classes);
        string[] texts = [.. examples.Select(text => text.Text)];
        var features = TextFeatures.Fit(texts);
        var rows = features.Transform(texts);
        var options = new TextClassifierOptions { Strength = 2 };
        TrainingRow[] labeled = [.. examples.Select((text, row) => new TrainingRow(row, text.Labels))];
        var set = TrainingSet.Of(rows, labeled, [], classes, options);

        var scores = DualAscent.Fit(set, [.. Enumerable.Range(0, 90)], 2, null, new DualAscentLimits(2_000, 1e-9), 1, default).Scores;

        var gradient = scores.Weights.Select(weight => weight / 2.0).ToArray();
        var of = new float[scores.Stride];
        for (var item = 0; item < 90; item++)
        {
            scores.Of(set.Rows.Columns(item), set.Rows.Values(item), of);
            var exponentials = of[..scores.Outputs].Select(score => Math.Exp(score)).ToArray();
            for (var k = 0; k < scores.Outputs; k++)
            {
                var chance = exponentials[k] / (scores.Outputs == 1 ? 1 + exponentials[k] : exponentials.Sum());
                var residual = chance - set.TargetsOf(item)[k];
                for (var i = 0; i < set.Rows.Columns(item).Length; i++)
                    gradient[(set.Rows.Columns(item)[i] * scores.Stride) + k] += residual * set.Rows.Values(item)[i];
                gradient[(scores.Rows * scores.Stride) + k] += residual;
            }
        }

        gradient.Max(Math.Abs).ShouldBeLessThan(1e-3);
    }
}
