using Assay.Learning.Text;
using Assay.Model;
using Assay.Pipeline.Models;
using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning.Learners;

/// <summary>A classifier, and the chances that it gives every task.</summary>
internal sealed class ChoiceLesson : ILesson
{
    private readonly LabelSchema schema;
    private readonly ChoiceClasses classes;
    private readonly LearnedTasks tasks;
    private readonly TextClassifier model;
    private readonly float[] chances;

    public ChoiceLesson(LabelSchema schema, ChoiceClasses classes, LearnedTasks tasks, TextClassifier model, CancellationToken stop)
    {
        (this.schema, this.classes, this.tasks, this.model) = (schema, classes, tasks, model);
        Pool = tasks.Pool with { Model = model };
        chances = model.Probabilities(Pool.Rows, TaskPool.Threads, stop);
    }

    public string Version => model.Version;

    public int MostCompared => 50_000;

    public int MostDrafted => int.MaxValue;

    public TaskPool Pool { get; }

    public void Save(Stream stream) => model.Save(stream);

    public Evaluation Evaluate(IReadOnlyList<HumanLabel> measuring, CancellationToken stop) => Evaluation.Of(
        measuring.Select(label => (label.Classes, Read(label.Task))).Select(one => new Evaluated<int>(one.Classes, one.Item2.Classes, one.Item2.Confidence)), label => label, classes.Names.Count);

    public double? Agreement(LearnedModelRow before, IReadOnlyList<long> of, CancellationToken stop)
    {
        if (before.IsTagger)
            return null;
        var other = tasks.Pool.Model is { } kept && kept.Version == before.Version ? kept : before.Classifier();
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

    public Pool Tell(Pool pool, IReadOnlyList<long> of, IReadOnlyList<HumanLabel> labels, CancellationToken stop) => pool with
    {
        SeveralLabels = classes.IsMultiLabel,
        LabeledClasses = classes.IsMultiLabel ? null : [.. labels.Select(label => label.Classes[0])],
        Probabilities = new Matrix(Pool.Rows.Count, classes.Names.Count, chances).Take([.. of.Select(task => Pool.RowOf[task])]),
    };

    public IReadOnlyList<long> Doubted(IReadOnlyList<HumanLabel> learned, IReadOnlyList<HumanLabel> measuring, IReadOnlyList<TwoAnswers> pairs, int most) =>
        model.HeldOut is { } heldOut && !classes.IsMultiLabel ? new DoubtfulLabels(Pool, learned, measuring, chances, classes.Names.Count).Of(heldOut, pairs, most) : [];

    /// <summary>Most tasks have one of few answers, so each is written once.</summary>
    public IEnumerable<NewPrediction> Drafts(IReadOnlyList<long> of, CancellationToken stop)
    {
        var json = new Dictionary<string, string>();
        foreach (var task in of.Where(Pool.RowOf.ContainsKey))
        {
            var said = Read(task);
            var key = string.Join(',', said.Classes);
            if (!json.TryGetValue(key, out var answers))
                json.Add(key, answers = Answers.Of(schema, (classes.Question.Name, classes.Answer(said.Classes))).ToJson());
            yield return new NewPrediction(task, answers, said.Confidence);
        }
    }

    private ReadChances Read(long task) => classes.Read(chances.AsSpan(Pool.RowOf[task] * classes.Names.Count, classes.Names.Count));
}
