namespace Assay.Pipeline.Jobs;

/// <summary>Wakes everyone who waits, once. Take <see cref="Next"/> before looking, then wait for it: nothing is missed between.</summary>
public sealed class Signal
{
    private TaskCompletionSource next = New();

    public Task Next => Volatile.Read(ref next).Task;

    public void Raise() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
