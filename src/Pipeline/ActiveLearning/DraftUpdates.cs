using Assay.Pipeline.Database;
using Assay.Pipeline.Models;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>What the model says of open tasks, where it says something else than before or is surer or less sure than it was.</summary>
internal static class DraftUpdates
{
    /// <summary>The drafts of all rounds are one model's, so that a round changes what it sees differently and leaves the rest.</summary>
    public static readonly ModelName Model = new(LearnedModel.Word, "rolling");

    /// <summary>A smaller difference in confidence changes nothing for anybody.</summary>
    private const double LeastDifference = 0.05;

    /// <summary>The tasks that may be told, in the order in which people get them. Of tasks that measure the model nothing is told: who sees a draft tends to agree.</summary>
    public static IReadOnlyList<long> Tasks(Session session, LearningRow row, int most) =>
        [.. OpenTask.All(session, row.ProjectId).Where(task => !row.Stream.Holds(task.Id)).OrderBy(task => task.Rank).ThenBy(task => task.Id).Take(most).Select(task => task.Id)];

    /// <summary>Those that change what is there.</summary>
    public static IReadOnlyList<NewPrediction> Of(Session session, long projectId, IReadOnlyList<NewPrediction> said)
    {
        var before = Before(session, projectId);
        return
        [
            .. said.Where(now => !before.TryGetValue(now.TaskId, out var old) || old.Answers != now.Answers || !(Math.Abs(old.Confidence - (now.Confidence ?? double.NaN)) < LeastDifference)),
        ];
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
