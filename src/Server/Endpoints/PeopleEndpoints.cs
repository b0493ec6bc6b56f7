using Assay.Model;
using Assay.Pipeline.People;
using Assay.Server.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Server.Endpoints;

/// <summary>Invitations, members and API tokens.</summary>
public static class PeopleEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var tokens = api.MapGroup("/tokens").WithTags("People");
        tokens.Get("", ListTokens, Access.InPerson);
        tokens.Post("", CreateToken, Access.InPerson).ProducesProblem(StatusCodes.Status400BadRequest);
        tokens.Delete("/{tokenId:long}", RevokeToken, Access.InPerson).ProducesProblem(StatusCodes.Status404NotFound);

        var links = api.MapGroup("/invitations/{token}").WithTags("People").RequireRateLimiting(RateLimits.Invitation);
        links.Get("", LookAtInvitation, Access.Anyone).ProducesProblem(StatusCodes.Status404NotFound);
        links.Post("", AcceptInvitation, Access.Anyone).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

        var project = api.InProject("People");
        project.Get("/members", ListMembers, Access.Member(ProjectRole.Manager, Scope.Read));
        project.Patch("/members/{personId:long}", ChangeMember, Access.Member(ProjectRole.Manager, Scope.Manage))
            .ProducesProblem(StatusCodes.Status409Conflict);
        project.Delete("/members/{personId:long}", RemoveMember, Access.Member(ProjectRole.Manager, Scope.Manage))
            .ProducesProblem(StatusCodes.Status409Conflict);
        project.Get("/invitations", ListInvitations, Access.Member(ProjectRole.Manager, Scope.Read));
        project.Post("/invitations", CreateInvitation, Access.Member(ProjectRole.Manager, Scope.Manage))
            .ProducesProblem(StatusCodes.Status400BadRequest);
        project.Delete("/invitations/{invitationId:long}", RevokeInvitation, Access.Member(ProjectRole.Manager, Scope.Manage));
    }

    /// <summary>One's own tokens, newest first, without their text.</summary>
    public static Ok<IReadOnlyList<ApiToken>> ListTokens(Caller caller, ApiTokens tokens) => TypedResults.Ok(tokens.List(caller.Id));

    /// <summary>Makes a token for a program. Its text is in this answer and never again.</summary>
    public static async Task<Ok<NewApiToken>> CreateToken(TokenRequest body, Caller caller, ApiTokens tokens) =>
        TypedResults.Ok(await tokens.Create(caller.Person, body.Name, body.Scopes, body.ProjectId, body.ExpiresInDays));

    /// <summary>Ends a token at once.</summary>
    public static async Task<NoContent> RevokeToken(long tokenId, Caller caller, ApiTokens tokens)
    {
        await tokens.Revoke(caller.Id, tokenId);
        return TypedResults.NoContent();
    }

    /// <summary>What a link invites to.</summary>
    public static Ok<InvitedTo> LookAtInvitation(string token, Invitations invitations) => TypedResults.Ok(invitations.Look(token));

    /// <summary>Joins the project of a link: with the account that is signed in, else with a new one, which is then signed in.</summary>
    public static async Task<Ok<Joined>> AcceptInvitation(string token, JoinRequest body, Caller? caller, HttpContext context, Invitations invitations)
    {
        if (caller is { Token: null })
            return TypedResults.Ok(new Joined(new Session(caller.Person, false, SessionEndpoints.Version), await invitations.Accept(token, caller.Id)));
        var (account, projectId) = await invitations.SignUp(token, body.Name, body.Email, body.Password);
        await SignInCookie.Give(context, account);
        return TypedResults.Ok(new Joined(new Session(account.Person, false, SessionEndpoints.Version), projectId));
    }

    /// <summary>The members of the project with what they did.</summary>
    public static Ok<IReadOnlyList<Member>> ListMembers(long projectId, Members members) => TypedResults.Ok(members.List(projectId));

    /// <summary>Changes a member's role, up to one's own.</summary>
    public static async Task<Ok<Member>> ChangeMember(long projectId, long personId, RoleRequest body, Caller caller, Members members) =>
        TypedResults.Ok(await members.ChangeRole(projectId, personId, body.Role, caller.Id, caller.InProject));

    /// <summary>Takes someone out of the project. What they hold goes back to the queue; what they answered stays.</summary>
    public static async Task<NoContent> RemoveMember(long projectId, long personId, Caller caller, Members members)
    {
        await members.Remove(projectId, personId, caller.Id, caller.InProject);
        return TypedResults.NoContent();
    }

    /// <summary>The links that are still out, newest first.</summary>
    public static Ok<IReadOnlyList<Invitation>> ListInvitations(long projectId, Invitations invitations) => TypedResults.Ok(invitations.List(projectId));

    /// <summary>Makes a link by which people join with a role. The link is in this answer and never again.</summary>
    public static async Task<Ok<NewInvitation>> CreateInvitation(long projectId, InvitationRequest body, Caller caller, Invitations invitations) =>
        TypedResults.Ok(await invitations.Create(projectId, caller.Id, caller.InProject, body.Role, body.ExpiresInDays ?? 14, body.MaxUses));

    /// <summary>Withdraws a link.</summary>
    public static async Task<NoContent> RevokeInvitation(long projectId, long invitationId, Caller caller, Invitations invitations)
    {
        await invitations.Revoke(projectId, invitationId, caller.Id);
        return TypedResults.NoContent();
    }
}

/// <param name="Scopes">One or more of read, import, annotate, export, manage.</param>
/// <param name="ProjectId">The one project the token works in; left out: every project of its maker.</param>
/// <param name="ExpiresInDays">1 to 3650; left out: it does not expire.</param>
public sealed record TokenRequest(string Name, IReadOnlyList<string> Scopes, long? ProjectId = null, int? ExpiresInDays = null);

/// <summary>Empty when one is signed in; else who one is.</summary>
public sealed record JoinRequest(string? Name = null, string? Email = null, string? Password = null);

public sealed record Joined(Session Session, long ProjectId);

public sealed record RoleRequest(ProjectRole Role);

/// <param name="ExpiresInDays">1 to 365; 14 when left out.</param>
/// <param name="MaxUses">Left out: any number of people may join by the link.</param>
public sealed record InvitationRequest(ProjectRole Role, int? ExpiresInDays = null, int? MaxUses = null);
