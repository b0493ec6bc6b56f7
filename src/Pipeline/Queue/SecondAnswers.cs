using System.Data;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.People;

namespace Assay.Pipeline.Queue;

/// <summary>Asks one more person of tasks that have a single answer: they come back to the queue before all others of their priority, audits too: a threshold waits for them. All under the project's lock.</summary>
internal static class SecondAnswers
{
    private static readonly HotSql How = new("SELECT how FROM final_label WHERE task_id = @task", DbType.Int64);
    private static readonly HotSql Bring = new("UPDATE task SET rank = @rank WHERE id = @task", DbType.Int64, DbType.Int64);

    /// <summary>Whether there is anybody who could give a second answer: two people or more have answered here.</summary>
    public static bool CanBeGiven(Session session, long projectId) =>
        session.Query<long>("SELECT DISTINCT person_id FROM annotation WHERE project_id = @projectId AND state IN ('counted', 'late') LIMIT 2", new { projectId }).Count() > 1;

    /// <summary>Asks of those tasks that still have the label of one person alone; gives how many.</summary>
    /// <param name="session">With the project's lock.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="tasks">Any.</param>
    /// <param name="why">For the audit log.</param>
    /// <param name="now">In milliseconds.</param>
    public static int Ask(Session session, long projectId, IReadOnlyList<long> tasks, string why, long now)
    {
        var asked = new List<long>();
        foreach (var id in tasks)
        {
            if (TaskState.TryLoad(session, projectId, id) is not { Status: LabelingStatus.Completed, IsGold: false, Submitted: 1 } task || !IsSingle(session, id))
                continue;
            var rank = Ranks.BeforeAudits(task.Rank);
            session.Hot(Bring).Execute(rank, id);
            TaskOutcomes.Reopen(session, task with { Rank = rank, Overlap = 2, Skips = 0 }, now);
            Audit.Add(session, now, null, projectId, "one more answer asked", why, id);
            asked.Add(id);
        }

        if (asked.Count > 0)
            VoteChanges.Add(session, projectId, [.. asked]);
        return asked.Count;
    }

    private static bool IsSingle(Session session, long task)
    {
        using var row = session.Hot(How).Read(task);
        return row.Read() && row.GetString(0) == FinalHow.Single;
    }
}
