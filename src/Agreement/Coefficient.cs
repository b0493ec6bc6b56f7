namespace Assay.Agreement;

/// <summary>A measured agreement: a value with its interval, or the reason why there is none.</summary>
/// <remarks>
/// <see cref="Value"/> is null exactly when <see cref="Undefined"/> says why. Nothing here stands in for a number that does not exist:
/// no 0, no 0.5, no 1 by default.
/// </remarks>
public sealed record Coefficient
{
    private Coefficient() { }

    /// <summary>The value; its range is that of the coefficient. Null when undefined.</summary>
    public double? Value { get; private init; }

    /// <summary>The 95 % interval; null when undefined, and where a single item shows no spread at all.</summary>
    public Interval? Interval { get; private init; }

    /// <summary>The standard error where a formula for it is published and it is not 0; null otherwise.</summary>
    public double? StandardError { get; private init; }

    /// <summary>The number of items that entered: those with at least two votes that can be compared.</summary>
    public int Items { get; private init; }

    /// <summary>Why there is no value, a constant of <see cref="Agreement.Undefined"/>; null when there is one.</summary>
    public string? Undefined { get; private init; }

    /// <summary>The agreement seen, before chance is taken out; null where the coefficient has no such part.</summary>
    public double? Observed { get; init; }

    /// <summary>The agreement that chance alone would bring; null where the coefficient has no such part.</summary>
    public double? Expected { get; init; }

    /// <summary>A coefficient that has a value.</summary>
    public static Coefficient Of(double value, Interval? interval, int items, double? standardError = null) =>
        new() { Value = value, Interval = interval, Items = items, StandardError = standardError };

    /// <summary>A coefficient that has none.</summary>
    public static Coefficient NotDefined(string reason, int items) => new() { Undefined = reason, Items = items };
}

/// <summary>A 95 % confidence interval, both ends included.</summary>
public readonly record struct Interval(double Low, double High);

/// <summary>Why a coefficient has no value; sentences a person can read.</summary>
public static class Undefined
{
    /// <summary>Nothing to compare.</summary>
    public const string NoSharedItems = "No item has answers from two people.";

    /// <summary>Chance alone would agree always, so agreement beyond chance has no scale.</summary>
    public const string OneCategory = "Only one category was used, so agreement by chance is certain and agreement beyond it cannot be measured.";

    /// <summary>Chance has nothing to choose from.</summary>
    public const string NoChoice = "There is only one category to choose, so agreement says nothing.";

    /// <summary>The coefficient is made for two.</summary>
    public const string NotTwoAnnotators = "It compares exactly two people.";

    /// <summary>One item shows no habits and no spread.</summary>
    public const string OneItem = "There is one item only; habits cannot be told from one answer each.";

    /// <summary>Habits of someone who said nothing are unknown.</summary>
    public const string SilentAnnotator = "Somebody gave no answer at all, so their habits are unknown.";

    /// <summary>Names have no distances.</summary>
    public const string NeedsOrder = "It weighs how far answers lie apart; names have no order. Say that the level is ordinal, interval or ratio.";

    /// <summary>A ratio to zero or across it says nothing.</summary>
    public const string NegativeRatio = "At ratio level no answer can be below zero.";
}
