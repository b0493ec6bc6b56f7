using Assay.Server.Auth;

namespace Assay.Server.Endpoints;

/// <summary>How endpoints are mapped here: a handler's name is its operation id, and nothing is mapped without saying who may use it.</summary>
public static class Routes
{
    public static RouteHandlerBuilder Get(this IEndpointRouteBuilder group, string pattern, Delegate handler, Access access) =>
        group.MapGet(pattern, handler).As(handler, access);

    public static RouteHandlerBuilder Post(this IEndpointRouteBuilder group, string pattern, Delegate handler, Access access) =>
        group.MapPost(pattern, handler).As(handler, access);

    public static RouteHandlerBuilder Put(this IEndpointRouteBuilder group, string pattern, Delegate handler, Access access) =>
        group.MapPut(pattern, handler).As(handler, access);

    public static RouteHandlerBuilder Patch(this IEndpointRouteBuilder group, string pattern, Delegate handler, Access access) =>
        group.MapPatch(pattern, handler).As(handler, access);

    public static RouteHandlerBuilder Delete(this IEndpointRouteBuilder group, string pattern, Delegate handler, Access access) =>
        group.MapDelete(pattern, handler).As(handler, access);

    /// <summary>The group of one stage within a project.</summary>
    public static RouteGroupBuilder InProject(this IEndpointRouteBuilder api, string stage) =>
        (RouteGroupBuilder)api.MapGroup($"/projects/{{{Access.ProjectParameter}:long}}").WithTags(stage);

    private static RouteHandlerBuilder As(this RouteHandlerBuilder endpoint, Delegate handler, Access access)
    {
        var name = handler.Method.Name;
        endpoint.WithMetadata(access).WithName(char.ToLowerInvariant(name[0]) + name[1..]);
        if (access.SignedIn)
            endpoint.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        if (access.Role is not null)
            endpoint.ProducesProblem(StatusCodes.Status404NotFound);
        return endpoint;
    }
}

/// <summary>What one address may not do too often.</summary>
public static class RateLimits
{
    public const string SignIn = "sign-in";
    public const string Invitation = "invitation";
}
