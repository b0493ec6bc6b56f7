using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.People;
using Assay.Pipeline.PreAnnotate;
using Assay.Server.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Server.Endpoints;

/// <summary>What weak models say of tasks: drafts, which people accept, correct or reject.</summary>
public static class PreAnnotateEndpoints
{
    private static readonly Access Readers = Access.Member(ProjectRole.Reviewer, Scope.Read);
    private static readonly Access Managers = Access.Member(ProjectRole.Manager, Scope.Manage);

    public static void Map(RouteGroupBuilder api)
    {
        var project = api.InProject("PreAnnotate");
        project.Get("/models", ListModels, Readers);
        project.Put("/models/shown", ShowModels, Managers);
        project.Post("/predictions", AddPredictions, Managers).Limited(BodyLimits.Predictions)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
    }

    /// <summary>The weak models whose predictions the project has: those whose drafts are shown, in their order, then the others.</summary>
    public static Ok<IReadOnlyList<WeakModel>> ListModels(long projectId, Predictions predictions) => TypedResults.Ok(predictions.Models(projectId));

    /// <summary>Shows people the drafts of these models and of no others: of each task that of the first that has one.</summary>
    public static async Task<Ok<IReadOnlyList<WeakModel>>> ShowModels(long projectId, ShownModels body, Caller caller, Predictions predictions)
    {
        await predictions.Show(projectId, caller.Id, body.Models);
        return TypedResults.Ok(predictions.Models(projectId));
    }

    /// <summary>
    /// Stores what a model says of tasks, at most 1,000 at once, in place of what the same version said before. Each is checked against the schema and the
    /// item; what breaks them is not stored, and the reply says why. The drafts of a model that is new to the project are shown from then on, before those of others.
    /// </summary>
    public static async Task<Ok<StoredPredictions>> AddPredictions(long projectId, PredictionsRequest body, Caller caller, Predictions predictions) =>
        TypedResults.Ok(await predictions.Add(
            projectId, caller.Id, new ModelName(body.Model, body.Version),
            [.. body.Predictions.Select(each => new NewPrediction(each.TaskId, each.Answers.GetRawText(), each.Confidence))]));
}

/// <param name="Models">Ids, first the one that is asked first.</param>
public sealed record ShownModels(IReadOnlyList<long> Models);

/// <param name="Model">The model's name.</param>
/// <param name="Version">Its version: for one version a model says the same of the same item.</param>
/// <param name="Predictions">At most 1,000.</param>
public sealed record PredictionsRequest(string Model, string Version, IReadOnlyList<PredictionRequest> Predictions);

/// <param name="TaskId">The task.</param>
/// <param name="Answers">By question, as answers are submitted; questions may be left out.</param>
/// <param name="Confidence">How sure the model is that all of it is right, 0 to 1; left out when it does not say.</param>
public sealed record PredictionRequest(long TaskId, JsonElement Answers, double? Confidence = null);
