using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.People;
using Assay.Pipeline.Quality;
using Assay.Pipeline.Quality.Aggregating;
using Assay.Pipeline.Quality.Measuring;
using Assay.Server.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Server.Endpoints;

/// <summary>Agreement, disputes, and what reviewers decide about a task.</summary>
public static class QualityEndpoints
{
    private static readonly Access Readers = Access.Member(ProjectRole.Reviewer, Scope.Read);
    private static readonly Access Deciders = Access.Member(ProjectRole.Reviewer, Scope.Annotate);

    private static readonly Access Managers = Access.Member(ProjectRole.Manager, Scope.Manage);

    public static void Map(RouteGroupBuilder api)
    {
        var project = api.InProject("Quality");
        project.Get("/quality", GetQuality, Readers);
        project.Get("/quality/confusion", GetConfusion, Readers).ProducesProblem(StatusCodes.Status400BadRequest);
        project.Get("/quality/confusion/tasks", ListConfusionTasks, Readers).ProducesProblem(StatusCodes.Status400BadRequest);
        project.Get("/quality/worst", ListWorstTasks, Readers).ProducesProblem(StatusCodes.Status400BadRequest);
        project.Get("/disputes", ListDisputes, Readers);
        project.Get("/aggregation", GetAggregation, Readers);
        project.Post("/aggregation", StartAggregation, Managers);
        project.Post("/aggregation/cancel", CancelAggregation, Managers);
        project.Post("/disputes/claim", ClaimDispute, Deciders);

        var task = project.MapGroup("/tasks/{taskId:long}");
        task.Get("", GetTask, Readers);
        task.Post("/decision", Decide, Deciders).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        task.Post("/decision/undo", UndoDecision, Deciders).ProducesProblem(StatusCodes.Status409Conflict);
        task.Post("/ask-one-more", AskOneMore, Deciders).ProducesProblem(StatusCodes.Status409Conflict);
        task.Put("/gold", MarkGold, Deciders).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        task.Delete("/gold", UnmarkGold, Deciders).ProducesProblem(StatusCodes.Status409Conflict);
        task.Post("/requeue", Requeue, Deciders).ProducesProblem(StatusCodes.Status409Conflict);
        task.Post("/archive", Archive, Access.Member(ProjectRole.Manager, Scope.Manage)).ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>
    /// How far people agree: by question, label, period, and each two people over all the tasks they share, with 95 % intervals. The last measurement,
    /// at once; isCurrent is false while newer answers are being counted.
    /// </summary>
    public static async Task<Ok<ProjectAgreement>> GetQuality(long projectId, QualityReports reports) => TypedResults.Ok(await reports.Lately(projectId));

    /// <summary>How often one side said one label where the other said another.</summary>
    /// <param name="question">Its name: one with labels to choose one of, or a rating.</param>
    /// <param name="a">
    /// Rows: the id of a person, "final" for the final labels, or "everybody". Left out with b: the final labels against everybody, the matrix of /quality; left
    /// out alone: the final labels.
    /// </param>
    /// <param name="b">Columns, likewise. Two people can be compared, and a person or everybody with the final labels.</param>
    public static async Task<Ok<ConfusionOfTwo>> GetConfusion(
        long projectId, string question, Confusions confusions, string? a = null, string? b = null) =>
        TypedResults.Ok(await confusions.Of(projectId, question, a, b));

    /// <summary>The tasks of one cell of a confusion matrix, by id, a page at a time.</summary>
    /// <param name="question">As for the matrix.</param>
    /// <param name="row">The label of the row.</param>
    /// <param name="column">The label of the column.</param>
    /// <param name="a">As for the matrix.</param>
    /// <param name="b">As for the matrix.</param>
    /// <param name="after">The last task of the page before.</param>
    /// <param name="limit">1 to 200.</param>
    public static async Task<Ok<CellPage>> ListConfusionTasks(
        long projectId, string question, string row, string column, Confusions confusions, string? a = null, string? b = null, long after = 0, int limit = 50) =>
        TypedResults.Ok(await confusions.Tasks(projectId, question, a, b, row, column, after, limit));

    /// <summary>The tasks on whose answers people differ most, the worst first, a page at a time.</summary>
    /// <param name="question">Its name.</param>
    /// <param name="after">How many tasks came on the pages before.</param>
    /// <param name="limit">1 to 200.</param>
    public static async Task<Ok<WorstPage>> ListWorstTasks(long projectId, string question, WorstTasks worst, int after = 0, int limit = 50) =>
        TypedResults.Ok(await worst.Of(projectId, question, after, limit));

    /// <summary>
    /// The run that aggregates the project's votes and decides its tasks anew: the one that waits or goes on, or else the last; null when there was none.
    /// </summary>
    public static Ok<AggregationState> GetAggregation(long projectId, Aggregations aggregations) =>
        TypedResults.Ok(new AggregationState(aggregations.Latest(projectId)));

    /// <summary>Decides all tasks anew, as soon as can be, but those that a reviewer decided, gold and archived ones.</summary>
    public static async Task<Accepted<AggregationState>> StartAggregation(long projectId, Caller caller, Aggregations aggregations) =>
        TypedResults.Accepted($"/api/projects/{projectId}/aggregation", new AggregationState(await aggregations.Start(projectId, caller.Id)));

    /// <summary>Stops the run. What it has decided stays; the rest is decided with the next change of a vote.</summary>
    public static async Task<Ok<AggregationState>> CancelAggregation(long projectId, Aggregations aggregations) =>
        TypedResults.Ok(new AggregationState(await aggregations.Cancel(projectId)));

    /// <summary>Tasks on which people differ, in queue order, a page at a time.</summary>
    public static Ok<DisputePage> ListDisputes(long projectId, Disputes disputes, long after = 0, int limit = 50) =>
        TypedResults.Ok(disputes.List(projectId, after, limit));

    /// <summary>Keeps a dispute for oneself to decide: the one named, or the next.</summary>
    public static async Task<Ok<ClaimedDispute>> ClaimDispute(long projectId, DisputeRequest body, Caller caller, Disputes disputes) =>
        TypedResults.Ok(new ClaimedDispute(await disputes.Claim(projectId, caller.Id, body.TaskId)));

    /// <summary>Everything known of a task. With `blind` the names of those who answered are left out while it is undecided.</summary>
    public static Ok<TaskStory> GetTask(long projectId, long taskId, TaskStories stories, bool blind = false) =>
        TypedResults.Ok(stories.Get(projectId, taskId, blind));

    /// <summary>Decides a task: settles a dispute, or replaces an earlier decision.</summary>
    public static async Task<Ok<TaskStory>> Decide(
        long projectId, long taskId, DecisionRequest body, Caller caller, Decisions decisions, TaskStories stories)
    {
        await decisions.Decide(projectId, caller.Id, taskId, body.Answers.GetRawText(), body.Comment);
        return Told(projectId, taskId, stories);
    }

    /// <summary>Takes a decision back: the task is what its answers make it.</summary>
    public static async Task<Ok<TaskStory>> UndoDecision(long projectId, long taskId, Caller caller, Decisions decisions, TaskStories stories)
    {
        await decisions.UndoDecision(projectId, caller.Id, taskId);
        return Told(projectId, taskId, stories);
    }

    /// <summary>Asks one more person: the task goes back to the queue.</summary>
    public static async Task<Ok<TaskStory>> AskOneMore(long projectId, long taskId, Caller caller, Decisions decisions, TaskStories stories)
    {
        await decisions.AskOneMore(projectId, caller.Id, taskId);
        return Told(projectId, taskId, stories);
    }

    /// <summary>Makes the task one whose answer is known, to measure people by.</summary>
    public static async Task<Ok<TaskStory>> MarkGold(long projectId, long taskId, GoldRequest body, Caller caller, Decisions decisions, TaskStories stories)
    {
        await decisions.MarkGold(projectId, caller.Id, taskId, body.Answers.GetRawText());
        return Told(projectId, taskId, stories);
    }

    /// <summary>Makes a gold task an ordinary one again.</summary>
    public static async Task<Ok<TaskStory>> UnmarkGold(long projectId, long taskId, Caller caller, Decisions decisions, TaskStories stories)
    {
        await decisions.UnmarkGold(projectId, caller.Id, taskId);
        return Told(projectId, taskId, stories);
    }

    /// <summary>Puts a skipped or archived task back to the queue.</summary>
    public static async Task<Ok<TaskStory>> Requeue(long projectId, long taskId, Caller caller, Decisions decisions, TaskStories stories)
    {
        await decisions.Requeue(projectId, caller.Id, taskId);
        return Told(projectId, taskId, stories);
    }

    /// <summary>Takes the task out of the queue, the counts and exports. Its answers stay.</summary>
    public static async Task<Ok<TaskStory>> Archive(long projectId, long taskId, Caller caller, Decisions decisions, TaskStories stories)
    {
        await decisions.Archive(projectId, caller.Id, taskId);
        return Told(projectId, taskId, stories);
    }

    private static Ok<TaskStory> Told(long projectId, long taskId, TaskStories stories) => TypedResults.Ok(stories.Get(projectId, taskId, blind: false));
}

/// <param name="Run">Null when votes were not aggregated lately.</param>
public sealed record AggregationState(AggregationRun? Run);

/// <param name="TaskId">Left out: the next that nobody else is deciding.</param>
public sealed record DisputeRequest(long? TaskId = null);

/// <param name="TaskId">Null: none is left that nobody else is deciding.</param>
public sealed record ClaimedDispute(long? TaskId);

/// <param name="Comment">Why, for those who answered differently.</param>
public sealed record DecisionRequest(JsonElement Answers, string? Comment = null);

public sealed record GoldRequest(JsonElement Answers);
