using Assay.Pipeline.Database;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Metrics;

/// <summary>Where labels come from, and what brings the tasks forward that wait.</summary>
internal static class Mixes
{
    private const string LabelSql = """
        SELECT f.how, w.name AS model_name, count(*) AS labels FROM final_label f JOIN task t ON t.id = f.task_id AND t.status = 'completed'
        LEFT JOIN prediction p ON p.id = f.prediction_id LEFT JOIN weak_model w ON w.id = p.model_id
        WHERE f.project_id = @projectId GROUP BY f.how, w.name ORDER BY count(*) DESC, f.how, w.name
        """;

    /// <summary>What brings a task forward lies in its rank; see <see cref="Ranks"/>.</summary>
    private const string Open = """
        SELECT id, rank, submitted + leased AS begun, (@Step - ((rank % @Step) + @Step) % @Step) % @Step AS place
        FROM task WHERE project_id = @projectId AND open_slots > 0
        """;

    private const string QueueSql = $"""
        SELECT kind, count(*) AS tasks FROM (
            SELECT CASE WHEN begun > 0 THEN 'another_answer' WHEN place > @informative THEN 'audit' WHEN place > @easy THEN 'informative' WHEN place > 0 THEN 'easy'
                WHEN rank < 0 THEN 'priority' ELSE 'plain' END AS kind
            FROM ({Open}) AS open_tasks) AS kinds
        GROUP BY kind
        """;

    private const string InformativeSql = $"SELECT id FROM ({Open}) AS open_tasks WHERE begun = 0 AND place > @easy AND place <= @informative";

    private const string ShareSql = "SELECT random_share FROM learning WHERE project_id = @projectId AND is_on";

    private static readonly string[] Kinds = ["another_answer", "audit", "informative", "random", "easy", "priority", "plain"];

    public static IReadOnlyList<LabelSource> Labels(Session session, long projectId) =>
        [.. session.Query<LabelRow>(LabelSql, new { projectId }).Select(row => new LabelSource(row.How, row.ModelName, row.Labels))];

    public static IReadOnlyList<QueuePart> Queue(Session session, long projectId)
    {
        var values = new { projectId, Ranks.Step, easy = (long)PlaceKind.Easy * Ranks.Places, informative = (long)PlaceKind.Informative * Ranks.Places };
        var counts = session.Query<KindRow>(QueueSql, values).ToDictionary(row => row.Kind, row => row.Tasks);
        if (counts.ContainsKey("informative") && session.OneOrNone<double?>(ShareSql, new { projectId }) is { } share)
        {
            var stream = new RandomStream(projectId, share);
            counts["random"] = session.Query<long>(InformativeSql, values).Count(stream.Holds);
            counts["informative"] -= counts["random"];
        }

        var disputed = session.One<long>("SELECT count(*) FROM task WHERE project_id = @projectId AND status = 'disputed'", new { projectId });
        return [.. Kinds.Select(kind => new QueuePart(kind, counts.GetValueOrDefault(kind))).Append(new QueuePart("review", disputed))];
    }

    private sealed record LabelRow
    {
        public string How { get; init; } = "";

        public string? ModelName { get; init; }

        public long Labels { get; init; }
    }

    private sealed record KindRow
    {
        public string Kind { get; init; } = "";

        public long Tasks { get; init; }
    }
}
