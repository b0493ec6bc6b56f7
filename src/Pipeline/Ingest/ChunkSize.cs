namespace Assay.Pipeline.Ingest;

/// <summary>
/// How many rows go into one transaction. Large ones are cheaper by half: a commit is synced, and the index of hashes, hit at random,
/// is written page by page with each. But whoever claims a task meanwhile waits for the transaction, so it ends within a tenth of
/// a second, and while people do wait it is small.
/// </summary>
internal sealed class ChunkSize(int largest = ChunkSize.Largest)
{
    public const int Smallest = 1_000;
    public const int Largest = 20_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    private volatile int rows = Math.Min(2 * Smallest, largest);

    public int Rows => rows;

    /// <param name="written">How many rows the last transaction had.</param>
    /// <param name="took">From asking for it to its commit.</param>
    /// <param name="isAwaited">Whether somebody waited for it to end.</param>
    public void Learn(int written, TimeSpan took, bool isAwaited)
    {
        if (written == 0)
            return;
        var affordable = (int)Math.Clamp(written * (Longest / took), Smallest, Largest);
        rows = Math.Min(largest, isAwaited ? Smallest : Math.Min(2 * rows, affordable));
    }
}
