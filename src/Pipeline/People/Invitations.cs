using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.People;

/// <summary>Invitations by link: whoever holds the link joins the project with the link's role, until it expires or is used up.</summary>
public sealed class Invitations(Db db, Accounts accounts, TimeProvider clock)
{
    public IReadOnlyList<Invitation> List(long projectId) => db.Read(session => List(session, projectId, null));

    /// <summary>Makes a link. Nobody invites above their own role.</summary>
    public async Task<NewInvitation> Create(long projectId, long by, ProjectRole byRole, ProjectRole role, int expiresInDays = 14, int? maxUses = null)
    {
        var violations = new List<Violation>();
        if (expiresInDays is < 1 or > 365)
            violations.Add(new Violation("expiresInDays", "range", "An invitation lives 1 to 365 days."));
        if (maxUses is < 1)
            violations.Add(new Violation("maxUses", "range", "An invitation can be used once or more; leave this out for no limit."));
        if (violations.Count > 0)
            throw new Invalid(violations);
        if (role > byRole)
            throw new Forbidden($"You cannot invite someone above your own role: {role.ToText()}.");
        var token = Secret.New();
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var id = await db.Write(session =>
        {
            var made = session.One<long>(
                """
                INSERT INTO invitation (project_id, role, token_hash, created_by, created_at, expires_at, max_uses)
                VALUES (@projectId, @role, @hash, @by, @at, @expiresAt, @maxUses)
                RETURNING id
                """,
                new { projectId, role = role.ToText(), hash = Secret.Hash(token), by, at, expiresAt = at + (expiresInDays * 86_400_000L), maxUses });
            Audit.Add(session, at, by, projectId, "invitation_created", role.ToText());
            return made;
        });
        return new NewInvitation($"/join/{token}", db.Read(session => List(session, projectId, id))[0]);
    }

    public Task Revoke(long projectId, long invitationId, long by) => db.Write(session =>
    {
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (session.Execute(
            "UPDATE invitation SET revoked_at = @at WHERE id = @invitationId AND project_id = @projectId AND revoked_at IS NULL",
            new { invitationId, projectId, at }) == 0)
            throw new NotFound($"This project has no invitation {invitationId}.");
        Audit.Add(session, at, by, projectId, "invitation_revoked", $"invitation {invitationId}");
    });

    /// <summary>What the holder of a link is invited to.</summary>
    /// <exception cref="NotFound">The link is unknown, used up, expired or withdrawn; the message says which.</exception>
    public InvitedTo Look(string token) => db.Read(session =>
    {
        var link = Usable(session, token);
        return session.One<InvitedTo>(
            """
            SELECT p.name AS project, i.role AS role_name, w.name AS invited_by, i.expires_at AS expires
            FROM invitation i JOIN project p ON p.id = i.project_id JOIN person w ON w.id = i.created_by
            WHERE i.id = @Id
            """,
            new { link.Id });
    });

    /// <summary>Joins with an account that exists. Someone who is a member already keeps their role, and the link keeps its use.</summary>
    public Task<long> Accept(string token, long personId) => db.Write(session =>
    {
        var link = Usable(session, token);
        if (Members.RoleOf(session, link.ProjectId, personId) is null)
        {
            Use(session, token, link);
            Join(session, link, personId);
        }

        return link.ProjectId;
    });

    /// <summary>Makes an account and joins with it.</summary>
    /// <exception cref="Conflict">The address has an account: sign in first.</exception>
    public async Task<(Account Account, long ProjectId)> SignUp(string token, string? name, string? email, string? password)
    {
        var link = db.Read(session => Usable(session, token));
        var account = await accounts.Prepare(name, email, password);
        await accounts.Store(account, session => Use(session, token, link), session => Join(session, link, account.Id));
        return (account, link.ProjectId);
    }

    private static IReadOnlyList<Invitation> List(Session session, long projectId, long? id) =>
    [
        .. session.Query<Invitation>(
            """
            SELECT i.id, i.role AS role_name, p.name AS created_by, i.created_at AS created, i.expires_at AS expires, i.uses, i.max_uses
            FROM invitation i JOIN person p ON p.id = i.created_by
            WHERE i.project_id = @projectId AND i.revoked_at IS NULL AND (@id IS NULL OR i.id = @id)
            ORDER BY i.id DESC
            """,
            new { projectId, id }),
    ];

    private Link Usable(Session session, string token)
    {
        var link = session.OneOrNone<Link>(
            "SELECT id, project_id, role, expires_at, uses, max_uses, revoked_at FROM invitation WHERE token_hash = @hash",
            new { hash = Secret.Hash(token) }) ?? throw new NotFound("There is no such invitation. Check that the link is complete.");
        if (link.RevokedAt is not null)
            throw new NotFound("This invitation was withdrawn. Ask for a new one.");
        if (link.ExpiresAt <= clock.GetUtcNow().ToUnixTimeMilliseconds())
            throw new NotFound("This invitation has expired. Ask for a new one.");
        return link.Uses >= link.MaxUses ? throw UsedUp() : link;
    }

    /// <summary>Counts a use, and is the proof that there was one left: two people cannot both take the last.</summary>
    private void Use(Session session, string token, Link link)
    {
        var used = session.Execute(
            """
            UPDATE invitation SET uses = uses + 1
            WHERE id = @Id AND token_hash = @hash AND revoked_at IS NULL AND expires_at > @at AND (max_uses IS NULL OR uses < max_uses)
            """,
            new { link.Id, hash = Secret.Hash(token), at = clock.GetUtcNow().ToUnixTimeMilliseconds() });
        if (used == 0)
            throw UsedUp();
    }

    private void Join(Session session, Link link, long personId)
    {
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        Members.Add(session, link.ProjectId, personId, ProjectRoleNames.Parse(link.Role), at);
        Audit.Add(session, at, personId, link.ProjectId, "member_joined", $"{link.Role}, invitation {link.Id}");
    }

    private static NotFound UsedUp() => new("This invitation has been used as often as it may be. Ask for a new one.");

    private sealed record Link
    {
        public required long Id { get; init; }

        public required long ProjectId { get; init; }

        public required string Role { get; init; }

        public long ExpiresAt { get; init; }

        public long Uses { get; init; }

        public long? MaxUses { get; init; }

        public long? RevokedAt { get; init; }
    }
}

/// <summary>A link as the project's managers see it, without the link.</summary>
public sealed record Invitation
{
    public required long Id { get; init; }

    public ProjectRole Role => ProjectRoleNames.Parse(RoleName);

    public required string CreatedBy { get; init; }

    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds(Created);

    public DateTimeOffset ExpiresAt => DateTimeOffset.FromUnixTimeMilliseconds(Expires);

    public long Uses { get; init; }

    public long? MaxUses { get; init; }

    internal string RoleName { get; init; } = "";

    internal long Created { get; init; }

    internal long Expires { get; init; }
}

/// <summary>A link just made, shown once. <paramref name="Link"/> is a path of the web app.</summary>
public sealed record NewInvitation(string Link, Invitation Details);

/// <summary>What the holder of a link sees before joining.</summary>
public sealed record InvitedTo
{
    public required string Project { get; init; }

    public ProjectRole Role => ProjectRoleNames.Parse(RoleName);

    public required string InvitedBy { get; init; }

    public DateTimeOffset ExpiresAt => DateTimeOffset.FromUnixTimeMilliseconds(Expires);

    internal string RoleName { get; init; } = "";

    internal long Expires { get; init; }
}
