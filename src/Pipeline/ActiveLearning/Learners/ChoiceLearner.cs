using Assay.Learning.Text;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.ActiveLearning.Pools;
using Assay.Pipeline.Models;
using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning.Learners;

/// <summary>A choice of one or several labels, learned by a classifier of all that is text in an item; also of the tasks that have no label.</summary>
internal sealed class ChoiceLearner(LabelSchema schema, ChoiceQuestion question) : ILearner
{
    public ChoiceClasses Classes { get; } = new(question);

    public Question Question => question;

    public IReadOnlyList<string> Labels => Classes.Names;

    public bool KeepsFeatures => true;

    public LearnedFrom From => LearnedFrom.Texts;

    public bool Takes(IStrategy strategy) => !strategy.Needs.HasFlag(StrategyNeeds.SpanUncertainty) && !(Classes.IsMultiLabel && strategy is ClassBalanced);

    public string? Refusal(LabelSchema schema) =>
        Labels.Count < 2 ? $"The choice \"{question.Name}\" has one label; there is nothing to learn."
        : !schema.Fields.Any(WeakModels.ItemTexts.IsText) ? "The schema shows neither text nor images, which is what is learned from."
        : null;

    public Taught? Read(Answers answers) => Classes.Of(answers) is { } classes ? new Taught(classes) : null;

    public ILesson? Learn(LearnedTasks tasks, IReadOnlyList<HumanLabel> labels, CancellationToken stop)
    {
        if (labels.Select(label => string.Join(',', label.Classes)).Distinct().Take(2).Count() < 2)
            return null;
        var pool = (TextPool)tasks.Pool;
        var warm = pool.Model is { } before && Knows(before) ? before : null;
        var labeled = labels.Select(label => label.Task).ToHashSet();
        int[] unlabeled = [.. pool.RowOf.Where(task => !labeled.Contains(task.Key) && !tasks.Stream.Holds(task.Key)).Select(task => task.Value).Order()];
        var model = TextClassifier.TrainSemiSupervised(
            pool.Features, pool.Rows, [.. labels.Select(label => new TrainingRow(pool.RowOf[label.Task], label.Classes))], unlabeled, Labels,
            new TextClassifierOptions { MultiLabel = Classes.IsMultiLabel, Threads = TaskPool.Threads }, warm, stop);
        return new ChoiceLesson(schema, Classes, tasks, model, stop);
    }

    public ILesson? Recall(LearnedTasks tasks, LearnedModelRow saved) =>
        new ChoiceLesson(schema, Classes, tasks, ((TextPool)tasks.Pool).Model is { } known && known.Version == saved.Version ? known : saved.Classifier(), CancellationToken.None);

    public int MostCompared => 400;

    public bool[] Right(LearnedTasks tasks, IReadOnlyList<HumanLabel> taught, IReadOnlyList<HumanLabel> held, CancellationToken stop)
    {
        var pool = (TextPool)tasks.Pool;
        var model = TextClassifier.Train(
            pool.Features, Rows(taught), [.. taught.Select((label, row) => new TrainingRow(row, label.Classes))], Labels,
            new TextClassifierOptions { MultiLabel = Classes.IsMultiLabel, Threads = TaskPool.Threads }, cancel: stop);
        return ChoiceChances.Right(Classes, model.Probabilities(Rows(held), TaskPool.Threads, stop), held);

        SparseRows Rows(IReadOnlyList<HumanLabel> labels) => pool.Rows.Take([.. labels.Select(label => pool.RowOf[label.Task])]);
    }

    /// <summary>Whether a model is of the same labels.</summary>
    private bool Knows(TextClassifier model) => model.IsMultiLabel == Classes.IsMultiLabel && model.Classes.SequenceEqual(Labels);
}
