using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.People;
using Assay.Pipeline.Queue;
using Assay.Server.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Server.Endpoints;

/// <summary>Answering, skipping, taking back. One sees one's own answers here and nobody else's.</summary>
public static class AnnotateEndpoints
{
    private static readonly Access Annotators = Access.Member(ProjectRole.Annotator, Scope.Annotate);

    public static void Map(RouteGroupBuilder api)
    {
        var project = api.InProject("Annotate");
        project.Put("/tasks/{taskId:long}/draft", SaveDraft, Annotators).Limited(BodyLimits.Draft)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        project.Post("/submissions", Submit, Annotators)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        project.Post("/skips", Skip, Annotators)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        project.Post("/undo", UndoSubmission, Annotators).ProducesProblem(StatusCodes.Status409Conflict);
        project.Get("/mine", ListMine, Access.Member(ProjectRole.Annotator, Scope.Read));
    }

    /// <summary>Keeps what one has begun to answer, and what of the weak model's draft one has dealt with, unchecked, at most 256 KB.</summary>
    public static async Task<NoContent> SaveDraft(long projectId, long taskId, DraftRequest body, Caller caller, Drafts drafts)
    {
        await drafts.Save(projectId, caller.Id, taskId, body.Answers.GetRawText(), body.Settled?.GetRawText());
        return TypedResults.NoContent();
    }

    /// <summary>
    /// Submits answers. Sending the same submission id again changes nothing and says `repeated`; an answer that comes after its lease
    /// ended is kept and says `late`.
    /// </summary>
    public static async Task<Ok<Submitted>> Submit(long projectId, SubmissionRequest body, Caller caller, Submissions submissions) =>
        TypedResults.Ok(await submissions.Submit(
            projectId, caller.Id, new NewSubmission(body.SubmissionId, body.TaskId, body.Answers.GetRawText(), body.LeadTimeMs, body.GuidelineVersion, body.PredictionId)));

    /// <summary>Passes a task on, by the project's skip policy.</summary>
    public static async Task<Ok<Submitted>> Skip(long projectId, SkipRequest body, Caller caller, Submissions submissions) =>
        TypedResults.Ok(await submissions.Skip(projectId, caller.Id, new NewSkip(body.SubmissionId, body.TaskId, body.Reason, body.LeadTimeMs)));

    /// <summary>Takes one's own submission back: the task is one's own again, with the answers as its draft.</summary>
    public static async Task<Ok<ClaimedTask>> UndoSubmission(long projectId, UndoRequest body, Caller caller, Undo undo) =>
        TypedResults.Ok(await undo.Take(projectId, caller.Id, body.SubmissionId));

    /// <summary>One's own last answers, newest first.</summary>
    public static Ok<IReadOnlyList<MyAnswer>> ListMine(long projectId, Caller caller, Trail trail, int limit = 20) =>
        TypedResults.Ok(trail.Mine(projectId, caller.Id, limit));
}

/// <param name="Answers">By question.</param>
/// <param name="Settled">The parts of the suggestion that were accepted or rejected: lists of places by question.</param>
public sealed record DraftRequest(JsonElement Answers, JsonElement? Settled = null);

/// <param name="SubmissionId">A UUID made by the client, kept for repeats.</param>
/// <param name="LeadTimeMs">How long one worked on it.</param>
/// <param name="GuidelineVersion">The version one saw.</param>
/// <param name="PredictionId">The suggestion one had before oneself, so that the answers tell from what they began.</param>
public sealed record SubmissionRequest(string SubmissionId, long TaskId, JsonElement Answers, long LeadTimeMs, long GuidelineVersion, long? PredictionId = null);

/// <param name="SubmissionId">A UUID made by the client, kept for repeats.</param>
/// <param name="Reason">In one's own words.</param>
public sealed record SkipRequest(string SubmissionId, long TaskId, string Reason, long LeadTimeMs);

public sealed record UndoRequest(string SubmissionId);
