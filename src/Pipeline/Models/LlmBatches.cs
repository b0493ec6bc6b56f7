using System.Data.Common;
using System.Text.Json;
using Assay.Pipeline.Database;
using Assay.WeakModels;
using Assay.WeakModels.Llm.Batching;

namespace Assay.Pipeline.Models;

/// <summary>
/// The batches of a model that is set up, in the database: any node finds them. A result, its end as a request on its way and what it cost are one transaction under the
/// project's lock, so that whoever brings it home, and however often, it is kept and booked once.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="projectId">The project.</param>
/// <param name="setupId">The model.</param>
/// <param name="provider">Who is asked, and where.</param>
/// <param name="time">The clock.</param>
internal sealed class LlmBatches(Db db, long projectId, long setupId, string provider, TimeProvider time) : IBatchStore
{
    /// <summary>Batches in which a request may expire before it is asked alone.</summary>
    private const int MostExpired = 2;

    private const string OpenSql = """
        SELECT id, provider_id, requests, input_tokens, output_tokens, announced_at FROM llm_batch
        WHERE setup_id = @setupId AND provider = @provider AND ended_at IS NULL ORDER BY id
        """;

    /// <summary>What the batches of a project's models send and receive at most that are on their way, by model.</summary>
    public static IReadOnlyList<WaitingBatches> OnTheirWay(Session session, long projectId) =>
    [
        .. session.Query<WaitingBatches>(
            """
            SELECT b.setup_id, b.input_tokens, b.output_tokens, m.settings FROM
                (SELECT setup_id, CAST(sum(input_tokens) AS BIGINT) AS input_tokens, CAST(sum(output_tokens) AS BIGINT) AS output_tokens
                 FROM llm_batch WHERE project_id = @projectId AND ended_at IS NULL GROUP BY setup_id) b
            LEFT JOIN model_setup m ON m.id = b.setup_id
            """,
            new { projectId }),
    ];

    public ValueTask<IReadOnlyList<SentBatch>> Open(CancellationToken cancellation = default) => ValueTask.FromResult<IReadOnlyList<SentBatch>>(
        db.Read(session => session.Query<Row>(OpenSql, new { setupId, provider }).Select(row => row.Batch).ToList()));

    public ValueTask<RequestStanding> StandingOf(string key, CancellationToken cancellation = default)
    {
        var outcomes = db.Read(session => session.Query<string?>("SELECT outcome FROM llm_batch_request WHERE key = @key", new { key }).ToList());
        return ValueTask.FromResult(
            outcomes.Contains(null) ? RequestStanding.OnItsWay
            : outcomes.Contains(Word(BatchOutcome.Failed)) || outcomes.Count >= MostExpired ? RequestStanding.Alone
            : RequestStanding.Free);
    }

    public async ValueTask<SentBatch?> Announce(IReadOnlyCollection<string> keys, DateTimeOffset at, long inputTokens, long outputTokens)
    {
        try
        {
            var id = await db.Write(projectId, session =>
            {
                var batch = session.One<long>(
                    """
                    INSERT INTO llm_batch (project_id, setup_id, provider, requests, input_tokens, output_tokens, announced_at)
                    VALUES (@projectId, @setupId, @provider, @count, @inputTokens, @outputTokens, @now) RETURNING id
                    """,
                    new { projectId, setupId, provider, count = keys.Count, inputTokens, outputTokens, now = at.ToUnixTimeMilliseconds() });
                using var writer = session.Dialect.BulkInsert(session, "llm_batch_request", new Column("key", ColumnKind.Text), new Column("batch_id", ColumnKind.Number));
                foreach (var key in keys)
                {
                    writer.Write(key);
                    writer.Write(batch);
                    writer.EndRow();
                }

                writer.Complete();
                return batch;
            });
            return new SentBatch(Name(id), null, at, keys.Count, inputTokens, outputTokens);
        }
        catch (DbException error) when (db.IsUniqueViolation(error))
        {
            return null;
        }
    }

    public async ValueTask Taken(SentBatch batch, string id) =>
        await db.Write(projectId, session => session.Execute("UPDATE llm_batch SET provider_id = @id WHERE id = @batch", new { id, batch = Id(batch) }));

    public ValueTask<bool> Asks(SentBatch batch, string key, CancellationToken cancellation = default) => ValueTask.FromResult(db.Read(session =>
        session.One<long>("SELECT count(*) FROM llm_batch_request WHERE key = @key AND batch_id = @batch", new { key, batch = Id(batch) })) > 0);

    public async ValueTask<IReadOnlyList<BatchResult>> Keep(SentBatch batch, IReadOnlyList<BatchResult> results) => await db.Write(projectId, session =>
    {
        var fresh = results.Where(result => End(session, Id(batch), result)).ToList();
        session.Execute(
            "INSERT INTO llm_reply (key, reply, at) VALUES (@Key, @reply, @now) ON CONFLICT (key) DO NOTHING",
            fresh.Where(result => result.Reply is not null).Select(result => new { result.Key, reply = JsonSerializer.Serialize(result.Reply), now = Now }));
        Spendings.Add(session, projectId, setupId, LlmKind.Word, fresh.Aggregate(default(Spent), (sum, result) => sum + result.Cost));
        return fresh;
    });

    public async ValueTask<int> Close(SentBatch batch) => await db.Write(projectId, session =>
    {
        var left = session.Execute(
            "UPDATE llm_batch_request SET outcome = @failed WHERE batch_id = @batch AND outcome IS NULL", new { failed = Word(BatchOutcome.Failed), batch = Id(batch) });
        session.Execute("UPDATE llm_batch SET ended_at = @now WHERE id = @batch", new { now = Now, batch = Id(batch) });
        return left;
    });

    public async ValueTask Withdraw(SentBatch batch) => await db.Write(projectId, session =>
    {
        session.Execute("DELETE FROM llm_batch_request WHERE batch_id = @batch", new { batch = Id(batch) });
        session.Execute("DELETE FROM llm_batch WHERE id = @batch", new { batch = Id(batch) });
    });

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Whether the request was on its way until now.</summary>
    private static bool End(Session session, long batch, BatchResult result) => session.Execute(
        result.Outcome is BatchOutcome.Answered or BatchOutcome.Stopped
            ? "DELETE FROM llm_batch_request WHERE key = @Key AND batch_id = @batch AND outcome IS NULL"
            : "UPDATE llm_batch_request SET outcome = @outcome WHERE key = @Key AND batch_id = @batch AND outcome IS NULL",
        new { result.Key, batch, outcome = Word(result.Outcome) }) == 1;

    private static string Word(BatchOutcome outcome) => outcome == BatchOutcome.Expired ? "expired" : "failed";

    private static string Name(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static long Id(SentBatch batch) => long.Parse(batch.Name, System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Row
    {
        public long Id { get; init; }

        public string? ProviderId { get; init; }

        public long Requests { get; init; }

        public long InputTokens { get; init; }

        public long OutputTokens { get; init; }

        public long AnnouncedAt { get; init; }

        public SentBatch Batch => new(Name(Id), ProviderId, DateTimeOffset.FromUnixTimeMilliseconds(AnnouncedAt), (int)Requests, InputTokens, OutputTokens);
    }
}

/// <summary>Batches of a model that are on their way.</summary>
internal sealed record WaitingBatches
{
    public long SetupId { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    /// <summary>Of the model; null where it was removed.</summary>
    public string? Settings { get; init; }
}
