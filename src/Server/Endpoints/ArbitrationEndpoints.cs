using Assay.Model;
using Assay.Pipeline.Models;
using Assay.Pipeline.People;
using Assay.Pipeline.Quality.Arbitration;
using Assay.Server.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Server.Endpoints;

/// <summary>What a model thinks of disputes, and of the guidelines.</summary>
public static class ArbitrationEndpoints
{
    private static readonly Access Readers = Access.Member(ProjectRole.Reviewer, Scope.Read);
    private static readonly Access Managers = Access.Member(ProjectRole.Manager, Scope.Manage);

    public static void Map(RouteGroupBuilder api)
    {
        var project = api.InProject("Quality");
        project.Get("/arbitration", GetArbitration, Readers);
        project.Put("/arbitration", SetArbitration, Managers).ProducesProblem(StatusCodes.Status400BadRequest);
        project.Post("/arbitration/estimate/{setupId:long}", EstimateArbitration, Managers).ProducesProblem(StatusCodes.Status400BadRequest);
        project.Post("/arbitration/ask-again", AskAgain, Managers).ProducesProblem(StatusCodes.Status409Conflict);
        project.Post("/arbitration/take-back", TakeBackArbitration, Managers);
        project.Get("/clarifications", ListClarifications, Readers);
        project.Post("/clarifications/{clarificationId:long}/take", TakeClarification, Managers).ProducesProblem(StatusCodes.Status400BadRequest);
        project.Post("/clarifications/{clarificationId:long}/dismiss", DismissClarification, Managers);
    }

    /// <summary>Who is asked about the project's disputes, and how that goes. While isWorking a job is at it, and asking again tells more.</summary>
    public static Ok<ArbitrationState> GetArbitration(long projectId, Arbitrations arbitrations) => TypedResults.Ok(arbitrations.Get(projectId));

    /// <summary>
    /// Sets which of the project's weak models is asked about disputes, and what becomes of its opinions: opinion_only, or decide, once it was shown that with a
    /// confidence of 1 less delta at least the share leastAccuracy of them is right. This is measured on the share blindShare of disputes, which people decide without
    /// seeing the opinion. A change begins with no record, and puts every open dispute to the arbiter.
    /// </summary>
    public static async Task<Ok<ArbitrationState>> SetArbitration(long projectId, ArbitrationSettings body, Caller caller, Arbitrations arbitrations) =>
        TypedResults.Ok(await arbitrations.Set(projectId, caller.Id, body));

    /// <summary>What it would cost to put all open disputes to one of the project's weak models, estimated from up to 200 of them. Nothing is asked and nothing is kept.</summary>
    public static async Task<Ok<RunEstimate>> EstimateArbitration(long projectId, long setupId, Arbitrations arbitrations, CancellationToken cancellation) =>
        TypedResults.Ok(await arbitrations.Estimate(projectId, setupId, cancellation));

    /// <summary>Puts the disputes again on which the arbiter has failed.</summary>
    public static async Task<Ok<ArbitrationState>> AskAgain(long projectId, Arbitrations arbitrations) => TypedResults.Ok(await arbitrations.AskAgain(projectId));

    /// <summary>Lets the arbiter decide nothing more and takes back all it has decided: the tasks are disputed again. A job does it.</summary>
    public static async Task<Ok<ArbitrationState>> TakeBackArbitration(long projectId, Caller caller, Arbitrations arbitrations) =>
        TypedResults.Ok(await arbitrations.TakeBack(projectId, caller.Id));

    /// <summary>What arbiters found missing in the guidelines, the oldest first, up to 100.</summary>
    public static Ok<IReadOnlyList<Clarification>> ListClarifications(long projectId, Clarifications clarifications) => TypedResults.Ok(clarifications.List(projectId));

    /// <summary>Adds a clarification at the end of the guidelines, as a new version, in its own words or in others.</summary>
    public static async Task<Ok<ClarificationTaken>> TakeClarification(
        long projectId, long clarificationId, ClarificationWords body, Caller caller, Clarifications clarifications) =>
        TypedResults.Ok(new ClarificationTaken(await clarifications.Take(projectId, caller.Id, clarificationId, body.Text)));

    /// <summary>Puts a clarification aside.</summary>
    public static async Task<NoContent> DismissClarification(long projectId, long clarificationId, Caller caller, Clarifications clarifications)
    {
        await clarifications.Dismiss(projectId, caller.Id, clarificationId);
        return TypedResults.NoContent();
    }
}

/// <param name="Text">In these words; null for its own.</param>
public sealed record ClarificationWords(string? Text = null);

/// <param name="GuidelineVersion">The version it is in.</param>
public sealed record ClarificationTaken(long GuidelineVersion);
