namespace Assay.Pipeline.PreAnnotate;

/// <summary>A weak model of a project.</summary>
public sealed record WeakModel
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>Whether its drafts are shown, where no model before it has one.</summary>
    public required bool IsShown { get; init; }

    /// <summary>Tasks it has drafted.</summary>
    public required long Predictions { get; init; }

    /// <summary>Answers people gave with its draft before them.</summary>
    public required long Answers { get; init; }

    /// <summary>Of these, those in which all of the draft was accepted and nothing added.</summary>
    public required long Unchanged { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
