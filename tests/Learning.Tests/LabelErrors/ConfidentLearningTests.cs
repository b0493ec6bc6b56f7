using Assay.Learning.LabelErrors;
using Assay.Learning.Tests.Text;
using Assay.Learning.Text;

namespace Assay.Learning.Tests.LabelErrors;

public sealed class ConfidentLearningTests
{
    /// <summary>Thresholds are the means of given 0 (0.9, 0.8, 0.4) and of given 1 (0.9, 0.2): the third item counts as of 1, the fifth as of 0.</summary>
    [Fact]
    public void Counts_shares_and_suspects_are_those_computed_by_hand()
    {
        var noise = ConfidentLearning.Find([0.9f, 0.1f, 0.8f, 0.2f, 0.4f, 0.6f, 0.1f, 0.9f, 0.8f, 0.2f], [0, 0, 0, 1, 1], 2);

        noise.Thresholds.Select(threshold => Math.Round(threshold, 6)).ShouldBe([0.7, 0.55]);
        noise.Counts.Cast<int>().ShouldBe([2, 1, 1, 1]);
        noise.Joint.Cast<double>().Select(share => Math.Round(share, 6)).ShouldBe([0.4, 0.2, 0.2, 0.2]);
        noise.WrongShare.ShouldBe(0.4, 1e-6);
        noise.Suspects.Select(suspect => (suspect.Item, suspect.Given, suspect.Likely, Math.Round(suspect.Margin, 6))).ShouldBe([(4, 1, 0, 0.6), (2, 0, 1, 0.2)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_finds_what_the_definition_finds(int seed)
    {
        var random = new Random(seed);
        const int items = 300, classes = 4;
        var given = Enumerable.Range(0, items).Select(_ => random.Next(classes)).ToArray();
        var chances = new float[items * classes];
        for (var i = 0; i < items; i++)
        {
            var raw = Enumerable.Range(0, classes).Select(k => Math.Pow(random.NextDouble(), 3) + (k == given[i] && random.NextDouble() < 0.8 ? 1 : 0)).ToArray();
            for (var k = 0; k < classes; k++)
                chances[(i * classes) + k] = (float)(raw[k] / raw.Sum());
        }

        var found = ConfidentLearning.Find(chances, given, classes);
        var (joint, suspects) = ByDefinition(chances, given, classes);

        found.Joint.Cast<double>().Zip(joint.Cast<double>()).ShouldAllBe(two => Math.Abs(two.First - two.Second) < 1e-9);
        found.Joint.Cast<double>().Sum().ShouldBe(1, 1e-9);
        found.Suspects.Select(suspect => suspect.Item).Order().ShouldBe(suspects);
        found.Suspects.Count.ShouldBeGreaterThan(20);
        found.Suspects.Select(suspect => suspect.Margin).ShouldBe(found.Suspects.Select(suspect => suspect.Margin).OrderDescending());
    }

    [Fact]
    public void Labels_changed_by_chance_are_found_in_texts()
    {
        var texts = MadeUp.Texts(1_500, seed: 1, telling: 0.3);
        var random = new Random(2);
        var truth = texts.Select(text => text.Labels[0]).ToArray();
        var given = truth.Select(label => random.NextDouble() < 0.1 ? (label + 1 + random.Next(2)) % 3 : label).ToArray();
        var features = TextFeatures.Fit(texts.Select(text => text.Text));
        var rows = features.Transform([.. texts.Select(text => text.Text)]);

        var chances = TextClassifier.OutOfFold(features, rows, [.. given.Select((label, row) => new TrainingRow(row, label))], MadeUp.Classes);
        var noise = ConfidentLearning.Find(chances, given, 3);

        noise.WrongShare.ShouldBe(0.1, 0.03);
        var wrong = Enumerable.Range(0, truth.Length).Count(i => truth[i] != given[i]);
        var found = noise.Suspects.Count(suspect => truth[suspect.Item] != suspect.Given);
        (found / (double)wrong).ShouldBeGreaterThan(0.85, "of the wrong ones are suspected");
        (found / (double)noise.Suspects.Count).ShouldBeGreaterThan(0.85, "of the suspected ones are wrong");
        noise.Suspects.Take(50).Count(suspect => truth[suspect.Item] == suspect.Likely).ShouldBeGreaterThan(46, "the first are the surest, and the likely label is the true one");
    }

    /// <summary>A tenth of the labels of the training part is changed, towards another class at random.</summary>
    [Theory]
    [InlineData("ag_news", 0.55)]
    [InlineData("subj", 0.7)]
    public void Labels_changed_by_chance_are_found_in_real_texts(string name, double least)
    {
        var set = TextSet.Of(name);
        var texts = set.Splits[0].Train;
        var random = new Random(4);
        var truth = texts.Select(text => text.Labels[0]).ToArray();
        var given = truth.Select(label => random.NextDouble() < 0.1 ? (label + 1 + random.Next(set.Classes.Count - 1)) % set.Classes.Count : label).ToArray();
        var features = TextFeatures.Fit(texts.Select(text => text.Text));
        var rows = features.Transform([.. texts.Select(text => text.Text)]);

        var noise = ConfidentLearning.Find(TextClassifier.OutOfFold(features, rows, [.. given.Select((label, row) => new TrainingRow(row, label))], set.Classes), given, set.Classes.Count);

        var changed = Enumerable.Range(0, truth.Length).Count(i => truth[i] != given[i]);
        var found = noise.Suspects.Count(suspect => truth[suspect.Item] != suspect.Given);
        (found / (double)changed).ShouldBeGreaterThan(0.75, "of the changed ones are suspected");
        (found / (double)noise.Suspects.Count).ShouldBeGreaterThan(least, "of the suspected ones were changed; others were wrong before");
        noise.Suspects.Take(changed / 4).Count(suspect => truth[suspect.Item] != suspect.Given).ShouldBeGreaterThan(changed / 5);
    }

    [Fact]
    public void A_class_that_nothing_was_given_is_suspected_of_nothing()
    {
        var noise = ConfidentLearning.Find([0.1f, 0.1f, 0.8f, 0.5f, 0.4f, 0.1f], [0, 1], 3);
        noise.Suspects.ShouldNotContain(suspect => suspect.Likely == 2);
        noise.Thresholds[2].ShouldBe(2);
    }

    [Fact]
    public void What_does_not_fit_is_told()
    {
        Should.Throw<ArgumentException>(() => ConfidentLearning.Find([], [], 2)).Message.ShouldContain("no item");
        Should.Throw<ArgumentException>(() => ConfidentLearning.Find([0.5f], [0], 2)).Message.ShouldContain("1 items of 2 classes have 2 probabilities, not 1");
        Should.Throw<ArgumentException>(() => ConfidentLearning.Find([0.5f, 0.5f], [2], 2)).Message.ShouldContain("Item 0 has the label 2");
        Should.Throw<ArgumentException>(() => ConfidentLearning.Find([float.NaN, 0.5f], [0], 2)).Message.ShouldContain("is not a probability");
    }

    /// <summary>From the paper: one line a formula, no care for speed.</summary>
    private static (double[,] Joint, List<int> Suspects) ByDefinition(float[] chances, int[] given, int classes)
    {
        var all = Enumerable.Range(0, given.Length).ToList();
        var labels = Enumerable.Range(0, classes).ToList();
        double P(int item, int label) => chances[(item * classes) + label];
        double Threshold(int label) => all.Where(item => given[item] == label).Average(item => P(item, label));
        bool CountsAs(int item, int label) => labels.Where(other => P(item, other) >= Threshold(other)).OrderByDescending(other => P(item, other)).FirstOrDefault(-1) == label;
        var joint = new double[classes, classes];
        var suspects = new SortedSet<int>();
        foreach (var i in labels)
        {
            var of = all.Where(item => given[item] == i).ToList();
            var counts = labels.Select(j => of.Count(item => CountsAs(item, j))).ToList();
            foreach (var j in labels)
            {
                joint[i, j] = counts[j] / (double)counts.Sum() * of.Count / all.Count;
                if (i == j)
                    continue;
                var worst = of.OrderByDescending(item => P(item, j) - P(item, i)).ThenBy(item => item).Take((int)Math.Round(joint[i, j] * all.Count));
                suspects.UnionWith(worst.Where(item => labels.Any(other => P(item, other) > P(item, i))));
            }
        }

        return (joint, [.. suspects]);
    }
}
