using System.Text.Json;
using Assay.Learning.Acceptance;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.PreAnnotate.AutoAccept;

/// <summary>A row of the table auto_accept. Written only under the project's lock.</summary>
internal sealed record AcceptRow
{
    /// <summary>Accepted drafts that are the labels of their tasks now: of a draft accepted, taken back and accepted again the last time.</summary>
    public const string Standing = """
        accepted_draft d JOIN final_label f ON f.task_id = d.task_id AND f.prediction_id = d.prediction_id AND f.how = 'auto_accepted'
            AND d.run = (SELECT max(e.run) FROM accepted_draft e WHERE e.model_id = d.model_id AND e.task_id = d.task_id)
        """;

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

    /// <summary>Labels by people when the threshold was last chosen.</summary>
    public long LookedLabels { get; init; }

    public string? Choice { get; init; }

    public long HeardAt { get; init; }

    public long Walked { get; init; }

    public string? Alarm { get; init; }

    /// <summary>Tasks drawn for audit have a rank up to this, and no others.</summary>
    public long AuditRank { get; init; }

    public long ChangedBy { get; init; }

    public long ChangedAt { get; init; }

    /// <summary>The tasks on which a project's own model is audited, as it is now; null for other models, whose audits are drawn.</summary>
    public RandomStream? Held { get; private init; }

    public AcceptSettings Settings => new(Mode, Threshold, Epsilon, Delta, AuditShare, AuditsSeeDraft);

    public bool IsOn => Mode != AcceptModes.Off;

    public bool IsRiskControlled => Mode == AcceptModes.RiskControlled;

    /// <summary>What is promised, over all choices of a threshold.</summary>
    public ErrorTarget Target => new(Epsilon, Delta);

    public static AcceptRow? Find(Session session, long modelId) =>
        session.OneOrNone<AcceptRow>("SELECT * FROM auto_accept WHERE model_id = @modelId", new { modelId })?.Audited(session);

    /// <summary>Those of a project that accept.</summary>
    public static IReadOnlyList<AcceptRow> On(Session session, long projectId) =>
        [.. session.Query<AcceptRow>("SELECT * FROM auto_accept WHERE project_id = @projectId AND mode <> 'off' ORDER BY model_id", new { projectId }).Select(row => row.Audited(session))];

    /// <summary>The row as it is now; null when the run has ended, by other settings or an alarm.</summary>
    public AcceptRow? StillRuns(Session session) => Find(session, ModelId) is { Alarm: null } now && now.Run == Run ? now : null;

    /// <summary>Whether the task is one of those that go to people however sure the model is.</summary>
    public bool IsDrawn(long taskId) => Draw(taskId) < DrawnShare;

    public double Draw(long taskId) => Held is { } stream ? stream.Draw(taskId) : RandomDraw.Of(ModelId, taskId);

    /// <summary>Of all tasks.</summary>
    public double DrawnShare => Held is { } stream ? stream.Share : AuditShare;

    private AcceptRow Audited(Session session) => this with { Held = HeldDrafts.Stream(session, ProjectId, ModelId) };

    public void Save(Session session) => session.Execute(
        """
        INSERT INTO auto_accept (model_id, project_id, mode, threshold, epsilon, delta, audit_share, audits_see_draft, run, in_force, looks, looked_at, looked_labels, choice,
            heard_at, walked, alarm, audit_rank, changed_by, changed_at)
        VALUES (@ModelId, @ProjectId, @Mode, @Threshold, @Epsilon, @Delta, @AuditShare, @AuditsSeeDraft, @Run, @InForce, @Looks, @LookedAt, @LookedLabels, @Choice,
            @HeardAt, @Walked, @Alarm, @AuditRank, @ChangedBy, @ChangedAt)
        ON CONFLICT (model_id) DO UPDATE SET mode = @Mode, threshold = @Threshold, epsilon = @Epsilon, delta = @Delta, audit_share = @AuditShare,
            audits_see_draft = @AuditsSeeDraft, run = @Run, in_force = @InForce, looks = @Looks, looked_at = @LookedAt, looked_labels = @LookedLabels, choice = @Choice,
            heard_at = @HeardAt, walked = @Walked, alarm = @Alarm, audit_rank = @AuditRank, changed_by = @ChangedBy, changed_at = @ChangedAt
        """,
        this);

    /// <summary>What the last choice of a threshold found.</summary>
    public AcceptChoice? Chosen => Choice is null ? null : JsonSerializer.Deserialize<AcceptChoice>(Choice, JsonSerializerOptions.Web);

    /// <summary>Why accepting is suspended.</summary>
    public AcceptAlarm? Alarmed => Alarm is null ? null : JsonSerializer.Deserialize<AcceptAlarm>(Alarm, JsonSerializerOptions.Web);

    public static string Json(object value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
}
