using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Net;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Assay.Server.Auth;

/// <summary>Finds out who asks, by cookie or token, with one small read: who was disabled, removed or demoted a moment ago is that now.</summary>
public sealed class Callers(Db db, ApiTokens tokens, ServerOptions options)
{
    private const string Scheme = "Bearer ";

    private const string Who = "p.id, p.name, p.email, p.is_admin, p.is_simulated, p.security_stamp, m.role, q.id";

    private const int WhoColumns = 8;

    private const string InProject = "LEFT JOIN project q ON q.id = @project LEFT JOIN member m ON m.project_id = q.id AND m.person_id = p.id";

    private static readonly HotSql ById = new($"SELECT {Who} FROM person p {InProject} WHERE p.id = @person AND p.disabled_at IS NULL", DbType.Int64, DbType.Int64);

    private static readonly HotSql ByToken = new(
        $"""
        SELECT {Who}, {TokenGrant.Columns} FROM api_token t JOIN person p ON p.id = t.person_id {InProject}
        WHERE {ApiTokens.IsPresented} AND p.disabled_at IS NULL
        """,
        DbType.Int64, DbType.String, DbType.Int64);

    /// <summary>Null when nobody is signed in, or the cookie or token is no longer good.</summary>
    public async Task<Caller?> Identify(HttpContext context, long? projectId)
    {
        if (Token(context.Request) is { } token)
            return await FindByToken(token, projectId);
        var result = await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (result.Principal?.FindFirst(SignInCookie.Id)?.Value is { } id && result.Principal.FindFirst(SignInCookie.Stamp)?.Value is { } stamp)
            return Find(long.Parse(id, CultureInfo.InvariantCulture), projectId, stamp);
        return options.DemoPersonId is { } person && IsThisMachine(context) ? Find(person, projectId, null) : null;
    }

    /// <summary>The token sent along, good or not. Who sends one is that token's person, whatever cookie comes with it.</summary>
    public static string? Token(HttpRequest request) =>
        request.Headers.Authorization is [{ } header, ..] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;

    /// <summary>The person as they are now; null when unknown, disabled, or the stamp is not theirs.</summary>
    public Caller? Find(long personId, long? projectId, string? stamp) => db.Read(session =>
    {
        using var row = session.Hot(ById).Read(projectId ?? 0, personId);
        return row.Read() && (stamp is null || stamp == row.GetString(5)) ? Read(row) : null;
    });

    private async Task<Caller?> FindByToken(string token, long? projectId)
    {
        if (tokens.Presented(token) is not var (hash, at))
            return null;
        var caller = db.Read(session =>
        {
            using var row = session.Hot(ByToken).Read(projectId ?? 0, hash, at);
            return row.Read() ? Read(row) with { Token = TokenGrant.Of(row, WhoColumns) } : null;
        });
        if (caller?.Token is not { } grant)
            return null;
        await tokens.Used(grant, at);
        var elsewhere = grant.ProjectId is { } bound && projectId is { } asked && bound != asked;
        return elsewhere ? caller with { Role = null } : caller;
    }

    private static Caller Read(DbDataReader row)
    {
        var person = new Person
        {
            Id = row.GetInt64(0),
            Name = row.GetString(1),
            Email = row.GetString(2),
            IsAdmin = row.GetBoolean(3),
            IsSimulated = row.GetBoolean(4),
        };

        // the admin is at home in every project there is
        ProjectRole? role = row.IsDBNull(7) ? null : person.IsAdmin ? ProjectRole.Owner : row.IsDBNull(6) ? null : ProjectRoleNames.Parse(row.GetString(6));
        return new Caller(person, role, null);
    }

    /// <summary>
    /// The demo signs in whoever asks from this machine by a loopback name. The name matters: a page of another site may point its
    /// own name at 127.0.0.1, but not ours. One who signed out stays out, to try another account.
    /// </summary>
    private static bool IsThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && context.Request.Host.Host is ("localhost" or "127.0.0.1" or "[::1]")
        && !context.Request.Cookies.ContainsKey(SignInCookie.SignedOut);
}
