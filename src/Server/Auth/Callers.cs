using System.Data;
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

    private static readonly HotSql Known = new(
        """
        SELECT p.name, p.email, p.is_admin, p.is_simulated, p.security_stamp, m.role, q.id
        FROM person p LEFT JOIN project q ON q.id = @project LEFT JOIN member m ON m.project_id = q.id AND m.person_id = p.id
        WHERE p.id = @person AND p.disabled_at IS NULL
        """,
        DbType.Int64, DbType.Int64);

    /// <summary>Null when nobody is signed in, or the cookie or token is no longer good.</summary>
    public async Task<Caller?> Identify(HttpContext context, long? projectId)
    {
        if (Token(context.Request) is { } token)
        {
            var grant = await tokens.Find(token);
            if (grant is null || Find(grant.PersonId, projectId, null) is not { } owner)
                return null;
            var elsewhere = grant.ProjectId is { } bound && projectId is { } asked && bound != asked;
            return owner with { Token = grant, Role = elsewhere ? null : owner.Role };
        }

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
        using var row = session.Hot(Known).Read(projectId ?? 0, personId);
        if (!row.Read() || (stamp is not null && stamp != row.GetString(4)))
            return null;
        var person = new Person
        {
            Id = personId,
            Name = row.GetString(0),
            Email = row.GetString(1),
            IsAdmin = row.GetBoolean(2),
            IsSimulated = row.GetBoolean(3),
        };

        // the admin is at home in every project there is
        ProjectRole? role = row.IsDBNull(6) ? null : person.IsAdmin ? ProjectRole.Owner : row.IsDBNull(5) ? null : ProjectRoleNames.Parse(row.GetString(5));
        return new Caller(person, role, null);
    });

    /// <summary>
    /// The demo signs in whoever asks from this machine by a loopback name. The name matters: a page of another site may point its
    /// own name at 127.0.0.1, but not ours. One who signed out stays out, to try another account.
    /// </summary>
    private static bool IsThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && context.Request.Host.Host is ("localhost" or "127.0.0.1" or "[::1]")
        && !context.Request.Cookies.ContainsKey(SignInCookie.SignedOut);
}
