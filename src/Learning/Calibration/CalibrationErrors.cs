using Assay.Learning.Acceptance;
using Assay.Learning.Text;

namespace Assay.Learning.Calibration;

/// <summary>How far confidences are from how often the model is right.</summary>
/// <param name="Items">Items judged.</param>
/// <param name="Accuracy">The share that is right, 0 to 1.</param>
/// <param name="MeanConfidence">0 to 1.</param>
/// <param name="Expected">Expected calibration error, 0 to 1: the mean distance of confidence and accuracy over 15 groups of equally many items, by confidence.</param>
/// <param name="Brier">The mean square of confidence less what was right, 0 to 1: small for a model that is sure, and right when it is.</param>
/// <remarks>Naeini, Cooper and Hauskrecht (2015), AAAI; Brier (1950), Monthly Weather Review 78. A perfect model of few items has some expected error by chance alone.</remarks>
public sealed record CalibrationErrors(int Items, double Accuracy, double MeanConfidence, double Expected, double Brier)
{
    private const int Groups = 15, Draws = 400;

    /// <summary>Of confidences as they are.</summary>
    /// <exception cref="ArgumentException">There are none, or a confidence is not between 0 and 1.</exception>
    public static CalibrationErrors Of(IReadOnlyCollection<Judged> judged)
    {
        Judged.Check(judged);
        Judged[] sorted = [.. judged.OrderBy(one => one.Confidence)];
        return new CalibrationErrors(
            sorted.Length,
            sorted.Average(one => one.IsRight ? 1.0 : 0),
            sorted.Average(one => one.Confidence),
            ExpectedOf(sorted),
            sorted.Average(one => Math.Pow(one.Confidence - (one.IsRight ? 1 : 0), 2)));
    }

    /// <summary>The expected calibration error that a perfect model of the same confidences stays below with a chance of 95 %: each item is right as often as it is sure. By 400 draws.</summary>
    /// <param name="judged">One or more.</param>
    /// <param name="seed">Of the draws.</param>
    /// <exception cref="ArgumentException">There are none, or a confidence is not between 0 and 1.</exception>
    /// <remarks>Vaicenavicius et al. (2019), "Evaluating model calibration in classification", AISTATS: consistency resampling.</remarks>
    public static double OfPerfect(IReadOnlyCollection<Judged> judged, ulong seed = 0)
    {
        Judged.Check(judged);
        Judged[] sorted = [.. judged.OrderBy(one => one.Confidence)];
        var random = new SplitMix(seed);
        var errors = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var item = 0; item < sorted.Length; item++)
                sorted[item] = sorted[item] with { IsRight = (random.Next() >> 11) / (double)(1UL << 53) < sorted[item].Confidence };
            errors[draw] = ExpectedOf(sorted);
        }

        Array.Sort(errors);
        return errors[Draws * 95 / 100];
    }

    /// <summary>The same items with confidences calibrated on the others: each of the folds by what the rest teaches, so that no item is judged by itself.</summary>
    /// <param name="judged">At least as many as there are folds.</param>
    /// <param name="fit">Learns a calibration.</param>
    /// <param name="folds">2 or more.</param>
    /// <param name="seed">Of the draw of the folds.</param>
    /// <exception cref="ArgumentException">There are too few items, or a confidence is not between 0 and 1.</exception>
    public static IReadOnlyList<Judged> HeldOut(IReadOnlyList<Judged> judged, Func<IReadOnlyCollection<Judged>, ICalibration> fit, int folds = 5, long seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        Judged.Check(judged);
        if (judged.Count < folds)
            throw new ArgumentException($"{judged.Count} items cannot be parted into {folds} folds.", nameof(judged));
        var order = Enumerable.Range(0, judged.Count).OrderBy(item => RandomDraw.Of(seed, item)).ToArray();
        var calibrated = new Judged[judged.Count];
        for (var fold = 0; fold < folds; fold++)
        {
            var calibration = fit([.. order.Where((_, place) => place % folds != fold).Select(item => judged[item])]);
            foreach (var item in order.Where((_, place) => place % folds == fold))
                calibrated[item] = judged[item] with { Confidence = calibration.Of(judged[item].Confidence) };
        }

        return calibrated;
    }

    private static double ExpectedOf(ReadOnlySpan<Judged> sorted)
    {
        var expected = 0.0;
        for (var group = 0; group < Groups; group++)
        {
            var (from, to) = ((int)((long)sorted.Length * group / Groups), (int)((long)sorted.Length * (group + 1) / Groups));
            var difference = 0.0;
            foreach (var one in sorted[from..to])
                difference += one.Confidence - (one.IsRight ? 1 : 0);
            expected += Math.Abs(difference);
        }

        return expected / sorted.Length;
    }
}
