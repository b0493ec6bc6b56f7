using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>What the model says of open tasks, where it says something else than before or is surer or less sure than it was.</summary>
internal static class DraftUpdates
{
    /// <summary>The drafts of all rounds are one model's, so that a round changes what it sees differently and leaves the rest.</summary>
    public static readonly ModelName Model = new(LearnedModel.Word, "rolling");

    /// <summary>A smaller difference in confidence changes nothing for anybody.</summary>
    private const double LeastDifference = 0.05;

    /// <summary>Of tasks that measure the model nothing is told: who sees a draft tends to agree.</summary>
    public static IReadOnlyList<NewPrediction> Of(Session session, LearningRow row, ProjectSettings settings, ChoiceClasses classes, TaskPool pool, float[] chances)
    {
        var before = Before(session, row.ProjectId);
        var json = new Dictionary<string, string>();
        var changed = new List<NewPrediction>();
        foreach (var task in OpenTask.All(session, row.ProjectId))
        {
            if (row.Stream.Holds(task.Id) || !pool.RowOf.TryGetValue(task.Id, out var at))
                continue;
            var said = Turn.Read(classes, chances, at);
            var key = string.Join(',', said.Classes);
            if (!json.TryGetValue(key, out var answers))
                json.Add(key, answers = Answers.Of(settings.Schema, (classes.Question.Name, classes.Answer(said.Classes))).ToJson());
            if (!before.TryGetValue(task.Id, out var old) || old.Answers != answers || !(Math.Abs(old.Confidence - said.Confidence) < LeastDifference))
                changed.Add(new NewPrediction(task.Id, answers, said.Confidence));
        }

        return changed;
    }

    private static Dictionary<long, (string Answers, double Confidence)> Before(Session session, long projectId)
    {
        var before = new Dictionary<long, (string, double)>();
        if (PredictionStore.Model(session, projectId, Model) is { } model)
            foreach (var row in session.Query<Row>("SELECT task_id, answers, confidence FROM prediction WHERE model_id = @model AND NOT is_replaced", new { model }))
                before[row.TaskId] = (row.Answers, row.Confidence ?? double.NaN);
        return before;
    }

    private sealed record Row
    {
        public long TaskId { get; init; }

        public string Answers { get; init; } = "";

        public double? Confidence { get; init; }
    }
}
