using Assay.Model;
using Assay.Pipeline.People;
using Assay.Pipeline.Queue;
using Assay.Server.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Server.Endpoints;

/// <summary>Getting tasks to work on, keeping them, giving them back.</summary>
public static class QueueEndpoints
{
    private static readonly Access Annotators = Access.Member(ProjectRole.Annotator, Scope.Annotate);

    public static void Map(RouteGroupBuilder api)
    {
        var project = api.InProject("Queue");
        project.Post("/claims", ClaimTasks, Annotators);
        project.Post("/leases/extend", ExtendLeases, Annotators);
        project.Post("/leases/release", ReleaseLeases, Annotators);
    }

    /// <summary>Hands out tasks: one's unfinished ones first, then new ones, up to the count in all. Each is kept for one until its lease ends.</summary>
    public static async Task<Ok<Claim>> ClaimTasks(long projectId, ClaimRequest body, Caller caller, TaskQueue queue) =>
        TypedResults.Ok(await queue.Claim(projectId, caller.Id, body.Count));

    /// <summary>Keeps tasks longer; says which are no longer one's own.</summary>
    public static async Task<Ok<LeaseExtension>> ExtendLeases(long projectId, LeaseRequest body, Caller caller, TaskQueue queue) =>
        TypedResults.Ok(await queue.Extend(projectId, caller.Id, body.Checked()));

    /// <summary>Gives tasks back unanswered.</summary>
    public static async Task<NoContent> ReleaseLeases(long projectId, LeaseRequest body, Caller caller, TaskQueue queue)
    {
        await queue.Release(projectId, caller.Id, body.Checked());
        return TypedResults.NoContent();
    }
}

/// <param name="Count">1 to 10; 3 when left out.</param>
public sealed record ClaimRequest(int Count = 3);

/// <param name="TaskIds">At most 100.</param>
public sealed record LeaseRequest(IReadOnlyList<long> TaskIds)
{
    internal IReadOnlyList<long> Checked() => TaskIds.Count <= 100
        ? TaskIds
        : throw new Invalid("taskIds", "too_many", $"{TaskIds.Count} tasks at once; nobody holds more than {TaskQueue.MostHeld}.");
}
