using System.Data;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Queue;

/// <summary>
/// The draw that decides whose drafts are kept from everybody, so that what drafts do to answers can be measured. It depends on the task alone: all people get
/// a task alike, again and again, and a larger share withholds the tasks of a smaller one too.
/// </summary>
internal static class Withholding
{
    /// <summary>The largest share of a project's tasks.</summary>
    public const double Most = 0.5;

    /// <summary>The draft that people are shown of a task, where nothing is withheld: of the first model in order that has one. The task comes between the two.</summary>
    public const string ShownOf = "SELECT q.id FROM prediction q JOIN weak_model m ON m.id = q.model_id WHERE NOT q.is_replaced AND m.position IS NOT NULL AND q.task_id = ";

    /// <summary>What follows the task after <see cref="ShownOf"/>.</summary>
    public const string ShownFirst = " ORDER BY m.position LIMIT 1";

    private static readonly HotSql Shown = new($"{ShownOf}@task{ShownFirst}", DbType.Int64);

    public static bool Holds(long taskId, double share) => share > 0 && Draw(taskId) < share;

    /// <summary>The draft that people are shown of a task; null when there is none.</summary>
    public static long? ShownDraft(Session session, long taskId)
    {
        using var row = session.Hot(Shown).Read(taskId);
        return row.Read() ? row.GetInt64(0) : null;
    }

    /// <summary>Uniform in [0, 1): the finalizer of SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").</summary>
    private static double Draw(long taskId)
    {
        var mixed = unchecked((ulong)taskId * 0x9E3779B97F4A7C15UL);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
