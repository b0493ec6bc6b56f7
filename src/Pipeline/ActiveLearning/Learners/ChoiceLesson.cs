using Assay.Learning.Text;
using Assay.Model;
using Assay.Pipeline.ActiveLearning.Pools;
using Assay.Pipeline.Models;
using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning.Learners;

/// <summary>A classifier, and the chances that it gives every task.</summary>
internal sealed class ChoiceLesson : ILesson
{
    private readonly ChoiceClasses classes;
    private readonly LearnedTasks tasks;
    private readonly TextClassifier model;
    private readonly ChoiceChances chances;

    public ChoiceLesson(LabelSchema schema, ChoiceClasses classes, LearnedTasks tasks, TextClassifier model, CancellationToken stop)
    {
        (this.classes, this.tasks, this.model) = (classes, tasks, model);
        var pool = (TextPool)tasks.Pool with { Model = model };
        Pool = pool;
        chances = new ChoiceChances(schema, classes, pool, model.Probabilities(pool.Rows, TaskPool.Threads, stop));
    }

    public string Version => model.Version;

    public int MostCompared => 50_000;

    public int MostDrafted => int.MaxValue;

    public TaskPool Pool { get; }

    public void Save(Stream stream) => model.Save(stream);

    public Evaluation Evaluate(IReadOnlyList<HumanLabel> measuring, CancellationToken stop) => chances.Evaluate(measuring);

    public double? Agreement(LearnedModelRow before, IReadOnlyList<long> of, CancellationToken stop)
    {
        if (before.Form != LearnedForm.TextClassifier)
            return null;
        var other = ((TextPool)tasks.Pool).Model is { } kept && kept.Version == before.Version ? kept : before.Classifier();
        if (other.IsMultiLabel != model.IsMultiLabel || !other.Classes.SequenceEqual(model.Classes))
            return null;
        string[] texts = [.. tasks.Texts(of, stop)];
        return Stability.Kappa(Said(other), Said(model), classes.Names.Count, classes.IsMultiLabel);

        int[][] Said(TextClassifier asked)
        {
            var all = asked.Probabilities(texts, TaskPool.Threads, stop);
            return [.. Enumerable.Range(0, texts.Length).Select(place => classes.Read(all.AsSpan(place * classes.Names.Count, classes.Names.Count)).Classes)];
        }
    }

    public Pool Tell(Pool pool, IReadOnlyList<long> of, IReadOnlyList<HumanLabel> labels, CancellationToken stop) => chances.Tell(pool, of, labels);

    public IReadOnlyList<long> Doubted(IReadOnlyList<HumanLabel> learned, IReadOnlyList<HumanLabel> measuring, IReadOnlyList<TwoAnswers> pairs, int most, CancellationToken stop) =>
        chances.Doubted(model.HeldOut, learned, measuring, pairs, most);

    public IEnumerable<NewPrediction> Drafts(IReadOnlyList<long> of, CancellationToken stop) => chances.Drafts(of);
}
