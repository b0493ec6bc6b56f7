using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.People;

/// <summary>Who works in a project, with which role, and how much.</summary>
public sealed class Members(Db db, TaskQueue queue, TimeProvider clock)
{
    /// <summary>Answers from which a person's median time is taken: the latest, which is also all that is read of a long history.</summary>
    private const int TimedAnswers = 500;

    public static ProjectRole? RoleOf(Session session, long projectId, long personId) =>
        session.OneOrNone<string>("SELECT role FROM member WHERE project_id = @projectId AND person_id = @personId", new { projectId, personId })
            is { } role ? ProjectRoleNames.Parse(role) : null;

    public static void Add(Session session, long projectId, long personId, ProjectRole role, long at) => session.Execute(
        "INSERT INTO member (project_id, person_id, role, joined_at) VALUES (@projectId, @personId, @role, @at)",
        new { projectId, personId, role = role.ToText(), at });

    public ProjectRole? RoleOf(long projectId, long personId) => db.Read(session => RoleOf(session, projectId, personId));

    /// <summary>Adds someone without an invitation: for the command line and for virtual annotators.</summary>
    public Task Add(long projectId, long personId, ProjectRole role) => db.Write(session =>
    {
        if (RoleOf(session, projectId, personId) is not null)
            throw new Conflict($"Person {personId} is a member already.");
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        Add(session, projectId, personId, role, at);
        Audit.Add(session, at, personId, projectId, "member_joined", role.ToText());
    });

    public IReadOnlyList<Member> List(long projectId) => db.Read(session => List(session, projectId, null));

    /// <summary>Changes a role. Nobody changes someone above themselves or lifts anyone above themselves, and a project keeps an owner.</summary>
    public async Task<Member> ChangeRole(long projectId, long personId, ProjectRole role, long by, ProjectRole byRole)
    {
        await db.Write(projectId, session =>
        {
            var present = Existing(session, projectId, personId);
            if (present > byRole || role > byRole)
                throw new Forbidden("You cannot change a role above your own, nor give one.");
            if (present == ProjectRole.Owner && role != ProjectRole.Owner)
                KeepOneOwner(session, projectId);
            session.Execute(
                "UPDATE member SET role = @role WHERE project_id = @projectId AND person_id = @personId",
                new { projectId, personId, role = role.ToText() });
            Audit.Add(session, Now, by, projectId, "member_role", $"person {personId}: {present.ToText()} → {role.ToText()}");
        });
        return db.Read(session => List(session, projectId, personId))[0];
    }

    /// <summary>Takes someone out of the project. Their answers stay; what they hold goes back to the queue.</summary>
    public async Task Remove(long projectId, long personId, long by, ProjectRole byRole)
    {
        await db.Write(projectId, session =>
        {
            var present = Existing(session, projectId, personId);
            if (present > byRole)
                throw new Forbidden("You cannot remove someone whose role is above your own.");
            if (present == ProjectRole.Owner)
                KeepOneOwner(session, projectId);
            session.Execute("DELETE FROM member WHERE project_id = @projectId AND person_id = @personId", new { projectId, personId });
            Audit.Add(session, Now, by, projectId, "member_removed", $"person {personId}");
        });
        await queue.ReleaseAll(projectId, personId);
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static ProjectRole Existing(Session session, long projectId, long personId) =>
        RoleOf(session, projectId, personId) ?? throw new NotFound($"Person {personId} is not a member of this project.");

    private static void KeepOneOwner(Session session, long projectId)
    {
        if (session.One<long>("SELECT count(*) FROM member WHERE project_id = @projectId AND role = 'owner'", new { projectId }) == 1)
            throw new Conflict("A project keeps at least one owner. Make someone else an owner first.");
    }

    private static IReadOnlyList<Member> List(Session session, long projectId, long? personId)
    {
        var rows = session.Query<Row>(
            """
            SELECT p.id, p.name, p.email, p.is_admin, p.is_simulated, m.role, m.joined_at,
                (SELECT coalesce(sum(t.answers), 0) FROM tally t WHERE t.project_id = m.project_id AND t.person_id = m.person_id) AS answers,
                (SELECT coalesce(sum(t.skips), 0) FROM tally t WHERE t.project_id = m.project_id AND t.person_id = m.person_id) AS skipped
            FROM member m JOIN person p ON p.id = m.person_id
            WHERE m.project_id = @projectId AND (@personId IS NULL OR m.person_id = @personId)
            ORDER BY m.joined_at, p.id
            """,
            new { projectId, personId });

        // a known answer is stored in the form every answer is stored in, in which equal answers have equal text
        var gold = session.Query<GoldRow>(
            """
            SELECT a.person_id, count(*) AS total, sum(CASE WHEN a.answers = g.answers THEN 1 ELSE 0 END) AS correct
            FROM gold g JOIN annotation a ON a.task_id = g.task_id
            WHERE g.project_id = @projectId AND a.answers IS NOT NULL AND a.is_standing
            GROUP BY a.person_id
            """,
            new { projectId }).ToDictionary(row => row.PersonId);

        return [.. rows.ToList().Select(row => Describe(session, projectId, row, gold.GetValueOrDefault(row.Id)))];
    }

    private static Member Describe(Session session, long projectId, Row row, GoldRow? gold)
    {
        var latest = session.Query<Timed>(
            """
            SELECT lead_time_ms, created_at FROM annotation
            WHERE project_id = @projectId AND person_id = @Id AND answers IS NOT NULL
            ORDER BY id DESC LIMIT @TimedAnswers
            """,
            new { projectId, row.Id, TimedAnswers }).ToList();
        var times = latest.Select(answer => answer.LeadTimeMs).Order().ToList();
        return new Member
        {
            Person = new Person { Id = row.Id, Name = row.Name, Email = row.Email, IsAdmin = row.IsAdmin, IsSimulated = row.IsSimulated },
            Role = ProjectRoleNames.Parse(row.Role),
            JoinedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.JoinedAt),
            Answers = row.Answers,
            Skipped = row.Skipped,
            MedianSeconds = times.Count == 0 ? null : (times[(times.Count - 1) / 2] + times[times.Count / 2]) / 2000.0,
            LastAnswerAt = latest.Count == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(latest[0].CreatedAt),
            Gold = new GoldScore(gold?.Correct ?? 0, gold?.Total ?? 0),
        };
    }

    private sealed record Row
    {
        public required long Id { get; init; }

        public required string Name { get; init; }

        public required string Email { get; init; }

        public bool IsAdmin { get; init; }

        public bool IsSimulated { get; init; }

        public required string Role { get; init; }

        public long JoinedAt { get; init; }

        public long Answers { get; init; }

        public long Skipped { get; init; }
    }

    private sealed record Timed
    {
        public long LeadTimeMs { get; init; }

        public long CreatedAt { get; init; }
    }

    private sealed record GoldRow
    {
        public long PersonId { get; init; }

        public long Total { get; init; }

        public long Correct { get; init; }
    }
}

/// <summary>A person in a project.</summary>
public sealed record Member
{
    public required Person Person { get; init; }

    public required ProjectRole Role { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>Tasks answered.</summary>
    public required long Answers { get; init; }

    public required long Skipped { get; init; }

    /// <summary>Median time on a task over the latest answers; null without any.</summary>
    public required double? MedianSeconds { get; init; }

    public required DateTimeOffset? LastAnswerAt { get; init; }

    public required GoldScore Gold { get; init; }
}

/// <summary>Answers given to tasks whose answer is known, and how many of them were that answer.</summary>
public sealed record GoldScore(long Right, long Total);
