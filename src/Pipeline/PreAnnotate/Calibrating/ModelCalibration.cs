namespace Assay.Pipeline.PreAnnotate.Calibrating;

/// <summary>How a calibration is learned.</summary>
public static class CalibrationMethods
{
    /// <summary>A logistic curve: of some dozens of drafts.</summary>
    public const string Platt = "platt";

    /// <summary>Any rising function: of some hundreds.</summary>
    public const string Isotonic = "isotonic";
}

/// <summary>How sure a model says it is, held against how often it is right.</summary>
public sealed record ModelCalibration
{
    public required long ModelId { get; init; }

    /// <summary>Drafts on tasks that people labeled without seeing one; the latest 20,000.</summary>
    public required int Judged { get; init; }

    /// <summary>How many of them are right.</summary>
    public required int Right { get; init; }

    /// <summary>So many are needed before a calibration is learned.</summary>
    public required int Needed { get; init; }

    /// <summary>The mean confidence of those that were judged, 0 to 1; null where none was.</summary>
    public required double? MeanConfidence { get; init; }

    /// <summary>Expected calibration error of the confidences as they are, 0 to 1; null where none was judged.</summary>
    public required double? Error { get; init; }

    /// <summary>The same of calibrated confidences, each by what the others teach; null without a calibration.</summary>
    public required double? CalibratedError { get; init; }

    /// <summary>platt or isotonic; null while too few are judged.</summary>
    public required string? Method { get; init; }

    /// <summary>The judged drafts in up to ten groups of about equally many, by rising confidence.</summary>
    public required IReadOnlyList<ConfidenceGroup> Groups { get; init; }

    /// <summary>What accepting from each confidence would bring; empty without a calibration.</summary>
    public required IReadOnlyList<ExpectedErrors> Thresholds { get; init; }
}

/// <summary>Judged drafts of similar confidence.</summary>
/// <param name="From">The smallest confidence.</param>
/// <param name="To">The largest.</param>
/// <param name="Drafts">How many.</param>
/// <param name="Confidence">Their mean confidence.</param>
/// <param name="Right">How many are right.</param>
/// <param name="Low">The lower end of the exact 95 % interval of the share that is right.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Chance">The chance of being right that the calibration gives their mean confidence; null without one.</param>
public sealed record ConfidenceGroup(double From, double To, int Drafts, double Confidence, int Right, double Low, double High, double? Chance);

/// <summary>What the calibration expects of drafts from a confidence on.</summary>
/// <param name="Threshold">The confidence, in hundredths from 0 to 1.</param>
/// <param name="Chance">Of being right at just that confidence, 0 to 1.</param>
/// <param name="Share">Of the model's drafts those that are as sure or surer, 0 to 1; counted on the latest 50,000.</param>
/// <param name="Wrong">The share of these that is expected to be wrong, 0 to 1.</param>
public sealed record ExpectedErrors(double Threshold, double Chance, double Share, double Wrong);
