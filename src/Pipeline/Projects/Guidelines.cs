using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.People;

namespace Assay.Pipeline.Projects;

/// <summary>A project's guidelines in Markdown. Every change is a new version, because an answer names the version its author read.</summary>
public sealed class Guidelines(Db db, TimeProvider clock)
{
    private const string Sql = """
        SELECT g.version, g.text, p.name AS author, g.created_at AS created
        FROM guideline g JOIN person p ON p.id = g.author_id
        WHERE g.project_id = @projectId ORDER BY g.version DESC
        """;

    /// <summary>The guidelines in force; version 0 with no text when none were written.</summary>
    public GuidelineVersion Latest(long projectId) => db.Read(session => Latest(session, projectId));

    /// <summary>Every version, newest first.</summary>
    public IReadOnlyList<GuidelineVersion> Versions(long projectId) => db.Read(session => session.Query<GuidelineVersion>(Sql, new { projectId }).ToList());

    /// <summary>Puts a new version in force.</summary>
    /// <exception cref="Conflict">Someone wrote a newer one than <paramref name="basedOn"/>.</exception>
    public Task<GuidelineVersion> Write(long projectId, string text, long basedOn, long by)
    {
        var violations = GuidelineRules.Check(text);
        if (violations.Count > 0)
            throw new Invalid(violations);
        return db.Write(projectId, session =>
        {
            var latest = Latest(session, projectId);
            if (latest.Version != basedOn)
                throw new Conflict($"{latest.Author} wrote version {latest.Version} in the meantime; yours is based on version {basedOn}.");
            if (latest.Text == text)
                return latest;
            Add(session, projectId, basedOn + 1, text, by, clock.GetUtcNow().ToUnixTimeMilliseconds());
            return Latest(session, projectId);
        });
    }

    internal static void Add(Session session, long projectId, long version, string text, long by, long at)
    {
        session.Execute(
            "INSERT INTO guideline (project_id, version, text, author_id, created_at) VALUES (@projectId, @version, @text, @by, @at)",
            new { projectId, version, text, by, at });
        session.Execute("UPDATE project SET guideline_version = @version WHERE id = @projectId", new { projectId, version });
        session.Forget(projectId);
        Audit.Add(session, at, by, projectId, "guidelines_written", $"version {version}");
    }

    private static GuidelineVersion Latest(Session session, long projectId) =>
        session.OneOrNone<GuidelineVersion>($"{Sql} LIMIT 1", new { projectId }) ?? new GuidelineVersion();
}

/// <summary>One version of a project's guidelines.</summary>
public sealed record GuidelineVersion
{
    public long Version { get; init; }

    public string Text { get; init; } = "";

    public string Author { get; init; } = "";

    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds(Created);

    internal long Created { get; init; }
}

/// <summary>What guidelines may be.</summary>
public static class GuidelineRules
{
    public const int Longest = 200_000;

    public static IReadOnlyList<Violation> Check(string text) => text.Length > Longest
        ? [new Violation("guidelines", "length", $"Guidelines have at most {Longest} characters; these have {text.Length}.")]
        : [];
}
