using System.Globalization;
using Assay.Learning.Acceptance;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.People;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.PreAnnotate.AutoAccept;

/// <summary>
/// What is to do in a project whose drafts become labels without a person, for each model: take new audits in, hold the promise against them, choose the
/// threshold anew when enough came, and accept what is sure enough. In small pieces; each finds what it stands on anew, so that it may be stopped anywhere and
/// that two runs at a time do no harm.
/// </summary>
public sealed class AcceptDrafts(Db db, Jobs.Jobs jobs, TimeProvider time) : IJobKind
{
    /// <summary>Tasks changed in one transaction.</summary>
    private const int Step = 50;

    public string Name => AcceptRuns.Kind;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var project = run.Job.ProjectId!.Value;
        var accepted = 0L;
        foreach (var row in db.Read(session => AcceptRow.On(session, project)))
        {
            await TakeAudits(run, row, stop);
            await BringHeld(run, row, stop);
            await db.Write(project, session => Watch(run, session, row));
            await Choose(run, row);
            await Calibrate(run, row);
            accepted = await Walk(run, row, accepted, stop);
        }
    }

    private async Task TakeAudits(JobRun run, AcceptRow row, CancellationToken stop)
    {
        for ((long At, long Task)? after = AuditBook.Start(row); after is { } from;)
        {
            stop.ThrowIfCancellationRequested();
            after = await db.Write(row.ProjectId, session =>
            {
                run.Hold(session);
                return row.StillRuns(session) is { } now ? AuditBook.Take(session, now, from, Now()) : null;
            });
        }
    }

    /// <summary>People are asked first for as many labels of the random stream as the first choice of a threshold needs, and some more, for not each becomes an audit.</summary>
    private async Task BringHeld(JobRun run, AcceptRow begun, CancellationToken stop)
    {
        if (begun.Held is null)
            return;
        var wanted = new LookSchedule(begun.Target).First;
        var missing = wanted + (wanted / 5) - db.Read(session => AuditBook.All(session, begun).Count);
        foreach (var some in db.Read(session => DraftWalk.HeldToCome(session, begun, missing)).Chunk(Step))
        {
            stop.ThrowIfCancellationRequested();
            await db.Write(begun.ProjectId, session =>
            {
                run.Hold(session);
                if (begun.StillRuns(session) is { } row)
                    DraftWalk.BringForward(session, row, some, Now());
            });
        }
    }

    /// <summary>Suspends accepting once the promise is found broken.</summary>
    private void Watch(JobRun run, Session session, AcceptRow begun)
    {
        run.Hold(session);
        if (begun.StillRuns(session) is not { IsRiskControlled: true, InForce: { } inForce } row)
            return;
        var monitor = AuditBook.Watch(row, AuditBook.All(session, row));
        if (!monitor.IsBroken)
            return;
        var now = time.GetUtcNow();
        var alarm = new AcceptAlarm(now, monitor.Watched, monitor.Wrong, inForce);
        (row with { Alarm = AcceptRow.Json(alarm), InForce = null }).Save(session);
        Audit.Add(
            session, now.ToUnixTimeMilliseconds(), null, row.ProjectId, "drafts.accepting_suspended",
            string.Create(CultureInfo.InvariantCulture, $"model {row.ModelId}: {monitor.Wrong} of {monitor.Watched} audits wrong, at most {row.Epsilon} promised"));
    }

    /// <summary>Chooses the threshold outside the lock, when there are audits enough for another look.</summary>
    private async Task Choose(JobRun run, AcceptRow begun)
    {
        if (!begun.IsRiskControlled || db.Read(session => Look(session, begun)) is not { } look)
            return;
        var choice = RiskControl.Choose(look.Audits, ThresholdGrid.Of(look.Pool, look.Audits.Count, look.Target), look.Target);
        await db.Write(begun.ProjectId, session =>
        {
            run.Hold(session);
            if (begun.StillRuns(session) is not { } row || row.Looks != look.Number - 1)
                return;
            var now = time.GetUtcNow();
            var told = Told(choice, now);
            (row with
            {
                Looks = look.Number,
                LookedAt = look.Audits.Count,
                LookedLabels = look.Labels,
                Choice = AcceptRow.Json(told),
                InForce = told.Threshold,
                Walked = told.Threshold is { } looser && !(looser >= row.InForce) ? 0 : row.Walked,
            }).Save(session);
            Audit.Add(
                session, now.ToUnixTimeMilliseconds(), null, row.ProjectId, "drafts.threshold_chosen",
                string.Create(CultureInfo.InvariantCulture, $"model {row.ModelId}: {told.Threshold?.ToString("0.####", CultureInfo.InvariantCulture) ?? "none"}, {told.Wrong} of {told.Audited} audits wrong"));
        });
    }

    /// <summary>Learns anew what confidence a fixed threshold is, outside the lock, when enough labels came.</summary>
    private async Task Calibrate(JobRun run, AcceptRow begun)
    {
        if (begun.Mode != AcceptModes.Fixed || db.Read(session => begun.StillRuns(session) is { } row ? FixedThreshold.Look(session, row) : null) is not { } look)
            return;
        var inForce = FixedThreshold.Of(begun.Threshold, look.Judged);
        await db.Write(begun.ProjectId, session =>
        {
            run.Hold(session);
            if (begun.StillRuns(session) is not { } row || row.LookedLabels >= look.Labels)
                return;
            (row with
            {
                LookedLabels = look.Labels,
                LookedAt = look.Judged.Count,
                InForce = inForce,
                Walked = inForce is { } looser && !(looser >= row.InForce) ? 0 : row.Walked,
            }).Save(session);
            if (!inForce.Equals(row.InForce))
                Audit.Add(
                    session, Now(), null, row.ProjectId, "drafts.threshold_calibrated",
                    string.Create(CultureInfo.InvariantCulture, $"model {row.ModelId}: {inForce?.ToString("0.####", CultureInfo.InvariantCulture) ?? "none"} by {look.Judged.Count} labels"));
        });
    }

    private static NextLook? Look(Session session, AcceptRow begun)
    {
        if (begun.StillRuns(session) is not { } row)
            return null;
        var schedule = new LookSchedule(row.Target);
        var labels = row.Held is null ? 0 : AuditBook.LabelsByPeople(session, row);
        if (Wanted(row, schedule, labels) is not { } wanted || AuditBook.ForALook(session, row, wanted) is not { } audits)
            return null;
        var number = row.Looks + 1;
        return new NextLook(
            number,
            schedule.At(number),
            labels,
            [.. audits.Select(audit => new AuditedDraft(audit.Confidence, audit.IsWrong))],
            [.. session.Query<double>("SELECT confidence FROM prediction WHERE model_id = @ModelId AND NOT is_replaced AND confidence IS NOT NULL", new { row.ModelId })]);
    }

    /// <summary>
    /// How many audits the next look is to have. A model that learns on is worth another look at the same audits, once there are half as many labels again; and the first is not wasted on one that knows few.
    /// Neither depends on what audits found.
    /// </summary>
    private static int? Wanted(AcceptRow row, LookSchedule schedule, long labels)
    {
        if (row.Held is null)
            return schedule.After(row.LookedAt);
        if (row.LookedAt == 0)
            return labels >= 2L * schedule.First ? schedule.First : null;
        return labels >= row.LookedLabels * LookSchedule.Growth ? row.LookedAt : schedule.After(row.LookedAt);
    }

    private static AcceptChoice Told(AcceptanceChoice choice, DateTimeOffset at) => choice.Accepted is { } accepted
        ? new AcceptChoice(accepted.Threshold, accepted.Bound, accepted.Audited, accepted.Wrong, accepted.Coverage, choice.Audits, null, null, at)
        : new AcceptChoice(
            null, null, choice.Tried.Count == 0 ? choice.Audits : choice.Tried[^1].Audited, choice.Tried.Count == 0 ? 0 : choice.Tried[^1].Wrong, 0, choice.Audits,
            choice.Refusal!.Reason == RefusalReason.TooFewAudits ? "too_few_audits" : "too_many_wrong", choice.Refusal.MoreAudits, at);

    private async Task<long> Walk(JobRun run, AcceptRow begun, long accepted, CancellationToken stop)
    {
        while (db.Read(session => begun.StillRuns(session) is { } row ? DraftWalk.Next(session, row) : null) is { } page)
        {
            var isDone = true;
            foreach (var some in page.Drawn.Select(draft => draft.TaskId).Chunk(Step))
                isDone = isDone && await Piece(page, (session, row) => DraftWalk.BringForward(session, row, some, Now()));
            foreach (var some in page.Sure.Chunk(Step))
                isDone = isDone && await Piece(page, (session, row) => accepted += DraftWalk.Accept(session, row, some, Now()));
            if (isDone)
                await Piece(page, (session, row) => (row with { Walked = page.Last }).Save(session));
            jobs.Changed.Raise();
        }

        return accepted;

        // false where things have changed since the page was read: it is read again
        Task<bool> Piece(DraftPage page, Action<Session, AcceptRow> work)
        {
            stop.ThrowIfCancellationRequested();
            return db.Write(begun.ProjectId, session =>
            {
                run.Hold(session, new AcceptProgress(accepted));
                if (begun.StillRuns(session) is not { } row || !page.IsOf(session, row))
                    return false;
                work(session, row);
                return true;
            });
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <param name="Accepted">Drafts that became labels in this run of the job.</param>
internal sealed record AcceptProgress(long Accepted);

/// <param name="Number">From 1.</param>
/// <param name="Target">What this look may promise.</param>
/// <param name="Labels">By people, where that counts.</param>
/// <param name="Audits">In the order they were taken in.</param>
/// <param name="Pool">Confidences of all drafts.</param>
internal sealed record NextLook(int Number, ErrorTarget Target, long Labels, IReadOnlyList<AuditedDraft> Audits, IReadOnlyList<double> Pool);
