using Assay.Learning.LabelErrors;
using Assay.Learning.Text;
using Assay.Pipeline.ActiveLearning.Pools;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>
/// Labels of one person that are likely wrong. They compete with tasks that have none by what an answer is expected to put right: of an open task the chance that the model is wrong about it, of a labeled
/// one the chance that its label is wrong, given what the label says and what models say that have not seen it. Those are asked again whose chance is higher than that of open tasks on average.
/// </summary>
/// <remarks>
/// How often people are wrong is learned of the tasks that two of them have answered; until there are such, confident learning (Northcutt, Jiang and Chuang 2021) on the labels there are says it. Only where
/// one label fits.
/// </remarks>
/// <param name="pool">The tasks as vectors.</param>
/// <param name="learned">Labels that the model has learned from.</param>
/// <param name="measuring">Labels that it has not.</param>
/// <param name="chances">The model's, of every row.</param>
/// <param name="count">The classes, of which one fits.</param>
internal sealed class DoubtfulLabels(TaskPool pool, IReadOnlyList<HumanLabel> learned, IReadOnlyList<HumanLabel> measuring, float[] chances, int count)
{
    /// <summary>With fewer nothing is doubted.</summary>
    public const int FewestLabels = 30;

    /// <summary>As many answers count for what is expected of people before two have answered the same.</summary>
    public const double Weight = 20;

    /// <summary>Bounds of the chance from which a label is asked again.</summary>
    private const double LeastDoubt = 0.1, MostDoubt = 0.5;

    /// <summary>Bounds of what is expected. Confident learning alone takes hard texts for wrong labels.</summary>
    private const double LeastErrors = 0.05, MostErrors = 0.15;

    /// <summary>Those of the labels that are asked again, the most doubtful first.</summary>
    /// <param name="doubts">The chance of each that it is wrong.</param>
    /// <param name="open">The mean chance that the model is wrong about an open task; null where that is not known.</param>
    /// <param name="most">At most so many.</param>
    public static IReadOnlyList<long> Worth(IEnumerable<(long Task, double Doubt)> doubts, double? open, int most)
    {
        var enough = Math.Clamp(open ?? MostDoubt, LeastDoubt, MostDoubt);
        return [.. doubts.Where(label => label.Doubt > enough).OrderByDescending(label => label.Doubt).ThenBy(label => label.Task).Take(most).Select(label => label.Task)];
    }

    /// <summary>The tasks to ask again, the most doubtful first.</summary>
    /// <param name="heldOut">What models say of what was learned that have not seen it.</param>
    /// <param name="pairs">Tasks that two people answered.</param>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<long> Of(HeldOutChances heldOut, IReadOnlyList<TwoAnswers> pairs, int most)
    {
        if (heldOut.Examples.Count < FewestLabels)
            return [];
        var unseen = Unseen(heldOut, [.. measuring.Select(label => label.Task), .. pairs.Select(pair => pair.Task)]);
        var errors = Errors(heldOut, unseen, pairs);
        return Worth(
            learned.Concat(measuring).Where(label => label.IsSingle && unseen.ContainsKey(label.Task)).Select(label => (label.Task, AnswerErrors.Doubt(unseen[label.Task].Span, label.Classes[0], errors))),
            OfOpenTasks(), most);
    }

    /// <summary>By task: the chances of a model that has not seen its label.</summary>
    private Dictionary<long, ReadOnlyMemory<float>> Unseen(HeldOutChances heldOut, IEnumerable<long> asked)
    {
        var learnedOf = learned.Select(label => label.Task).ToHashSet();
        var unseen = new Dictionary<long, ReadOnlyMemory<float>>();
        foreach (var task in asked)
            if (!learnedOf.Contains(task) && pool.RowOf.TryGetValue(task, out var row))
                unseen[task] = chances.AsMemory(row * count, count);
        foreach (var (place, example) in heldOut.Examples.Index())
            unseen[learned[example].Task] = heldOut.Chances.Slice(place * count, count);
        return unseen;
    }

    /// <summary>How often people are wrong.</summary>
    private double Errors(HeldOutChances heldOut, Dictionary<long, ReadOnlyMemory<float>> unseen, IReadOnlyList<TwoAnswers> pairs)
    {
        var suspected = ConfidentLearning.Find(heldOut.Chances.Span, [.. heldOut.Examples.Select(example => learned[example].Classes[0])], count).WrongShare;
        TwoAnswers[] known = [.. pairs.Where(pair => unseen.ContainsKey(pair.Task))];
        float[] given = [.. known.SelectMany(pair => unseen[pair.Task].ToArray())];
        return AnswerErrors.Rate(given, [.. known.Select(pair => (pair.First.Labels[0], pair.Second.Labels[0]))], count, Math.Clamp(suspected, LeastErrors, MostErrors), Weight);
    }

    /// <summary>The mean chance that the model is wrong about a task without a label.</summary>
    private double OfOpenTasks()
    {
        var labeled = learned.Concat(measuring).Select(label => pool.RowOf[label.Task]).ToHashSet();
        var (sum, tasks) = (0.0, 0);
        for (var row = 0; row < pool.Count; row++)
            if (!labeled.Contains(row))
            {
                var highest = 0f;
                foreach (var chance in chances.AsSpan(row * count, count))
                    highest = Math.Max(highest, chance);
                (sum, tasks) = (sum + 1 - highest, tasks + 1);
            }

        return tasks == 0 ? 0 : sum / tasks;
    }
}
