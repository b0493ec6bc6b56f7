namespace Assay.WeakModels.Onnx.Gliner;

/// <summary>How GLiNER is asked. All of it but the session is part of the model's version.</summary>
public sealed record GlinerOptions
{
    /// <summary>A span is drafted when it is likelier than this, 0 to 1.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Whether a span may lie within another. A question must allow it.</summary>
    public bool Nested { get; init; }

    /// <summary>What is used of the machine.</summary>
    public SessionSettings Session { get; init; } = SessionSettings.Default;
}
