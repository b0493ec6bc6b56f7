using Assay.Learning.Calibration;
using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.PreAnnotate.Calibrating;

/// <summary>
/// A model's drafts held against the labels that people gave without seeing any draft: on tasks drawn for audit, on those whose drafts are withheld, and where the model is not
/// shown. A draft that came after an answer may have learned from it and is left out, as is what no person decided.
/// </summary>
internal static class BlindDrafts
{
    /// <summary>The latest drafts that are judged.</summary>
    public const int Most = 20_000;

    private const string Sql = $"""
        SELECT p.confidence, p.answers AS said, f.answers AS final FROM prediction p JOIN final_label f ON f.task_id = p.task_id
        WHERE p.model_id = @modelId AND NOT p.is_replaced AND p.confidence IS NOT NULL
            AND f.how NOT IN ('{FinalHow.AutoAccepted}', '{FinalHow.Arbitration}', '{FinalHow.Gold}')
            AND NOT EXISTS (
                SELECT 1 FROM annotation a WHERE a.task_id = p.task_id
                    AND (a.prediction_id IS NOT NULL OR a.state IN ('counted', 'late') AND a.created_at < p.created_at))
        ORDER BY p.id DESC LIMIT @Most
        """;

    /// <summary>The latest first. A draft is right when all that it says is what the label says, by each question's own measure.</summary>
    public static IReadOnlyList<Judged> Of(Session session, LabelSchema schema, long modelId) =>
        [.. session.Query<Row>(Sql, new { modelId, Most }).Select(row => Judge(schema, row)).OfType<Judged>()];

    private static Judged? Judge(LabelSchema schema, Row row)
    {
        if (schema.ReadDraft(row.Said).Answers is not { } said || schema.ReadDraft(row.Final).Answers is not { } final)
            return null;
        var drafted = schema.Questions.Where(question => said[question.Name] is not null).ToList();
        return drafted.Count == 0 ? null : new Judged(row.Confidence, drafted.TrueForAll(question => question.Kind.Agree(question, said[question.Name], final[question.Name])));
    }

    private sealed record Row
    {
        public double Confidence { get; init; }

        public string Said { get; init; } = "";

        public string Final { get; init; } = "";
    }
}
