using Assay.Learning.Text;
using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models;
using Assay.Pipeline.Projects;
using Assay.WeakModels;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>The pools of the last two projects that learned, kept in memory. Tasks that were added are vectorised by the features there are, until they are too many.</summary>
internal sealed class TaskPools(Db db)
{
    private const int MostKept = 2, Part = 4_000;

    /// <summary>Features are learned anew when there are so many times as many texts.</summary>
    private const double Outgrown = 1.25;

    /// <summary>Bounds what a model takes in the database: a feature is twelve bytes.</summary>
    private static readonly TextFeatureOptions Options = new() { MaximumFeatures = 1 << 18 };

    private readonly Lock gate = new();
    private readonly List<TaskPool> kept = [];

    /// <summary>The pool of a project with all its tasks. Where memory has none it begins with the features of the saved model.</summary>
    public TaskPool Get(ProjectSettings settings, ILearner learner, LearnedModelRow? saved, CancellationToken stop)
    {
        var tasks = db.Read(session => session.Query<long>("SELECT id FROM task WHERE project_id = @Id ORDER BY id", new { settings.Id }).ToArray());
        var begun = Known(settings) ?? (learner.KeepsFeatures && saved is { IsTagger: false } && saved.SchemaVersion == settings.SchemaVersion ? Begun(settings, saved) : null);
        return Keep(begun is null || tasks.Length > begun.LearnedOf * Outgrown ? Learned(settings, tasks, stop) : Extended(settings, begun, tasks, stop));
    }

    /// <summary>The pool as the saved model knows it.</summary>
    public TaskPool Of(ProjectSettings settings, ILearner learner, LearnedModelRow saved, CancellationToken stop)
    {
        if (!learner.KeepsFeatures)
            return Get(settings, learner, saved, stop);
        if (Known(settings) is { Model: { } model } pool && model.Version == saved.Version)
            return pool;
        var tasks = db.Read(session => session.Query<long>("SELECT id FROM task WHERE project_id = @Id ORDER BY id", new { settings.Id }).ToArray());
        return Keep(Extended(settings, Begun(settings, saved), tasks, stop));
    }

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

    private TaskPool? Known(ProjectSettings settings)
    {
        lock (gate)
            return kept.Find(pool => pool.ProjectId == settings.Id && pool.SchemaVersion == settings.SchemaVersion);
    }

    private static TaskPool Begun(ProjectSettings settings, LearnedModelRow saved)
    {
        var model = saved.Classifier();
        return new TaskPool(settings.Id, settings.SchemaVersion, model.Features, SparseRows.Joined([], model.Features.Count), new Dictionary<long, int>(), saved.Texts, model);
    }

    private TaskPool Learned(ProjectSettings settings, long[] tasks, CancellationToken stop)
    {
        var features = TextFeatures.Fit(Texts(settings, tasks, stop), Options, TaskPool.Threads, stop);
        var empty = new TaskPool(settings.Id, settings.SchemaVersion, features, SparseRows.Joined([], features.Count), new Dictionary<long, int>(), tasks.Length, null);
        return Extended(settings, empty, tasks, stop);
    }

    private TaskPool Extended(ProjectSettings settings, TaskPool pool, long[] tasks, CancellationToken stop)
    {
        long[] added = [.. tasks.Where(task => !pool.RowOf.ContainsKey(task))];
        if (added.Length == 0)
            return pool;
        var rows = new List<SparseRows> { pool.Rows };
        foreach (var part in Texts(settings, added, stop).Chunk(Part))
            rows.Add(pool.Features.Transform(part, TaskPool.Threads, stop));
        var rowOf = new Dictionary<long, int>(pool.RowOf);
        foreach (var (place, task) in added.Index())
            rowOf.Add(task, pool.Rows.Count + place);
        return pool with { Rows = SparseRows.Joined(rows, pool.Features.Count), RowOf = rowOf };
    }

    private IEnumerable<string> Texts(ProjectSettings settings, IReadOnlyList<long> tasks, CancellationToken stop) =>
        LearnedTasks.Items(db, tasks, stop).Select(item => ItemTexts.All(item, settings.Schema.Fields) ?? "");
}
