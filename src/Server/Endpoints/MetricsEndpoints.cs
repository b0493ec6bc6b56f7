using Assay.Model;
using Assay.Pipeline.Metrics;
using Assay.Pipeline.People;
using Assay.Server.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Server.Endpoints;

/// <summary>How far a project has come, now and live.</summary>
public static class MetricsEndpoints
{
    private static readonly Access Managers = Access.Member(ProjectRole.Manager, Scope.Read);

    public static void Map(RouteGroupBuilder api)
    {
        var project = api.InProject("Metrics");
        project.Get("/overview", GetOverview, Managers);
        project.Get("/metrics", GetMetrics, Managers);
        project.Get("/events", WatchEvents, Managers).Produces<string>(StatusCodes.Status200OK, "text/event-stream");
    }

    /// <summary>What is happening in the project and what needs its manager.</summary>
    public static Ok<Overview> GetOverview(long projectId, Overviews overviews) => TypedResults.Ok(overviews.Of(projectId));

    /// <summary>
    /// What labeling the project costs and how good it is: tasks of people and hours for 1,000 documents with a final label, agreement, accuracy of the final labels and of the project's own model, each with
    /// its 95 % interval and what it is of, or why it is not measured; how the labels came about, and what brings the waiting tasks forward.
    /// </summary>
    public static Ok<MetricsReport> GetMetrics(long projectId, MetricsReports reports) => TypedResults.Ok(reports.Of(projectId));

    /// <summary>
    /// Server-sent events: `overview` with the time when counts changed, at most once a second; `job` with an import job that moved on;
    /// `ping` now and then. The stream ends when one leaves the project.
    /// </summary>
    public static IResult WatchEvents(long projectId, Caller caller, LiveEvents events, CancellationToken cancellation) =>
        TypedResults.ServerSentEvents(events.Of(projectId, caller.Id, cancellation));
}
