namespace Assay.Pipeline.Ingest;

/// <summary>How the rows of a file become items.</summary>
public record ImportOptions
{
    /// <summary>Name of the format; null: told from the file's name and its first bytes.</summary>
    public string? Format { get; init; }

    /// <summary>Column by field of the schema; null: the columns that suit the fields best.</summary>
    public IReadOnlyDictionary<string, string>? Mapping { get; init; }

    /// <summary>A column of whole numbers; tasks of larger ones come first. Null: all alike.</summary>
    public string? PriorityColumn { get; init; }

    /// <summary>Whether columns that are no field are kept with the item, for the export.</summary>
    public bool KeepOtherColumns { get; init; } = true;

    /// <summary>"link": an item whose content the project has already is noted as a duplicate and not labeled again; "keep": it is labeled again.</summary>
    public string Duplicates { get; init; } = DuplicatePolicy.Link;

    /// <summary>The rows are answers that people gave elsewhere; nothing of the above but the format matters then. Null: they are items.</summary>
    public AnswerColumns? Answers { get; init; }
}

/// <summary>The import of an uploaded file.</summary>
public sealed record ImportRequest : ImportOptions
{
    public required string UploadId { get; init; }
}

public static class DuplicatePolicy
{
    public const string Link = "link";
    public const string Keep = "keep";
}
