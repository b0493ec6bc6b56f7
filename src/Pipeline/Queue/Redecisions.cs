using System.Globalization;
using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Queue;

/// <summary>
/// Decides tasks again that were decided by votes: after a vote or the rule changed. What a reviewer said, what is gold, and what is archived
/// or waits for answers stays as it is. All under the project's lock, from the votes of that moment.
/// </summary>
internal static class Redecisions
{
    /// <summary>A confidence that moved by less is not written anew: with every vote all of them move a little.</summary>
    public const double SameConfidence = 0.005;

    private const int LongestTold = 200;

    /// <summary>False when nothing has changed.</summary>
    public static bool Apply(Session session, ProjectSettings settings, long taskId, long now)
    {
        if (TaskState.TryLoad(session, settings.Id, taskId) is not { IsGold: false, Status: LabelingStatus.Completed or LabelingStatus.Disputed } task)
            return false;
        var before = session.One<Outcome>(Outcome.Sql + " WHERE t.id = @taskId", new { taskId });
        if (before.IsSettled)
            return false;
        var votes = TaskVotes.Load(session, settings, taskId);
        var decision = votes.Decide(session, settings, task.Overlap);
        if (!before.Differs(decision))
            return false;

        if (decision is Decision.Disputed && before.Answers is not null)
            session.Execute("DELETE FROM final_label WHERE task_id = @taskId", new { taskId });
        TaskOutcomes.Apply(session, task, decision, settings.GuidelineVersion, votes.Ids, now);
        Audit.Add(session, now, null, settings.Id, "decided again", $"{before.Told()} → {Told(decision)}", taskId);
        return true;
    }

    private static string Told(Decision decision) => decision switch
    {
        Decision.Completed completed => Told(completed.Final.ToJson(), completed.How, completed.Confidence),
        Decision.Disputed disputed => $"disputed ({string.Join(", ", disputed.Questions)})",
        _ => "open",
    };

    private static string Told(string answers, string how, double? confidence)
    {
        var sure = confidence is { } known ? string.Create(CultureInfo.InvariantCulture, $", {known:0.000}") : "";
        return $"{(answers.Length <= LongestTold ? answers : answers[..LongestTold] + "…")} ({how}{sure})";
    }

    /// <summary>What was decided of a task.</summary>
    internal sealed record Outcome
    {
        public const string Sql = """
            SELECT t.id, t.overlap, f.answers, f.how, f.confidence, d.questions
            FROM task t LEFT JOIN final_label f ON f.task_id = t.id LEFT JOIN dispute d ON d.task_id = t.id
            """;

        public long Id { get; init; }

        public long Overlap { get; init; }

        public string? Answers { get; init; }

        public string? How { get; init; }

        public double? Confidence { get; init; }

        public string? Questions { get; init; }

        /// <summary>Whether somebody said so who is not outvoted, or no vote did.</summary>
        public bool IsSettled => How is FinalHow.Review or FinalHow.Gold or FinalHow.AutoAccepted or FinalHow.Arbitration;

        public bool Differs(Decision decision) => decision switch
        {
            Decision.Completed completed => How != completed.How || Answers != completed.Final.ToJson() || Moved(completed.Confidence),
            Decision.Disputed disputed => Answers is not null || Questions != JsonSerializer.Serialize(disputed.Questions),
            _ => false, // too few votes by now; the task was closed with fewer, and stays so
        };

        public string Told() => Answers is null ? $"disputed ({string.Join(", ", JsonSerializer.Deserialize<string[]>(Questions ?? "[]")!)})" : Redecisions.Told(Answers, How!, Confidence);

        private bool Moved(double? now) => (Confidence, now) switch
        {
            (null, null) => false,
            ({ } a, { } b) => Math.Abs(a - b) >= SameConfidence,
            _ => true,
        };
    }
}
