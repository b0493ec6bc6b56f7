namespace Assay.Pipeline.ActiveLearning;

/// <summary>How far two models say the same of the same items, with chance taken out.</summary>
/// <remarks>
/// Bloodgood and Vijay-Shanker (2009), "A method for stopping active learning based on stabilizing predictions and the need for user-adjustable stopping", CoNLL: on a stop set
/// of unlabeled items that stays the same, Cohen's κ of successive models of at least 0.99 over three rounds.
/// </remarks>
internal static class Stability
{
    /// <summary>Items of the stop set.</summary>
    public const int StopSet = 1_000;

    /// <summary>Cohen's κ of the decisions: of one label its class, of several whether each label fits. Models that both say one thing of everything agree wholly.</summary>
    /// <param name="one">An item each.</param>
    /// <param name="other">Of the same items.</param>
    /// <param name="classes">How many there are.</param>
    /// <param name="isMultiLabel">Whether each label is a decision of its own.</param>
    public static double? Kappa(IReadOnlyList<int[]> one, IReadOnlyList<int[]> other, int classes, bool isMultiLabel)
    {
        if (one.Count == 0)
            return null;
        var (first, second) = (new long[classes], new long[classes]);
        var (agreed, cells) = (0L, 0L);
        for (var item = 0; item < one.Count; item++)
        {
            foreach (var label in one[item])
                first[label]++;
            foreach (var label in other[item])
                second[label]++;
            if (isMultiLabel)
                agreed += classes - one[item].Except(other[item]).Count() - other[item].Except(one[item]).Count();
            else if (one[item][0] == other[item][0])
                agreed++;
            cells += isMultiLabel ? classes : 1;
        }

        var chance = isMultiLabel ? ChanceOfYesOrNo(first.Sum() / (double)cells, second.Sum() / (double)cells) : first.Zip(second, (a, b) => (double)a * b).Sum() / ((double)cells * cells);
        var observed = agreed / (double)cells;
        return chance >= 1 ? 1 : (observed - chance) / (1 - chance);
    }

    private static double ChanceOfYesOrNo(double first, double second) => (first * second) + ((1 - first) * (1 - second));
}
