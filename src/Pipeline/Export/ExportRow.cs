namespace Assay.Pipeline.Export;

/// <summary>One exported row: a task, or a row that repeats one and shares its label.</summary>
internal sealed record ExportRow
{
    public long Id { get; init; }

    public string Status { get; init; } = "";

    public string Data { get; init; } = "{}";

    public string? Label { get; init; }

    public string? How { get; init; }

    public double? Confidence { get; init; }

    public long? DecidedAt { get; init; }

    public long? DecidedBy { get; init; }

    public string? Comment { get; init; }

    public long? GuidelineVersion { get; init; }

    /// <summary>Ids of the annotations the label came from, as a JSON list.</summary>
    public string? FromAnnotations { get; init; }

    /// <summary>The weak model whose draft became the label.</summary>
    public string? Model { get; init; }

    public string? ModelVersion { get; init; }

    /// <summary>The hash of the prompt that made the draft.</summary>
    public string? PromptKey { get; init; }

    public string? File { get; init; }

    public long? Line { get; init; }

    public bool IsGold { get; init; }

    /// <summary>Whether this row repeats the task of the same id.</summary>
    public bool IsDuplicate { get; init; }

    public IReadOnlyList<ExportAnnotation> Annotations { get; init; } = [];
}

/// <summary>A person's answers or skip.</summary>
internal sealed record ExportAnnotation
{
    public long Id { get; init; }

    public long TaskId { get; init; }

    public long PersonId { get; init; }

    public string Person { get; init; } = "";

    public bool IsSimulated { get; init; }

    public string State { get; init; } = "";

    public string? Answers { get; init; }

    public string? SkipReason { get; init; }

    public long CreatedAt { get; init; }

    public long LeadTimeMs { get; init; }

    public long GuidelineVersion { get; init; }

    /// <summary>The weak model whose draft the person had before them.</summary>
    public string? Model { get; init; }

    public string? ModelVersion { get; init; }

    /// <summary>The hash of the prompt that made the draft.</summary>
    public string? PromptKey { get; init; }

    /// <summary>What became of it, as JSON.</summary>
    public string? DraftUse { get; init; }
}
