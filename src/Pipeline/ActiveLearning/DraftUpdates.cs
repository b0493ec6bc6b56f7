using System.IO.Hashing;
using System.Runtime.InteropServices;
using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>What the model says of open tasks, where it says something else than before or is surer or less sure than it was.</summary>
/// <remarks>Of what was said before numbers are kept and no texts: there may be some hundred thousand, and people wait while the garbage collector goes from one to the next.</remarks>
internal sealed class DraftUpdates
{
    /// <summary>Tasks looked at together: what a model says of all never stands in memory at once.</summary>
    public const int Page = 2_000;

    /// <summary>The drafts of all rounds are one model's, so that a round changes what it sees differently and leaves the rest.</summary>
    public static readonly ModelName Model = new(LearnedModel.Word, "rolling");

    /// <summary>A smaller difference in confidence changes nothing for anybody.</summary>
    private const double LeastDifference = 0.05;

    /// <summary>More audits bound an error no better than people can tell.</summary>
    private const int MostHeld = 5_000;

    private readonly ILesson lesson;
    private readonly Dictionary<long, (UInt128 Answers, double Confidence)> before = [];

    private DraftUpdates(Session session, LearningRow row, ILesson lesson, IEnumerable<long> tasks, string saidSql)
    {
        this.lesson = lesson;
        Tasks = [.. tasks];
        if (PredictionStore.Model(session, row.ProjectId, Model) is { } model)
            foreach (var old in session.Stream<Row>(saidSql, new { model }))
                before[old.TaskId] = (Hash(old.Answers), old.Confidence ?? double.NaN);
    }

    /// <summary>What is looked at, in this order.</summary>
    public long[] Tasks { get; }

    /// <summary>Of the tasks that may be told, in the order in which people get them. Of tasks that measure the model nothing is told: who sees a draft tends to agree.</summary>
    public static DraftUpdates Shown(Session session, LearningRow row, ILesson lesson) => new(
        session, row, lesson,
        OpenTask.All(session, row.ProjectId).Where(task => !row.Stream.Holds(task.Id)).OrderBy(task => task.Rank).ThenBy(task => task.Id).Take(lesson.MostDrafted).Select(task => task.Id),
        "SELECT task_id, answers, confidence FROM prediction WHERE model_id = @model AND NOT is_replaced");

    /// <summary>Of the tasks that measure the model, answered or not, those first that come first: kept by the same rule as the others, so that they can stand for them.</summary>
    public static DraftUpdates Held(Session session, LearningRow row, ILesson lesson) => new(
        session, row, lesson,
        lesson.Pool.RowOf.Keys.Where(row.Stream.Holds).OrderBy(row.Stream.Draw).Take(Math.Min(lesson.MostDrafted, MostHeld)),
        "SELECT task_id, answers, confidence FROM held_draft WHERE model_id = @model");

    /// <summary>What the model says of these tasks, as far as it changes what is there.</summary>
    public IReadOnlyList<NewPrediction> Of(long[] tasks, CancellationToken stop) => [.. lesson.Drafts(tasks, stop).Where(IsNew)];

    private bool IsNew(NewPrediction now) =>
        !before.TryGetValue(now.TaskId, out var old) || old.Answers != Hash(now.Answers) || !(Math.Abs(old.Confidence - (now.Confidence ?? double.NaN)) < LeastDifference);

    private static UInt128 Hash(string answers) => XxHash128.HashToUInt128(MemoryMarshal.AsBytes(answers.AsSpan()));

    private readonly record struct Row
    {
        public long TaskId { get; init; }

        public string Answers { get; init; }

        public double? Confidence { get; init; }
    }
}
