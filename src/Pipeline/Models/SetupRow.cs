using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.WeakModels;

namespace Assay.Pipeline.Models;

/// <summary>A row of the table model_setup.</summary>
internal sealed record SetupRow
{
    public const string Select = "SELECT id, project_id, name, kind, settings, drafts_imports, job_id, created_by, changed_at, spent FROM model_setup";

    public long Id { get; init; }

    public long ProjectId { get; init; }

    public string Name { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Settings { get; init; } = "";

    public bool DraftsImports { get; init; }

    /// <summary>The last run over the project's tasks.</summary>
    public long? JobId { get; init; }

    public long CreatedBy { get; init; }

    public long ChangedAt { get; init; }

    public string? Spent { get; init; }

    /// <summary>What all requests to the model have cost.</summary>
    public Spent SpentSoFar => Spent is null ? default : JsonSerializer.Deserialize<Spent>(Spent, JsonSerializerOptions.Web);

    /// <exception cref="NotFound">The project has no such model.</exception>
    public static SetupRow Load(Session session, long projectId, long id) =>
        session.OneOrNone<SetupRow>(Select + " WHERE id = @id AND project_id = @projectId", new { id, projectId })
        ?? throw new NotFound($"The project has no weak model {id}.");

    /// <summary>What all requests to a model have cost; nothing of one that was removed.</summary>
    public static Spent SpentOn(Session session, long id) => session.OneOrNone<SetupRow>(Select + " WHERE id = @id", new { id })?.SpentSoFar ?? default;

    /// <summary>Whether a run of it goes on; false for one that was removed.</summary>
    public static bool IsRunning(Session session, long id) =>
        session.OneOrNone<SetupRow>(Select + " WHERE id = @id", new { id })?.JobId is { } job && !Jobs.Jobs.Get(session, job).IsFinished;

    /// <summary>Adds what was spent on it, in the transaction that keeps what was bought. One that was removed meanwhile keeps no account.</summary>
    public static void AddSpent(Session session, long id, Spent spent)
    {
        if (spent == default)
            return;
        var row = session.OneOrNone<SetupRow>(Select + " WHERE id = @id", new { id });
        if (row is not null)
            session.Execute("UPDATE model_setup SET spent = @sum WHERE id = @id", new { id, sum = JsonSerializer.Serialize(row.SpentSoFar + spent, JsonSerializerOptions.Web) });
    }
}
