using Assay.Model;
using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>The label of a task that people gave.</summary>
/// <param name="Task">The task.</param>
/// <param name="Said">What it teaches.</param>
/// <param name="At">When it was decided.</param>
/// <param name="IsSingle">Whether one person alone was asked.</param>
internal readonly record struct HumanLabel(long Task, Taught Said, long At, bool IsSingle)
{
    /// <summary>The labels in it, ascending.</summary>
    public IReadOnlyList<int> Classes => Said.Labels;
}

/// <summary>The labels that people gave: what a model said, or was known beforehand, teaches nothing and measures nothing.</summary>
internal static class HumanLabels
{
    public const string ByPeople = $"how NOT IN ('{FinalHow.AutoAccepted}', '{FinalHow.Arbitration}', '{FinalHow.Gold}')";

    /// <summary>Those that answer the question, by task.</summary>
    public static IReadOnlyList<HumanLabel> Of(Session session, long projectId, LabelSchema schema, ILearner learner)
    {
        var labels = new List<HumanLabel>();
        var known = new Dictionary<string, Taught?>();
        foreach (var row in session.Query<Row>($"SELECT task_id, answers, how, decided_at FROM final_label WHERE project_id = @projectId AND {ByPeople} ORDER BY task_id", new { projectId }))
        {
            if (!known.TryGetValue(row.Answers, out var given))
                known.Add(row.Answers, given = schema.ReadDraft(row.Answers).Answers is { } answers ? learner.Read(answers) : null);
            if (given is not null)
                labels.Add(new HumanLabel(row.TaskId, given, row.DecidedAt, row.How == FinalHow.Single));
        }

        return labels;
    }

    private sealed record Row
    {
        public long TaskId { get; init; }

        public string Answers { get; init; } = "";

        public string How { get; init; } = "";

        public long DecidedAt { get; init; }
    }
}
