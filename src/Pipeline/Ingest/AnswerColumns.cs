namespace Assay.Pipeline.Ingest;

/// <summary>A file whose rows are answers that people gave elsewhere, to items the project has: one row is one person's answer to one question.</summary>
public sealed record AnswerColumns
{
    /// <summary>The column that names the item; null: "task", "item" or "question", the first there is.</summary>
    public string? Task { get; init; }

    /// <summary>The column that names the person; null: "annotator", "worker" or "rater".</summary>
    public string? Annotator { get; init; }

    /// <summary>The column of the answer; null: "label", "response", "answer" or "value".</summary>
    public string? Label { get; init; }

    /// <summary>The question answered; null: the only one of the schema, or the only required one.</summary>
    public string? Question { get; init; }

    /// <summary>The property of the items' data that the file names them by; null: that of the same name as the column, or "id", "task" or "item", or the first field.</summary>
    public string? Key { get; init; }
}
