using Assay.Pipeline.ActiveLearning.Pools;
using Assay.Pipeline.ActiveLearning.Work;
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
internal sealed class Learn(Db db, Jobs.Jobs jobs, ImageEncoding images, ILearningWork work, TimeProvider time) : IJobKind
{
    /// <summary>Tasks moved, or drafted, in one transaction.</summary>
    private const int Step = 25;

    private const string AskedWhy = "the project's model doubts the label";

    /// <summary>One turn at a time in this process: it is meant to be in nobody's way.</summary>
    private static readonly SemaphoreSlim One = new(1);

    private readonly ImageLooks looks = new(db, jobs, new ImageVectors(db, images));

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
            if (db.Read(session => LearningProject.Read(session, project)) is not { } now)
            {
                await PutBack(run, [], stop);
                return;
            }

            if (!now.Row.IsDue)
                return;
            if (now.Learner.From == LearnedFrom.Images && await looks.Look(run, project, stop))
                continue; // labels came meanwhile
            if (await work.Learn(project, stop) is not { } result)
                continue;
            var model = result.Model is { } learned ? await Write(run, learned, stop) : (long?)null;
            round = await db.WriteBeside(project, session => Keep(run, session, result, model));
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
        var place = 0;
        await foreach (var part in work.Model(run.Job.ProjectId!.Value, model.Version, stop))
        {
            await Short(run, session => LearnedModelParts.Add(session, id, place, part), stop);
            place++;
        }

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
    private static long? Keep(JobRun run, Session session, TurnResult result, long? model)
    {
        run.Hold(session);
        var (row, basis) = (LearningRow.Of(session, run.Job.ProjectId!.Value), result.Basis);
        if (!basis.Stands(session, row))
            return null;
        if (model is { } written)
            LearnedModelRow.End(session, written);
        var id = result.Round.Add(session);
        (row with { Fresh = Math.Max(0, row.Fresh - basis.Fresh), Wanted = row.WantedAfter(basis.Labels), IsAsked = row.IsAsked && !basis.IsAsked }).Save(session);
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
        for (PlacedTask? last = null; db.Read(session => TaskPlaces.Placed(session, project, PlaceKind.Informative, last, TaskPlaces.Step)) is { Count: > 0 } placed; last = placed[^1])
            foreach (var some in placed.Select(task => task.Id).Where(task => !stay.Contains(task)).Chunk(Step))
                await Short(run, session => TaskPlaces.Clear(session, project, some, Now()), stop);
    }

    private async Task Draft(JobRun run, long id, CancellationToken stop)
    {
        if (Learned(run, id) is not ({ Row.Drafts: true } project, var round))
            return;
        await Tell(run, LearnStages.Drafting, id);
        await foreach (var page in work.Drafts(project.Row.ProjectId, round.Version!, stop))
            foreach (var some in page.Drafts.Chunk(Step))
            {
                var read = db.Read(session => PredictionStore.Read(session, project.Settings, some));
                await Piece(run, round, session => Add(session, page.IsHeld, read), stop);
                jobs.Changed.Raise();
            }

        void Add(Session session, bool isHeld, ReadPredictions read)
        {
            if (isHeld)
                HeldDrafts.Add(session, run.Job.CreatedBy, DraftUpdates.Model, read, Now());
            else
                PredictionStore.Add(session, run.Job.CreatedBy, DraftUpdates.Model, read, Now());
        }
    }

    /// <summary>What choosing has saved, once there are enough new labels to say it anew: it takes many models.</summary>
    private async Task Compare(JobRun run, long id, CancellationToken stop)
    {
        if (Learned(run, id) is not var (project, round)
            || !RandomLabels.IsDue(round, project.Learner, db.Read(session => RoundRow.NewestSaving(session, project.Row.ProjectId, project.Learner.Question.Name))))
            return;
        await Tell(run, LearnStages.Comparing, id);
        if (await work.Saving(project.Row.ProjectId, round.Version!, round.Labels, stop) is { } saving)
            await Piece(run, round, session => RoundRow.Keep(session, id, saving), stop);
    }

    /// <summary>A round whose model is the project's still, under the same settings and schema.</summary>
    private (LearningProject Project, RoundRow Round)? Learned(JobRun run, long id) => db.Read(session =>
    {
        var project = run.Job.ProjectId!.Value;
        return LearningProject.Read(session, project) is { } now && RoundRow.Newest(session, project) is { Version: { } version } round && round.Id == id && round.Run == now.Row.Run
            && LearnedModelRow.IsNewest(session, project, version, now.Settings.SchemaVersion)
            ? (now, round)
            : ((LearningProject, RoundRow)?)null;
    });

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
        return db.WriteBeside(run.Job.ProjectId!.Value, session =>
        {
            run.Hold(session);
            return work(session);
        });
    }

    private async Task Tell(JobRun run, string stage, long? round = null)
    {
        await db.WriteBeside(run.Job.ProjectId!.Value, session => run.Hold(session, new LearnProgress(stage, round)));
        jobs.Changed.Raise();
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
