using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Models;
using Assay.Pipeline.People;
using Assay.Pipeline.PreAnnotate;
using Assay.Pipeline.PreAnnotate.AutoAccept;
using Assay.Pipeline.PreAnnotate.Calibrating;
using Assay.Pipeline.PreAnnotate.Difficulty;
using Assay.Pipeline.PreAnnotate.Drafting;
using Assay.Pipeline.PreAnnotate.Effects;
using Assay.Pipeline.PreAnnotate.Setups;
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

        project.Get("/tasks/{taskId:long}/predictions/{predictionId:long}/prompt", GetPrompt, Access.Member(ProjectRole.Manager, Scope.Read));

        project.Get("/drafts/effect", GetEffect, Access.Member(ProjectRole.Manager, Scope.Read));
        project.Get("/models/{modelId:long}/calibration", GetCalibration, Access.Member(ProjectRole.Manager, Scope.Read));
        project.Get("/models/{modelId:long}/auto-accept", GetAutoAccept, Access.Member(ProjectRole.Manager, Scope.Read));
        project.Put("/models/{modelId:long}/auto-accept", SetAutoAccept, Managers)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        project.Post("/models/{modelId:long}/auto-accept/take-back", TakeBackAccepted, Managers);

        project.Get("/auto-accept", GetAccepted, Access.Member(ProjectRole.Manager, Scope.Read));
        project.Post("/auto-accept/take-back", TakeBackAllAccepted, Managers);

        project.Get("/difficulty", GetDifficulty, Access.Member(ProjectRole.Manager, Scope.Read));
        project.Put("/difficulty", SetDifficulty, Managers).ProducesProblem(StatusCodes.Status400BadRequest);
        project.Post("/difficulty/estimate/{setupId:long}", EstimateDifficulty, Managers).ProducesProblem(StatusCodes.Status400BadRequest);
        project.Post("/difficulty/cancel", CancelDifficulty, Managers);

        project.Get("/spending", GetSpending, Access.Member(ProjectRole.Manager, Scope.Read));
        project.Put("/spending", SetSpending, Managers).ProducesProblem(StatusCodes.Status400BadRequest);

        project.Get("/model-kinds", ListKinds, Access.Member(ProjectRole.Manager, Scope.Read));
        project.Get("/model-setups", ListSetups, Access.Member(ProjectRole.Manager, Scope.Read));
        project.Post("/model-setups", AddSetup, Managers).Limited(BodyLimits.ModelSetup)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        project.Post("/model-setups/try", TryModel, Managers).Limited(BodyLimits.ModelSetup).ProducesProblem(StatusCodes.Status400BadRequest);
        var setup = project.MapGroup("/model-setups/{setupId:long}");
        setup.Put("", ChangeSetup, Managers).Limited(BodyLimits.ModelSetup).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        setup.Delete("", RemoveSetup, Managers).ProducesProblem(StatusCodes.Status409Conflict);
        setup.Post("/estimate", EstimateRun, Managers).ProducesProblem(StatusCodes.Status400BadRequest);
        setup.Post("/run", StartRun, Managers).ProducesProblem(StatusCodes.Status409Conflict);
        setup.Post("/run/cancel", CancelRun, Managers);
        setup.Post("/run/resume", ResumeRun, Managers).ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>
    /// What a language model was asked when it made a prediction: the system text, the message about the item and the schema of the reply, with the hash of them all. 404 where the
    /// model was not asked in words, or the prediction is from before prompts were kept.
    /// </summary>
    public static Ok<PredictionPrompt> GetPrompt(long projectId, long taskId, long predictionId, Prompts prompts) => TypedResults.Ok(prompts.Get(projectId, taskId, predictionId));

    /// <summary>What drafts do to time, agreement and errors, measured against the tasks whose drafts are withheld by a draw.</summary>
    public static Ok<DraftEffect> GetEffect(long projectId, DraftEffects effects) => TypedResults.Ok(effects.Of(projectId));

    /// <summary>
    /// How sure a model says it is, held against how often it is right on tasks that people labeled without seeing a draft; with a calibration once enough were judged, and what it
    /// expects of accepting from each confidence.
    /// </summary>
    public static Ok<ModelCalibration> GetCalibration(long projectId, long modelId, ModelCalibrations calibrations) => TypedResults.Ok(calibrations.Of(projectId, modelId));

    /// <summary>
    /// How a model's drafts become labels without a person, and how that goes. A model of which nothing was set is off, in run 0, with the usual settings.
    /// While isWorking a job is at it, and asking again tells more.
    /// </summary>
    public static Ok<AcceptState> GetAutoAccept(long projectId, long modelId, AutoAccepts accepts) => TypedResults.Ok(accepts.Get(projectId, modelId));

    /// <summary>
    /// Sets how a model's drafts become labels without a person: off, from a fixed chance of being right, or risk_controlled: from one that is chosen on audits so that with a confidence of
    /// 1 less delta at most the share epsilon of what is accepted is wrong. A job then accepts what is sure enough, and goes on as drafts and audits
    /// come; a task that somebody holds, has answered or has skipped is left alone. A change begins a new run. Sent again after an alarm, the same settings
    /// begin a new run too. 409: the share of audits would grow while labels stand that were accepted under a smaller one.
    /// </summary>
    public static async Task<Ok<AcceptState>> SetAutoAccept(long projectId, long modelId, AcceptSettings body, Caller caller, AutoAccepts accepts) =>
        TypedResults.Ok(await accepts.Set(projectId, caller.Id, modelId, body));

    /// <summary>
    /// Turns accepting off, takes back the labels that were accepted from the model, in one run or in all, and puts their tasks back to the queue. Labels that
    /// people have given since stay. A job does it: while isWorking there are some left.
    /// </summary>
    public static async Task<Ok<AcceptState>> TakeBackAccepted(long projectId, long modelId, TakeBackRequest body, Caller caller, AutoAccepts accepts) =>
        TypedResults.Ok(await accepts.TakeBack(projectId, caller.Id, modelId, body.Run));

    /// <summary>How many labels of the project were accepted unseen, of all models and versions, and stand.</summary>
    public static Ok<AcceptedLabels> GetAccepted(long projectId, AutoAccepts accepts) => TypedResults.Ok(accepts.Accepted(projectId));

    /// <summary>
    /// Turns accepting off for all models of the project, takes back every label that was accepted from any of them, and puts their tasks back to the queue. Labels that people have
    /// given since stay. Jobs do it: while isWorking there are some left.
    /// </summary>
    public static async Task<Ok<AcceptedLabels>> TakeBackAllAccepted(long projectId, Caller caller, AutoAccepts accepts) =>
        TypedResults.Ok(await accepts.TakeBackAll(projectId, caller.Id));

    /// <summary>How hard the tasks are, and how far the scoring is. While isWorking a job is at it.</summary>
    public static Ok<DifficultyState> GetDifficulty(long projectId, Difficulties difficulties) => TypedResults.Ok(difficulties.Get(projectId));

    /// <summary>
    /// Sets whether tasks get a score of how hard they are to label, and how many of the easiest come first in the queue: by a language model where one is named, else
    /// by the doubts of weak models where they have drafted, else by the words. A job does it, again after each import and each run of a model.
    /// </summary>
    public static async Task<Ok<DifficultyState>> SetDifficulty(long projectId, DifficultySettings body, Caller caller, Difficulties difficulties) =>
        TypedResults.Ok(await difficulties.Set(projectId, caller.Id, body));

    /// <summary>What it would cost to have a language model judge all open tasks that none has judged yet, estimated from 200 tasks. Nothing is asked and nothing is kept.</summary>
    public static async Task<Ok<RunEstimate>> EstimateDifficulty(long projectId, long setupId, Difficulties difficulties, CancellationToken cancellation) =>
        TypedResults.Ok(await difficulties.Estimate(projectId, setupId, cancellation));

    /// <summary>Stops the scoring. What is scored stays.</summary>
    public static async Task<Ok<DifficultyState>> CancelDifficulty(long projectId, Difficulties difficulties) => TypedResults.Ok(await difficulties.Cancel(projectId));

    /// <summary>What all language models of the project have cost, and what they may cost together.</summary>
    public static Ok<ProjectSpending> GetSpending(long projectId, Spendings spendings) => TypedResults.Ok(spendings.Get(projectId));

    /// <summary>
    /// Sets what all language models of the project may cost together, in tokens and money, and how fast they are asked. It holds from the next request on, for runs that go on
    /// too, beside the limits of each model. What is left out has no limit.
    /// </summary>
    public static async Task<Ok<ProjectSpending>> SetSpending(long projectId, ProjectLimits body, Caller caller, Spendings spendings) =>
        TypedResults.Ok(await spendings.Set(projectId, caller.Id, body));

    /// <summary>The kinds of weak models that can be set up, and what this server has for each.</summary>
    public static Ok<IReadOnlyList<ModelKind>> ListKinds(long projectId, ModelKinds kinds) => TypedResults.Ok(kinds.List());

    /// <summary>The weak models that the project runs itself, the oldest first, each with its last run.</summary>
    public static Ok<IReadOnlyList<ModelSetup>> ListSetups(long projectId, ModelSetups setups) => TypedResults.Ok(setups.List(projectId));

    /// <summary>Sets a weak model up. Its settings are held against the schema; nothing is drafted before it is run.</summary>
    public static async Task<Created<ModelSetup>> AddSetup(long projectId, NewModelSetup body, Caller caller, ModelSetups setups)
    {
        var made = await setups.Add(projectId, caller.Id, body);
        return TypedResults.Created($"/api/projects/{projectId}/model-setups/{made.Id}", made);
    }

    /// <summary>Sets a weak model up anew. What it has said stays; a run that goes on ends as it began.</summary>
    public static async Task<Ok<ModelSetup>> ChangeSetup(long projectId, long setupId, NewModelSetup body, Caller caller, ModelSetups setups) =>
        TypedResults.Ok(await setups.Change(projectId, caller.Id, setupId, body));

    /// <summary>Removes a weak model; what it has said stays. 409: it is drafting, or it is the project's arbiter or judge of difficulty; the detail says where that is changed.</summary>
    public static async Task<NoContent> RemoveSetup(long projectId, long setupId, Caller caller, ModelSetups setups)
    {
        await setups.Remove(projectId, caller.Id, setupId);
        return TypedResults.NoContent();
    }

    /// <summary>
    /// Tries a model on ten tasks drawn by chance, as it would be set up; rules are counted on up to 5,000. Nothing of it is kept but what it cost, which counts against the
    /// limits of the model.
    /// </summary>
    public static async Task<Ok<ModelTrial>> TryModel(long projectId, TrialRequest body, ModelTrials trials, CancellationToken cancellation) =>
        TypedResults.Ok(await trials.Try(projectId, body.Kind, body.Settings, body.Round, body.SetupId, cancellation));

    /// <summary>What a run would cost, estimated from 200 of the project's tasks. Nothing is asked and nothing is kept.</summary>
    public static async Task<Ok<RunEstimate>> EstimateRun(long projectId, long setupId, RunRequest body, RunEstimates estimates, CancellationToken cancellation) =>
        TypedResults.Ok(await estimates.Of(projectId, setupId, body.All, cancellation));

    /// <summary>Begins to draft the project's tasks, as a job: its progress is in the list of models.</summary>
    public static async Task<Accepted<DraftingRun>> StartRun(long projectId, long setupId, RunRequest body, Caller caller, DraftingRuns runs) =>
        TypedResults.Accepted($"/api/projects/{projectId}/model-setups", await runs.Start(projectId, caller.Id, setupId, body.All));

    /// <summary>Stops the run after the tasks it is at. What it has drafted stays.</summary>
    public static async Task<Ok<DraftingRun>> CancelRun(long projectId, long setupId, DraftingRuns runs) => TypedResults.Ok(await runs.Cancel(projectId, setupId));

    /// <summary>Goes on with a cancelled or failed run where it stopped.</summary>
    public static async Task<Ok<DraftingRun>> ResumeRun(long projectId, long setupId, DraftingRuns runs) => TypedResults.Ok(await runs.Resume(projectId, setupId));

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

/// <param name="Run">Only labels that this run has accepted; left out for all.</param>
public sealed record TakeBackRequest(long? Run = null);

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

/// <param name="Kind">The kind of model: <c>rules</c>.</param>
/// <param name="Settings">Of the kind's own shape; of rules <c>{"yaml": "…", "gazetteers": {"banks.txt": "…"}}</c>, these with a phrase a line.</param>
/// <param name="Round">Another number draws other tasks.</param>
/// <param name="SetupId">The model of the project that these settings are to be for; left out for one that is not set up yet. What trying costs is on its account.</param>
public sealed record TrialRequest(string Kind, JsonElement Settings, int Round = 0, long? SetupId = null);

/// <param name="All">Also tasks that are answered or decided; otherwise those still to be labeled.</param>
public sealed record RunRequest(bool All = false);
