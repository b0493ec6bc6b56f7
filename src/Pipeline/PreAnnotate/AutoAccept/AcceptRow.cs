using System.Text.Json;
using Assay.Learning.Acceptance;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.PreAnnotate.AutoAccept;

/// <summary>A row of the table auto_accept. Written only under the project's lock.</summary>
internal sealed record AcceptRow
{
    public long ModelId { get; init; }

    public long ProjectId { get; init; }

    public string Mode { get; init; } = AcceptModes.Off;

    public double Threshold { get; init; }

    public double Epsilon { get; init; }

    public double Delta { get; init; }

    public double AuditShare { get; init; }

    public bool AuditsSeeDraft { get; init; }

    public long Run { get; init; }

    public double? InForce { get; init; }

    public int Looks { get; init; }

    public int LookedAt { get; init; }

    public string? Choice { get; init; }

    public long HeardAt { get; init; }

    public long Walked { get; init; }

    public string? Alarm { get; init; }

    /// <summary>Tasks drawn for audit have a rank up to this, and no others.</summary>
    public long AuditRank { get; init; }

    public long ChangedBy { get; init; }

    public long ChangedAt { get; init; }

    public AcceptSettings Settings => new(Mode, Threshold, Epsilon, Delta, AuditShare, AuditsSeeDraft);

    public bool IsOn => Mode != AcceptModes.Off;

    public bool IsRiskControlled => Mode == AcceptModes.RiskControlled;

    /// <summary>What is promised, over all choices of a threshold.</summary>
    public ErrorTarget Target => new(Epsilon, Delta);

    public static AcceptRow? Find(Session session, long modelId) =>
        session.OneOrNone<AcceptRow>("SELECT * FROM auto_accept WHERE model_id = @modelId", new { modelId });

    /// <summary>Those of a project that accept.</summary>
    public static IReadOnlyList<AcceptRow> On(Session session, long projectId) =>
        [.. session.Query<AcceptRow>("SELECT * FROM auto_accept WHERE project_id = @projectId AND mode <> 'off' ORDER BY model_id", new { projectId })];

    /// <summary>The row as it is now; null when the run has ended, by other settings or an alarm.</summary>
    public AcceptRow? StillRuns(Session session) => Find(session, ModelId) is { Alarm: null } now && now.Run == Run ? now : null;

    /// <summary>Whether the task is one of those that go to people however sure the model is.</summary>
    public bool IsDrawn(long taskId) => Draw(taskId) < AuditShare;

    public double Draw(long taskId) => RandomDraw.Of(ModelId, taskId);

    public void Save(Session session) => session.Execute(
        """
        INSERT INTO auto_accept (model_id, project_id, mode, threshold, epsilon, delta, audit_share, audits_see_draft, run, in_force, looks, looked_at, choice,
            heard_at, walked, alarm, audit_rank, changed_by, changed_at)
        VALUES (@ModelId, @ProjectId, @Mode, @Threshold, @Epsilon, @Delta, @AuditShare, @AuditsSeeDraft, @Run, @InForce, @Looks, @LookedAt, @Choice,
            @HeardAt, @Walked, @Alarm, @AuditRank, @ChangedBy, @ChangedAt)
        ON CONFLICT (model_id) DO UPDATE SET mode = @Mode, threshold = @Threshold, epsilon = @Epsilon, delta = @Delta, audit_share = @AuditShare,
            audits_see_draft = @AuditsSeeDraft, run = @Run, in_force = @InForce, looks = @Looks, looked_at = @LookedAt, choice = @Choice,
            heard_at = @HeardAt, walked = @Walked, alarm = @Alarm, audit_rank = @AuditRank, changed_by = @ChangedBy, changed_at = @ChangedAt
        """,
        this);

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    public static T? Read<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web);
}
