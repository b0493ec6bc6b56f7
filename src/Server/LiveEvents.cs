using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Assay.Model;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Metrics;
using Assay.Server.Auth;

namespace Assay.Server;

/// <summary>What happens in a project, for a page that stays open.</summary>
public sealed class LiveEvents(ProjectPulse pulse, Imports imports, Callers callers, TimeProvider clock, IHostApplicationLifetime life)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>
    /// After so many quiet beats a change is told again: counts of large projects are kept for a while, so who asked at once may have been given older ones.
    /// </summary>
    private static readonly int[] ToldAgain = [1, 4, 16, 64];

    /// <summary>Proxies close a connection on which nothing is said for a minute.</summary>
    private const int BeatsOfSilence = 25;

    /// <summary>Until the reader goes, the server stops, or the person may no longer see the project.</summary>
    public async IAsyncEnumerable<SseItem<object>> Of(long projectId, long personId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(life.ApplicationStopping, cancellation);
        var channel = Channel.CreateBounded<SseItem<object>>(16);
        var sources = Run(projectId, personId, channel.Writer, ended);
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(CancellationToken.None))
                yield return item;
        }
        finally
        {
            await ended.CancelAsync();
            await sources;
        }
    }

    private async Task Run(long projectId, long personId, ChannelWriter<SseItem<object>> writer, CancellationTokenSource ended)
    {
        var beats = Quietly(Beats(projectId, personId, writer, ended), ended);
        var jobs = Quietly(Jobs(projectId, writer, ended.Token), ended);
        await beats;
        await jobs;
        writer.Complete();
    }

    private async Task Beats(long projectId, long personId, ChannelWriter<SseItem<object>> writer, CancellationTokenSource ended)
    {
        using var beat = new PeriodicTimer(Beat, clock);
        Pulse? last = null;
        var quiet = 0;
        do
        {
            if (callers.Find(personId, projectId, null)?.Role is null or < ProjectRole.Manager)
            {
                await ended.CancelAsync();
                return;
            }

            // the first one too: whoever connects again may have missed some
            var now = pulse.Of(projectId);
            quiet = now == last ? quiet + 1 : 0;
            last = now;
            if (quiet == 0 || ToldAgain.Contains(quiet))
                await writer.WriteAsync(new SseItem<object>(new Happened(clock.GetUtcNow()), "overview"), ended.Token);
            else if (quiet % BeatsOfSilence == 0)
                await writer.WriteAsync(new SseItem<object>(new Happened(clock.GetUtcNow()), "ping"), ended.Token);
        }
        while (await beat.WaitForNextTickAsync(ended.Token));
    }

    private async Task Jobs(long projectId, ChannelWriter<SseItem<object>> writer, CancellationToken ended)
    {
        await foreach (var job in imports.Watch(projectId, ended))
            await writer.WriteAsync(new SseItem<object>(job, "job"), ended);
    }

    /// <summary>One source that ends takes the other with it; being told to end is no error.</summary>
    private static async Task Quietly(Task source, CancellationTokenSource ended)
    {
        try
        {
            await source;
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // the reader has gone, or the server stops
        }
        finally
        {
            await ended.CancelAsync();
        }
    }
}

public sealed record Happened(DateTimeOffset At);
