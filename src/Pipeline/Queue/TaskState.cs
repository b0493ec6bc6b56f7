using System.Data;
using System.Data.Common;
using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Queue;

/// <summary>What the queue knows of a task. Read and written only under the project's lock, so that load → decide → save cannot be overtaken.</summary>
public sealed record TaskState
{
    /// <summary>So many people skip a task before it is set aside: nothing goes round for ever.</summary>
    public const int SkipsBeforeSetAside = 3;

    private const string Columns = "id, project_id, status, rank, overlap, submitted, leased, open_slots, skips, is_gold";

    private static readonly HotSql Find = new($"SELECT {Columns} FROM task WHERE id = @task AND project_id = @project", DbType.Int64, DbType.Int64);

    private static readonly HotSql Store = new(
        """
        UPDATE task SET status = @status, overlap = @overlap, submitted = @submitted, leased = @leased, open_slots = @open, skips = @skips,
            is_gold = @gold, changed_at = @now
        WHERE id = @task
        """,
        DbType.String, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Boolean, DbType.Int64, DbType.Int64);

    /// <summary>Without the columns of the queue's index, which would otherwise be written anew: most answers leave the open slots as they are.</summary>
    private static readonly HotSql StoreBeside = new(
        "UPDATE task SET status = @status, submitted = @submitted, leased = @leased, skips = @skips, changed_at = @now WHERE id = @task",
        DbType.String, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64);

    private static readonly HotSql FindForSubmission = new(
        $"""
        SELECT {Columns}, (SELECT person_id FROM annotation WHERE submission_id = @submission), (SELECT task_id FROM annotation WHERE submission_id = @submission),
            EXISTS (SELECT 1 FROM draft WHERE person_id = @person AND task_id = @task)
        FROM task WHERE id = @task AND project_id = @project
        """,
        DbType.String, DbType.Int64, DbType.Int64, DbType.Int64);

    public required long Id { get; init; }

    public required long ProjectId { get; init; }

    public required LabelingStatus Status { get; init; }

    /// <summary>Queue order is rank, then id, ascending; see <see cref="Ranks"/>.</summary>
    public required long Rank { get; init; }

    /// <summary>Answers wanted.</summary>
    public required long Overlap { get; init; }

    /// <summary>Answers that count.</summary>
    public required long Submitted { get; init; }

    /// <summary>People who hold it to answer it.</summary>
    public required long Leased { get; init; }

    public required long Skips { get; init; }

    public required bool IsGold { get; init; }

    /// <summary>What the row has of the columns that indexes are made of.</summary>
    private (long Overlap, long OpenSlots, bool IsGold) Stored { get; init; }

    /// <summary>Whether answers are still wanted.</summary>
    public bool IsOpen => Status is LabelingStatus.Pending or LabelingStatus.InProgress;

    /// <summary>How many more people may take it now.</summary>
    public long OpenSlots => IsOpen && !IsGold ? Math.Max(0, Overlap - Submitted - Leased) : 0;

    /// <summary>
    /// The status of a task on which nothing was decided: whether anybody has begun; and once so many have skipped it and nobody holds it, it is set aside for
    /// a manager, with the answers it has, for there may be nobody left to ask.
    /// </summary>
    public TaskState Settled() => !IsOpen ? this : this with
    {
        Status = Skips >= SkipsBeforeSetAside && Leased == 0 && !IsGold ? LabelingStatus.Skipped
            : Submitted + Leased > 0 ? LabelingStatus.InProgress
            : LabelingStatus.Pending,
    };

    public static TaskState Load(Session session, long projectId, long taskId) =>
        TryLoad(session, projectId, taskId) ?? throw NoTask(taskId);

    /// <summary>
    /// The task; whose submission this UUID was before and to which task, null when it is new; whether the person has a draft of it.
    /// </summary>
    public static (TaskState Task, (long PersonId, long TaskId)? Earlier, bool HasDraft) LoadFor(
        Session session, long projectId, long personId, long taskId, string submissionId)
    {
        using var row = session.Hot(FindForSubmission).Read(submissionId, personId, taskId, projectId);
        return row.Read() ? (Of(row), row.IsDBNull(10) ? null : (row.GetInt64(10), row.GetInt64(11)), row.GetBoolean(12)) : throw NoTask(taskId);
    }

    public static TaskState? TryLoad(Session session, long projectId, long taskId)
    {
        using var row = session.Hot(Find).Read(taskId, projectId);
        return row.Read() ? Of(row) : null;
    }

    public void Save(Session session, long now)
    {
        if ((Overlap, OpenSlots, IsGold) == Stored)
            session.Hot(StoreBeside).Execute(TaskStatusNames.ToText(Status), Submitted, Leased, Skips, now, Id);
        else
            session.Hot(Store).Execute(TaskStatusNames.ToText(Status), Overlap, Submitted, Leased, OpenSlots, Skips, IsGold, now, Id);
    }

    private static NotFound NoTask(long taskId) => new($"There is no task {taskId} in this project.");

    private static TaskState Of(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        ProjectId = row.GetInt64(1),
        Status = TaskStatusNames.Parse(row.GetString(2)),
        Rank = row.GetInt64(3),
        Overlap = row.GetInt64(4),
        Submitted = row.GetInt64(5),
        Leased = row.GetInt64(6),
        Skips = row.GetInt64(8),
        IsGold = row.GetBoolean(9),
        Stored = (row.GetInt64(4), row.GetInt64(7), row.GetBoolean(9)),
    };
}
