namespace Assay.Pipeline.Media;

/// <summary>What became of a file that was sent.</summary>
/// <param name="Name">What it is called in the project.</param>
/// <param name="Outcome">Whether it was taken.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Medium">What it is, unless it was refused.</param>
public sealed record AddedMedium(string Name, MediumOutcome Outcome, string? Reason, Medium? Medium)
{
    public static AddedMedium Refused(string name, string reason) => new(name, MediumOutcome.Refused, reason, null);
}

public enum MediumOutcome
{
    Stored,

    /// <summary>The project has this content under this name already.</summary>
    AlreadyThere,

    Refused,
}
