namespace Assay.Pipeline.Jobs;

/// <summary>
/// A kind of background work. It may be stopped between any two transactions and run again, here or elsewhere: what it has done is
/// what it has committed, in transactions that call <see cref="JobRun.Hold"/> first.
/// </summary>
public interface IJobKind
{
    string Name { get; }

    /// <summary>
    /// Does the work, from where the last run committed. Throws <see cref="OperationCanceledException"/> when told to stop; returns after <see cref="JobRun.PutOff"/>
    /// when it has to wait for something outside.
    /// </summary>
    Task Run(JobRun run, CancellationToken stop);

    /// <summary>Called once after the job has reached an end, for what must not outlive it.</summary>
    Task Finished(Job job) => Task.CompletedTask;
}
