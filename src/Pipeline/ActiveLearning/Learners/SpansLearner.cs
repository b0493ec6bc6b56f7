using System.Text.Json;
using Assay.Learning.Tagging;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.ActiveLearning.Pools;
using Assay.Pipeline.Models;
using Assay.Sampling;
using Assay.WeakModels;

namespace Assay.Pipeline.ActiveLearning.Learners;

/// <summary>Spans, learned by a tagger; each text of an item by itself. Spans with gaps teach nothing, and of those that overlap the longest does.</summary>
internal sealed class SpansLearner(LabelSchema schema, SpansQuestion question) : ILearner
{
    private const int Fewest = 2, MostLabels = 1_000;

    /// <summary>From so many labels on training begins at the tagger that was kept: what it found out of how far chances are to be trusted holds by then.</summary>
    private const int Many = 2_000;

    /// <summary>Bounds what a tagger takes in the database: a weight is four bytes.</summary>
    private static readonly SequenceTaggerOptions Options = new() { MostWeights = 4_000_000 };

    public Question Question => question;

    public IReadOnlyList<string> Labels { get; } = [.. question.Labels.Select(label => label.Name)];

    public bool KeepsFeatures => false;

    public LearnedFrom From => LearnedFrom.Texts;

    public bool Takes(IStrategy strategy) => strategy is not ClassBalanced;

    public string? Refusal(LabelSchema schema) =>
        Labels.Count > MostLabels ? $"The spans \"{question.Name}\" have {Labels.Count} labels; up to {MostLabels} can be learned." : null;

    public Taught? Read(Answers answers) => answers[question.Name] is SpansAnswer spans
        ? new Taught([.. spans.Regions.Select(region => question.Labels.IndexOf(region.Label)).Where(label => label >= 0).Distinct().Order()], spans)
        : null;

    public ILesson? Learn(LearnedTasks tasks, IReadOnlyList<HumanLabel> labels, CancellationToken stop)
    {
        if (labels.Count < Fewest)
            return null;
        var warm = labels.Count >= Many && tasks.Saved is { Form: LearnedForm.Tagger } saved ? saved.Tagger() : null;
        return Train(tasks, labels, warm, stop);
    }

    public ILesson? Recall(LearnedTasks tasks, LearnedModelRow saved) => new SpansLesson(schema, question, this, tasks, saved.Tagger());

    public int MostCompared => 200;

    public bool[] Right(LearnedTasks tasks, IReadOnlyList<HumanLabel> taught, IReadOnlyList<HumanLabel> held, CancellationToken stop) =>
        Train(tasks, taught, null, stop) is { } lesson
            ? [.. lesson.Evaluate(held, stop).Judged.Select(judged => judged.IsRight)]
            : [.. held.Select(label => label.Classes.Count == 0)];

    /// <summary>Of these labels alone; null where no span is marked, and nothing can be learned.</summary>
    public SpansLesson? Train(LearnedTasks tasks, IReadOnlyList<HumanLabel> labels, SequenceTagger? warm, CancellationToken stop)
    {
        if (labels.All(label => label.Classes.Count == 0))
            return null;
        var examples = new List<TaggedText>();
        foreach (var (place, item) in tasks.Items([.. labels.Select(label => label.Task)], stop).Index())
            examples.AddRange(Examples(item, labels[place].Said.Spans!));
        return examples.Count == 0 ? null : new SpansLesson(schema, question, this, tasks, SequenceTagger.Train(examples, Labels, Options, warm, stop));
    }

    private IEnumerable<TaggedText> Examples(JsonElement item, SpansAnswer answer)
    {
        foreach (var field in question.Fields)
            if (ItemTexts.Of(item, field) is { } text)
            {
                var length = text.EnumerateRunes().Count();
                yield return new TaggedText(text,
                [
                    .. answer.Regions.Where(region => region.Field == field && region.Parts.Count == 1 && region.End <= length && question.Labels.IndexOf(region.Label) >= 0)
                        .Select(region => new TaggedSpan(region.Start, region.End, region.Label)),
                ]);
            }
    }
}
