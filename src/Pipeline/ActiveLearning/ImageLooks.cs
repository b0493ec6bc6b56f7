using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Media.Vectors;
using Assay.WeakModels;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>Looks at the images of a project that have no vector yet, a few at a time: a turn that is cut off goes on there.</summary>
internal sealed class ImageLooks(Db db, Jobs.Jobs jobs, ImageVectors vectors)
{
    /// <returns>False where there was none to look at.</returns>
    /// <exception cref="Invalid">The encoder cannot be used.</exception>
    public async Task<bool> Look(JobRun run, long project, CancellationToken stop)
    {
        try
        {
            var (all, done) = (await BackgroundThread.Run(() => vectors.CountMissing(project), stop), 0);
            for (var some = await Next(project, "", stop); some.Count > 0; some = await Next(project, some[^1].Hash, stop))
            {
                done += some.Count(vector => vector.Numbers is not null);
                await db.Write(project, session =>
                {
                    run.Hold(session, new LearnProgress(LearnStages.Looking, null, done, all));
                    ImageVectors.Keep(session, vectors.Encoder.Name, some);
                });
                jobs.Changed.Raise();
            }

            return done > 0;
        }
        catch (UnfitModel error)
        {
            throw new Invalid("question", "unfit", error.Message);
        }
    }

    private Task<IReadOnlyList<ImageVector>> Next(long project, string after, CancellationToken stop) => BackgroundThread.Run(() => vectors.Next(project, after, stop), stop);
}
