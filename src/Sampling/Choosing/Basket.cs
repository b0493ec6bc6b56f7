namespace Assay.Sampling.Choosing;

/// <summary>What is chosen so far, and what still may be: holds budget, repeats and near duplicates for all strategies.</summary>
internal sealed class Basket
{
    private readonly ReadOnlyMemory<float>? seconds;
    private readonly Dictionary<int, List<int>> groups = [];
    private readonly ReadOnlyMemory<int>? duplicates;
    private readonly bool[] closed;
    private readonly List<int> chosen = [];
    private readonly int items;
    private readonly float cheapest;
    private double left;

    public Basket(Pool pool, Budget budget)
    {
        items = Math.Min(budget.Items ?? pool.Count, pool.Count);
        left = budget.Seconds ?? double.PositiveInfinity;
        Check(pool, budget);
        closed = new bool[pool.Count];
        if (budget.Seconds is not null && pool.Seconds is { } all)
            (seconds, cheapest) = (all, Cheapest(all.Span));
        Expected = seconds is { Length: > 0 } costs ? (int)Math.Min(items, Math.Ceiling(left / Mean(costs.Span))) : items;
        duplicates = pool.Duplicates;
        for (var item = 0; item < (duplicates?.Length ?? 0); item++)
            if (duplicates!.Value.Span[item] is >= 0 and var group)
                (groups.TryGetValue(group, out var members) ? members : groups[group] = []).Add(item);
    }

    public IReadOnlyList<int> Chosen => chosen;

    /// <summary>At most so many more.</summary>
    public int Wanted => items - chosen.Count;

    /// <summary>How many there will be, about.</summary>
    public int Expected { get; }

    public bool IsFull => Wanted <= 0 || left < cheapest;

    /// <summary>Whether an item may still be chosen.</summary>
    public bool IsOpen(int item) => !closed[item] && (seconds is not { } costs || costs.Span[item] <= left);

    /// <summary>Takes an item if it may still be chosen.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool Take(int item)
    {
        if (IsFull || !IsOpen(item))
            return false;
        chosen.Add(item);
        closed[item] = true;
        if (seconds is { } costs)
            left -= costs.Span[item];
        if (duplicates is { } numbers && groups.TryGetValue(numbers.Span[item], out var members))
            foreach (var member in members)
                closed[member] = true;
        return true;
    }

    /// <summary>Writes <paramref name="barred"/> where an item can no longer be chosen.</summary>
    public void Bar(Span<float> values, float barred)
    {
        var costs = seconds is { } there ? there.Span : [];
        for (var item = 0; item < values.Length; item++)
            if (closed[item] || (!costs.IsEmpty && costs[item] > left))
                values[item] = barred;
    }

    private static void Check(Pool pool, Budget budget)
    {
        if (budget is { Items: null, Seconds: null })
            throw new UnfitPool("A budget is a number of items, of seconds, or both.");
        if (budget.Items < 0)
            throw new UnfitPool($"A budget of {budget.Items} items cannot be; it is 0 or more.");
        if (budget.Seconds is { } limit && !(limit >= 0))
            throw new UnfitPool(FormattableString.Invariant($"A budget of {limit} seconds cannot be; it is 0 or more."));
        if (budget.Seconds is not null && pool is { Seconds: null, Count: > 0 })
            throw new UnfitPool("A budget in seconds needs the seconds that each item is expected to take.");
    }

    private static double Mean(ReadOnlySpan<float> seconds)
    {
        var sum = 0.0;
        foreach (var each in seconds)
            sum += each;
        return sum / seconds.Length;
    }

    private static float Cheapest(ReadOnlySpan<float> seconds)
    {
        var cheapest = float.PositiveInfinity;
        for (var item = 0; item < seconds.Length; item++)
        {
            if (!(seconds[item] > 0) || !float.IsFinite(seconds[item]))
                throw new UnfitPool(FormattableString.Invariant($"Item {item} is expected to take {seconds[item]} seconds; it should be a number above 0."));
            cheapest = Math.Min(cheapest, seconds[item]);
        }

        return cheapest;
    }
}
