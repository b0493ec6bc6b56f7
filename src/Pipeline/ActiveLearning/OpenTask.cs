using Assay.Pipeline.Database;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>A task that nobody holds, has answered or has skipped.</summary>
internal readonly record struct OpenTask
{
    public long Id { get; init; }

    public long Rank { get; init; }

    public long Priority => Ranks.Priority(Rank);

    public bool IsBroughtForward => Ranks.Kind(Rank) == PlaceKind.Informative;

    /// <summary>What is drawn for an audit comes before everything, and stays there.</summary>
    public bool IsAudit => Rank <= Ranks.BeforeAll(Rank);

    public static IReadOnlyList<OpenTask> All(Session session, long projectId) =>
    [
        .. session.Stream<OpenTask>(
            "SELECT id, rank FROM task WHERE project_id = @projectId AND open_slots > 0 AND leased = 0 AND submitted = 0 AND skips = 0 ORDER BY id", new { projectId }),
    ];
}
