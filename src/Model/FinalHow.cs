namespace Assay.Model;

/// <summary>
/// How a final label came about. No label is exported without one of these words, or the name of the aggregator that decided it
/// (<c>dawid_skene</c>).
/// </summary>
public static class FinalHow
{
    /// <summary>One person was asked and answered.</summary>
    public const string Single = "single";

    /// <summary>Everybody asked gave the same answer.</summary>
    public const string Unanimous = "unanimous";

    /// <summary>Most people gave this answer, a share of them that is enough for the project.</summary>
    public const string Majority = "majority";

    /// <summary>A reviewer decided.</summary>
    public const string Review = "review";

    /// <summary>The answer was known beforehand.</summary>
    public const string Gold = "gold";

    /// <summary>A weak model's draft, so sure that no person was asked.</summary>
    public const string AutoAccepted = "auto_accepted";

    /// <summary>A model's opinion on a dispute, of a model that has been right often enough.</summary>
    public const string Arbitration = "arbitration";
}
