using Assay.Learning.Acceptance;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Quality.Arbitration;

/// <summary>An arbiter's opinions held against what people decided without seeing them.</summary>
internal static class ArbiterRecords
{
    /// <summary>In the order people decided, so that a record grows at its end.</summary>
    private const string BlindSql = """
        SELECT o.answers AS said, f.answers AS final FROM opinion o JOIN final_label f ON f.task_id = o.task_id
        WHERE o.project_id = @ProjectId AND o.is_blind AND o.run = @Run AND o.answers IS NOT NULL AND f.decided_at >= o.created_at
            AND f.how NOT IN ('auto_accepted', 'arbitration', 'gold')
            AND o.id = (SELECT max(p.id) FROM opinion p WHERE p.task_id = o.task_id)
        ORDER BY f.decided_at, f.task_id
        """;

    /// <summary>Of the arbiter in force, since the settings last changed.</summary>
    public static TrackRecord Of(Session session, ArbitrationRow row, LabelSchema schema)
    {
        var record = new TrackRecord(row.Target);
        foreach (var pair in session.Query<Pair>(BlindSql, new { row.ProjectId, row.Run }))
            if (schema.ReadAnswers(pair.Said).Answers is { } said && schema.ReadAnswers(pair.Final).Answers is { } final)
                record.Add(!Agree(schema, said, final));
        return record;
    }

    /// <summary>The same, read with the project's schema.</summary>
    public static TrackRecord Of(Session session, ArbitrationRow row) => Of(session, row, ProjectSettings.Load(session, row.ProjectId).Schema);

    private static bool Agree(LabelSchema schema, Answers one, Answers other) =>
        schema.Questions.All(question => question.Kind.Agree(question, one[question.Name], other[question.Name]));

    private sealed record Pair
    {
        public string Said { get; init; } = "";

        public string Final { get; init; } = "";
    }
}
