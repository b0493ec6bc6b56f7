using System.Text.Json;
using Assay.WeakModels.Llm.Calling;

namespace Assay.Pipeline.Models;

/// <summary>Replies that were paid for, in the database: any node finds them. A reply is kept and its cost booked in one step.</summary>
/// <param name="project">The project, and the model if it is set up.</param>
/// <param name="prices">The prices of the model.</param>
/// <param name="time">The clock.</param>
internal sealed class LlmReplies(ProjectContext project, Prices? prices, TimeProvider time) : IAnswerCache
{
    public bool BooksCost => true;

    public ValueTask<LlmReply?> Find(string key, CancellationToken cancellation = default) => ValueTask.FromResult(
        project.Db.Read(session => session.OneOrNone<string>("SELECT reply FROM llm_reply WHERE key = @key", new { key })) is { } reply
            ? JsonSerializer.Deserialize<LlmReply>(reply)
            : null);

    public async ValueTask Keep(string key, LlmReply reply, CancellationToken cancellation = default) => await project.Db.Write(project.Project.Id, session =>
    {
        session.Execute(
            "INSERT INTO llm_reply (key, reply, at) VALUES (@key, @text, @now) ON CONFLICT (key) DO NOTHING",
            new { key, text = JsonSerializer.Serialize(reply), now = time.GetUtcNow().ToUnixTimeMilliseconds() });
        Spendings.Add(session, project.Project.Id, project.Setup, LlmKind.Word, reply.Usage.Cost(prices));
    });
}
