using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Media;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Quality.Arbitration;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Quality;

/// <summary>What a reviewer or manager decides about one task. Each decision is written to the audit log in the same transaction.</summary>
public sealed class Decisions(Db db, TimeProvider time)
{
    private const int LongestComment = 10_000;

    /// <summary>Sets the final label: of a dispute, or in place of an earlier one.</summary>
    /// <exception cref="Invalid">The answers break the schema.</exception>
    public Task Decide(long projectId, long personId, long taskId, string answersJson, string? comment)
    {
        if (comment?.Length > LongestComment)
            throw new Invalid([new Violation("comment", "length", $"The comment has {comment.Length} characters; at most {LongestComment} are kept.")]);
        var (settings, answers) = Valid(projectId, taskId, answersJson);
        return Change(projectId, personId, taskId, "decided", comment, (session, task, now) =>
        {
            NotGold(task);
            Leases.Release(session, projectId, personId, task.Id, LeasePurposes.Review, now);
            var from = session.Query<long>("SELECT id FROM annotation WHERE task_id = @Id AND state IN ('counted', 'late') ORDER BY id", new { task.Id }).ToList();
            var label = new FinalLabelRow
            {
                Answers = answers.ToJson(),
                How = FinalHow.Review,
                DecidedBy = personId,
                Comment = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim(),
                GuidelineVersion = settings.GuidelineVersion,
                From = from,
            };
            TaskOutcomes.Complete(session, task, label, now);
        });
    }

    /// <summary>Takes a decision of a reviewer or an arbiter back: the task is what its answers make it.</summary>
    public Task UndoDecision(long projectId, long personId, long taskId) =>
        Change(projectId, personId, taskId, "decision undone", null, (session, task, now) =>
        {
            if (session.OneOrNone<string>("SELECT how FROM final_label WHERE task_id = @Id", new { task.Id }) is not (FinalHow.Review or FinalHow.Arbitration))
                throw new Conflict($"Task {task.Id} was decided by neither a reviewer nor an arbiter; there is no decision to undo.");
            TakeBackOpinions.Undo(session, ProjectSettings.Load(session, projectId), task, now);
        });

    /// <summary>Asks one more person: the task goes back to the queue, whatever was decided.</summary>
    public Task AskOneMore(long projectId, long personId, long taskId) => Change(projectId, personId, taskId, "one more answer asked", null, (session, task, now) =>
    {
        NotGold(task);
        if (task.Overlap >= ProjectSettings.LargestOverlap)
            throw new Conflict($"Task {task.Id} asks for {task.Overlap} answers already, the most there can be.");
        Leases.Release(session, projectId, personId, task.Id, LeasePurposes.Review, now);
        TaskOutcomes.Reopen(session, task with { Overlap = Math.Max(task.Overlap, task.Submitted) + 1, Skips = 0 }, now);
    });

    /// <summary>Puts a skipped or archived task back to the queue.</summary>
    public Task Requeue(long projectId, long personId, long taskId) => Change(projectId, personId, taskId, "put back to the queue", null, (session, task, now) =>
    {
        if (task.Status is not (LabelingStatus.Skipped or LabelingStatus.Archived))
            throw new Conflict($"Task {task.Id} is {TaskStatusNames.ToText(task.Status)}; only a skipped or archived task can be put back.");
        TaskOutcomes.Reopen(session, task with { Skips = 0 }, now);
    });

    /// <summary>Takes the task out of the queue, out of the counts and out of exports; its answers stay.</summary>
    public Task Archive(long projectId, long personId, long taskId) => Change(projectId, personId, taskId, "archived", null, (session, task, now) =>
        TaskOutcomes.SetAside(session, task, LabelingStatus.Archived, now));

    /// <summary>Makes the task one whose answer is known: it measures people instead of asking them.</summary>
    public Task MarkGold(long projectId, long personId, long taskId, string answersJson)
    {
        var (settings, answers) = Valid(projectId, taskId, answersJson);
        return Change(projectId, personId, taskId, "marked as gold", null, (session, task, now) =>
        {
            session.Execute(
                """
                INSERT INTO gold (task_id, project_id, answers, marked_by, marked_at) VALUES (@Id, @projectId, @json, @personId, @now)
                ON CONFLICT (task_id) DO UPDATE SET answers = @json, marked_by = @personId, marked_at = @now
                """,
                new { task.Id, projectId, json = answers.ToJson(), personId, now });
            var label = new FinalLabelRow
            {
                Answers = answers.ToJson(),
                How = FinalHow.Gold,
                DecidedBy = personId,
                GuidelineVersion = settings.GuidelineVersion,
                From = [],
            };
            TaskOutcomes.Complete(session, task with { IsGold = true }, label, now);
        });
    }

    /// <summary>Makes a gold task an ordinary one again; what people answered meanwhile counts as their answers.</summary>
    public Task UnmarkGold(long projectId, long personId, long taskId) => Change(projectId, personId, taskId, "no longer gold", null, (session, task, now) =>
    {
        if (!task.IsGold)
            throw new Conflict($"Task {task.Id} is not a gold task.");
        session.Execute("DELETE FROM gold WHERE task_id = @Id", new { task.Id });
        session.Execute("UPDATE lease SET purpose = 'annotate' WHERE task_id = @Id AND purpose = 'gold'", new { task.Id });
        var leased = session.One<long>("SELECT count(*) FROM lease WHERE task_id = @Id AND purpose = 'annotate'", new { task.Id });
        var submitted = session.One<long>("SELECT count(*) FROM annotation WHERE task_id = @Id AND state = 'counted'", new { task.Id });
        TaskOutcomes.Reopen(session, task with { IsGold = false, Leased = leased, Submitted = submitted, Overlap = Math.Max(task.Overlap, submitted + 1) }, now);
    });

    private (ProjectSettings Settings, Answers Answers) Valid(long projectId, long taskId, string json)
    {
        var (settings, item) = db.Read(session =>
        {
            var settings = ProjectSettings.Load(session, projectId);
            return (settings, ItemExtents.Of(session, settings, taskId));
        });
        return (settings, settings.Schema.ReadAnswers(json, item).OrThrow());
    }

    private static void NotGold(TaskState task)
    {
        if (task.IsGold)
            throw new Conflict($"Task {task.Id} is gold: its answer is known. Make it an ordinary task first.");
    }

    private Task Change(long projectId, long personId, long taskId, string what, string? detail, Action<Session, TaskState, long> change) =>
        db.Write(projectId, session =>
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            change(session, TaskState.Load(session, projectId, taskId), now);
            VoteChanges.Add(session, projectId, taskId);
            session.Execute(
                "INSERT INTO audit (at, person_id, project_id, task_id, what, detail) VALUES (@now, @personId, @projectId, @taskId, @what, @detail)",
                new { now, personId, projectId, taskId, what, detail });
        });
}
