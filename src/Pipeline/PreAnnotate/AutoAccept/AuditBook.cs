using Assay.Learning.Acceptance;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.PreAnnotate.AutoAccept;

/// <summary>Drafts drawn by chance, held against what people said of the task.</summary>
internal static class AuditBook
{
    /// <summary>Labels looked at in one transaction.</summary>
    private const int Step = 200;

    /// <summary>Clocks of several nodes differ, and a label decided a little earlier may be committed a little later: so much is read again.</summary>
    private const long Overlap = 10_000;

    /// <summary>A label by people: what a model said, or was given beforehand, is no audit.</summary>
    private const string ByPeople = "f.how NOT IN ('auto_accepted', 'arbitration', 'gold')";

    private const string LabelSql = $"""
        SELECT f.task_id, f.decided_at FROM final_label f
        WHERE f.project_id = @ProjectId AND {ByPeople} AND (f.decided_at > @at OR f.decided_at = @at AND f.task_id > @task)
        ORDER BY f.decided_at, f.task_id LIMIT @Step
        """;

    private const string Person = "SELECT 1 FROM annotation a WHERE a.task_id = p.task_id AND a.state IN ('counted', 'late') AND a.created_at < p.created_at";

    /// <summary>A draft made after the answer may have learned from it.</summary>
    private const string DraftSql = $"""
        SELECT p.task_id, p.confidence, p.answers AS said, f.answers AS final, f.how FROM prediction p JOIN final_label f ON f.task_id = p.task_id
        WHERE p.task_id = @task AND p.model_id = @ModelId AND NOT p.is_replaced AND p.confidence IS NOT NULL AND {ByPeople} AND NOT EXISTS ({Person})
        """;

    /// <summary>Of the random stream the model says anew what it says after each turn, and has learned from none of it.</summary>
    private const string HeldSql = $"""
        SELECT h.task_id, h.confidence, h.answers AS said, f.answers AS final, f.how FROM held_draft h JOIN final_label f ON f.task_id = h.task_id
        WHERE h.model_id = @ModelId AND h.task_id > @task AND {ByPeople} ORDER BY h.task_id LIMIT @Step
        """;

    private const string AuditSql = $"""
        SELECT d.id, d.task_id, d.run, d.in_force, d.confidence, d.is_wrong FROM audited_draft d JOIN final_label f ON f.task_id = d.task_id
        WHERE d.model_id = @ModelId AND {ByPeople} ORDER BY d.id
        """;

    private const string WaitingSql = """
        SELECT d.id, d.task_id FROM audited_draft d JOIN task t ON t.id = d.task_id
        WHERE d.model_id = @ModelId AND t.status IN ('pending', 'in_progress', 'disputed') AND t.overlap > 1 ORDER BY d.id
        """;

    private const string AskedWhy = "the answer differs from the draft it audits";

    /// <summary>Where a reading of labels begins.</summary>
    public static (long At, long Task) Start(AcceptRow row) => (row.HeardAt - Overlap, 0);

    /// <summary>How many tasks have a label by people.</summary>
    public static long LabelsByPeople(Session session, AcceptRow row) =>
        session.One<long>($"SELECT count(*) FROM final_label f WHERE f.project_id = @ProjectId AND {ByPeople}", new { row.ProjectId });

    /// <summary>Takes the next labels in; gives where to go on, null after the last.</summary>
    public static (long At, long Task)? Take(Session session, AcceptRow row, (long At, long Task) after, long now)
    {
        if (row.Held is not null)
            return TakeHeld(session, row, after, now);
        var labels = session.Query<Label>(LabelSql, new { row.ProjectId, at = after.At, task = after.Task, Step }).ToList();
        if (labels.Count == 0)
            return null;
        var settings = session.Shared(row.ProjectId, ProjectSettings.Load);
        Judge(session, row, settings.Schema, labels.Where(label => row.IsDrawn(label.TaskId)).Select(label => session.OneOrNone<Draft>(DraftSql, new { task = label.TaskId, row.ModelId })).OfType<Draft>(), now);
        (row with { HeardAt = Math.Max(row.HeardAt, labels[^1].DecidedAt) }).Save(session);
        return (labels[^1].DecidedAt, labels[^1].TaskId);
    }

    private static (long At, long Task)? TakeHeld(Session session, AcceptRow row, (long At, long Task) after, long now)
    {
        var drafts = session.Query<Draft>(HeldSql, new { row.ModelId, task = after.Task, Step }).ToList();
        if (drafts.Count == 0)
            return null;
        Judge(session, row, session.Shared(row.ProjectId, ProjectSettings.Load).Schema, drafts.Where(draft => row.IsDrawn(draft.TaskId)), now);
        return (after.At, drafts[^1].TaskId);
    }

    private static void Judge(Session session, AcceptRow row, LabelSchema schema, IEnumerable<Draft> drafts, long now)
    {
        var differing = new List<long>();
        foreach (var draft in drafts)
        {
            if (IsWrong(schema, draft) is not { } isWrong)
                continue;
            Store(session, row, draft, isWrong);
            if (isWrong && draft.How == FinalHow.Single)
                differing.Add(draft.TaskId);
        }

        // one of the two is wrong, and it need not be the model
        if (differing.Count > 0 && row.IsRiskControlled && SecondAnswers.CanBeGiven(session, row.ProjectId))
            SecondAnswers.Ask(session, row.ProjectId, differing, AskedWhy, now);
    }

    /// <summary>The audits there are, in the order they were taken in.</summary>
    public static IReadOnlyList<TakenAudit> All(Session session, AcceptRow row) =>
        [.. session.Query<TakenAudit>(AuditSql, new { row.ModelId }).Where(audit => row.IsDrawn(audit.TaskId))];

    /// <summary>Audits that are asked again, and not decided yet, as they were taken in.</summary>
    public static IReadOnlyList<(long Id, long TaskId)> Waiting(Session session, AcceptRow row) =>
        [.. session.Query<(long Id, long TaskId)>(WaitingSql, new { row.ModelId }).Where(waiting => row.IsDrawn(waiting.TaskId))];

    /// <summary>
    /// The audits to choose a threshold on; null while there are not so many yet. Where single answers that differ from their draft are asked again it is exactly the first so many, and only once each of
    /// them is decided: how many there are, and which, then does not depend on what they found.
    /// </summary>
    public static IReadOnlyList<TakenAudit>? ForALook(Session session, AcceptRow row, int wanted)
    {
        var audits = All(session, row);
        if (Waiting(session, row) is [var first, ..])
            audits = [.. audits.TakeWhile(audit => audit.Id < first.Id)];
        if (audits.Count < wanted)
            return null;
        return SecondAnswers.CanBeGiven(session, row.ProjectId) ? [.. audits.Take(wanted)] : audits;
    }

    /// <summary>Holds the promise against the audits of this run that lay at or above the threshold then in force.</summary>
    public static ErrorMonitor Watch(AcceptRow row, IReadOnlyList<TakenAudit> audits)
    {
        var monitor = new ErrorMonitor(row.Epsilon, row.Delta);
        foreach (var audit in audits.Where(audit => audit.Run == row.Run && audit.Confidence >= audit.InForce))
            monitor.Watch(audit.IsWrong);
        return monitor;
    }

    /// <summary>Null when the draft is no whole answer, and could not be accepted.</summary>
    private static bool? IsWrong(LabelSchema schema, Draft draft)
    {
        if (schema.ReadAnswers(draft.Said).Answers is not { } said || schema.ReadAnswers(draft.Final).Answers is not { } right)
            return null;
        return !schema.Questions.All(question => question.Kind.Agree(question, said[question.Name], right[question.Name]));
    }

    /// <summary>A label decided again is judged again, and keeps its place.</summary>
    private static void Store(Session session, AcceptRow row, Draft draft, bool isWrong) => session.Execute(
        """
        INSERT INTO audited_draft (model_id, task_id, run, in_force, confidence, is_wrong)
        VALUES (@ModelId, @TaskId, @Run, @InForce, @Confidence, @isWrong)
        ON CONFLICT (model_id, task_id) DO UPDATE SET confidence = @Confidence, is_wrong = @isWrong
            WHERE audited_draft.confidence <> @Confidence OR audited_draft.is_wrong <> @isWrong
        """,
        new { row.ModelId, draft.TaskId, row.Run, row.InForce, draft.Confidence, isWrong });

    private sealed record Label
    {
        public long TaskId { get; init; }

        public long DecidedAt { get; init; }
    }

    private sealed record Draft
    {
        public long TaskId { get; init; }

        public double Confidence { get; init; }

        public string Said { get; init; } = "";

        public string Final { get; init; } = "";

        public string How { get; init; } = "";
    }
}

/// <summary>A row of the table audited_draft.</summary>
internal sealed record TakenAudit
{
    public long Id { get; init; }

    public long TaskId { get; init; }

    public long Run { get; init; }

    /// <summary>From which confidence was accepted when it was taken in; null for nothing.</summary>
    public double? InForce { get; init; }

    public double Confidence { get; init; }

    public bool IsWrong { get; init; }
}
