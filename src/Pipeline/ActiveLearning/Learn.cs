using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Pipeline.ActiveLearning.Pools;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Media.Vectors;
using Assay.Pipeline.Models;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>
/// A turn of a project's loop: trains its model on what people have labeled, keeps it and what it is worth, brings the next tasks forward, and tells what the model
/// says of the open ones. Training holds no lock and is begun anew after a crash; from the round that was kept on it goes on where it was.
/// </summary>
public sealed class Learn(Db db, Jobs.Jobs jobs, ImageEncoding images, TimeProvider time) : IJobKind
{
    /// <summary>Tasks moved, or drafted, in one transaction.</summary>
    private const int Step = 25;

    private const string AskedWhy = "the project's model doubts the label";

    /// <summary>One turn at a time in this process: it is meant to be in nobody's way.</summary>
    private static readonly SemaphoreSlim One = new(1);

    private readonly ImageLooks looks = new(db, jobs, new ImageVectors(db, images));
    private readonly TaskPools pools = new(db, new ImageVectors(db, images));

    public string Name => LearningRuns.Kind;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        await One.WaitAsync(stop);
        try
        {
            await Take(run, stop);
        }
        finally
        {
            One.Release();
        }
    }

    private async Task Take(JobRun run, CancellationToken stop)
    {
        var project = run.Job.ProjectId!.Value;
        var round = LearnProgress.Read(run.Job)?.Round;
        while (round is null)
        {
            stop.ThrowIfCancellationRequested();
            await Tell(run, LearnStages.Learning);
            if (db.Read(session => TurnStart.Read(session, project)) is not { } start)
            {
                await PutBack(run, [], stop);
                return;
            }

            if (!start.IsDue)
                return;
            if (start.Learner.From == LearnedFrom.Images && await looks.Look(run, project, stop))
                continue; // labels came meanwhile
            var result = await BackgroundThread.Run(() => new Turn(db, pools, time).Compute(start, stop), stop);
            var model = result.Model is { } learned ? await Write(run, learned, stop) : (long?)null;
            round = await db.Write(project, session => Keep(run, session, start, result, model));
            if (round is not null)
                pools.Keep(result.Pool);
        }

        await Place(run, round.Value, stop);
        await Forget(run, stop);
        await Draft(run, round.Value, stop);
        await Compare(run, round.Value, stop);
        await Short(run, session => SeeNext(session, LearningRow.Of(session, project)), stop);
    }

    /// <summary>What came while this turn was at work, or before it was taken up again, begins another.</summary>
    private void SeeNext(Session session, LearningRow row)
    {
        if (!row.IsOn)
            return;
        if (row.IsAsked || row.Fresh >= row.Wanted)
            LearningRuns.Begin(session, row.ProjectId, row.ChangedBy, Now());
        else if (row.Fresh > 0)
            LearningRuns.Later(session, row.ProjectId, row.ChangedBy, row.EveryMinutes, Now());
    }

    /// <summary>Writes a model, which counts for nothing until it is kept.</summary>
    private async Task<long> Write(JobRun run, LearnedModelRow model, CancellationToken stop)
    {
        var id = await Short(run, model.Begin, stop);
        foreach (var (place, part) in LearnedModelParts.Of(model.Bytes).Index())
            await Short(run, session => LearnedModelParts.Add(session, id, place, part), stop);
        return id;
    }

    /// <summary>Deletes the models that came before the last few.</summary>
    private async Task Forget(JobRun run, CancellationToken stop)
    {
        foreach (var model in db.Read(session => LearnedModelRow.Outlived(session, run.Job.ProjectId!.Value)))
            while (await Short(run, session => LearnedModelParts.DeleteOne(session, model), stop))
            {
                // part by part
            }
    }

    /// <summary>Null where the schema or the settings have changed meanwhile: what was computed is worth nothing.</summary>
    private long? Keep(JobRun run, Session session, TurnStart start, TurnResult result, long? model)
    {
        run.Hold(session);
        var row = LearningRow.Of(session, start.Row.ProjectId);
        if (!start.Stands(session, row))
            return null;
        if (model is { } written)
            LearnedModelRow.End(session, written);
        var id = result.Round.Add(session);
        (row with { Fresh = Math.Max(0, row.Fresh - start.Row.Fresh), Wanted = row.WantedAfter(start.Labels.Count), IsAsked = row.IsAsked && !start.Row.IsAsked }).Save(session);
        run.Hold(session, new LearnProgress(LearnStages.Placing, id));
        return id;
    }

    private async Task Place(JobRun run, long id, CancellationToken stop)
    {
        var project = run.Job.ProjectId!.Value;
        if (db.Read(session => RoundRow.Newest(session, project)) is not { } round || round.Id != id)
            return; // a later turn has chosen since
        var first = 0;
        foreach (var some in round.InOrder.Chunk(Step))
        {
            await Piece(run, round, session => TaskPlaces.Put(session, project, PlaceKind.Informative, some, first, Now()), stop);
            first += some.Length;
        }

        await PutBack(run, round.InOrder, stop);
        foreach (var some in round.AskedAgain.Chunk(Step))
            await Piece(run, round, session => SecondAnswers.Ask(session, project, some, AskedWhy, Now()), stop);
    }

    /// <summary>Takes their places from all but those that have been chosen.</summary>
    private async Task PutBack(JobRun run, IReadOnlyList<long> chosen, CancellationToken stop)
    {
        var project = run.Job.ProjectId!.Value;
        var stay = chosen.ToHashSet();
        long[] back = [.. db.Read(session => OpenTask.All(session, project)).Where(task => task.IsBroughtForward && !stay.Contains(task.Id)).Select(task => task.Id)];
        foreach (var some in back.Chunk(Step))
            await Short(run, session => TaskPlaces.Clear(session, project, some, Now()), stop);
    }

    private async Task Draft(JobRun run, long id, CancellationToken stop)
    {
        if (Learned(run, id) is not ({ Row.Drafts: true } start, var round, var saved))
            return;
        await Tell(run, LearnStages.Drafting, id);
        if (await BackgroundThread.Run(() => start.Learner.Recall(new LearnedTasks(db, start.Settings, start.Row.Stream, pools.Of(start.Settings, start.Learner, saved, stop), saved), saved), stop) is not { } lesson)
            return;
        await Update(DraftUpdates.Held, (session, read) => HeldDrafts.Add(session, run.Job.CreatedBy, DraftUpdates.Model, read, Now()));
        await Update(DraftUpdates.Shown, (session, read) => PredictionStore.Add(session, run.Job.CreatedBy, DraftUpdates.Model, read, Now()));

        async Task Update(Func<Session, LearningRow, ILesson, DraftUpdates> of, Action<Session, ReadPredictions> add)
        {
            var updates = await BackgroundThread.Run(() => db.Read(session => of(session, start.Row, lesson)), stop);
            foreach (var page in updates.Tasks.Chunk(DraftUpdates.Page))
                foreach (var some in (await BackgroundThread.Run(() => updates.Of(page, stop), stop)).Chunk(Step))
                {
                    var read = db.Read(session => PredictionStore.Read(session, start.Settings, some));
                    await Piece(run, round, session => add(session, read), stop);
                    jobs.Changed.Raise();
                }
        }
    }

    /// <summary>What choosing has saved, once there are enough new labels to say it anew: it takes many models.</summary>
    private async Task Compare(JobRun run, long id, CancellationToken stop)
    {
        if (Learned(run, id) is not (var start, var round, var saved)
            || !RandomLabels.IsDue(start, db.Read(session => RoundRow.NewestSaving(session, start.Row.ProjectId, start.Learner.Question.Name))))
            return;
        await Tell(run, LearnStages.Comparing, id);
        var saving = await BackgroundThread.Run(() => RandomLabels.Saving(
            start, new LearnedTasks(db, start.Settings, start.Row.Stream, pools.Of(start.Settings, start.Learner, saved, stop), saved), round.Labels, time.GetUtcNow(), stop), stop);
        await Piece(run, round, session => RoundRow.Keep(session, id, saving), stop);
    }

    /// <summary>A round whose model is the project's still, under the same settings and schema.</summary>
    private (TurnStart Start, RoundRow Round, LearnedModelRow Saved)? Learned(JobRun run, long id)
    {
        var project = run.Job.ProjectId!.Value;
        var (start, round) = db.Read(session => (TurnStart.Read(session, project), RoundRow.Newest(session, project)));
        return start is { Saved: { } saved } && round is not null && round.Id == id && round.Run == start.Row.Run
            && round.Version == saved.Version && saved.SchemaVersion == start.Settings.SchemaVersion
            ? (start, round, saved)
            : null;
    }

    /// <summary>A short transaction, as long as the settings are those of the round.</summary>
    private Task Piece(JobRun run, RoundRow round, Action<Session> work, CancellationToken stop) => Short(
        run,
        session =>
        {
            if (LearningRow.Of(session, run.Job.ProjectId!.Value) is { IsOn: true } row && row.Run == round.Run)
                work(session);
        },
        stop);

    private async Task Short(JobRun run, Action<Session> work, CancellationToken stop) => await Short(
        run,
        session =>
        {
            work(session);
            return true;
        },
        stop);

    private Task<T> Short<T>(JobRun run, Func<Session, T> work, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return db.Write(run.Job.ProjectId!.Value, session =>
        {
            run.Hold(session);
            return work(session);
        });
    }

    private async Task Tell(JobRun run, string stage, long? round = null)
    {
        await db.Write(run.Job.ProjectId!.Value, session => run.Hold(session, new LearnProgress(stage, round)));
        jobs.Changed.Raise();
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
