using Assay.Learning.Vectors;
using Assay.Model;
using Assay.Pipeline.ActiveLearning.Pools;
using Assay.Pipeline.Models;
using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning.Learners;

/// <summary>A classifier of images, and the chances that it gives every task.</summary>
internal sealed class ImageLesson : ILesson
{
    private readonly ChoiceClasses classes;
    private readonly ImagePool pool;
    private readonly LabelClassifier model;
    private readonly ChoiceChances chances;

    public ImageLesson(LabelSchema schema, ChoiceClasses classes, ImagePool pool, LabelClassifier model, CancellationToken stop)
    {
        (this.classes, this.pool, this.model) = (classes, pool, model);
        chances = new ChoiceChances(schema, classes, pool, Chances(model, pool, [.. Enumerable.Range(0, pool.Count)], stop));
    }

    /// <summary>The labels it was trained on, in their order.</summary>
    public IReadOnlyList<HumanLabel> Learned { get; init; } = [];

    public string Version => model.Version;

    public int MostCompared => 50_000;

    public int MostDrafted => int.MaxValue;

    public TaskPool Pool => pool;

    /// <summary>Row by row, a number a label.</summary>
    public static float[] Chances(LabelClassifier asked, ImagePool pool, int[] rows, CancellationToken stop)
    {
        var all = new float[rows.Length * asked.Labels.Count];
        Parallel.For(0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = TaskPool.Threads, CancellationToken = stop }, place =>
            asked.Probabilities(pool.Vector(rows[place]), all.AsSpan(place * asked.Labels.Count, asked.Labels.Count)));
        return all;
    }

    public void Save(Stream stream) => model.Save(stream);

    public Evaluation Evaluate(IReadOnlyList<HumanLabel> measuring, CancellationToken stop) => chances.Evaluate(measuring);

    /// <summary>Also of a model of another encoder nothing: its vectors are gone from memory.</summary>
    public double? Agreement(LearnedModelRow before, IReadOnlyList<long> of, CancellationToken stop)
    {
        if (before.Form != LearnedForm.ImageClassifier || before.ImageClassifier() is not { } other || other.Source != model.Source || other.Coordinates != model.Coordinates
            || other.IsMultiLabel != model.IsMultiLabel || !other.Labels.SequenceEqual(model.Labels))
            return null;
        int[] rows = [.. of.Select(task => pool.RowOf[task])];
        return Stability.Kappa(Said(other), Said(model), classes.Names.Count, classes.IsMultiLabel);

        int[][] Said(LabelClassifier asked)
        {
            var all = Chances(asked, pool, rows, stop);
            return [.. rows.Select((_, place) => classes.Read(all.AsSpan(place * classes.Names.Count, classes.Names.Count)).Classes)];
        }
    }

    public Pool Tell(Pool told, IReadOnlyList<long> of, IReadOnlyList<HumanLabel> labels, CancellationToken stop) => chances.Tell(told, of, labels);

    public IReadOnlyList<long> Doubted(IReadOnlyList<HumanLabel> learned, IReadOnlyList<HumanLabel> measuring, IReadOnlyList<TwoAnswers> pairs, int most, CancellationToken stop) =>
        chances.Doubted(model.HeldOut, Learned, measuring, pairs, most);

    public IEnumerable<NewPrediction> Drafts(IReadOnlyList<long> of, CancellationToken stop) => chances.Drafts(of);
}
