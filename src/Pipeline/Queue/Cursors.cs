using System.Collections.Concurrent;
using System.Data;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Queue;

/// <summary>
/// How far each person has come in each queue, so that a claim does not walk past everything the person has done before.
/// The promise: whatever a person could take lies after their cursor, or is in <see cref="Cursor.Behind"/>. It holds because slots
/// that come back are logged (<see cref="Reopenings"/>) and heard here before every pick, on every node.
/// Touched only under the project's lock, on the project's writer thread.
/// </summary>
internal sealed class Cursors
{
    private readonly ConcurrentDictionary<long, ProjectCursors> projects = new();

    public ProjectCursors Of(Session session, long projectId)
    {
        var cursors = projects.GetOrAdd(projectId, static id => new ProjectCursors(id));
        if (session.Once("cursors", projectId))
            session.OnRollback(() => projects.TryRemove(projectId, out _));

        // under the project's lock only this transaction adds news, and it says so
        if (session.Once(Reopenings.Heard, projectId))
            cursors.Hear(session);
        return cursors;
    }
}

/// <summary>The cursors of one project.</summary>
internal sealed class ProjectCursors(long projectId)
{
    /// <summary>More than this many people or tasks behind: starting anew is cheaper than keeping account.</summary>
    private const int LargestBacklog = 2_000;

    private const int MostPeople = 5_000;

    private static readonly HotSql Latest = new("SELECT reopened FROM project_queue WHERE project_id = @project", DbType.Int64);

    private static readonly HotSql News = new(
        "SELECT sequence, task_id, rank FROM reopening WHERE project_id = @project AND sequence > @heard ORDER BY sequence", DbType.Int64, DbType.Int64);

    private static readonly HotSql Saved = new(
        "SELECT rank, task_id, heard, claims FROM queue_cursor WHERE project_id = @project AND person_id = @person", DbType.Int64, DbType.Int64);

    private static readonly HotSql Store = new(
        """
        INSERT INTO queue_cursor (project_id, person_id, rank, task_id, heard, claims) VALUES (@project, @person, @rank, @task, @heard, @claims)
        ON CONFLICT (project_id, person_id) DO UPDATE SET rank = @rank, task_id = @task, heard = @heard, claims = @claims
        """,
        DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64);

    private readonly Dictionary<long, Cursor> people = [];
    private long heard = -1;

    public Cursor For(Session session, long personId)
    {
        if (people.TryGetValue(personId, out var cursor))
            return cursor;
        if (people.Count >= MostPeople)
            people.Clear();
        people.Add(personId, cursor = Restore(session, personId));
        return cursor;
    }

    /// <summary>Takes in what came back since the last time, from this node or another.</summary>
    public void Hear(Session session)
    {
        var latest = ReadLatest(session);
        if (latest == heard)
            return;
        if (heard >= 0 && latest - heard <= LargestBacklog)
            foreach (var (sequence, task, rank) in ReadNews(session, heard))
                foreach (var cursor in people.Values)
                    cursor.Return(sequence, task, rank, LargestBacklog);
        else
            people.Clear();
        heard = latest;
    }

    public void Save(Session session, long personId, Cursor cursor)
    {
        var known = cursor.Behind.Count == 0 ? heard : cursor.Behind.Min(behind => behind.Sequence) - 1;
        session.Hot(Store).Execute(projectId, personId, cursor.Rank, cursor.TaskId, known, cursor.Claims);
    }

    private Cursor Restore(Session session, long personId)
    {
        var cursor = new Cursor();
        long known;
        using (var row = session.Hot(Saved).Read(projectId, personId))
        {
            if (!row.Read())
                return cursor;
            (cursor.Rank, cursor.TaskId, known, cursor.Claims) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
        }

        if (heard - known >= Reopenings.Kept)
            cursor.Reset();
        else
            foreach (var (sequence, task, rank) in ReadNews(session, known))
                cursor.Return(sequence, task, rank, LargestBacklog);
        return cursor;
    }

    private long ReadLatest(Session session)
    {
        using var row = session.Hot(Latest).Read(projectId);
        return row.Read() ? row.GetInt64(0) : 0;
    }

    private List<(long Sequence, long Task, long Rank)> ReadNews(Session session, long since)
    {
        var news = new List<(long, long, long)>();
        using var row = session.Hot(News).Read(projectId, since);
        while (row.Read())
            news.Add((row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
        return news;
    }
}

/// <summary>One person's place in one queue.</summary>
internal sealed class Cursor
{
    public long Rank { get; set; } = long.MinValue;

    public long TaskId { get; set; }

    /// <summary>Claims handed out, for mixing in gold evenly.</summary>
    public long Claims { get; set; }

    /// <summary>Tasks before the cursor that may be takeable again, in queue order.</summary>
    public SortedSet<(long Rank, long Task, long Sequence)> Behind { get; } = [];

    public void Return(long sequence, long task, long rank, int largest)
    {
        if (task == 0 || Behind.Count >= largest)
            Reset();
        else if ((rank, task).CompareTo((Rank, TaskId)) <= 0)
            Behind.Add((rank, task, sequence));
    }

    public void Reset()
    {
        (Rank, TaskId) = (long.MinValue, 0);
        Behind.Clear();
    }
}
