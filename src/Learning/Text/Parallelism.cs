namespace Assay.Learning.Text;

/// <summary>How many threads work at once.</summary>
internal static class Parallelism
{
    /// <param name="threads">0: one a processor.</param>
    /// <param name="cancel">Stops the work.</param>
    public static ParallelOptions Of(int threads, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        return new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads, CancellationToken = cancel };
    }
}
