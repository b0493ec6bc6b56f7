using System.Data.Common;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Media;
using Assay.Pipeline.Quality.Measuring;
using Assay.Pipeline.Queue;

namespace Assay.Server;

/// <summary>
/// Does background jobs in this process, and now and then what nobody waits for: returns leases nobody came back to, throws away old uploads and media nobody
/// has any more, measures agreement ahead.
/// </summary>
public sealed class Housekeeping(
    JobRunner runner, TaskQueue queue, Uploads uploads, MediaLibrary media, QualityReports reports, TimeProvider clock, ILogger<Housekeeping> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runner.Start();
        using var rounds = new PeriodicTimer(Round, clock);
        do
        {
            try
            {
                await queue.ExpireLeases();
                await uploads.DeleteExpired();
                await media.RemoveOrphans();
                await reports.KeepUp(stoppingToken);
            }
            catch (Exception error) when (error is DbException or IOException)
            {
                // the next round tries again; claims and imports meet the same trouble and tell their callers
                log.LogWarning(error, "Housekeeping was put off.");
            }
        }
        while (await rounds.WaitForNextTickAsync(stoppingToken));
    }
}
