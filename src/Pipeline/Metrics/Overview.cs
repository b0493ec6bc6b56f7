namespace Assay.Pipeline.Metrics;

/// <summary>What is happening in a project, and what to do next.</summary>
public sealed record Overview
{
    /// <summary>Tasks, the archived aside.</summary>
    public required long Total { get; init; }

    /// <summary>Every status, zeros included.</summary>
    public required IReadOnlyDictionary<string, long> ByStatus { get; init; }

    /// <summary>Rows that repeated an item and were linked to it.</summary>
    public required long Duplicates { get; init; }

    public required long Decided { get; init; }

    /// <summary>Tasks that can still be claimed.</summary>
    public required long Waiting { get; init; }

    /// <summary>Tasks people hold now.</summary>
    public required long Held { get; init; }

    /// <summary>People who hold them.</summary>
    public required long Holders { get; init; }

    public required long Answers { get; init; }

    /// <summary>Since midnight, UTC.</summary>
    public required long AnswersToday { get; init; }

    /// <summary>Members, the simulated aside.</summary>
    public required long People { get; init; }

    /// <summary>The last 30 days, today last, without gaps.</summary>
    public required IReadOnlyList<DayCount> PerDay { get; init; }

    /// <summary>Null with fewer than 5 answers.</summary>
    public required MedianTime? SecondsPerTask { get; init; }

    public required IReadOnlyList<AgreementFigure> Agreement { get; init; }

    public required DisputeCount Disputes { get; init; }

    /// <summary>What needs the manager, most pressing first.</summary>
    public required IReadOnlyList<Need> Needs { get; init; }

    /// <summary>At the pace of the last 7 days; null when there is none or nothing is left.</summary>
    public required Finish? Finish { get; init; }

    public required ImportCount Imports { get; init; }

    /// <summary>Virtual people who are members, or whose answers are among those counted.</summary>
    public required long SimulatedPeople { get; init; }
}

/// <param name="Day">yyyy-mm-dd, UTC.</param>
public sealed record DayCount(string Day, long Answers, long Decided);

/// <summary>A median over <paramref name="Count"/> answers with its 95 % interval, in seconds.</summary>
public sealed record MedianTime(double Median, double Low, double High, long Count);

/// <summary>Percent agreement on a question; null while no two people answered the same task.</summary>
public sealed record AgreementFigure(string Question, Estimate? Percent);

public sealed record DisputeCount(long Count, DateTimeOffset? Oldest);

/// <param name="Kind">disputes, import_failed, import_rejected, skipped, no_data, no_people, no_guidelines.</param>
/// <param name="Since">When the oldest of them came up, where that is known.</param>
public sealed record Need(string Kind, long Count, DateTimeOffset? Since);

/// <summary>When the last task will be decided, with the range that the unevenness of the days leaves open.</summary>
public sealed record Finish(DateTimeOffset At, DateTimeOffset Low, DateTimeOffset High);

public sealed record ImportCount(long Running, long RejectedRows);
