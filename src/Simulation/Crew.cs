using Assay.Pipeline.Annotate;
using Assay.Pipeline.Queue;

namespace Assay.Simulation;

/// <summary>
/// Virtual annotators who work side by side on a virtual clock, through the same queue and the same submissions as people:
/// each claims a task, holds it for as long as it looks at it, hands it in and claims the next.
/// </summary>
public sealed class Crew(TaskQueue queue, Submissions submissions, VirtualClock clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>When everything left is held by others: their leases may yet come back.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);

    /// <summary>Works until nobody finds anything more to do, <paramref name="most"/> tasks have been looked at, or it is <paramref name="until"/>.</summary>
    public async Task<CrewReport> Work(
        long projectId, IReadOnlyList<VirtualAnnotator> annotators, int most, DateTimeOffset until, CancellationToken cancellation = default)
    {
        var turns = new PriorityQueue<Turn, (DateTimeOffset At, int Place)>();
        for (var place = 0; place < annotators.Count; place++)
            turns.Enqueue(new Turn(annotators[place], place, null, null), (clock.GetUtcNow(), place));
        var report = new CrewReport(0, 0, TimeSpan.Zero);
        while (report.LookedAt < most && turns.TryDequeue(out var turn, out var due) && due.At < until)
        {
            cancellation.ThrowIfCancellationRequested();
            clock.MoveTo(due.At);
            if (turn.Holds is { } held)
                report = await HandIn(projectId, turn.Annotator, held, turn.Judgement!, report);
            var claim = await queue.Claim(projectId, turn.Annotator.PersonId);
            if (claim.Tasks.Count == 0)
            {
                if (claim.Empty?.Reason == "held_by_others")
                    turns.Enqueue(turn with { Holds = null }, (due.At + Wait, turn.Place));
                continue;
            }

            var judgement = turn.Annotator.LookAt(claim.Tasks[0]);
            turns.Enqueue(turn with { Holds = claim.Tasks[0], Judgement = judgement }, (due.At + judgement.Took + Pause, turn.Place));
        }

        foreach (var annotator in annotators)
            await queue.ReleaseAll(projectId, annotator.PersonId);
        return report;
    }

    private async Task<CrewReport> HandIn(long projectId, VirtualAnnotator annotator, ClaimedTask task, Judgement judgement, CrewReport report)
    {
        var (id, took) = (annotator.SubmissionId(task.Id), (long)judgement.Took.TotalMilliseconds);
        if (judgement.Answers is not { } answers)
        {
            await submissions.Skip(projectId, annotator.PersonId, new NewSkip(id, task.Id, judgement.SkipReason ?? "", took));
            return report with { Skipped = report.Skipped + 1, Worked = report.Worked + judgement.Took };
        }

        await submissions.Submit(projectId, annotator.PersonId, new NewSubmission(id, task.Id, answers, took, task.GuidelineVersion, task.Suggestion?.PredictionId));
        return report with { Answered = report.Answered + 1, Worked = report.Worked + judgement.Took };
    }

    private sealed record Turn(VirtualAnnotator Annotator, int Place, ClaimedTask? Holds, Judgement? Judgement);
}

/// <summary>What a crew did.</summary>
/// <param name="Answered">Tasks answered.</param>
/// <param name="Skipped">Tasks skipped.</param>
/// <param name="Worked">How long all of them looked at these tasks, together.</param>
public sealed record CrewReport(int Answered, int Skipped, TimeSpan Worked)
{
    public int LookedAt => Answered + Skipped;
}
