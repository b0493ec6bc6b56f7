using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.Database;
using Assay.Pipeline.Media;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.PreAnnotate.AutoAccept;

/// <summary>
/// Walks a model's drafts of tasks that nobody has touched. Those drawn for audit come first in the queue, in a random order, so that the answered among them
/// are a random part of all; the others that are sure enough become labels. What to do is found outside the lock, and done within it if it is still so.
/// </summary>
internal static class DraftWalk
{
    /// <summary>Predictions read at a time.</summary>
    private const int Page = 1_000;

    /// <summary>Drawn tasks get one of so many ranks before all others.</summary>
    private const int Places = 1_000;

    private const string LastSql = """
        SELECT max(id) FROM (SELECT id FROM prediction WHERE model_id = @ModelId AND id > @after ORDER BY id LIMIT @Page) page
        """;

    private const string Untouched = """
        NOT p.is_replaced AND p.confidence IS NOT NULL AND t.status = 'pending' AND t.skips = 0 AND NOT t.is_gold
        AND NOT EXISTS (SELECT 1 FROM annotation a WHERE a.task_id = p.task_id)
        AND NOT EXISTS (SELECT 1 FROM accepted_draft d WHERE d.model_id = p.model_id AND d.run = @Run AND d.task_id = p.task_id)
        """;

    private const string DraftSql = $"""
        SELECT p.id, p.task_id, p.answers, p.confidence FROM prediction p JOIN task t ON t.id = p.task_id
        WHERE p.model_id = @ModelId AND p.id > @after AND p.id <= @last AND {Untouched} ORDER BY p.id
        """;

    private const string HeldSql = """
        SELECT h.task_id, t.rank FROM held_draft h JOIN task t ON t.id = h.task_id
        WHERE h.model_id = @ModelId AND t.status = 'pending' AND t.skips = 0 AND NOT t.is_gold
        """;

    private const string StillSql = $"SELECT count(*) FROM prediction p JOIN task t ON t.id = p.task_id WHERE p.id = @Id AND {Untouched}";

    /// <summary>What to do with the next drafts; null after the last.</summary>
    public static DraftPage? Next(Session session, AcceptRow row)
    {
        var after = row.Walked;
        if (session.OneOrNone<long?>(LastSql, new { row.ModelId, after, Page }) is not { } last)
            return null;
        var settings = ProjectSettings.Load(session, row.ProjectId);
        var (drawn, sure) = (new List<WalkedDraft>(), new List<WalkedDraft>());
        foreach (var draft in session.Query<WalkedDraft>(DraftSql, new { row.ModelId, row.Run, after, last }).ToList())
        {
            if (row.IsDrawn(draft.TaskId))
                drawn.Add(draft);
            else if (draft.Confidence >= row.InForce
                && settings.Schema.ReadAnswers(draft.Answers, ItemExtents.Of(session, settings, draft.TaskId)).Answers is { } whole
                && (row.IsRiskControlled || !FoundNothing(settings.Schema, whole)))
                sure.Add(draft with { Answers = whole.ToJson() });
        }

        return new DraftPage(last, row.InForce, settings.SchemaVersion, drawn, sure);
    }

    /// <summary>
    /// Whether a question about regions is asked and the draft marks none, be the question optional or not. How sure a model is of what it marks says nothing of what it overlooked:
    /// only audits do.
    /// </summary>
    private static bool FoundNothing(LabelSchema schema, Answers answers) => schema.Questions.Any(question =>
        question is RegionQuestion and not RelationsQuestion && answers.IsAsked(question.Name) && (answers[question.Name] is not { } answer || question.Kind.Parts(question, answer) is null or 0));

    /// <summary>Makes drafts the labels of their tasks; gives the number. The caller has seen that the page is still of the run.</summary>
    public static int Accept(Session session, AcceptRow row, IEnumerable<WalkedDraft> drafts, long now)
    {
        var settings = session.Shared(row.ProjectId, ProjectSettings.Load);
        var accepted = new List<long>();
        foreach (var draft in drafts)
        {
            if (session.One<long>(StillSql, new { draft.Id, row.Run }) == 0)
                continue;
            var label = new FinalLabelRow
            {
                Answers = draft.Answers,
                How = FinalHow.AutoAccepted,
                Confidence = draft.Confidence,
                GuidelineVersion = settings.GuidelineVersion,
                From = [],
                PredictionId = draft.Id,
            };
            TaskOutcomes.Complete(session, TaskState.Load(session, row.ProjectId, draft.TaskId), label, now);
            session.Execute(
                """
                INSERT INTO accepted_draft (model_id, run, task_id, prediction_id, confidence, in_force, at)
                VALUES (@ModelId, @Run, @TaskId, @Id, @Confidence, @InForce, @now)
                """,
                new { row.ModelId, row.Run, draft.TaskId, draft.Id, draft.Confidence, row.InForce, now });
            accepted.Add(draft.TaskId);
        }

        if (accepted.Count > 0)
            VoteChanges.Add(session, row.ProjectId, [.. accepted]);
        return accepted.Count;
    }

    /// <summary>Tasks of the random stream that should come first, so that there are so many audits.</summary>
    public static IReadOnlyList<long> HeldToCome(Session session, AcceptRow row, int missing) => missing <= 0
        ? []
        :
        [
            .. session.Query<(long TaskId, long Rank)>(HeldSql, new { row.ModelId }).Where(task => row.IsDrawn(task.TaskId)).OrderBy(task => row.Draw(task.TaskId)).Take(missing)
                .Where(task => task.Rank > row.AuditRank).Select(task => task.TaskId),
        ];

    /// <summary>Puts drawn tasks before all others.</summary>
    public static void BringForward(Session session, AcceptRow row, IEnumerable<long> drawn, long now)
    {
        foreach (var taskId in drawn)
        {
            var rank = row.AuditRank - (long)(row.Draw(taskId) / row.DrawnShare * Places);
            if (TaskState.TryLoad(session, row.ProjectId, taskId) is not { Status: LabelingStatus.Pending } task || task.Rank <= row.AuditRank)
                continue;
            session.Execute("UPDATE task SET rank = @rank, changed_at = @now WHERE id = @taskId", new { rank, now, taskId });
            Reopenings.Add(session, task with { Rank = rank });
        }
    }
}

/// <param name="Last">The last prediction looked at.</param>
/// <param name="InForce">The threshold by which it was read.</param>
/// <param name="SchemaVersion">Under which answers were read.</param>
/// <param name="Drawn">Those of tasks drawn for audit.</param>
/// <param name="Sure">Those that may be accepted.</param>
internal sealed record DraftPage(long Last, double? InForce, long SchemaVersion, IReadOnlyList<WalkedDraft> Drawn, IReadOnlyList<WalkedDraft> Sure)
{
    /// <summary>Whether it would be the same if it were read now, but for what has become of the tasks.</summary>
    public bool IsOf(Session session, AcceptRow row) =>
        row.InForce.Equals(InForce) && session.Shared(row.ProjectId, ProjectSettings.Load).SchemaVersion == SchemaVersion;
}

internal sealed record WalkedDraft
{
    public long Id { get; init; }

    public long TaskId { get; init; }

    public string Answers { get; init; } = "";

    public double Confidence { get; init; }
}
