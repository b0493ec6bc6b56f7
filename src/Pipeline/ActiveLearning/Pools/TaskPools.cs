using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Pipeline.Database;
using Assay.Pipeline.Media.Vectors;
using Assay.Pipeline.Models;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.ActiveLearning.Pools;

/// <summary>The pools of the last two projects that learned, kept in memory.</summary>
internal sealed class TaskPools(Db db, ImageVectors vectors)
{
    private const int MostKept = 2;

    private readonly Lock gate = new();
    private readonly List<TaskPool> kept = [];
    private readonly TextPools texts = new(db);
    private readonly ImagePools images = new(db, vectors);

    /// <summary>The pool of a project with all its tasks. Where memory has none it begins with what the saved model knows.</summary>
    public TaskPool Get(ProjectSettings settings, ILearner learner, LearnedModelRow? saved, CancellationToken stop) =>
        Keep(Source(learner).Get(settings, Known(settings), learner.KeepsFeatures ? saved : null, stop));

    /// <summary>The pool as the saved model knows it.</summary>
    public TaskPool Of(ProjectSettings settings, ILearner learner, LearnedModelRow saved, CancellationToken stop) =>
        learner.KeepsFeatures ? Keep(Source(learner).Of(settings, Known(settings), saved, stop)) : Get(settings, learner, saved, stop);

    /// <summary>Remembers it in place of what was known of the project.</summary>
    public TaskPool Keep(TaskPool pool)
    {
        lock (gate)
        {
            kept.RemoveAll(other => other.ProjectId == pool.ProjectId);
            kept.Add(pool);
            if (kept.Count > MostKept)
                kept.RemoveAt(0);
            return pool;
        }
    }

    private IPoolSource Source(ILearner learner) => learner.From == LearnedFrom.Images ? images : texts;

    private TaskPool? Known(ProjectSettings settings)
    {
        lock (gate)
            return kept.Find(pool => pool.ProjectId == settings.Id && pool.SchemaVersion == settings.SchemaVersion);
    }
}
