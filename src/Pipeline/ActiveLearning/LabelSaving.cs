namespace Assay.Pipeline.ActiveLearning;

/// <summary>
/// What it saved that labels were chosen: how many labels drawn by chance make a model as right as the chosen ones do. Models trained on the random stream, part by part, are held against the rest of it, and
/// so is one of the chosen labels. All learn from labels alone; the project's own model, which learns from tasks without one too, may be righter.
/// </summary>
public sealed record LabelSaving
{
    /// <summary>When it was found.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Chosen labels there were: those that the project's model had learned from.</summary>
    public required long Labels { get; init; }

    /// <summary>Labels of the random stream on which all models are held against people; of many, as many as are drawn from it.</summary>
    public required int Evaluated { get; init; }

    /// <summary>How right a model of the chosen labels is on these, 0 to 1, with its exact interval; null where nothing could be told.</summary>
    public required Estimate? Accuracy { get; init; }

    /// <summary>The learning curve of random labels, and of the first chosen ones as many; empty where nothing could be told.</summary>
    public required IReadOnlyList<SavingPoint> Curve { get; init; }

    /// <summary>By how much chosen labels are better than as many random ones, at the last number of the curve that both have; null where there is none.</summary>
    public required Estimate? Lead { get; init; }

    /// <summary>Of so many labels each.</summary>
    public required int? LeadAt { get; init; }

    /// <summary>Random labels that would make a model as right; null where that cannot be told.</summary>
    public required double? Random { get; init; }

    /// <summary>The lower end of its 95 % interval; null where nothing could be told.</summary>
    public required double? RandomLow { get; init; }

    /// <summary>Its upper end; null where the labels there are set none.</summary>
    public required double? RandomHigh { get; init; }

    /// <summary>Whether it lies beyond the curve that was measured.</summary>
    public required bool IsExtrapolated { get; init; }

    /// <summary>Why it cannot be told: too_few_random, or out_of_reach, where the random labels are too few to say after how many their curve gets there. Null where it can.</summary>
    public required string? Missing { get; init; }

    /// <summary>For too_few_random: how many more labels of the random stream it takes.</summary>
    public required int? MoreRandom { get; init; }
}

/// <param name="Labels">Learned from.</param>
/// <param name="Random">How right a model of so many random labels is, 0 to 1.</param>
/// <param name="Chosen">Of the first so many chosen ones; null where there are fewer.</param>
public sealed record SavingPoint(int Labels, double Random, double? Chosen);
