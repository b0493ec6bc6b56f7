using Assay.Learning.Acceptance;
using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Metrics;

/// <summary>What people did for the documents that have a label now.</summary>
internal static class WorkDone
{
    private const double Thousand = 1_000, SecondsAnHour = 3_600;

    private const string Counts = "a.state IN ('counted', 'late') AND a.answers IS NOT NULL";

    /// <summary>Labels that are somebody's or some model's work.</summary>
    public const string Documents = "final_label f JOIN task t ON t.id = f.task_id AND t.status = 'completed' AND NOT t.is_gold";

    /// <summary>Whose final label is not there yet costs nothing here, and of a label that was taken back neither.</summary>
    private const string Sql = $"""
        SELECT count(*) AS documents, coalesce(sum(answers), 0) AS answers, coalesce(sum(outside), 0) AS outside, coalesce(sum(decision), 0) AS decisions,
            coalesce(sum((answers + decision) * (answers + decision)), 0) AS tasks_squared,
            count(CASE WHEN answers + decision = 0 THEN 1 END) AS without_person,
            count(CASE WHEN outside = 0 THEN 1 END) AS timed,
            coalesce(sum(CASE WHEN outside = 0 THEN seconds END), 0) AS seconds,
            coalesce(sum(CASE WHEN outside = 0 THEN seconds * seconds END), 0) AS seconds_squared
        FROM (
            SELECT f.task_id, CASE WHEN f.how = '{FinalHow.Review}' THEN 1 ELSE 0 END AS decision,
                count(CASE WHEN {Counts} THEN 1 END) AS answers,
                count(CASE WHEN {Counts} AND a.batch_id IS NOT NULL THEN 1 END) AS outside,
                CAST(sum(CASE WHEN a.state IN ('counted', 'late', 'skipped') THEN a.lead_time_ms ELSE 0 END) AS DOUBLE PRECISION) / 1000 AS seconds
            FROM {Documents} LEFT JOIN annotation a ON a.task_id = f.task_id
            WHERE f.project_id = @projectId GROUP BY f.task_id, f.how) AS work
        """;

    private const string GoldSql = $"""
        SELECT count(CASE WHEN {Counts} THEN 1 END) AS answers, CAST(coalesce(sum(a.lead_time_ms), 0) AS DOUBLE PRECISION) / 1000 AS seconds
        FROM task t JOIN annotation a ON a.task_id = t.id
        WHERE t.project_id = @projectId AND t.is_gold AND a.batch_id IS NULL AND a.state IN ('counted', 'late', 'skipped')
        """;

    public static (WorkCount Count, IReadOnlyList<MetricRow> Rows) Of(Session session, long projectId)
    {
        var (row, gold) = (session.One<Row>(Sql, new { projectId }), session.One<Gold>(GoldSql, new { projectId }));
        var count = new WorkCount(row.Documents, row.Answers, row.Outside, row.Decisions, gold.Answers, row.WithoutPerson, row.Timed, row.Seconds, gold.Seconds);
        return (count, [Tasks(row, gold), WithoutPerson(row), Hours(row, gold)]);
    }

    /// <summary>Answers to tasks whose answer is known are spread evenly over all documents.</summary>
    private static MetricRow Tasks(Row row, Gold gold) => Told("tasks_per_1000", MeanInterval.Of(
        row.Documents, row.Answers + row.Decisions, row.TasksSquared, gold.Answers / (double)Math.Max(1, row.Documents), Thousand));

    private static MetricRow WithoutPerson(Row row)
    {
        if (row.Documents < MeanInterval.Fewest)
            return Told("without_person_per_1000", null);
        var (low, high) = Binomial.Interval((int)row.WithoutPerson, (int)row.Documents);
        return Told("without_person_per_1000", new Estimate(Thousand * row.WithoutPerson / row.Documents, Thousand * low, Thousand * high, row.Documents));
    }

    private static MetricRow Hours(Row row, Gold gold)
    {
        const string name = "hours_per_1000";
        if (row.Documents >= MeanInterval.Fewest && (row.Timed < MeanInterval.Fewest || (row.Seconds <= 0 && row.WithoutPerson < row.Timed)))
            return new MetricRow(name, null, null, "not_timed");
        return Told(name, MeanInterval.Of(row.Timed, row.Seconds, row.SecondsSquared, gold.Seconds / Math.Max(1, row.Documents), Thousand / SecondsAnHour));
    }

    private static MetricRow Told(string name, Estimate? value) => new(name, null, value, value is null ? "too_few_documents" : null);

    private sealed record Row
    {
        public long Documents { get; init; }

        public long Answers { get; init; }

        public long Outside { get; init; }

        public long Decisions { get; init; }

        public long TasksSquared { get; init; }

        public long WithoutPerson { get; init; }

        public long Timed { get; init; }

        public double Seconds { get; init; }

        public double SecondsSquared { get; init; }
    }

    private sealed record Gold
    {
        public long Answers { get; init; }

        public double Seconds { get; init; }
    }
}
