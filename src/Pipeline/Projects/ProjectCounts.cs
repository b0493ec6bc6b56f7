using System.Collections.Concurrent;
using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Projects;

/// <summary>Tasks of a project by status, at one moment.</summary>
public sealed record ProjectCounts(IReadOnlyDictionary<LabelingStatus, long> ByStatus)
{
    /// <summary>All but the archived.</summary>
    public long Total => ByStatus.Where(pair => pair.Key != LabelingStatus.Archived).Sum(pair => pair.Value);

    public long Decided => Of(LabelingStatus.Completed);

    public long Of(LabelingStatus status) => ByStatus.GetValueOrDefault(status);

    public static ProjectCounts Count(Session session, long projectId) => new(session
        .Query<(string Status, long Count)>("SELECT status, count(*) FROM task WHERE project_id = @projectId GROUP BY status", new { projectId })
        .ToDictionary(row => TaskStatusNames.Parse(row.Status), row => row.Count));
}

/// <summary>
/// Recent counts. Counting a million tasks takes a tenth of a second, so a count is kept for twenty times as long as it took,
/// and for at least half a second: progress shown beside a task may be that old.
/// </summary>
public sealed class RecentCounts(Db db, TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<long, Lazy<(ProjectCounts Counts, long Counted, TimeSpan Kept)>> recent = new();

    public ProjectCounts Of(long projectId)
    {
        if (recent.TryGetValue(projectId, out var known) && time.GetElapsedTime(known.Value.Counted) < known.Value.Kept)
            return known.Value.Counts;
        if (recent.Count > 10_000)
            recent.Clear();
        var counting = new Lazy<(ProjectCounts, long, TimeSpan)>(() => Count(projectId));
        if (known is null)
            recent.TryAdd(projectId, counting);
        else
            recent.TryUpdate(projectId, counting, known); // of several who find it old, one counts and the rest wait for that one
        return recent.GetOrAdd(projectId, counting).Value.Counts;
    }

    private (ProjectCounts Counts, long Counted, TimeSpan Kept) Count(long projectId)
    {
        var begun = time.GetTimestamp();
        var counts = db.Read(session => ProjectCounts.Count(session, projectId));
        var took = time.GetElapsedTime(begun);
        return (counts, time.GetTimestamp(), took * 20 > Shortest ? took * 20 : Shortest);
    }
}
