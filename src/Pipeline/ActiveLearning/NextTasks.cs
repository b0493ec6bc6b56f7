using Assay.Learning.Acceptance;
using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Pipeline.ActiveLearning.Pools;
using Assay.Sampling;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>Which tasks come next: those that a strategy chooses, and between them, at their share, those that measure the model, in a random order.</summary>
internal sealed class NextTasks(LearningRow row, TaskPool pool, IReadOnlyList<HumanLabel> labels, ulong seed)
{
    /// <summary>So many tasks are looked at without a model, drawn by chance where there are more: vectors of one kilobyte each.</summary>
    private const int MostCompared = 50_000;

    /// <summary>Labeled tasks from which diversity keeps away.</summary>
    private const int MostLabeled = 1_000;

    /// <summary>In the order in which they should come.</summary>
    /// <param name="open">The tasks there are.</param>
    /// <param name="strategy">By which.</param>
    /// <param name="lesson">The model; null where there is none.</param>
    /// <param name="stop">Stops the work.</param>
    public IReadOnlyList<long> Choose(IReadOnlyList<OpenTask> open, IStrategy strategy, ILesson? lesson, CancellationToken stop)
    {
        var batch = row.BatchAfter(labels.Count);
        var movable = open.Where(task => !task.IsAudit && pool.RowOf.ContainsKey(task.Id)).ToLookup(task => row.Stream.Holds(task.Id));
        var random = First(movable[true], batch, tasks => tasks.OrderBy(row.Stream.Draw));
        var candidates = First(movable[false], batch, tasks => tasks.OrderBy(task => RandomDraw.Of((long)seed, task))).Take(lesson?.MostCompared ?? MostCompared).Order().ToArray();
        var options = Pool(candidates, strategy, lesson, stop);
        long[] chosen = [.. strategy.Select(options, Budget.OfItems(batch), seed, stop).Select(place => candidates[place])];
        return Mixed(chosen, random, row.RandomShare, batch);
    }

    /// <summary>Both in their orders, one of the random ones whenever their share is due. Where one kind ends the other goes on.</summary>
    internal static IReadOnlyList<long> Mixed(IReadOnlyList<long> chosen, IReadOnlyList<long> random, double share, int count)
    {
        var all = new List<long>();
        var (nextChosen, nextRandom) = (0, 0);
        while (all.Count < count && (nextChosen < chosen.Count || nextRandom < random.Count))
        {
            var isDue = Math.Floor((all.Count + 1) * share) > Math.Floor(all.Count * share);
            all.Add((isDue && nextRandom < random.Count) || nextChosen == chosen.Count ? random[nextRandom++] : chosen[nextChosen++]);
        }

        return all;
    }

    /// <summary>The tasks of the highest priority, and of lower ones until there are enough: a place counts among those of the same.</summary>
    private static long[] First(IEnumerable<OpenTask> tasks, int enough, Func<IEnumerable<long>, IEnumerable<long>> order)
    {
        var first = new List<long>();
        foreach (var priority in tasks.GroupBy(task => task.Priority).OrderByDescending(group => group.Key))
        {
            if (first.Count >= enough)
                break;
            first.AddRange(order(priority.Select(task => task.Id)));
        }

        return [.. first];
    }

    private Pool Pool(long[] candidates, IStrategy strategy, ILesson? lesson, CancellationToken stop)
    {
        int[] rows = [.. candidates.Select(task => pool.RowOf[task])];
        var near = strategy.Needs.HasFlag(StrategyNeeds.Embeddings);
        int[] labeled = [.. labels.Where(label => pool.RowOf.ContainsKey(label.Task)).OrderBy(label => RandomDraw.Of((long)seed, label.Task)).Take(MostLabeled).Select(label => pool.RowOf[label.Task])];
        var known = new Pool
        {
            Count = candidates.Length,
            Threads = TaskPool.Threads,
            Embeddings = near ? pool.Embed(rows, stop) : null,
            LabeledEmbeddings = near && labeled.Length > 0 ? pool.Embed(labeled, stop) : null,
            Duplicates = pool.NearDuplicates(rows, stop),
        };
        return lesson?.Tell(known, candidates, labels, stop) ?? known;
    }
}
