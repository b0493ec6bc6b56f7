using System.Globalization;
using System.Reflection;
using Assay.Pipeline.People;
using Assay.Server.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Server.Endpoints;

/// <summary>Signing in and out, the first start, one's own name and password.</summary>
public static class SessionEndpoints
{
    public static string Version { get; } =
        typeof(SessionEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Session");
        group.Get("/session", GetSession, Access.Anyone);
        group.Post("/session", SignIn, Access.Anyone).RequireRateLimiting(RateLimits.SignIn)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        group.Delete("/session", SignOut, Access.Anyone);
        group.Patch("/session", Rename, Access.InPerson).ProducesProblem(StatusCodes.Status400BadRequest);
        group.Put("/session/password", ChangePassword, Access.InPerson).RequireRateLimiting(RateLimits.SignIn)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.Post("/setup", MakeOwner, Access.Anyone).RequireRateLimiting(RateLimits.SignIn)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>Who is signed in; nobody is an answer too.</summary>
    public static async Task<Ok<Session>> GetSession(Caller? caller, HttpContext context, ServerOptions options, SetUp setUp, Accounts accounts)
    {
        // the demo's person gets a cookie like everyone else, so that the rest of the program knows nothing of demos
        if (caller is { Token: null } && options.DemoPersonId == caller.Id && !context.Request.Cookies.ContainsKey(SignInCookie.Name))
            await SignInCookie.Give(context, accounts.Find(caller.Id)!);
        return TypedResults.Ok(new Session(caller?.Person, setUp.Needed(), Version));
    }

    /// <summary>Signs in with e-mail address and password; the answer sets a cookie. Ten wrong passwords lock the account for ten minutes.</summary>
    public static async Task<Results<Ok<Session>, EmptyHttpResult>> SignIn(SignInRequest body, HttpContext context, Accounts accounts)
    {
        var (account, lockedUntil) = await accounts.SignIn(body.Email, body.Password);
        if (account is not null)
        {
            await SignInCookie.Give(context, account);
            return TypedResults.Ok(new Session(account.Person, false, Version));
        }

        if (lockedUntil is { } until)
        {
            await Problems.Write(
                context,
                StatusCodes.Status429TooManyRequests,
                string.Create(CultureInfo.InvariantCulture, $"Too many wrong passwords: this account is locked until {until:yyyy-MM-dd HH:mm:ss} UTC."));
        }
        else
        {
            await Problems.Write(context, StatusCodes.Status401Unauthorized, "This address and this password do not belong together.");
        }

        return TypedResults.Empty;
    }

    /// <summary>Signs out in this browser.</summary>
    public static async Task<NoContent> SignOut(HttpContext context, ServerOptions options)
    {
        await SignInCookie.Take(context);
        if (options.DemoPersonId is not null)
            context.Response.Cookies.Append(SignInCookie.SignedOut, "1", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax });
        return TypedResults.NoContent();
    }

    /// <summary>Changes one's name.</summary>
    public static async Task<Ok<Session>> Rename(RenameRequest body, Caller caller, Accounts accounts)
    {
        var account = await accounts.Rename(caller.Id, body.Name);
        return TypedResults.Ok(new Session(account.Person, false, Version));
    }

    /// <summary>Changes one's password and signs out everywhere else.</summary>
    public static async Task<NoContent> ChangePassword(PasswordRequest body, Caller caller, HttpContext context, Accounts accounts)
    {
        await SignInCookie.Give(context, await accounts.ChangePassword(caller.Id, body.Current, body.Next));
        return TypedResults.NoContent();
    }

    /// <summary>Makes the owner of a new installation, with the one-time link that the server printed when it was started.</summary>
    public static async Task<Ok<Session>> MakeOwner(SetUpRequest body, HttpContext context, SetUp setUp)
    {
        var account = await setUp.MakeOwner(body.Token, body.Name, body.Email, body.Password);
        await SignInCookie.Give(context, account);
        return TypedResults.Ok(new Session(account.Person, false, Version));
    }
}

/// <param name="Person">Null: nobody is signed in.</param>
/// <param name="SetupNeeded">The installation has no owner yet.</param>
/// <param name="Version">The version of the server.</param>
public sealed record Session(Person? Person, bool SetupNeeded, string Version);

public sealed record SignInRequest(string Email, string Password);

public sealed record RenameRequest(string Name);

public sealed record PasswordRequest(string Current, string Next);

/// <param name="Token">From the link /setup?token=…</param>
public sealed record SetUpRequest(string Token, string Name, string Email, string Password);
