namespace Assay.Sampling;

/// <summary>How much may be labeled: so many items, so many seconds, or whichever comes first.</summary>
/// <param name="Items">At most so many items, 0 or more; null for no such limit.</param>
/// <param name="Seconds">At most so many seconds of work by <see cref="Pool.Seconds"/>, 0 or more; null for no such limit. An item that no longer fits is
/// passed over, and one that does may come after it.</param>
public readonly record struct Budget(int? Items, double? Seconds = null)
{
    /// <summary>So many items.</summary>
    public static Budget OfItems(int items) => new(items);

    /// <summary>So many seconds of work.</summary>
    public static Budget OfSeconds(double seconds) => new(null, seconds);
}
