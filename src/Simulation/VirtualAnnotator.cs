using Assay.Pipeline.Queue;

namespace Assay.Simulation;

/// <summary>
/// A person who is played by the program. What it makes of a task depends on its seed and the task alone, not on the order in which
/// tasks come to it, so that a run can be repeated and two runs can be compared.
/// </summary>
/// <param name="PersonId">Its account, one marked as simulated.</param>
/// <param name="Seed">Two annotators with the same seed and habits answer alike.</param>
/// <param name="Judge">Its habits: what it answers, given the task and its own chance.</param>
public sealed record VirtualAnnotator(long PersonId, int Seed, Func<ClaimedTask, Random, Judgement> Judge)
{
    public Judgement LookAt(ClaimedTask task) => Judge(task, Chance(task.Id, "judge"));

    /// <summary>The id under which it submits: the same at every run, so that a run which is repeated changes nothing.</summary>
    public string SubmissionId(long taskId)
    {
        Span<byte> bytes = stackalloc byte[16];
        Chance(taskId, "submission").NextBytes(bytes);
        return new Guid(bytes).ToString("D");
    }

    private Random Chance(long taskId, string purpose)
    {
        // FNV-1a; GetHashCode differs from process to process
        var hash = 2166136261u;
        foreach (var value in (ReadOnlySpan<long>)[Seed, taskId, purpose.Length])
            hash = unchecked((hash ^ (uint)value ^ (uint)(value >> 32)) * 16777619u);
        return new Random((int)(hash & int.MaxValue));
    }
}
