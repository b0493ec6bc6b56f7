using Assay.Learning.Vectors;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.ActiveLearning.Pools;
using Assay.Pipeline.Models;
using Assay.Sampling;
using Assay.WeakModels;

namespace Assay.Pipeline.ActiveLearning.Learners;

/// <summary>A choice of one or several labels, learned by a classifier of the images of an item, where it shows no text.</summary>
internal sealed class ImageLearner(LabelSchema schema, ChoiceQuestion question) : ILearner
{
    /// <summary>Bounds what a model takes in the database: a label takes as many numbers as a vector has.</summary>
    private const int MostLabels = 1_000;

    /// <summary>Bounds how long a turn trains; of more labels so many are drawn.</summary>
    private const int MostExamples = 20_000;

    private readonly ChoiceClasses classes = new(question);

    public Question Question => question;

    public IReadOnlyList<string> Labels => classes.Names;

    public bool KeepsFeatures => false;

    public LearnedFrom From => LearnedFrom.Images;

    /// <summary>Whether a schema shows images and nothing to read: what a text says is mostly more than what can be told of an image here.</summary>
    public static bool Fits(LabelSchema schema) => schema.Fields.Any(field => field.Kind == FieldKind.Image) && !schema.Fields.Any(ItemTexts.IsText);

    public bool Takes(IStrategy strategy) => !strategy.Needs.HasFlag(StrategyNeeds.SpanUncertainty) && !(classes.IsMultiLabel && strategy is ClassBalanced);

    public string? Refusal(LabelSchema schema) =>
        Labels.Count < 2 ? $"The choice \"{question.Name}\" has one label; there is nothing to learn."
        : Labels.Count > MostLabels ? $"The choice \"{question.Name}\" has {Labels.Count} labels; of images up to {MostLabels} can be learned."
        : null;

    public Taught? Read(Answers answers) => classes.Of(answers) is { } given ? new Taught(given) : null;

    public ILesson? Learn(LearnedTasks tasks, IReadOnlyList<HumanLabel> labels, CancellationToken stop)
    {
        if (IsOfOneKind(labels))
            return null;
        var pool = (ImagePool)tasks.Pool;
        HumanLabel[] some = labels.Count <= MostExamples ? [.. labels] : [.. labels.OrderBy(label => Assay.Learning.Acceptance.RandomDraw.Of(pool.ProjectId, label.Task)).Take(MostExamples)];
        return new ImageLesson(schema, classes, pool, Train(pool, some, stop), stop) { Learned = some };
    }

    public ILesson? Recall(LearnedTasks tasks, LearnedModelRow saved)
    {
        var (pool, model) = ((ImagePool)tasks.Pool, saved.ImageClassifier());
        return model.Source == pool.Encoder && (pool.Count == 0 || pool.Rows[0].Length == model.Coordinates) ? new ImageLesson(schema, classes, pool, model, CancellationToken.None) : null;
    }

    public int MostCompared => 400;

    public bool[] Right(LearnedTasks tasks, IReadOnlyList<HumanLabel> taught, IReadOnlyList<HumanLabel> held, CancellationToken stop)
    {
        if (IsOfOneKind(taught))
            return [.. held.Select(label => label.Classes.SequenceEqual(taught[0].Classes))];
        var pool = (ImagePool)tasks.Pool;
        return ChoiceChances.Right(classes, ImageLesson.Chances(Train(pool, taught, stop), pool, [.. held.Select(label => pool.RowOf[label.Task])], stop), held);
    }

    private LabelClassifier Train(ImagePool pool, IReadOnlyList<HumanLabel> labels, CancellationToken stop) => LabelClassifier.Train(
        pool.Encoder, [.. labels.Select(label => pool.Vector(pool.RowOf[label.Task]))], [.. labels.Select(label => label.Classes)], Labels, classes.IsMultiLabel, stop);

    /// <summary>There is nothing to tell apart.</summary>
    private static bool IsOfOneKind(IReadOnlyList<HumanLabel> labels) => !labels.Select(label => string.Join(',', label.Classes)).Distinct().Skip(1).Any();
}
