using System.Text.Json;
using Assay.Pipeline.Database;
using Assay.WeakModels.Llm.Calling;

namespace Assay.Pipeline.Models;

/// <summary>Replies that were paid for, in the database: any node finds them.</summary>
internal sealed class LlmReplies(Db db, TimeProvider time) : IAnswerCache
{
    public ValueTask<LlmReply?> Find(string key, CancellationToken cancellation = default) => ValueTask.FromResult(
        db.Read(session => session.OneOrNone<string>("SELECT reply FROM llm_reply WHERE key = @key", new { key })) is { } reply
            ? JsonSerializer.Deserialize<LlmReply>(reply)
            : null);

    public async ValueTask Keep(string key, LlmReply reply, CancellationToken cancellation = default) => await db.Write(session => session.Execute(
        "INSERT INTO llm_reply (key, reply, at) VALUES (@key, @text, @now) ON CONFLICT (key) DO NOTHING",
        new { key, text = JsonSerializer.Serialize(reply), now = time.GetUtcNow().ToUnixTimeMilliseconds() }));
}
