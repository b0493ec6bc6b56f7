using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.ActiveLearning.Pools;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.WeakModels;

namespace Assay.Pipeline.ActiveLearning.Learners;

/// <summary>The tasks of a project: as vectors, which are in memory, and as texts, which are read.</summary>
/// <param name="db">Where the texts are.</param>
/// <param name="settings">Of the project.</param>
/// <param name="stream">Tasks that measure the model.</param>
/// <param name="pool">The vectors.</param>
/// <param name="saved">The model that was kept last; null where there is none.</param>
internal sealed class LearnedTasks(Db db, ProjectSettings settings, RandomStream stream, TaskPool pool, LearnedModelRow? saved)
{
    private const int Page = 500;

    public LabelSchema Schema => settings.Schema;

    public RandomStream Stream => stream;

    public TaskPool Pool => pool;

    public LearnedModelRow? Saved => saved;

    /// <summary>The items of tasks, in their order; of one that is gone meanwhile an empty one.</summary>
    public static IEnumerable<JsonElement> Items(Db db, IReadOnlyList<long> tasks, CancellationToken stop)
    {
        foreach (var page in tasks.Chunk(Page))
        {
            stop.ThrowIfCancellationRequested();
            var items = db.Read(session => session.Query<Item>($"SELECT task_id, data FROM item WHERE task_id {session.Dialect.AnyOf("page")}", new { page }).ToDictionary(item => item.TaskId));
            foreach (var task in page)
                yield return JsonElement.Parse(items.TryGetValue(task, out var item) ? item.Data : "{}");
        }
    }

    public IEnumerable<JsonElement> Items(IReadOnlyList<long> tasks, CancellationToken stop) => Items(db, tasks, stop);

    /// <summary>All that is text in each, in their order.</summary>
    public IEnumerable<string> Texts(IReadOnlyList<long> tasks, CancellationToken stop) => Items(tasks, stop).Select(item => ItemTexts.All(item, Schema.Fields) ?? "");

    private sealed record Item
    {
        public long TaskId { get; init; }

        public string Data { get; init; } = "";
    }
}
