using System.Runtime.CompilerServices;
using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Pipeline.ActiveLearning.Pools;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Media.Vectors;
using Assay.Pipeline.Models;

namespace Assay.Pipeline.ActiveLearning.Work;

/// <summary>The work, in this process. The vectors of the last projects stay in memory.</summary>
/// <param name="db">Is only read.</param>
/// <param name="images">How images become vectors.</param>
/// <param name="time">Of rounds.</param>
/// <param name="rests">Whether whoever computes lets go of the processor again and again, by <see cref="ShortRests"/>.</param>
internal sealed class LocalWork(Db db, ImageEncoding images, TimeProvider time, bool rests = false) : ILearningWork
{
    private readonly TaskPools pools = new(db, new ImageVectors(db, images));

    /// <summary>The pool of the last turn, with its model. It takes the place of the one before once the model is the project's.</summary>
    private (long Project, string Version, TaskPool Pool, byte[] Model)? learned;

    public Task<TurnResult?> Learn(long project, CancellationToken stop) => Compute(
        () =>
        {
            if (Start(project) is not { } start)
                return null;
            var (result, pool) = new Turn(db, pools, time).Compute(start, stop);
            learned = result.Model is { } model ? (project, model.Version, pool, model.Bytes) : null;
            if (result.Model is null)
                pools.Keep(pool);
            return result with { Model = result.Model is { } row ? row with { Bytes = [] } : null };
        },
        stop);

    public IAsyncEnumerable<ReadOnlyMemory<byte>> Model(long project, string version, CancellationToken stop) => learned is { } last && last.Project == project && last.Version == version
        ? LearnedModelParts.Of(last.Model).ToAsyncEnumerable()
        : throw new IOException("The model that was learned is not there any more; the next try learns it again.");

    public async IAsyncEnumerable<DraftPage> Drafts(long project, string version, [EnumeratorCancellation] CancellationToken stop)
    {
        var (start, lesson) = await Compute(() => Recall(project, version, stop), stop);
        if (lesson is null)
            yield break;
        foreach (var isHeld in (bool[])[true, false])
        {
            var updates = await Compute(
                () => db.Read(session => isHeld ? DraftUpdates.Held(session, start!.Row, lesson) : DraftUpdates.Shown(session, start!.Row, lesson)), stop);
            foreach (var tasks in updates.Tasks.Chunk(DraftUpdates.Page))
                if (await Compute(() => updates.Of(tasks, stop), stop) is { Count: > 0 } drafts)
                    yield return new DraftPage(isHeld, drafts);
        }
    }

    public Task<LabelSaving?> Saving(long project, string version, long labels, CancellationToken stop) => Compute(
        () => Start(project) is { Saved: { } saved } start && Knows(start, saved, version)
            ? RandomLabels.Saving(start, Tasks(start, saved, stop), labels, time.GetUtcNow(), stop)
            : null,
        stop);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<T> Compute<T>(Func<T> work, CancellationToken stop) => BackgroundThread.Run(
        () =>
        {
            using var resting = rests ? ShortRests.Begin() : null;
            return work();
        },
        stop);

    private (TurnStart? Start, ILesson? Lesson) Recall(long project, string version, CancellationToken stop) =>
        Start(project) is { Saved: { } saved } start && Knows(start, saved, version) ? (start, start.Learner.Recall(Tasks(start, saved, stop), saved)) : (null, null);

    private static bool Knows(TurnStart start, LearnedModelRow saved, string version) => saved.Version == version && saved.SchemaVersion == start.Settings.SchemaVersion;

    private LearnedTasks Tasks(TurnStart start, LearnedModelRow saved, CancellationToken stop) =>
        new(db, start.Settings, start.Row.Stream, pools.Of(start.Settings, start.Learner, saved, stop), saved);

    private TurnStart? Start(long project)
    {
        var start = db.Read(session => TurnStart.Read(session, project));
        if (learned is { } last && last.Project == project && last.Version == start?.Saved?.Version)
        {
            pools.Keep(last.Pool);
            learned = null;
        }

        return start;
    }
}
