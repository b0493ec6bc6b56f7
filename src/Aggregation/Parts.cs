namespace Assay.Aggregation;

/// <summary>
/// Work over a range in parts that depend on its length alone, not on the threads. Sums are taken part by part in order, so that they are
/// the same to the last bit however many threads there are.
/// </summary>
internal static class Parts
{
    /// <summary>Does the work of each part of <c>[0, count)</c>.</summary>
    public static void Each(int count, int size, AggregationOptions options, Action<int, int> work) => Sum(count, size, options, (from, to) =>
    {
        work(from, to);
        return 0;
    });

    /// <summary>The sum of what the parts of <c>[0, count)</c> give.</summary>
    public static double Sum(int count, int size, AggregationOptions options, Func<int, int, double> work)
    {
        var parts = (count + size - 1) / size;
        var sums = new double[parts];
        if (parts <= 1 || options.Threads == 1)
            for (var part = 0; part < parts; part++) Run(part);
        else
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = options.Threads ?? -1, CancellationToken = options.Cancel }, Run);
        var sum = 0.0;
        foreach (var part in sums) sum += part;
        return sum;

        void Run(int part) => sums[part] = work(part * size, Math.Min(count, (part + 1) * size));
    }

    /// <summary>Items a part: enough work to be worth handing out.</summary>
    public const int OfItems = 2048;

    /// <summary>People a part: few, since some vote a hundred times as often as others.</summary>
    public const int OfAnnotators = 8;
}
