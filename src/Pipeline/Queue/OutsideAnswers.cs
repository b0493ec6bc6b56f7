using System.Data;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Queue;

/// <summary>
/// Answers people gave elsewhere, brought by an import. They are votes like any other, also beyond the overlap, and tasks are decided with them; but
/// nobody held a lease for them, and they count in nobody's day. All under the project's lock.
/// </summary>
internal static class OutsideAnswers
{
    private static readonly HotSql Insert = new(
        """
        INSERT INTO annotation (submission_id, project_id, task_id, person_id, state, is_standing, answers, lead_time_ms, guideline_version, created_at, batch_id)
        VALUES (@submission, @project, @task, @person, 'counted', TRUE, @answers, 0, 0, @now, @batch)
        ON CONFLICT (person_id, task_id) WHERE is_standing DO NOTHING
        """,
        DbType.String, DbType.Int64, DbType.Int64, DbType.Int64, DbType.String, DbType.Int64, DbType.Int64);

    /// <summary>Stores an answer; false when the person has one on the task already. <see cref="Decide"/> is to follow in the same transaction.</summary>
    public static bool Add(Session session, long projectId, long batch, long personId, long taskId, string answers, long now) =>
        session.Hot(Insert).Execute(Guid.NewGuid().ToString("D"), projectId, taskId, personId, answers, now, batch) > 0;

    /// <summary>What becomes of tasks that were given answers: so many more each.</summary>
    public static void Decide(Session session, ProjectSettings settings, IReadOnlyDictionary<long, int> added, long personId, long now)
    {
        foreach (var (taskId, count) in added)
        {
            var task = TaskState.Load(session, settings.Id, taskId);
            var more = task with { Submitted = task.Submitted + count };
            if (!task.IsOpen || task.IsGold)
            {
                more.Save(session, now);
                Redecisions.Apply(session, settings, taskId, now);
            }
            else if (more.Submitted < more.Overlap)
            {
                more.Settled().Save(session, now);
            }
            else
            {
                var votes = TaskVotes.Load(session, settings, taskId);
                TaskOutcomes.Apply(session, more, votes.Decide(session, settings, more.Overlap), settings.GuidelineVersion, votes.Ids, now);
            }
        }

        AggregationRuns.Note(session, settings, personId, now);
    }

    /// <summary>Takes back at most so many answers of an import, oldest first; tells how many. What a reviewer decided stays.</summary>
    public static int TakeBack(Session session, ProjectSettings settings, long batch, int most, long personId, long now)
    {
        var answers = session.Query<Answer>(
            "SELECT id, task_id FROM annotation WHERE batch_id = @batch AND is_standing ORDER BY id LIMIT @most", new { batch, most }).ToList();
        if (answers.Count == 0)
            return 0;
        session.Execute(
            $"UPDATE annotation SET state = 'undone', is_standing = FALSE WHERE id {session.Dialect.AnyOf("ids")}", new { ids = answers.Select(answer => answer.Id).ToArray() });
        foreach (var group in answers.GroupBy(answer => answer.TaskId))
            Reconsider(session, settings, group.Key, group.Count(), now);
        VoteChanges.Add(session, settings.Id, [.. answers.Select(answer => answer.TaskId).Distinct()]);
        AggregationRuns.Note(session, settings, personId, now);
        return answers.Count;
    }

    private static void Reconsider(Session session, ProjectSettings settings, long taskId, int fewer, long now)
    {
        var task = TaskState.Load(session, settings.Id, taskId);
        var less = task with { Submitted = Math.Max(0, task.Submitted - fewer) };
        var how = session.OneOrNone<string>("SELECT how FROM final_label WHERE task_id = @taskId", new { taskId });
        if (task.IsOpen)
        {
            less.Settled().Save(session, now);
        }
        else if (task.Status is LabelingStatus.Completed or LabelingStatus.Disputed && !task.IsGold && how is not (FinalHow.Review or FinalHow.Gold or FinalHow.AutoAccepted or FinalHow.Arbitration) && less.Submitted < less.Overlap)
        {
            TaskOutcomes.Reopen(session, less, now);
        }
        else
        {
            less.Save(session, now);
            Redecisions.Apply(session, settings, taskId, now);
        }
    }

    private sealed record Answer
    {
        public long Id { get; init; }

        public long TaskId { get; init; }
    }
}
