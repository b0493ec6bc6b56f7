using Assay.Pipeline.Database;

namespace Assay.TestKit;

/// <summary>Writes projects, people and tasks straight into the tables, for tests of what happens to them afterwards.</summary>
public static class TestProject
{
    /// <summary>One choice question "topic" with three labels over a field "text".</summary>
    public const string Schema = """
        {"fields":[{"name":"text","kind":"text"}],"questions":[{"name":"topic","kind":"choice","title":"Topic?","mode":"single",
        "labels":[{"name":"sport"},{"name":"world"},{"name":"business"}]}]}
        """;

    /// <summary>Ranks of one priority.</summary>
    public const long RankStep = 1 << 20;

    public static string Answer(string topic) => $$"""{"topic":"{{topic}}"}""";

    public static Task<long> Person(Db db, string name) => db.Write(session => session.One<long>(
        """
        INSERT INTO person (email, normalized_email, name, security_stamp, created_at) VALUES (@email, @normal, @name, 'x', 0) RETURNING id
        """,
        new { email = $"{name}@example.org", normal = $"{name.ToUpperInvariant()}@EXAMPLE.ORG", name }));

    public static async Task<IReadOnlyList<long>> People(Db db, int count)
    {
        var people = new List<long>();
        for (var i = 1; i <= count; i++)
            people.Add(await Person(db, $"p{i}"));
        return people;
    }

    public static Task<long> Create(
        Db db, long owner, int overlap = 1, int leaseSeconds = 600, string skipPolicy = "others", double goldRate = 0, string schema = Schema) =>
        db.Write(session =>
        {
            var id = session.One<long>(
                """
                INSERT INTO project (name, schema_json, overlap, lease_seconds, skip_policy, gold_rate, item_word, created_by, created_at)
                VALUES ('Test', @schema, @overlap, @leaseSeconds, @skipPolicy, @goldRate, 'items', @owner, 0) RETURNING id
                """,
                new { schema, overlap, leaseSeconds, skipPolicy, goldRate, owner });
            session.Execute("INSERT INTO project_queue (project_id) VALUES (@id)", new { id });
            session.Execute("INSERT INTO member (project_id, person_id, role, joined_at) VALUES (@id, @owner, 'owner', 0)", new { id, owner });
            return id;
        });

    /// <summary>Adds tasks in order; gives their ids.</summary>
    public static Task<IReadOnlyList<long>> Tasks(Db db, long projectId, int count, Func<int, long>? priority = null, Func<int, string>? text = null, string field = "text") =>
        db.Write(projectId, session =>
        {
            var overlap = session.One<long>("SELECT overlap FROM project WHERE id = @projectId", new { projectId });
            var ids = session.Dialect.TakeTaskIds(session, count);
            using (var tasks = session.Dialect.BulkInsert(
                session, "task",
                new("id", ColumnKind.Number), new("project_id", ColumnKind.Number), new("status", ColumnKind.Text), new("rank", ColumnKind.Number),
                new("overlap", ColumnKind.Number), new("open_slots", ColumnKind.Number), new("changed_at", ColumnKind.Number)))
            {
                for (var i = 0; i < count; i++)
                {
                    tasks.Write(ids[i]);
                    tasks.Write(projectId);
                    tasks.Write("pending");
                    tasks.Write(-(priority?.Invoke(i) ?? 0) * RankStep);
                    tasks.Write(overlap);
                    tasks.Write(overlap);
                    tasks.Write(0L);
                    tasks.EndRow();
                }

                tasks.Complete();
            }

            using (var items = session.Dialect.BulkInsert(
                session, "item", new("task_id", ColumnKind.Number), new("project_id", ColumnKind.Number), new("line", ColumnKind.Number), new("data", ColumnKind.Text)))
            {
                for (var i = 0; i < count; i++)
                {
                    items.Write(ids[i]);
                    items.Write(projectId);
                    items.Write(i + 1L);
                    items.Write($$"""{"{{field}}":"{{text?.Invoke(i) ?? $"item {i + 1}"}}"}""");
                    items.EndRow();
                }

                items.Complete();
            }

            return ids;
        });
}
