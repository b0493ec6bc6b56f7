using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Models.Ensembles;

/// <summary>What the members of an ensemble have said of tasks, read some at a time.</summary>
internal sealed class MemberDrafts(Db db, long projectId, IReadOnlyList<EnsembleMember> members)
{
    private const int Size = 1_000;

    /// <summary>By task, in their order, what each member said of it; null for a member without a draft, or with one that the schema no longer reads.</summary>
    public IReadOnlyList<Answers?[]> Of(LabelSchema schema, IReadOnlyList<long> tasks)
    {
        var places = tasks.Index().ToDictionary(task => task.Item, task => task.Index);
        var ofModel = members.Index().ToDictionary(member => member.Item.Model, member => member.Index);
        Answers?[][] said = [.. tasks.Select(_ => new Answers?[members.Count])];
        var rows = db.Read(session => session.Query<Row>(
            $"""
            SELECT task_id, model_id, answers FROM prediction
            WHERE NOT is_replaced AND task_id {session.Dialect.AnyOf("tasks")} AND model_id {session.Dialect.AnyOf("models")}
            """,
            new { tasks = tasks.ToArray(), models = ofModel.Keys.ToArray() }).ToList());
        foreach (var row in rows)
            said[places[row.TaskId]][ofModel[row.ModelId]] = schema.ReadDraft(row.Answers).Answers;
        return said;
    }

    /// <summary>The same of all tasks that are not archived, by their number, page by page; of at most about so many, every n-th page.</summary>
    /// <param name="schema">Reads them.</param>
    /// <param name="most">Tasks that are read.</param>
    /// <param name="passed">Told how many tasks were passed, after each page.</param>
    /// <param name="stop">Stops between pages.</param>
    public IEnumerable<IReadOnlyList<Answers?[]>> All(LabelSchema schema, int most, Action<long> passed, CancellationToken stop)
    {
        const string Scope = "FROM task WHERE project_id = @projectId AND status <> 'archived'";
        var count = db.Read(session => session.One<long>($"SELECT count(*) {Scope}", new { projectId }));
        var stride = (count + most - 1) / Math.Max(1, most);
        var (after, page) = (0L, 0L);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var from = after;
            var tasks = db.Read(session => session.Query<long>($"SELECT id {Scope} AND id > @from ORDER BY id LIMIT @Size", new { projectId, from, Size }).ToList());
            if (tasks.Count == 0)
                yield break;
            if (page % Math.Max(1, stride) == 0)
                yield return Of(schema, tasks);
            (after, page) = (tasks[^1], page + 1);
            passed(Math.Min(count, page * Size));
        }
    }

    private sealed record Row
    {
        public long TaskId { get; init; }

        public long ModelId { get; init; }

        public string Answers { get; init; } = "";
    }
}
