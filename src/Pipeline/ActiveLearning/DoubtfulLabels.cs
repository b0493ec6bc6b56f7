using Assay.Learning.LabelErrors;
using Assay.Learning.Text;
using Assay.Pipeline.Models;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>
/// Labels of one person that are likely wrong. They compete with tasks that have none by what an answer is expected to put right: of an open task the chance that the model is wrong about it, of a labeled
/// one the chance that its label is wrong, given what the label says and what models say that have not seen it. Those are asked again whose chance is higher than that of open tasks on average.
/// </summary>
/// <remarks>
/// A label y is wrong with the chance <c>1 − P(y | x) L(y | y) / Σ P(k | x) L(y | k)</c>, P the model's chances and L those of a person's answer: 1 − e for the right label, and e for a wrong one of two,
/// e / 2 of several, as about half of real crowds' mistakes go to one other label. The error rate e is that of confident learning (Northcutt, Jiang and Chuang 2021) on the labels there are. Only where
/// one label fits.
/// </remarks>
internal static class DoubtfulLabels
{
    private const int Folds = 5, FewestLabels = 30;

    /// <summary>Bounds of the chance from which a label is asked again, and of the error rate of people: labels that were put right say little of it.</summary>
    private const double LeastDoubt = 0.15, MostDoubt = 0.5, LeastErrors = 0.05, MostErrors = 0.3;

    /// <summary>The tasks to ask again, the most doubtful first.</summary>
    /// <param name="classes">One label fits.</param>
    /// <param name="pool">The tasks as vectors.</param>
    /// <param name="learned">Labels that the model has learned from.</param>
    /// <param name="measuring">Labels that it has not.</param>
    /// <param name="chances">Its chances, of every row.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="stop">Stops the work.</param>
    public static IReadOnlyList<long> Of(
        ChoiceClasses classes, TaskPool pool, IReadOnlyList<HumanLabel> learned, IReadOnlyList<HumanLabel> measuring, float[] chances, int most, CancellationToken stop)
    {
        if (classes.IsMultiLabel || learned.Count < FewestLabels)
            return [];
        var count = classes.Names.Count;
        var unseen = TextClassifier.OutOfFold(
            pool.Features, pool.Rows, [.. learned.Select(label => new TrainingRow(pool.RowOf[label.Task], label.Classes))], classes.Names, new TextClassifierOptions { Threads = TaskPool.Threads }, Folds, stop);
        var errors = Math.Clamp(ConfidentLearning.Find(unseen, [.. learned.Select(label => label.Classes[0])], count).WrongShare, LeastErrors, MostErrors);
        var doubts = new List<(long Task, double Doubt)>();
        foreach (var (place, label) in learned.Index().Where(label => label.Item.IsSingle))
            doubts.Add((label.Task, Doubt(unseen.AsSpan(place * count, count), label.Classes[0], errors)));
        foreach (var label in measuring.Where(label => label.IsSingle))
            doubts.Add((label.Task, Doubt(chances.AsSpan(pool.RowOf[label.Task] * count, count), label.Classes[0], errors)));
        var enough = Math.Clamp(OfOpenTasks(pool, [.. learned, .. measuring], chances, count), LeastDoubt, MostDoubt);
        return [.. doubts.Where(doubt => doubt.Doubt > enough).OrderByDescending(doubt => doubt.Doubt).ThenBy(doubt => doubt.Task).Take(most).Select(doubt => doubt.Task)];
    }

    /// <summary>The chance that a person's label is wrong, 0 to 1.</summary>
    /// <param name="chances">A model's that has not seen it, one a class, summing to 1.</param>
    /// <param name="given">The label.</param>
    /// <param name="errors">How often people are wrong, above 0 and below 1.</param>
    internal static double Doubt(ReadOnlySpan<float> chances, int given, double errors)
    {
        var right = chances[given] * (1 - errors);
        var wrong = (1 - chances[given]) * errors / (chances.Length > 2 ? 2 : 1);
        return right + wrong > 0 ? wrong / (right + wrong) : errors;
    }

    /// <summary>The mean chance that the model is wrong about a task without a label.</summary>
    private static double OfOpenTasks(TaskPool pool, IEnumerable<HumanLabel> labels, float[] chances, int classes)
    {
        var labeled = labels.Select(label => pool.RowOf[label.Task]).ToHashSet();
        var (sum, tasks) = (0.0, 0);
        for (var row = 0; row < pool.Rows.Count; row++)
            if (!labeled.Contains(row))
            {
                var highest = 0f;
                foreach (var chance in chances.AsSpan(row * classes, classes))
                    highest = Math.Max(highest, chance);
                (sum, tasks) = (sum + 1 - highest, tasks + 1);
            }

        return tasks == 0 ? 0 : sum / tasks;
    }
}
