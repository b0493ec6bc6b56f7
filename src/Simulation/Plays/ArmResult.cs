namespace Assay.Simulation.Plays;

/// <summary>What came of one project played to its end. All of it is measured.</summary>
public sealed record ArmResult
{
    public required Arm Arm { get; init; }

    public required int Seed { get; init; }

    public required int Documents { get; init; }

    /// <summary>Answers that people gave, and disputes that a reviewer decided.</summary>
    public required int HumanTasks { get; init; }

    /// <summary>Of these the reviewer's.</summary>
    public required int Reviews { get; init; }

    /// <summary>Of these second answers to documents whose label the model doubted.</summary>
    public required int SecondAnswers { get; init; }

    /// <summary>How long people looked at these tasks, by the time model.</summary>
    public required TimeSpan Worked { get; init; }

    /// <summary>Documents that have a label in the end.</summary>
    public required int Labeled { get; init; }

    /// <summary>Of these, how many have the right one.</summary>
    public required int LabeledRight { get; init; }

    /// <summary>Labels that were accepted from the model without a person.</summary>
    public required int Accepted { get; init; }

    /// <summary>Of these, how many are right.</summary>
    public required int AcceptedRight { get; init; }

    /// <summary>Why nothing more is accepted: too_few_audits, too_many_wrong, suspended; null where something is, or nothing was to be.</summary>
    public required string? AcceptRefusal { get; init; }

    /// <summary>Krippendorff's alpha with its 95 % interval; null where it is undefined.</summary>
    public required (double Value, double Low, double High)? Alpha { get; init; }

    public required int TestDocuments { get; init; }

    /// <summary>Test documents that a model gets right which was trained on these labels.</summary>
    public required int ModelRight { get; init; }

    /// <summary>By labels that people had given: the share of test documents that the project's model of the moment gets right.</summary>
    public required IReadOnlyList<(int Labels, double Accuracy)> Curve { get; init; }

    public double TasksPer1000 => 1000.0 * HumanTasks / Documents;

    public double HoursPer1000 => 1000.0 * Worked.TotalHours / Documents;

    public double LabelAccuracy => Labeled == 0 ? 0 : LabeledRight / (double)Labeled;

    public double ModelAccuracy => ModelRight / (double)TestDocuments;
}
