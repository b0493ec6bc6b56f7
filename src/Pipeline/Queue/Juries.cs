using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Queue;

/// <summary>
/// Who decides a project's tasks: equal votes, or what was last learned of its people. That is stored, and kept in memory by its number, which
/// is read with the settings; so every node decides by the same, after a restart too.
/// </summary>
internal static class Juries
{
    private const int MostKept = 200;

    private static readonly ConditionalWeakTable<Dialect, ConcurrentDictionary<long, (Key Key, IJury Jury)>> Known = [];

    /// <summary>Until something was learned under the present setting and schema, the shares of the votes decide.</summary>
    public static IJury Of(Session session, ProjectSettings settings)
    {
        if (settings.Fit == 0 || !settings.LearnsPeople)
            return EqualVotes.Instance;
        var juries = Known.GetOrCreateValue(session.Dialect);
        var key = new Key(settings.Fit, settings.Aggregator, settings.SchemaVersion);
        if (juries.TryGetValue(settings.Id, out var known) && known.Key == key)
            return known.Jury;
        if (juries.Count >= MostKept)
            juries.Clear();
        var stored = Crowd.Find(session, settings);

        // read between two commits, the crowd may be a newer one than the settings: good to decide by, but not to be kept under this number
        if (stored is not null && stored.Fit != settings.Fit)
            return stored.Jury();
        IJury jury = stored is null ? EqualVotes.Instance : stored.Jury();
        juries[settings.Id] = (key, jury);
        return jury;
    }

    /// <summary>The number is taken back with the transaction, and may then be given to something else.</summary>
    public static void ForgetOnRollback(Session session, long projectId) => session.OnRollback(() =>
    {
        if (Known.TryGetValue(session.Dialect, out var juries))
            juries.TryRemove(projectId, out _);
    });

    private sealed record Key(long Fit, string Aggregator, long SchemaVersion);
}

/// <summary>What was learned of a project's people, as it is stored.</summary>
internal sealed record Crowd
{
    public long Fit { get; init; }

    /// <summary>The votes it was learned from.</summary>
    public long Votes { get; init; }

    /// <summary>The votes of the last time that was begun from nothing.</summary>
    public long ColdVotes { get; init; }

    public byte[] Learned { get; init; } = [];

    public CrowdJury Jury() => CrowdJury.Read(Learned);

    /// <summary>Null when nothing was learned yet under this setting and schema.</summary>
    public static Crowd? Find(Session session, ProjectSettings settings) => session.OneOrNone<Crowd>(
        "SELECT fit, votes, cold_votes, learned FROM crowd WHERE project_id = @Id AND aggregator = @Aggregator AND schema_version = @SchemaVersion",
        new { settings.Id, settings.Aggregator, settings.SchemaVersion });

    /// <summary>Stores it in place of the last; from now on it decides.</summary>
    public static long Store(Session session, ProjectSettings settings, CrowdJury jury, long votes, long coldVotes, long now)
    {
        var fit = session.One<long>("UPDATE project SET fit = fit + 1 WHERE id = @Id RETURNING fit", new { settings.Id });
        session.Execute(
            """
            INSERT INTO crowd (project_id, fit, aggregator, schema_version, votes, cold_votes, learned, learned_at)
            VALUES (@Id, @fit, @Aggregator, @SchemaVersion, @votes, @coldVotes, @learned, @now)
            ON CONFLICT (project_id) DO UPDATE SET fit = @fit, aggregator = @Aggregator, schema_version = @SchemaVersion, votes = @votes,
                cold_votes = @coldVotes, learned = @learned, learned_at = @now
            """,
            new { settings.Id, fit, settings.Aggregator, settings.SchemaVersion, votes, coldVotes, learned = jury.ToBytes(), now });
        session.Forget(settings.Id);
        Juries.ForgetOnRollback(session, settings.Id);
        return fit;
    }
}
