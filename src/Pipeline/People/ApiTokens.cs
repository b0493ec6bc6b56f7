using System.Data.Common;
using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.People;

/// <summary>Tokens by which programs act for a person: never with more rights than the person has, and only within the token's scopes.</summary>
public sealed class ApiTokens(Db db, TimeProvider clock)
{
    public const string Mark = "assay_";

    /// <summary>How exactly "last used" is known; a finer stamp would cost a write on every request.</summary>
    private const long StampEvery = 60_000;

    private const string Columns = "id, name, scopes AS scope_list, project_id, created_at AS created, expires_at AS expires, last_used_at AS last_used, prefix";

    /// <summary>Whether a token t is the presented one, and still good.</summary>
    public const string IsPresented = "t.token_hash = @hash AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > @at)";

    public IReadOnlyList<ApiToken> List(long personId) => db.Read(session => (IReadOnlyList<ApiToken>)
    [
        .. session.Query<ApiToken>($"SELECT {Columns} FROM api_token WHERE person_id = @personId AND revoked_at IS NULL ORDER BY id DESC", new { personId }),
    ]);

    /// <summary>Makes a token; its text is given here and never again.</summary>
    public async Task<NewApiToken> Create(Person person, string? name, IReadOnlyList<string>? scopes, long? projectId = null, int? expiresInDays = null)
    {
        var personId = person.Id;
        var violations = new List<Violation>();
        name = name?.Trim() ?? "";
        if (name.Length is 0 or > 100)
            violations.Add(new Violation("name", "name", "A token has a name of 1 to 100 characters, so that you know later what it was for."));
        if (scopes is null or { Count: 0 } || scopes.Any(scope => !Scope.All.Contains(scope)))
            violations.Add(new Violation("scopes", "unknown_scope", $"Scopes are one or more of {string.Join(", ", Scope.All)}."));
        if (expiresInDays is < 1 or > 3650)
            violations.Add(new Violation("expiresInDays", "range", "A token lives 1 to 3650 days, or without end when this is left out."));
        if (violations.Count > 0)
            throw new Invalid(violations);

        var token = Mark + Secret.New();
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var id = await db.Write(session =>
        {
            if (projectId is { } project && !Sees(session, person, project))
                throw new NotFound($"There is no project {project}.");
            var made = session.One<long>(
                """
                INSERT INTO api_token (person_id, project_id, name, token_hash, prefix, scopes, created_at, expires_at)
                VALUES (@personId, @projectId, @name, @hash, @prefix, @scopes, @at, @expiresAt)
                RETURNING id
                """,
                new
                {
                    personId,
                    projectId,
                    name,
                    hash = Secret.Hash(token),
                    prefix = token[..(Mark.Length + 4)],
                    scopes = string.Join(' ', Scope.All.Where(scopes!.Contains)),
                    at,
                    expiresAt = expiresInDays is { } days ? at + (days * 86_400_000L) : (long?)null,
                });
            Audit.Add(session, at, personId, projectId, "token_created", name);
            return made;
        });
        return new NewApiToken(token, List(personId).Single(details => details.Id == id));
    }

    private static bool Sees(Session session, Person person, long projectId) => person.IsAdmin
        ? session.One<bool>("SELECT EXISTS (SELECT 1 FROM project WHERE id = @projectId)", new { projectId })
        : Members.RoleOf(session, projectId, person.Id) is not null;

    public Task Revoke(long personId, long tokenId) => db.Write(session =>
    {
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var name = session.OneOrNone<string>(
            "UPDATE api_token SET revoked_at = @at WHERE id = @tokenId AND person_id = @personId AND revoked_at IS NULL RETURNING name",
            new { tokenId, personId, at });
        if (name is null)
            throw new NotFound($"You have no token {tokenId}.");
        Audit.Add(session, at, personId, null, "token_revoked", name);
    });

    /// <summary>What a token is looked up by, and the time by which it must not have expired; null for what cannot be one.</summary>
    public (string Hash, long At)? Presented(string token) =>
        token.StartsWith(Mark, StringComparison.Ordinal) && token.Length <= 100 ? (Secret.Hash(token), clock.GetUtcNow().ToUnixTimeMilliseconds()) : null;

    /// <summary>Notes that it was used, once in a while.</summary>
    public async Task Used(TokenGrant grant, long at)
    {
        if ((grant.LastUsedAt ?? 0) > at - StampEvery)
            return;
        await db.Write(session => session.Execute(
            "UPDATE api_token SET last_used_at = @at WHERE id = @Id AND (last_used_at IS NULL OR last_used_at <= @before)",
            new { grant.Id, at, before = at - StampEvery }));
    }
}

/// <summary>What a token may be used for.</summary>
public static class Scope
{
    public const string Read = "read";
    public const string Import = "import";
    public const string Annotate = "annotate";
    public const string Export = "export";
    public const string Manage = "manage";

    public static IReadOnlyList<string> All { get; } = [Read, Import, Annotate, Export, Manage];
}

/// <summary>A token as its owner sees it, without the token.</summary>
public sealed record ApiToken
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public IReadOnlyList<string> Scopes => ScopeList.Split(' ');

    /// <summary>The one project it works in; null: every project of its person.</summary>
    public long? ProjectId { get; init; }

    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds(Created);

    public DateTimeOffset? ExpiresAt => Expires is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    public DateTimeOffset? LastUsedAt => LastUsed is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>How the token begins, to recognise it by.</summary>
    public required string Prefix { get; init; }

    internal string ScopeList { get; init; } = "";

    internal long Created { get; init; }

    internal long? Expires { get; init; }

    internal long? LastUsed { get; init; }
}

/// <summary>A token just made, shown once.</summary>
public sealed record NewApiToken(string Token, ApiToken Details);

/// <summary>What a presented token allows.</summary>
public sealed record TokenGrant
{
    /// <summary>What is read of a token t.</summary>
    public const string Columns = "t.id, t.person_id, t.project_id, t.scopes, t.last_used_at";

    public required long Id { get; init; }

    public required long PersonId { get; init; }

    public long? ProjectId { get; init; }

    public string ScopeList { get; init; } = "";

    public long? LastUsedAt { get; init; }

    /// <param name="row">Has <see cref="Columns"/>.</param>
    /// <param name="at">The place of the first of them.</param>
    public static TokenGrant Of(DbDataReader row, int at) => new()
    {
        Id = row.GetInt64(at),
        PersonId = row.GetInt64(at + 1),
        ProjectId = row.IsDBNull(at + 2) ? null : row.GetInt64(at + 2),
        ScopeList = row.GetString(at + 3),
        LastUsedAt = row.IsDBNull(at + 4) ? null : row.GetInt64(at + 4),
    };

    public bool Allows(string scope) => ScopeList.Split(' ').Contains(scope);
}
