namespace Assay.Pipeline.People;

/// <summary>Someone who works here, as others see them.</summary>
public sealed record Person
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    /// <summary>Sees every project of the installation; the one who set it up, and whom the command line makes so.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>A virtual annotator: nobody signs in as one, and their answers are marked as simulated wherever they are shown.</summary>
    public bool IsSimulated { get; init; }
}
