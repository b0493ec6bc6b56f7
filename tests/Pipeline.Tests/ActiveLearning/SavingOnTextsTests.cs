using System.Text.Json;
using Assay.Learning.Text;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.ActiveLearning;
using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Pipeline.ActiveLearning.Pools;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.ActiveLearning;

/// <summary>On real texts where the truth is known: labels that were drawn by chance save nothing.</summary>
public sealed class SavingOnTextsTests
{
    private const int Chosen = 300, Random = 160, Seeds = 6;

    [Theory]
    [InlineData("trec6")]
    [InlineData("ag_news")]
    public void Labels_that_are_drawn_by_chance_are_worth_as_many_random_labels(string name)
    {
        Assert.SkipWhen(SharedData.Find($"text/{name}/train.jsonl") is null, "the shared data sets are not here");
        LabelSaving[] found = [.. Enumerable.Range(1, Seeds).Select(seed => Saving(name, seed))];

        var told = JsonSerializer.Serialize(found.Select(saving => new { saving.Random, saving.RandomLow, saving.RandomHigh, saving.Accuracy!.Value, Lead = saving.Lead!.Value }));
        found.Count(saving => saving.RandomLow > Chosen || saving.RandomHigh < Chosen).ShouldBeLessThanOrEqualTo(1, $"intervals of 95 %: {told}");
        found.Count(saving => saving.Lead!.Low > 0 || saving.Lead.High < 0).ShouldBeLessThanOrEqualTo(1, told);
        found.Select(saving => saving.Random ?? double.PositiveInfinity).Order().ElementAt(Seeds / 2).ShouldBeInRange(Chosen / 2.5, Chosen * 2.5, told);
    }

    private static LabelSaving Saving(string name, int seed)
    {
        var random = new Random(seed);
        (string Text, string Label)[] rows = [.. File.ReadLines(SharedData.Find($"text/{name}/train.jsonl")!).Take(5_000).Select(line =>
        {
            using var row = JsonDocument.Parse(line);
            return (row.RootElement.GetProperty("text").GetString()!, row.RootElement.GetProperty("label").GetString()!);
        })];
        random.Shuffle(rows);
        rows = rows[..2_000];
        string[] labels = [.. rows.Select(row => row.Label).Distinct().Order(StringComparer.Ordinal)];
        var schema = LabelSchema.Parse(JsonSerializer.Serialize(new
        {
            fields = new[] { new { name = "text", kind = "text" } },
            questions = new[] { new { name = "topic", kind = "choice", title = "Topic?", mode = "single", labels = labels.Select((_, place) => new { name = $"l{place}" }) } },
        }));
        var learner = new ChoiceLearner(schema, (ChoiceQuestion)schema.Questions[0]);
        var row = new LearningRow { ProjectId = seed, RandomShare = 0.5 };
        var known = Enumerable.Range(0, rows.Length).ToLookup(task => row.Stream.Holds(task));
        HumanLabel[] given = [.. known[true].Take(Random).Concat(known[false].Take(Chosen)).Select(task => new HumanLabel(task, new Taught([Array.IndexOf(labels, rows[task].Label)]), task, IsSingle: true))];
        var features = TextFeatures.Fit([.. rows.Select(each => each.Text)]);
        var vectors = features.Transform([.. rows.Select(each => each.Text)]);
        var model = TextClassifier.Train(
            features, vectors, [.. given.Where(label => !row.Stream.Holds(label.Task)).Select(label => new TrainingRow((int)label.Task, label.Classes))], learner.Labels);
        var pool = new TextPool(seed, 1, features, vectors, Enumerable.Range(0, rows.Length).ToDictionary(task => (long)task), rows.Length, model);
        return RandomLabels.Saving(
            new TurnStart(row, null!, learner, null, [], given), new LearnedTasks(null!, null!, row.Stream, pool, null), Chosen, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
    }
}
