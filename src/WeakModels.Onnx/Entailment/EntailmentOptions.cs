namespace Assay.WeakModels.Onnx.Entailment;

/// <summary>How a model of entailment is asked. All of it is part of the model's version.</summary>
public sealed record EntailmentOptions
{
    /// <summary>What stands where nothing else is said.</summary>
    public const string UsualTemplate = "This example is {}.";

    /// <summary>The sentence that is held against the text, with the label in place of <c>{}</c>.</summary>
    public string Template { get; init; } = UsualTemplate;

    /// <summary>
    /// The least probability, 0 to 1. Of several labels, each from here on is drafted, 0.5 when null. Of one, the first is drafted when it reaches this, always when
    /// null.
    /// </summary>
    public double? Threshold { get; init; }

    /// <summary>The name of the output that means entailment, where the model's names do not say so; null to go by the names.</summary>
    public string? EntailmentName { get; init; }

    /// <summary>What is used of the machine. Not part of the version.</summary>
    public SessionSettings Session { get; init; } = SessionSettings.Default;
}
