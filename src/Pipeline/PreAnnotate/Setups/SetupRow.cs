using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.PreAnnotate.Drafting;

namespace Assay.Pipeline.PreAnnotate.Setups;

internal sealed record SetupRow
{
    public const string Select = "SELECT id, name, kind, settings, job_id, changed_at FROM model_setup";

    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Settings { get; init; } = "";

    public long? JobId { get; init; }

    public long ChangedAt { get; init; }

    /// <exception cref="NotFound">The project has no such model.</exception>
    public static SetupRow Load(Session session, long projectId, long id) =>
        session.OneOrNone<SetupRow>(Select + " WHERE id = @id AND project_id = @projectId", new { id, projectId })
        ?? throw new NotFound($"The project has no weak model {id}.");

    public ModelSetup Told(Session session) => new()
    {
        Id = Id,
        Name = Name,
        Kind = Kind,
        Settings = JsonElement.Parse(Settings),
        ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(ChangedAt),
        Run = JobId is { } job ? DraftingRun.Of(Jobs.Jobs.Get(session, job)) : null,
    };
}
