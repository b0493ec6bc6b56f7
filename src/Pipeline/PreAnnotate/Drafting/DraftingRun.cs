using System.Text.Json;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.WeakModels;

namespace Assay.Pipeline.PreAnnotate.Drafting;

/// <summary>One run of a model over a project's tasks, as people see it.</summary>
public sealed record DraftingRun
{
    /// <summary>Of the job.</summary>
    public required long Id { get; init; }

    /// <summary>queued, running, completed, cancelled or failed.</summary>
    public required string State { get; init; }

    /// <summary>learning, preparing (getting answers in advance) or drafting; null before it has begun.</summary>
    public required string? Stage { get; init; }

    /// <summary>Tasks it has been through.</summary>
    public required long Done { get; init; }

    /// <summary>Tasks it goes through.</summary>
    public required long Total { get; init; }

    /// <summary>Tasks with a draft by this run.</summary>
    public required long Drafted { get; init; }

    /// <summary>Tasks of which the model said nothing.</summary>
    public required long Abstained { get; init; }

    /// <summary>Drafts that break the schema or the item; none of them is kept.</summary>
    public required long Refused { get; init; }

    /// <summary>The first of the refused, and why.</summary>
    public required IReadOnlyList<RefusedDraft> RefusedSample { get; init; }

    /// <summary>Of an ensemble its members, as it goes by them; empty for other models, and before it has begun.</summary>
    public required IReadOnlyList<MemberOfRun> Members { get; init; }

    /// <summary>How far answers have been got in advance; null where the model does not do so.</summary>
    public required DraftPreparation? Preparation { get; init; }

    /// <summary>When it looks again for what it waits for; null when it waits for nothing.</summary>
    public required DateTimeOffset? WaitsUntil { get; init; }

    /// <summary>Of the model; null before it has begun.</summary>
    public required string? Version { get; init; }

    /// <summary>What all runs of the model together have cost; all zero for models that cost nothing.</summary>
    public required Spent Spent { get; init; }

    /// <summary>Why it failed.</summary>
    public required string? Error { get; init; }

    /// <summary>Null before it has begun.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>Null while it goes on.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    internal static DraftingRun Of(Job job)
    {
        var progress = DraftingProgress.Of(job);
        return new DraftingRun
        {
            Id = job.Id,
            State = job.State,
            Stage = progress?.Stage,
            Done = progress?.Done ?? 0,
            Total = progress?.Total ?? DraftingInput.Of(job).Total,
            Drafted = progress?.Drafted ?? 0,
            Abstained = progress?.Abstained ?? 0,
            Refused = progress?.Refused ?? 0,
            RefusedSample = progress?.RefusedSample ?? [],
            Members = progress?.Members ?? [],
            Preparation = progress?.Preparation,
            WaitsUntil = job.State == JobState.Queued && progress?.Stage == DraftingStages.Preparing ? DateTimeOffset.FromUnixTimeMilliseconds(job.DueAt) : null,
            Version = progress?.Version,
            Spent = progress?.Spent ?? DraftingInput.Of(job).Already,
            Error = job.Error,
            StartedAt = job.StartedAt is { } started ? DateTimeOffset.FromUnixTimeMilliseconds(started) : null,
            FinishedAt = job.FinishedAt is { } finished ? DateTimeOffset.FromUnixTimeMilliseconds(finished) : null,
        };
    }
}

/// <param name="TaskId">The task.</param>
/// <param name="Why">What is wrong with what the model said of it.</param>
public sealed record RefusedDraft(long TaskId, string Why);

/// <param name="Name">Of the member.</param>
/// <param name="Version">Whose drafts were taken.</param>
/// <param name="Accuracy">How often it is right, as was learned without labels, 0 to 1; null where nothing was learned.</param>
/// <param name="Undrafted">Tasks that the run has been through of which the member has no draft.</param>
public sealed record MemberOfRun(string Name, string Version, double? Accuracy, long Undrafted);

/// <summary>What a run is told to do. The model is as it was set up then, and tasks that come later are the next run's.</summary>
/// <param name="Name">What predictions are stored under.</param>
/// <param name="Kind">The kind of model.</param>
/// <param name="Settings">Of the kind's own shape.</param>
/// <param name="All">Also tasks that are decided or answered; otherwise those still to be labeled.</param>
/// <param name="UpTo">The last task.</param>
/// <param name="Total">Tasks in all.</param>
/// <param name="Setup">The model, for the account of what it costs.</param>
/// <param name="Already">What it had cost when the run was asked for.</param>
/// <param name="OnlyUndrafted">Only tasks of which the model has no draft.</param>
internal sealed record DraftingInput(
    string Name, string Kind, JsonElement Settings, bool All, long UpTo, long Total, long Setup = 0, Spent Already = default, bool OnlyUndrafted = false)
{
    private static readonly DraftingInput None = new("", "", default, false, 0, 0);

    public static DraftingInput New(SetupRow setup, bool all, (long Count, long Last) scope) =>
        new(setup.Name, setup.Kind, JsonElement.Parse(setup.Settings), all, scope.Last, scope.Count, setup.Id, setup.SpentSoFar);

    /// <summary>Of a run; up to no task where there was none.</summary>
    public static DraftingInput Of(Job? job) => job is null ? None : JsonSerializer.Deserialize<DraftingInput>(job.Input, JsonSerializerOptions.Web)!;
}

/// <summary>How far a run has come.</summary>
internal sealed record DraftingProgress
{
    /// <summary>Refused drafts told.</summary>
    public const int MostRefusedTold = 20;

    public string Stage { get; init; } = DraftingStages.Learning;

    public long Done { get; init; }

    public long Total { get; init; }

    public long Drafted { get; init; }

    public long Abstained { get; init; }

    public long Refused { get; init; }

    public IReadOnlyList<RefusedDraft> RefusedSample { get; init; } = [];

    public IReadOnlyList<MemberOfRun> Members { get; init; } = [];

    public DraftPreparation? Preparation { get; init; }

    public string? Version { get; init; }

    public Spent Spent { get; init; }

    /// <summary>The last task dealt with.</summary>
    public long After { get; init; }

    public static DraftingProgress? Of(Job job) =>
        job.Progress is null ? null : JsonSerializer.Deserialize<DraftingProgress>(job.Progress, JsonSerializerOptions.Web);
}

internal static class DraftingStages
{
    public const string Learning = "learning";
    public const string Preparing = "preparing";
    public const string Drafting = "drafting";
}
