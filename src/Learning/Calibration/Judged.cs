namespace Assay.Learning.Calibration;

/// <summary>What a model said of an item whose answer is known.</summary>
/// <param name="Confidence">How sure it was, 0 to 1.</param>
/// <param name="IsRight">Whether it was right.</param>
public readonly record struct Judged(double Confidence, bool IsRight)
{
    /// <exception cref="ArgumentException">There are none, or a confidence is not between 0 and 1.</exception>
    internal static void Check(IReadOnlyCollection<Judged> judged)
    {
        if (judged.Count == 0)
            throw new ArgumentException("Nothing can be learned from no items.", nameof(judged));
        if (judged.Any(one => !(one.Confidence is >= 0 and <= 1)))
            throw new ArgumentException("A confidence is not between 0 and 1.", nameof(judged));
    }
}

/// <summary>From how sure a model says it is to how often it is right.</summary>
public interface ICalibration
{
    /// <summary>The chance of being right, 0 to 1; never falls as the confidence grows.</summary>
    /// <param name="confidence">0 to 1.</param>
    double Of(double confidence);
}
