using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Assay.Model;
using Assay.Pipeline.Metrics;
using Assay.Pipeline.People;
using Assay.Server.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Server.Endpoints;

/// <summary>How far a project has come, now and live.</summary>
public static class MetricsEndpoints
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>Proxies close a connection on which nothing is said for a minute.</summary>
    private const int BeatsOfSilence = 25;

    public static void Map(RouteGroupBuilder api)
    {
        var project = api.InProject("Metrics");
        project.Get("/overview", GetOverview, Access.Member(ProjectRole.Manager, Scope.Read));
        project.Get("/events", WatchEvents, Access.Member(ProjectRole.Manager, Scope.Read));
    }

    /// <summary>What is happening in the project and what needs its manager.</summary>
    public static Ok<Overview> GetOverview(long projectId, Overviews overviews) => TypedResults.Ok(overviews.Of(projectId));

    /// <summary>
    /// Server-sent events: `overview` with the time when counts changed, at most once a second; `job` with an import job that moved on;
    /// `ping` now and then. The stream ends when one leaves the project.
    /// </summary>
    public static ServerSentEventsResult<object> WatchEvents(
        long projectId, Caller caller, ProjectPulse pulse, Callers callers, TimeProvider clock, IHostApplicationLifetime life, CancellationToken cancellation) =>
        TypedResults.ServerSentEvents(Events(projectId, caller, pulse, callers, clock, life.ApplicationStopping, cancellation));

    private static async IAsyncEnumerable<SseItem<object>> Events(
        long projectId,
        Caller caller,
        ProjectPulse pulse,
        Callers callers,
        TimeProvider clock,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellation);
        using var beat = new PeriodicTimer(Beat, clock);
        Pulse? last = null;
        var silence = 0;
        do
        {
            if (callers.Find(caller.Id, projectId, null)?.Role is null or < ProjectRole.Manager)
                yield break;
            var now = pulse.Of(projectId);
            if (now != last)
            {
                // the first one too: whoever connects again may have missed some
                yield return new SseItem<object>(new Happened(clock.GetUtcNow()), "overview");
                (last, silence) = (now, 0);
            }
            else if (++silence % BeatsOfSilence == 0)
            {
                yield return new SseItem<object>(new Happened(clock.GetUtcNow()), "ping");
            }
        }
        while (await Next(beat, ended.Token));
    }

    private static async Task<bool> Next(PeriodicTimer beat, CancellationToken ended)
    {
        try
        {
            return await beat.WaitForNextTickAsync(ended);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

public sealed record Happened(DateTimeOffset At);
