using Assay.Model;
using Assay.Pipeline.ActiveLearning;
using Assay.Pipeline.People;
using Assay.Server.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Server.Endpoints;

/// <summary>The model that a project trains itself, and what it brings forward.</summary>
public static class ActiveLearningEndpoints
{
    private static readonly Access Readers = Access.Member(ProjectRole.Manager, Scope.Read);
    private static readonly Access Managers = Access.Member(ProjectRole.Manager, Scope.Manage);

    public static void Map(RouteGroupBuilder api)
    {
        var project = api.InProject("ActiveLearning");
        project.Get("/learning", GetLearning, Readers);
        project.Put("/learning", SetLearning, Managers).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        project.Post("/learning/start", StartLearning, Managers).ProducesProblem(StatusCodes.Status409Conflict);
        project.Post("/learning/cancel", CancelLearning, Managers);
    }

    /// <summary>How the project's own model learns, its rounds so far (the learning curve), and whether more labels are worth it. While isWorking a job is at it, and asking again tells more.</summary>
    public static Ok<LearningState> GetLearning(long projectId, Learnings learnings) => TypedResults.Ok(learnings.Get(projectId));

    /// <summary>
    /// Sets how the project's own model learns from what people label, and which tasks it brings forward. The share randomShare of tasks, drawn by chance, is never chosen by it and never learned
    /// from: on these alone it is measured. On begins a turn at once; off puts all tasks back in their order.
    /// </summary>
    public static async Task<Ok<LearningState>> SetLearning(long projectId, LearningSettings body, Caller caller, Learnings learnings) =>
        TypedResults.Ok(await learnings.Set(projectId, caller.Id, body));

    /// <summary>Begins a turn now: it learns, is measured, and brings tasks forward.</summary>
    public static async Task<Ok<LearningState>> StartLearning(long projectId, Caller caller, Learnings learnings) => TypedResults.Ok(await learnings.Start(projectId, caller.Id));

    /// <summary>Stops the turn that waits or is at work. What it has kept stays; the next labels begin another.</summary>
    public static async Task<Ok<LearningState>> CancelLearning(long projectId, Learnings learnings) => TypedResults.Ok(await learnings.Cancel(projectId));
}
