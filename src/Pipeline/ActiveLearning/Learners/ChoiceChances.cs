using Assay.Model;
using Assay.Pipeline.ActiveLearning.Pools;
using Assay.Pipeline.Models;
using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning.Learners;

/// <summary>What a classifier says of every row of a pool, whatever the rows are of.</summary>
/// <param name="schema">Of the project.</param>
/// <param name="classes">What is chosen among.</param>
/// <param name="pool">The rows.</param>
/// <param name="chances">Row by row, a number a class.</param>
internal sealed class ChoiceChances(LabelSchema schema, ChoiceClasses classes, TaskPool pool, float[] chances)
{
    /// <summary>Which of the labels chances say, wholly.</summary>
    /// <param name="classes">What is chosen among.</param>
    /// <param name="chances">A row a label, a number a class.</param>
    /// <param name="labels">By people.</param>
    public static bool[] Right(ChoiceClasses classes, float[] chances, IReadOnlyList<HumanLabel> labels) =>
        [.. labels.Select((label, row) => classes.Read(chances.AsSpan(row * classes.Names.Count, classes.Names.Count)).Classes.SequenceEqual(label.Classes))];

    public Evaluation Evaluate(IReadOnlyList<HumanLabel> measuring) => Evaluation.Of(
        measuring.Select(label => (label.Classes, Read(label.Task))).Select(one => new Evaluated<int>(one.Classes, one.Item2.Classes, one.Item2.Confidence)), label => label, classes.Names.Count);

    public Pool Tell(Pool told, IReadOnlyList<long> of, IReadOnlyList<HumanLabel> labels) => told with
    {
        SeveralLabels = classes.IsMultiLabel,
        LabeledClasses = classes.IsMultiLabel ? null : [.. labels.Select(label => label.Classes[0])],
        Probabilities = new Matrix(pool.Count, classes.Names.Count, chances).Take([.. of.Select(task => pool.RowOf[task])]),
    };

    /// <summary>Where one label fits, and there are models that have not seen what was learned.</summary>
    public IReadOnlyList<long> Doubted(
        Learning.Text.HeldOutChances? heldOut, IReadOnlyList<HumanLabel> learned, IReadOnlyList<HumanLabel> measuring, IReadOnlyList<TwoAnswers> pairs, int most) =>
        heldOut is not null && !classes.IsMultiLabel ? new DoubtfulLabels(pool, learned, measuring, chances, classes.Names.Count).Of(heldOut, pairs, most) : [];

    /// <summary>Most tasks have one of few answers, so each is written once.</summary>
    public IEnumerable<NewPrediction> Drafts(IReadOnlyList<long> of)
    {
        var json = new Dictionary<string, string>();
        foreach (var task in of.Where(pool.RowOf.ContainsKey))
        {
            var said = Read(task);
            var key = string.Join(',', said.Classes);
            if (!json.TryGetValue(key, out var answers))
                json.Add(key, answers = Answers.Of(schema, (classes.Question.Name, classes.Answer(said.Classes))).ToJson());
            yield return new NewPrediction(task, answers, said.Confidence);
        }
    }

    private ReadChances Read(long task) => classes.Read(chances.AsSpan(pool.RowOf[task] * classes.Names.Count, classes.Names.Count));
}
