using Assay.Learning.Calibration;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>How sure a model is and how often it is right, on the random stream.</summary>
/// <param name="Error">The expected calibration error, 0 to 1.</param>
/// <param name="ByChance">What a perfectly calibrated model would show of so few tasks in one of twenty cases.</param>
/// <param name="Groups">Of about equally many tasks, from the least sure to the surest.</param>
public sealed record LearnedCalibration(double Error, double ByChance, IReadOnlyList<CalibrationGroup> Groups)
{
    private const int MostGroups = 10, FewestInGroup = 10;

    /// <summary>Null without tasks.</summary>
    internal static LearnedCalibration? Of(IReadOnlyList<Judged> judged) => judged.Count == 0 ? null : new LearnedCalibration(
        CalibrationErrors.Of(judged).Expected,
        CalibrationErrors.OfPerfect(judged),
        [.. ReliabilityGroup.Of(judged, Math.Clamp(judged.Count / FewestInGroup, 1, MostGroups)).Select(CalibrationGroup.Of)]);
}

/// <param name="Items">Tasks.</param>
/// <param name="Right">Of these, how many the model says as people do.</param>
/// <param name="Confidence">Their mean confidence, 0 to 1.</param>
/// <param name="Low">The lower end of the exact 95 % interval of the share that is right (Clopper-Pearson).</param>
/// <param name="High">Its upper end.</param>
public sealed record CalibrationGroup(int Items, int Right, double Confidence, double Low, double High)
{
    internal static CalibrationGroup Of(ReliabilityGroup group) => new(group.Items, group.Right, group.MeanConfidence, group.Low, group.High);
}
