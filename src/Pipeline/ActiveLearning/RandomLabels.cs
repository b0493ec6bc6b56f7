using Assay.Learning.Text;
using Assay.Pipeline.ActiveLearning.Pools;
using Assay.Pipeline.Models;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>
/// Trains on labels of the random stream and on those that were chosen, alike. The stream is parted into five folds; models of ever more labels of four folds are held against the fifth, and models of as
/// many labels as were chosen first, and of all that were chosen, against all. They learn from labels alone, unlike the project's model: texts without a label would make few labels as good as many, of
/// either kind. Bounded: of the stream up to 400 labels count, which are 24 models of up to 320 labels, and one of all.
/// </summary>
internal static class RandomLabels
{
    /// <summary>With fewer labels of the stream nothing is told.</summary>
    public const int Fewest = 40;

    private const string TooFewRandom = "too_few_random";

    private const int Most = 400, Folds = 5;

    /// <summary>The labels that are learned from, of the largest number: all but a fold.</summary>
    private static readonly double[] Parts = [1 / 8.0, 1 / 4.0, 1 / 2.0, 1];

    /// <summary>It is found anew once there are so many times as many labels.</summary>
    private const double Outgrown = 1.2;

    /// <summary>Whether there are enough new labels to say something else than before.</summary>
    public static bool IsDue(TurnStart start, LabelSaving? before)
    {
        if (before is null)
            return true;
        var held = start.Labels.Count(label => start.Row.Stream.Holds(label.Task));
        var (chosen, random) = (start.Labels.Count - held, Math.Min(Most, held));
        return before.Missing == TooFewRandom ? random > before.Evaluated : chosen >= before.Labels * Outgrown || random >= before.Evaluated * Outgrown;
    }

    /// <param name="start">With the labels there are.</param>
    /// <param name="classes">What is learned.</param>
    /// <param name="pool">With the tasks as vectors.</param>
    /// <param name="labels">That it learned from.</param>
    /// <param name="at">When this is asked.</param>
    /// <param name="stop">Stops the work.</param>
    public static LabelSaving Saving(TurnStart start, ChoiceClasses classes, TextPool pool, long labels, DateTimeOffset at, CancellationToken stop)
    {
        var known = start.Labels.Where(label => pool.RowOf.ContainsKey(label.Task)).ToLookup(label => start.Row.Stream.Holds(label.Task));
        HumanLabel[] random = [.. known[true].OrderBy(label => start.Row.Stream.Draw(label.Task)).Take(Most)];
        return random.Length < Fewest ? TooFew(labels, random.Length, at) : SavingEstimate.Of(Hits(classes, pool, random, [.. known[false].OrderBy(label => label.At).ThenBy(label => label.Task)], stop), labels, at);
    }

    private static Hits Hits(ChoiceClasses classes, TextPool pool, HumanLabel[] random, HumanLabel[] chosen, CancellationToken stop)
    {
        var largest = random.Length - ((random.Length + Folds - 1) / Folds);
        int[] counts = [.. Parts.Select(part => (int)Math.Ceiling(largest * part))];
        var rows = pool.Rows.Take([.. random.Concat(chosen).Select(label => pool.RowOf[label.Task])]);
        TrainingRow[] examples = [.. random.Concat(chosen).Select((label, row) => new TrainingRow(row, label.Classes))];
        var judges = new Judging(classes, pool.Features, rows, random);
        int[] everything = [.. Enumerable.Range(0, random.Length)];
        return new Hits(
            judges.Right(judges.Train(examples[random.Length..], stop), everything),
            counts,
            [.. counts.Select(Folded)],
            [.. counts.Select(count => count > chosen.Length ? null : judges.Right(judges.Train(examples[random.Length..][..count], stop), everything))]);

        bool[] Folded(int count)
        {
            var right = new bool[random.Length];
            for (var fold = 0; fold < Folds; fold++)
            {
                int[] held = [.. everything.Where(item => item % Folds == fold)];
                int[] others = [.. everything.Where(item => item % Folds != fold)];

                // each fold begins elsewhere, so that few labels are not the same few for all
                var begin = others.Length * fold / Folds;
                var model = judges.Train([.. others[begin..].Concat(others[..begin]).Take(count).Select(item => examples[item])], stop);
                foreach (var (place, isRight) in judges.Right(model, held).Index())
                    right[held[place]] = isRight;
            }

            return right;
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

    /// <summary>Trains models and tells which of the stream's tasks they are right on; those are the first rows.</summary>
    private sealed record Judging(ChoiceClasses Classes, TextFeatures Features, SparseRows Rows, HumanLabel[] Truth)
    {
        public TextClassifier Train(TrainingRow[] examples, CancellationToken stop) => TextClassifier.Train(
            Features, Rows, examples, Classes.Names, new TextClassifierOptions { MultiLabel = Classes.IsMultiLabel, Threads = TaskPool.Threads }, cancel: stop);

        public bool[] Right(TextClassifier model, int[] items)
        {
            var chances = model.Probabilities(Rows.Take(items), TaskPool.Threads);
            return [.. items.Select((item, place) => Classes.Read(chances.AsSpan(place * Classes.Names.Count, Classes.Names.Count)).Classes.SequenceEqual(Truth[item].Classes))];
        }
    }
}
