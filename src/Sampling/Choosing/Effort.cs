namespace Assay.Sampling.Choosing;

/// <summary>How much of the machine work may take, and until when. A token alone is all of it.</summary>
/// <param name="Threads">At most so many at once; 0: one a processor.</param>
/// <param name="Cancel">Stops the work.</param>
internal readonly record struct Effort(int Threads, CancellationToken Cancel)
{
    public ParallelOptions Parallel => new() { MaxDegreeOfParallelism = Threads == 0 ? -1 : Threads, CancellationToken = Cancel };

    public static implicit operator Effort(CancellationToken cancel) => new(0, cancel);

    public static Effort Of(Pool pool, CancellationToken cancel) => new(pool.Threads, cancel);

    public void ThrowIfCancellationRequested() => Cancel.ThrowIfCancellationRequested();
}
