namespace Assay.Pipeline.Ingest;

/// <summary>
/// How many rows go into one transaction. Large ones are cheaper by half: a commit is synced, and the index of hashes, hit at random,
/// is written page by page with each. But whoever claims a task meanwhile waits for the transaction, so it ends within a tenth of
/// a second, and while people do wait it is small. Where nobody has waited for some seconds it may take several tenths.
/// </summary>
internal sealed class ChunkSize(int largest = ChunkSize.Largest)
{
    public const int Smallest = 1_000;
    public const int Largest = 50_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestAlone = TimeSpan.FromMilliseconds(500);

    /// <summary>Whoever labels comes back within this.</summary>
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(2);

    private volatile int rows = Math.Min(2 * Smallest, largest);

    /// <summary>How long nobody has waited.</summary>
    private TimeSpan quiet;

    public int Rows => rows;

    /// <param name="written">How many rows the last transaction had.</param>
    /// <param name="took">From asking for it to its commit.</param>
    /// <param name="isAwaited">Whether somebody waited for it to end.</param>
    public void Learn(int written, TimeSpan took, bool isAwaited)
    {
        if (written == 0)
            return;
        quiet = isAwaited ? TimeSpan.Zero : quiet + took;
        var affordable = (int)Math.Clamp(written * ((quiet >= Alone ? LongestAlone : Longest) / took), Smallest, Largest);
        rows = Math.Min(largest, isAwaited ? Smallest : Math.Min(2 * rows, affordable));
    }
}
