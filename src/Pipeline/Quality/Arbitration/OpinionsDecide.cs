using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.People;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Quality.Arbitration;

/// <summary>
/// Makes opinions the labels of their tasks, while the policy says so and the arbiter's record bears it out. Left to people are disputes that were drawn for the
/// record, that somebody is deciding now, and those of which an arbiter's decision was taken back before.
/// </summary>
internal sealed class OpinionsDecide(Db db, Jobs.Jobs jobs, TimeProvider time)
{
    /// <summary>Tasks decided in one transaction.</summary>
    private const int Step = 50;

    private const string NextSql = OpinionRow.Select + """
         JOIN dispute d ON d.opinion_id = o.id
        WHERE o.project_id = @project AND o.task_id > @after AND o.run = @Run AND NOT o.is_blind AND o.answers IS NOT NULL AND o.decided_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM opinion u WHERE u.task_id = o.task_id AND u.undone_at IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM lease l WHERE l.task_id = o.task_id AND l.purpose = 'review' AND l.expires_at > @now)
        ORDER BY o.task_id LIMIT @Step
        """;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var project = run.Job.ProjectId!.Value;
        long? after = 0;
        while (after is { } from)
        {
            stop.ThrowIfCancellationRequested();
            after = await db.Write(project, session => Piece(run, session, project, from));
            jobs.Changed.Raise();
        }
    }

    private long? Piece(JobRun run, Session session, long project, long after)
    {
        run.Hold(session);
        var row = ArbitrationRow.Of(session, project);
        if (!row.Decides || !ArbiterRecords.Of(session, row).IsTrusted)
            return null;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var opinions = session.Query<OpinionRow>(NextSql, new { project, after, row.Run, now, Step }).ToList();
        if (opinions.Count == 0)
            return null;
        foreach (var opinion in opinions)
            Decide(session, opinion, now);
        VoteChanges.Add(session, project, [.. opinions.Select(opinion => opinion.TaskId)]);
        return opinions[^1].TaskId;
    }

    private static void Decide(Session session, OpinionRow opinion, long now)
    {
        TaskOutcomes.Complete(
            session,
            TaskState.Load(session, opinion.ProjectId, opinion.TaskId),
            new FinalLabelRow
            {
                Answers = opinion.Answers!,
                How = FinalHow.Arbitration,
                Confidence = opinion.Confidence,
                Comment = opinion.Reasons,
                GuidelineVersion = opinion.GuidelineVersion,
                From = JsonSerializer.Deserialize<List<long>>(opinion.Votes)!,
            },
            now);
        session.Execute("UPDATE opinion SET decided_at = @now WHERE id = @Id", new { now, opinion.Id });
        Audit.Add(session, now, null, opinion.ProjectId, "decided by arbitration", $"{opinion.Model} {opinion.Version}", opinion.TaskId);
    }
}
