using Assay.Pipeline.Jobs;

namespace Assay.Pipeline.Tests.Ingest;

/// <summary>Runs a kind until it has begun so many transactions, then does what a test wants to see survived.</summary>
/// <param name="inner">The kind.</param>
/// <param name="transactions">After how many.</param>
/// <param name="then">Throws, or hangs, or returns: what the process does at that point.</param>
internal sealed class Interrupted(IJobKind inner, int transactions, Func<JobRun, CancellationToken, Task> then) : IJobKind
{
    public string Name => inner.Name;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var held = 0;
        var counted = new JobRun(run.Job, TimeProvider.System, _ =>
        {
            if (++held == transactions)
                enough.Cancel();
        });
        try
        {
            await inner.Run(counted, enough.Token);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            await then(counted, stop);
            return;
        }

        throw new InvalidOperationException($"The job ended after {held} transactions; the test wants to interrupt it in number {transactions}.");
    }

    public Task Finished(Job job) => inner.Finished(job);
}
