namespace Assay.Pipeline.Queue;

/// <summary>
/// The order of the queue in one number, ascending: first the priority, then a place among the tasks of the same priority. Without a place tasks come as they were
/// imported; those with one come before them, in the order of their places.
/// </summary>
internal static class Ranks
{
    /// <summary>Numbers for each priority.</summary>
    public const long Step = 1 << 20;

    /// <summary>The largest priority, and the smallest with a minus.</summary>
    public const long LargestPriority = 4_000_000_000_000;

    /// <summary>How many places there are of each kind.</summary>
    public const int Places = 100_000;

    /// <summary>Of a task without a place.</summary>
    public static long Of(long priority) => -priority * Step;

    /// <summary>The priority it was made of.</summary>
    public static long Priority(long rank) => -(long)Math.Round(rank / (decimal)Step);

    /// <summary>With a place, 0 for the first, in place of the one it has.</summary>
    public static long At(long rank, PlaceKind kind, int place) => Of(Priority(rank)) - ((long)kind * Places) + Math.Min(place, Places - 1);

    /// <summary>Before everything of the priority of a rank, whatever its place: what is drawn for an audit.</summary>
    public static long BeforeAll(long rank) => Of(Priority(rank)) - ((long)PlaceKind.Last * Places) - 1;

    /// <summary>Before all audits of the priority of a rank, which take as many places as any kind: what lacks only a second answer.</summary>
    public static long BeforeAudits(long rank) => BeforeAll(rank) - Places - 1;

    /// <summary>Whether it was brought before everything of its priority: no place is given to it, and none taken.</summary>
    public static bool IsBeforeAll(long rank) => Of(Priority(rank)) - rank > (long)PlaceKind.Last * Places;

    /// <summary>Why it has its place; null without one.</summary>
    public static PlaceKind? Kind(long rank)
    {
        var before = Of(Priority(rank)) - rank;
        return before is <= 0 or > (long)PlaceKind.Last * Places ? null : (PlaceKind)(((before - 1) / Places) + 1);
    }
}

/// <summary>Why a task is brought forward. Of two that a task could have the last one given counts.</summary>
internal enum PlaceKind
{
    /// <summary>It is one of the easiest, for a quick start.</summary>
    Easy = 1,

    /// <summary>Its label teaches the project's model most.</summary>
    Informative = 2,

    /// <summary>The last of them.</summary>
    Last = Informative,
}
