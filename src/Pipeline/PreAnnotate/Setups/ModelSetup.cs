using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models;
using Assay.Pipeline.PreAnnotate.Drafting;
using Assay.WeakModels;

namespace Assay.Pipeline.PreAnnotate.Setups;

/// <summary>A weak model that a project runs itself.</summary>
public sealed record ModelSetup
{
    public required long Id { get; init; }

    /// <summary>What its predictions are stored under; one of a project has it.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of model: <c>rules</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Of the kind's own shape; of rules <c>{"yaml": "…", "gazetteers": {"banks.txt": "…"}}</c>, these with a phrase a line.</summary>
    public required JsonElement Settings { get; init; }

    /// <summary>Whether it drafts by itself what imports bring.</summary>
    public required bool DraftsImports { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The last run over the project's tasks; null before the first.</summary>
    public required DraftingRun? Run { get; init; }

    /// <summary>Of an ensemble what stands between its members and its next run; empty for other models.</summary>
    public required IReadOnlyList<MemberState> Members { get; init; }

    /// <summary>What drafts, trials, opinions and judgements of the model have cost together; all zero for models that cost nothing.</summary>
    public required Spent Spent { get; init; }

    internal static ModelSetup Of(Session session, SetupRow row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Kind = row.Kind,
        Settings = JsonElement.Parse(row.Settings),
        DraftsImports = row.DraftsImports,
        ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.ChangedAt),
        Run = row.JobId is { } job ? DraftingRun.Of(Jobs.Jobs.Get(session, job)) : null,
        Members = MemberState.Of(session, row),
        Spent = row.SpentSoFar,
    };
}

/// <summary>A weak model as it is to be set up.</summary>
/// <param name="Name">1 to 100 characters, new to the project.</param>
/// <param name="Kind">The kind of model: <c>rules</c>.</param>
/// <param name="Settings">Of the kind's own shape; of rules <c>{"yaml": "…", "gazetteers": {"banks.txt": "…"}}</c>, these with a phrase a line.</param>
/// <param name="DraftsImports">Whether it drafts by itself what imports bring: after each, the tasks still to be labeled of which it has no draft.</param>
public sealed record NewModelSetup(string Name, string Kind, JsonElement Settings, bool DraftsImports = false)
{
    internal const int LongestName = 100;

    /// <summary>The same, with the name trimmed.</summary>
    /// <exception cref="Invalid">The name is empty or too long.</exception>
    internal NewModelSetup Checked()
    {
        var name = Name.Trim();
        return name.Length is > 0 and <= LongestName
            ? this with { Name = name }
            : throw new Invalid("name", "length", $"The name has {name.Length} characters; it should have 1 to {LongestName}.");
    }
}
