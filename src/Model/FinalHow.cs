namespace Assay.Model;

/// <summary>How a final label came about. No label is exported without one of these words.</summary>
public static class FinalHow
{
    /// <summary>One person was asked and answered.</summary>
    public const string Single = "single";

    /// <summary>Everybody asked gave the same answer.</summary>
    public const string Unanimous = "unanimous";

    /// <summary>Most people gave this answer.</summary>
    public const string Majority = "majority";

    /// <summary>A reviewer decided.</summary>
    public const string Review = "review";

    /// <summary>The answer was known beforehand.</summary>
    public const string Gold = "gold";
}
