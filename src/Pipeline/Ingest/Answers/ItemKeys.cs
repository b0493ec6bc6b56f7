using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Ingest.Answers;

/// <summary>Which task each item of a project is, by a property of its data. Keys are kept as hashes of 128 bits, so that a million take some 50 MB.</summary>
internal sealed class ItemKeys
{
    private const int Piece = 5_000;
    private const long Several = 0;

    private readonly Dictionary<UInt128, long> tasks = [];

    private ItemKeys() { }

    /// <summary>Reads the items of the project in short pieces; rows found to be duplicates name the task of the first.</summary>
    public static ItemKeys Read(Db db, long projectId, string key, CancellationToken stop)
    {
        var keys = new ItemKeys();
        foreach (var sql in (string[])
            ["""
             SELECT t.id AS place, t.id AS task_id, i.data FROM task t JOIN item i ON i.task_id = t.id
             WHERE t.project_id = @projectId AND t.id > @after AND t.status <> 'archived' ORDER BY t.id LIMIT @Piece
             """,
             """
             SELECT d.id AS place, d.task_id, d.data FROM task t JOIN duplicate d ON d.task_id = t.id
             WHERE t.project_id = @projectId AND d.id > @after ORDER BY d.id LIMIT @Piece
             """])
        {
            for (var after = 0L; ;)
            {
                stop.ThrowIfCancellationRequested();
                var rows = db.Read(session => session.Query<Row>(sql, new { projectId, after, Piece }).ToList());
                foreach (var row in rows)
                    keys.Add(row, key);
                if (rows.Count < Piece)
                    break;
                after = rows[^1].Place;
            }
        }

        return keys;
    }

    /// <summary>The task of the item with this key.</summary>
    /// <param name="key">Its text; a number as it is written.</param>
    /// <param name="reason">Why there is none.</param>
    public long? Find(string key, out string? reason)
    {
        reason = !tasks.TryGetValue(Hash(key), out var task) ? "No item has it."
            : task == Several ? "Several items have it."
            : null;
        return reason is null ? task : null;
    }

    private void Add(Row row, string key)
    {
        using var data = JsonDocument.Parse(row.Data);
        if (!data.RootElement.TryGetProperty(key, out var value) || value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
            return;
        ref var task = ref CollectionsMarshal.GetValueRefOrAddDefault(tasks, Hash(value.ToString()), out var exists);
        task = exists && task != row.TaskId ? Several : row.TaskId;
    }

    private static UInt128 Hash(string key) => XxHash128.HashToUInt128(MemoryMarshal.AsBytes(key.AsSpan()));

    private sealed record Row
    {
        public long Place { get; init; }

        public long TaskId { get; init; }

        public string Data { get; init; } = "";
    }
}
