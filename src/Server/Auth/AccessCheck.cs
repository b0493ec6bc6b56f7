using System.Globalization;

namespace Assay.Server.Auth;

/// <summary>Holds every request against the <see cref="Access"/> of its endpoint, before its body is read.</summary>
public sealed class AccessCheck(RequestDelegate next, Callers callers)
{
    public async Task Invoke(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Access>() is not { } access)
        {
            await next(context);
            return;
        }

        long? project = context.Request.RouteValues.TryGetValue(Access.ProjectParameter, out var value)
            ? long.Parse((string)value!, CultureInfo.InvariantCulture)
            : null;
        var caller = await callers.Identify(context, project);
        if (Refusal(access, caller, project) is var (status, detail))
        {
            if (status == StatusCodes.Status401Unauthorized)
                context.Response.Headers.WWWAuthenticate = "Bearer";
            await Problems.Write(context, status, detail);
            return;
        }

        context.Items[typeof(Caller)] = caller;
        await next(context);
    }

    private static (int Status, string Detail)? Refusal(Access access, Caller? caller, long? project)
    {
        if (!access.SignedIn)
            return null;
        if (caller is null)
            return (StatusCodes.Status401Unauthorized, "Sign in, or send a token that is still good.");

        // to a stranger a project does not exist: not even that its number is taken is told
        if (project is not null && caller.Role is null)
            return (StatusCodes.Status404NotFound, $"There is no project {project}.");
        if (caller.Token is { } token)
        {
            if (access.Scope is null)
                return (StatusCodes.Status403Forbidden, "This is for people who are signed in; no token may do it.");
            if (!token.Allows(access.Scope))
                return (StatusCodes.Status403Forbidden, $"This token lacks the scope {access.Scope}.");
        }

        return access.Role is { } least && caller.Role < least
            ? (StatusCodes.Status403Forbidden, $"This needs the role {Model.ProjectRoleNames.ToText(least)}; yours is {Model.ProjectRoleNames.ToText(caller.Role!.Value)}.")
            : null;
    }
}
