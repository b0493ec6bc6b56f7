using Assay.Learning.Acceptance;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Quality.Arbitration;

/// <summary>A row of the table arbitration. Written only under the project's lock.</summary>
internal sealed record ArbitrationRow
{
    public long ProjectId { get; init; }

    public long? SetupId { get; init; }

    public string Policy { get; init; } = "";

    public double LeastAccuracy { get; init; }

    public double Delta { get; init; }

    public double BlindShare { get; init; }

    /// <summary>Counts the changes: a new arbiter, or a new promise, begins with no record.</summary>
    public long Run { get; init; }

    public long ChangedBy { get; init; }

    public long ChangedAt { get; init; }

    public ArbitrationSettings Settings => new(SetupId, Policy, LeastAccuracy, Delta, BlindShare);

    public bool Decides => SetupId is not null && Policy == ArbitrationPolicies.Decide;

    public ErrorTarget Target => new(1 - LeastAccuracy, Delta);

    public static ArbitrationRow Of(Session session, long projectId) =>
        session.OneOrNone<ArbitrationRow>("SELECT * FROM arbitration WHERE project_id = @projectId", new { projectId }) ?? From(projectId, new ArbitrationSettings());

    public static ArbitrationRow From(long projectId, ArbitrationSettings settings) => new()
    {
        ProjectId = projectId,
        SetupId = settings.SetupId,
        Policy = settings.Policy,
        LeastAccuracy = settings.LeastAccuracy,
        Delta = settings.Delta,
        BlindShare = settings.BlindShare,
    };

    /// <summary>Whether people decide the task without seeing an opinion on it. The draw is of the project, so that a new arbiter has the same.</summary>
    public bool IsBlind(long taskId) => RandomDraw.Of(ProjectId, taskId) < BlindShare;

    public void Save(Session session) => session.Execute(
        """
        INSERT INTO arbitration (project_id, setup_id, policy, least_accuracy, delta, blind_share, run, changed_by, changed_at)
        VALUES (@ProjectId, @SetupId, @Policy, @LeastAccuracy, @Delta, @BlindShare, @Run, @ChangedBy, @ChangedAt)
        ON CONFLICT (project_id) DO UPDATE SET setup_id = @SetupId, policy = @Policy, least_accuracy = @LeastAccuracy, delta = @Delta,
            blind_share = @BlindShare, run = @Run, changed_by = @ChangedBy, changed_at = @ChangedAt
        """,
        this);
}
