namespace Assay.WeakModels.Onnx;

/// <summary>
/// Rows of different lengths in batches of similar length, so that little of a batch is padding, each within a budget of tokens. What comes of a row does not
/// depend on the others beside it.
/// </summary>
internal static class Batches
{
    /// <summary>Rows times the longest of them, on a processor: what is worked on stays in its caches. Four times as many took a tenth more time.</summary>
    public const int MostTokens = 512;

    /// <summary>The same on a GPU, which is idle between small batches.</summary>
    public const int MostTokensOnGpu = 16_384;

    /// <summary>Rows of a batch.</summary>
    public const int MostRows = 64;

    /// <summary>The batches, the longest rows first; each row's place is in one of them.</summary>
    /// <param name="lengths">Of each row, in tokens.</param>
    /// <param name="mostRows">Rows of a batch.</param>
    /// <param name="mostTokens">Rows times the longest; a longer row is a batch of its own.</param>
    public static IEnumerable<int[]> Plan(IReadOnlyList<int> lengths, int mostRows = MostRows, int mostTokens = MostTokens)
    {
        // the longest first, so that the last of several at once are short, and memory is asked for at the beginning
        int[] order = [.. Enumerable.Range(0, lengths.Count).OrderByDescending(row => lengths[row])];
        for (var at = 0; at < order.Length;)
        {
            var rows = Math.Clamp(mostTokens / Math.Max(1, lengths[order[at]]), 1, mostRows);
            var batch = order.AsSpan(at, Math.Min(rows, order.Length - at)).ToArray();
            at += batch.Length;
            yield return batch;
        }
    }

    /// <summary>Runs all batches, as many at once as the graph has lanes.</summary>
    /// <param name="graph">What they go through.</param>
    /// <param name="lengths">Of each row, in tokens.</param>
    /// <param name="run">What is done with the rows at some places. Called by several threads.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public static void Run(Graph graph, IReadOnlyList<int> lengths, Action<int[]> run, CancellationToken cancellation)
    {
        var batches = graph.FixedRows is { } rows ? Plan(lengths, rows, graph.BatchTokens).Select(batch => Filled(batch, rows)) : Plan(lengths, MostRows, graph.BatchTokens);
        var options = new ParallelOptions { MaxDegreeOfParallelism = graph.Lanes, CancellationToken = cancellation };
        try
        {
            Parallel.ForEach(System.Collections.Concurrent.Partitioner.Create(batches, System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering), options, run);
        }
        catch (AggregateException error) when (error.InnerExceptions.FirstOrDefault(inner => inner is UnfitModel) is { } unfit)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(unfit);
        }
    }

    /// <summary>A graph of a fixed number of rows gets the last one again until there are as many.</summary>
    private static int[] Filled(int[] batch, int rows) => [.. batch, .. Enumerable.Repeat(batch[^1], rows - batch.Length)];
}
