namespace Assay.Learning.Calibration;

/// <summary>
/// The non-decreasing function that is nearest, by squares, to what was right: by pool adjacent violators, and between the middles of its steps along straight
/// lines. Takes any shape; needs some hundreds of items, fewer of which it follows too closely.
/// </summary>
/// <remarks>
/// Zadrozny and Elkan (2002), "Transforming classifier scores into accurate multiclass probability estimates", KDD; the algorithm of Ayer et al. (1955), Annals of Mathematical
/// Statistics 26:641-647. Equal confidences are one point. Below the first step and above the last the value is theirs.
/// </remarks>
public sealed class IsotonicCalibration : ICalibration
{
    private readonly double[] at;
    private readonly double[] value;

    /// <param name="at">Rising.</param>
    /// <param name="value">Not falling, as many.</param>
    internal IsotonicCalibration(double[] at, double[] value) => (this.at, this.value) = (at, value);

    internal ReadOnlySpan<double> At => at;

    internal ReadOnlySpan<double> Value => value;

    /// <summary>Learns from items whose answer is known; not to be judged on the same.</summary>
    /// <exception cref="ArgumentException">There are none, or a confidence is not between 0 and 1.</exception>
    public static IsotonicCalibration Fit(IReadOnlyCollection<Judged> judged)
    {
        Judged.Check(judged);
        var steps = new Stack<Step>();
        foreach (var same in judged.GroupBy(one => one.Confidence).OrderBy(group => group.Key))
        {
            var step = new Step(same.Count(), same.Count(one => one.IsRight), same.Key * same.Count());
            while (steps.TryPeek(out var before) && before.Value >= step.Value)
                step = steps.Pop().With(step);
            steps.Push(step);
        }

        var ascending = steps.Reverse().ToArray();
        return new IsotonicCalibration([.. ascending.Select(step => step.Middle)], [.. ascending.Select(step => step.Value)]);
    }

    /// <inheritdoc/>
    public double Of(double confidence)
    {
        var place = Array.BinarySearch(at, confidence);
        if (place >= 0)
            return value[place];
        var next = ~place;
        if (next == 0 || next == at.Length)
            return value[Math.Min(next, at.Length - 1)];
        var share = (confidence - at[next - 1]) / (at[next] - at[next - 1]);
        return value[next - 1] + (share * (value[next] - value[next - 1]));
    }

    private readonly record struct Step(int Items, int Right, double Confidences)
    {
        public double Value => Right / (double)Items;

        public double Middle => Confidences / Items;

        public Step With(Step other) => new(Items + other.Items, Right + other.Right, Confidences + other.Confidences);
    }
}
