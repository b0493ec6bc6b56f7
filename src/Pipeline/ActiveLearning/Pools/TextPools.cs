using Assay.Learning.Text;
using Assay.Pipeline.ActiveLearning.Learners;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models;
using Assay.Pipeline.Projects;
using Assay.WeakModels;

namespace Assay.Pipeline.ActiveLearning.Pools;

/// <summary>Tasks by what is text in them. Tasks that were added are vectorised by the features there are, until they are too many.</summary>
internal sealed class TextPools(Db db) : IPoolSource
{
    private const int Part = 4_000;

    /// <summary>Features are learned anew when there are so many times as many texts.</summary>
    private const double Outgrown = 1.25;

    /// <summary>Bounds what a model takes in the database: a feature is twelve bytes.</summary>
    private static readonly TextFeatureOptions Options = new() { MaximumFeatures = 1 << 18 };

    public TaskPool Get(ProjectSettings settings, TaskPool? known, LearnedModelRow? saved, CancellationToken stop)
    {
        var tasks = Tasks(settings);
        var begun = known as TextPool ?? (saved is { Form: LearnedForm.TextClassifier } && saved.SchemaVersion == settings.SchemaVersion ? Begun(settings, saved) : null);
        return begun is null || tasks.Length > begun.LearnedOf * Outgrown ? Learned(settings, tasks, stop) : Extended(settings, begun, tasks, stop);
    }

    public TaskPool Of(ProjectSettings settings, TaskPool? known, LearnedModelRow saved, CancellationToken stop) =>
        known is TextPool { Model: { } model } && model.Version == saved.Version ? known : Extended(settings, Begun(settings, saved), Tasks(settings), stop);

    private static TextPool Begun(ProjectSettings settings, LearnedModelRow saved)
    {
        var model = saved.Classifier();
        return new TextPool(settings.Id, settings.SchemaVersion, model.Features, SparseRows.Joined([], model.Features.Count), new Dictionary<long, int>(), saved.Texts, model);
    }

    private long[] Tasks(ProjectSettings settings) =>
        db.Read(session => session.Query<long>("SELECT id FROM task WHERE project_id = @Id ORDER BY id", new { settings.Id }).ToArray());

    private TextPool Learned(ProjectSettings settings, long[] tasks, CancellationToken stop)
    {
        var features = TextFeatures.Fit(Texts(settings, tasks, stop), Options, TaskPool.Threads, stop);
        var empty = new TextPool(settings.Id, settings.SchemaVersion, features, SparseRows.Joined([], features.Count), new Dictionary<long, int>(), tasks.Length, null);
        return Extended(settings, empty, tasks, stop);
    }

    private TextPool Extended(ProjectSettings settings, TextPool pool, long[] tasks, CancellationToken stop)
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
