namespace Assay.Learning.Acceptance;

/// <summary>
/// The thresholds that are tried, from strict to loose, and at which of them a trial begins. They may depend on the confidences of drafts and on how many
/// audits there are, and never on what the audits found: the promise rests on that.
/// </summary>
public sealed class ThresholdGrid
{
    private const int Steps = 50;

    /// <param name="thresholds">Descending.</param>
    /// <param name="starts">Places of the thresholds that have a share of δ of their own, ascending from 0, all the same share; null for only the first.</param>
    /// <exception cref="ArgumentException">A threshold is NaN or not below the one before, or a start is no place or not after the one before.</exception>
    public ThresholdGrid(IReadOnlyList<double> thresholds, IReadOnlyList<int>? starts = null)
    {
        for (var i = 0; i < thresholds.Count; i++)
        {
            if (double.IsNaN(thresholds[i]))
                throw new ArgumentException($"Threshold {i} is no number (NaN).", nameof(thresholds));
            if (i > 0 && thresholds[i] >= thresholds[i - 1])
                throw new ArgumentException($"Threshold {i} ({thresholds[i]}) is not below the one before ({thresholds[i - 1]}); they go from strict to loose.", nameof(thresholds));
        }

        Thresholds = [.. thresholds];
        Starts = starts is null ? thresholds.Count == 0 ? [] : [0] : [.. starts];
        if (Starts.Any(start => start < 0 || start >= thresholds.Count) || !Starts.SequenceEqual(Starts.Order().Distinct()))
            throw new ArgumentException($"Starts should be ascending places of the {thresholds.Count} thresholds.", nameof(starts));
    }

    /// <summary>From strict to loose.</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>Places in <see cref="Thresholds"/>.</summary>
    public IReadOnlyList<int> Starts { get; }

    /// <summary>
    /// Thresholds that accept evenly growing shares of a pool. Trials begin where so many audits can be expected that one of them may be wrong, and
    /// again wherever there are twice as many: good drafts may be few, and many audits bear more wrong ones.
    /// </summary>
    /// <param name="pool">Confidences of the drafts that may be accepted.</param>
    /// <param name="audits">How many audits there are.</param>
    /// <param name="target">The promise.</param>
    /// <returns>Empty when so few audits can bear nothing out.</returns>
    /// <exception cref="ArgumentException">A confidence is NaN.</exception>
    public static ThresholdGrid Of(IEnumerable<double> pool, int audits, ErrorTarget target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(audits);
        double[] sorted = [.. pool];
        if (sorted.Any(double.IsNaN))
            throw new ArgumentException("A draft has no number as its confidence (NaN).", nameof(pool));
        if (sorted.Length == 0 || audits < target.AuditsFor(0))
            return new ThresholdGrid([]);
        Array.Sort(sorted);
        var starts = StartShares(audits, target);
        var steps = Enumerable.Range(0, Steps + 1).Select(step => starts[0] + ((1 - starts[0]) * step / Steps));
        var thresholds = starts.Concat(steps).Select(At).Distinct().OrderDescending().ToList();
        return new ThresholdGrid(thresholds, [.. starts.Select(share => thresholds.IndexOf(At(share))).Distinct()]);

        double At(double share) => sorted[sorted.Length - Math.Clamp((int)Math.Ceiling(share * sorted.Length), 1, sorted.Length)];
    }

    /// <summary>Shares of the pool, ascending.</summary>
    private static double[] StartShares(int audits, ErrorTarget target)
    {
        var first = FirstOf(1);
        var count = 1;
        while (FirstOf(count + 1) is var more && more << count <= audits)
            (first, count) = (more, count + 1);
        return [.. Enumerable.Range(0, count).Select(start => Math.Min(1, (first << start) / (double)audits))];

        long FirstOf(int starts) => new ErrorTarget(target.Epsilon, target.Delta / starts).AuditsFor(1);
    }
}
