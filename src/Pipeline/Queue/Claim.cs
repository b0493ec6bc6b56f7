using System.Text.Json;
using Assay.Pipeline.Media;

namespace Assay.Pipeline.Queue;

/// <summary>What a person gets to work on next.</summary>
/// <param name="Tasks">Unfinished ones first, then new ones.</param>
/// <param name="Empty">Why there is nothing, when there is nothing.</param>
public sealed record Claim(IReadOnlyList<ClaimedTask> Tasks, EmptyQueue? Empty, ClaimProgress Progress);

/// <param name="Id">The task.</param>
/// <param name="Data">The item's data, by field.</param>
/// <param name="Source">The file and row it came from.</param>
/// <param name="Reason">Why this one: resumed, next, easy, informative, another_answer, dispute, undone. Gold is never told.</param>
/// <param name="LeaseExpiresAt">Until when it is kept for the person without a sign of life.</param>
/// <param name="Draft">What the person had begun to answer.</param>
/// <param name="GuidelineVersion">The version in force.</param>
public sealed record ClaimedTask(
    long Id, JsonElement Data, ItemSource? Source, string Reason, DateTimeOffset LeaseExpiresAt, JsonElement? Draft, long GuidelineVersion)
{
    /// <summary>By field; a medium that is not there has no entry. Null when the project shows no images and recordings.</summary>
    public IReadOnlyDictionary<string, ItemMedium>? Media { get; init; }

    /// <summary>What a weak model proposes; null when none does.</summary>
    public Suggestion? Suggestion { get; init; }

    /// <summary>With <see cref="Draft"/>: the parts of the suggestion that the person has accepted or rejected, places by question.</summary>
    public JsonElement? Settled { get; init; }
}

/// <summary>A weak model's draft. It decides nothing.</summary>
/// <param name="PredictionId">To be sent with the answers, so that they tell from what they began.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The model's version.</param>
/// <param name="Answers">By question; some may be left out.</param>
public sealed record Suggestion(long PredictionId, string Model, string Version, JsonElement Answers)
{
    /// <summary>Of the schema it was held against.</summary>
    internal long SchemaVersion { get; init; }
}

public sealed record ItemSource(string File, long Row);

/// <param name="Reason">all_done, nothing_left_for_you, held_by_others, no_data, paused.</param>
/// <param name="Held">Tasks other people hold.</param>
public sealed record EmptyQueue(string Reason, long Held);

public sealed record ClaimProgress(long MineToday, long Mine, long Decided, long Total);

public sealed record LeaseExtension(IReadOnlyList<long> Held, IReadOnlyList<long> Lost);

public static class ClaimReasons
{
    public const string Resumed = "resumed";
    public const string Next = "next";
    public const string Easy = "easy";
    public const string Informative = "informative";
    public const string AnotherAnswer = "another_answer";
    public const string Dispute = "dispute";
    public const string Undone = "undone";
}

public static class LeasePurposes
{
    /// <summary>To answer; takes one of the task's slots.</summary>
    public const string Annotate = "annotate";

    /// <summary>To answer what is already known; looks the same to the person and takes no slot.</summary>
    public const string Gold = "gold";

    /// <summary>To decide a dispute; one person at a time.</summary>
    public const string Review = "review";
}
