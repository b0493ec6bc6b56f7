using Assay.Pipeline.ActiveLearning.Learners;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>
/// Trains on labels of the random stream and on those that were chosen, alike. The stream is parted into five folds; models of ever more labels of four folds are held against the fifth, and models of as
/// many labels as were chosen first, and of all that were chosen, against all. They learn from labels alone, unlike the project's model: texts without a label would make few labels as good as many, of
/// either kind. Bounded: of the stream up to <see cref="ILearner.MostCompared"/> labels count; of choices 400, which are 24 models of up to 320 labels, and one of all.
/// </summary>
internal static class RandomLabels
{
    /// <summary>With fewer labels of the stream nothing is told.</summary>
    public const int Fewest = 40;

    private const string TooFewRandom = "too_few_random";

    private const int Folds = 5;

    /// <summary>The labels that are learned from, of the largest number: all but a fold.</summary>
    private static readonly double[] Parts = [1 / 8.0, 1 / 4.0, 1 / 2.0, 1];

    /// <summary>It is found anew once there are so many times as many labels.</summary>
    private const double Outgrown = 1.2;

    /// <summary>Whether a round has enough new labels to say something else than before.</summary>
    public static bool IsDue(RoundRow round, ILearner learner, LabelSaving? before)
    {
        if (before is null)
            return true;
        var random = Math.Min(learner.MostCompared, round.Evaluated);
        return before.Missing == TooFewRandom ? random > before.Evaluated : round.Labels >= before.Labels * Outgrown || random >= before.Evaluated * Outgrown;
    }

    /// <param name="start">With the labels there are.</param>
    /// <param name="tasks">That are learned from.</param>
    /// <param name="labels">That the project's model learned from.</param>
    /// <param name="at">When this is asked.</param>
    /// <param name="stop">Stops the work.</param>
    public static LabelSaving Saving(TurnStart start, LearnedTasks tasks, long labels, DateTimeOffset at, CancellationToken stop)
    {
        var known = start.Labels.Where(label => tasks.Pool.RowOf.ContainsKey(label.Task)).ToLookup(label => start.Row.Stream.Holds(label.Task));
        HumanLabel[] random = [.. known[true].OrderBy(label => start.Row.Stream.Draw(label.Task)).Take(start.Learner.MostCompared)];
        HumanLabel[] chosen = [.. known[false].OrderBy(label => label.At).ThenBy(label => label.Task)];
        return random.Length < Fewest
            ? TooFew(labels, random.Length, at)
            : SavingEstimate.Of(Hits((taught, held) => start.Learner.Right(tasks, taught, held, stop), random, chosen), labels, at);
    }

    private static Hits Hits(Func<HumanLabel[], HumanLabel[], bool[]> right, HumanLabel[] random, HumanLabel[] chosen)
    {
        var largest = random.Length - ((random.Length + Folds - 1) / Folds);
        int[] counts = [.. Parts.Select(part => (int)Math.Ceiling(largest * part))];
        return new Hits(right(chosen, random), counts, [.. counts.Select(Folded)], [.. counts.Select(count => count > chosen.Length ? null : right(chosen[..count], random))]);

        bool[] Folded(int count)
        {
            var hits = new bool[random.Length];
            for (var fold = 0; fold < Folds; fold++)
            {
                int[] held = [.. Enumerable.Range(0, random.Length).Where(item => item % Folds == fold)];
                HumanLabel[] others = [.. random.Where((_, item) => item % Folds != fold)];

                // each fold begins elsewhere, so that few labels are not the same few for all
                var begin = others.Length * fold / Folds;
                HumanLabel[] taught = [.. others[begin..].Concat(others[..begin]).Take(count)];
                foreach (var (place, isRight) in right(taught, [.. held.Select(item => random[item])]).Index())
                    hits[held[place]] = isRight;
            }

            return hits;
        }
    }

    private static LabelSaving TooFew(long labels, int random, DateTimeOffset at) => new()
    {
        At = at,
        Labels = labels,
        Evaluated = random,
        Accuracy = null,
        Curve = [],
        Lead = null,
        LeadAt = null,
        Random = null,
        RandomLow = null,
        RandomHigh = null,
        IsExtrapolated = false,
        Missing = TooFewRandom,
        MoreRandom = Fewest - random,
    };
}
