using System.Data;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Queue;

/// <summary>
/// Hands out tasks under leases: never one task twice to one person, never to more people at once than it still needs answers,
/// highest priority first, then oldest. Every operation runs under the project's lock in a group that shares one sync; nothing is
/// handed out before its lease is on disk. The cost of a claim grows neither with the project nor with what the person has done.
/// </summary>
public sealed class TaskQueue(Db db, TimeProvider time, RecentCounts counts)
{
    /// <summary>Most tasks a person can hold at once.</summary>
    public const int MostHeld = 10;

    /// <summary>A person's place is saved once in so many claims: what a restart makes them walk again.</summary>
    private const int ClaimsBetweenSaves = 64;

    private static readonly HotSql Held = new(
        """
        SELECT task_id, claimed_at FROM lease
        WHERE person_id = @person AND project_id = @project AND purpose <> 'review'
        """,
        DbType.Int64, DbType.Int64);

    private static readonly HotSql ExtendRow = new(
        "UPDATE lease SET expires_at = @expires WHERE person_id = @person AND task_id = @task", DbType.Int64, DbType.Int64, DbType.Int64);

    private readonly Cursors cursors = new();

    /// <summary>The person's unfinished tasks, then new ones, up to <paramref name="count"/> in all.</summary>
    public async Task<Claim> Claim(long projectId, long personId, int count = 1)
    {
        var wanted = Math.Clamp(count, 1, MostHeld);
        var picked = await db.Write(projectId, session => Pick(session, projectId, personId, wanted));
        var now = counts.Lately(projectId);
        return db.Read(session => ClaimView.Of(session, time.GetUtcNow(), now, projectId, personId, picked));
    }

    /// <summary>Keeps tasks for another lease time; says which the person no longer holds.</summary>
    public Task<LeaseExtension> Extend(long projectId, long personId, IReadOnlyList<long> taskIds) => db.Write(projectId, session =>
    {
        var now = Now();
        Leases.Expire(session, projectId, now);
        var expires = now + (session.Shared(projectId, QueueSettings.Load).LeaseSeconds * 1000);
        var held = taskIds.Distinct().Where(task => session.Hot(ExtendRow).Execute(expires, personId, task) > 0).ToHashSet();
        return new LeaseExtension([.. taskIds.Where(held.Contains)], [.. taskIds.Where(task => !held.Contains(task))]);
    });

    /// <summary>Gives tasks back unanswered. What the person does not hold is passed over.</summary>
    public Task Release(long projectId, long personId, IReadOnlyList<long> taskIds) => db.Write(projectId, session =>
    {
        var now = Now();
        foreach (var task in taskIds.Distinct())
            foreach (var purpose in (string[])[LeasePurposes.Annotate, LeasePurposes.Gold, LeasePurposes.Review])
                Leases.Release(session, projectId, personId, task, purpose, now);
    });

    /// <summary>Gives back everything the person holds in the project, as when they leave it.</summary>
    public Task ReleaseAll(long projectId, long personId) => db.Write(projectId, session =>
    {
        var held = session.Query<(long Task, string Purpose)>(
            "SELECT task_id, purpose FROM lease WHERE person_id = @personId AND project_id = @projectId", new { personId, projectId }).ToList();
        foreach (var (task, purpose) in held)
            Leases.Release(session, projectId, personId, task, purpose, Now());
    });

    /// <summary>
    /// Returns expired leases of every project; gives their number. Claims do it for their own project, so nothing waits for this:
    /// it keeps counts right where nobody claims.
    /// </summary>
    public async Task<int> ExpireLeases()
    {
        var now = Now();
        var projects = db.Read(session => session.Query<long>("SELECT DISTINCT project_id FROM lease WHERE expires_at <= @now", new { now }).ToList());
        var expired = 0;
        foreach (var project in projects)
            expired += await db.Write(project, session => Leases.Expire(session, project, now));
        return expired;
    }

    private List<Picked> Pick(Session session, long projectId, long personId, int wanted)
    {
        var now = Now();
        var settings = session.Shared(projectId, QueueSettings.Load);
        if (settings.IsPaused)
            return [];
        Leases.Expire(session, projectId, now);
        var expires = now + (settings.LeaseSeconds * 1000);
        var picked = Resume(session, settings, projectId, personId, wanted, expires);
        if (picked.Count == wanted)
            return picked;

        var ours = cursors.Of(session, projectId);
        var cursor = ours.For(session, personId);
        while (picked.Count < wanted)
        {
            var claim = cursor.Claims;
            if (GoldMix.IsDue(settings.GoldRate, projectId, personId, claim) && Picks.KnownOne(session, projectId, personId) is { } known)
                picked.Add(Lease(known, ClaimReasons.Next, LeasePurposes.Gold));
            else if (Picks.Next(session, projectId, personId, cursor, now) is { } next)
                picked.Add(Lease(next.Task, next.Reason, LeasePurposes.Annotate));
            else if (picked.Count == 0 && settings.SkipPolicy == SkipPolicies.Me && Picks.BringBackSkipped(session, projectId, personId))
                cursor.Reset();
            else
                break;
            if (++cursor.Claims % ClaimsBetweenSaves == 0)
                ours.Save(session, personId, cursor);
        }

        return picked;

        Picked Lease(long task, string reason, string purpose)
        {
            Leases.Insert(session, projectId, personId, task, purpose, now, expires);
            return new Picked(task, reason, expires, settings.GuidelineVersion, settings.SchemaVersion, settings.ShowsDraftOf(task));
        }
    }

    /// <summary>What the person holds already, kept for another lease time.</summary>
    private static List<Picked> Resume(Session session, QueueSettings settings, long projectId, long personId, int wanted, long expires)
    {
        var held = new List<(long ClaimedAt, long Task)>();
        using (var row = session.Hot(Held).Read(personId, projectId))
            while (row.Read())
                held.Add((row.GetInt64(1), row.GetInt64(0)));
        held.Sort(); // here, since SQLite builds a sorter even for none
        var kept = held.Take(wanted).Select(lease => new Picked(
            lease.Task, ClaimReasons.Resumed, expires, settings.GuidelineVersion, settings.SchemaVersion, settings.ShowsDraftOf(lease.Task))).ToList();
        foreach (var lease in kept)
            session.Hot(ExtendRow).Execute(expires, personId, lease.TaskId);
        return kept;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
