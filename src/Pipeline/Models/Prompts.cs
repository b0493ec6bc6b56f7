using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.WeakModels;
using Assay.WeakModels.Llm;
using Assay.WeakModels.Llm.Calling;

namespace Assay.Pipeline.Models;

/// <summary>
/// What language models were asked when they drafted. The rules, the guidelines, the questions and the examples are kept once for all predictions that share them, the rest
/// with the prediction, without the item's texts; with the last prediction of its kind a prompt goes.
/// </summary>
public sealed class Prompts(Db db)
{
    /// <summary>What a prediction was made of.</summary>
    /// <exception cref="NotFound">The task has no such prediction, or its model was not asked in words.</exception>
    public PredictionPrompt Get(long projectId, long taskId, long predictionId) => db.Read(session =>
    {
        var row = session.OneOrNone<Row>(
            """
            SELECT m.name, m.version, p.prompt_key, p.prompt_own, q.hash, q.body, i.data, r.reply
            FROM prediction p JOIN weak_model m ON m.id = p.model_id JOIN item i ON i.task_id = p.task_id
            LEFT JOIN prompt q ON q.id = p.prompt_id LEFT JOIN llm_reply r ON r.key = p.prompt_key
            WHERE p.id = @predictionId AND p.task_id = @taskId AND p.project_id = @projectId
            """,
            new { predictionId, taskId, projectId }) ?? throw new NotFound($"Task {taskId} has no prediction {predictionId}.");
        if (row is not { PromptKey: { } key, PromptOwn: { } own, Hash: { } hash, Body: { } body })
            throw new NotFound($"No prompt is kept with prediction {predictionId}: its model was not asked in words, or it was made before prompts were kept.");
        var whole = KeptPrompt.Whole(new DraftPrompt(key, new SharedPrompt(hash, Unpack(body)), own), JsonElement.Parse(row.Data));
        return new PredictionPrompt(
            key, hash, row.Name, row.Version, whole.Request.System, whole.Request.Turns[0].Text, whole.Request.Schema, whole.Request.MaxTokens, whole.Request.Temperature,
            whole.Samples, whole.IsAsSent, row.Reply is null ? null : JsonSerializer.Deserialize<LlmReply>(row.Reply)!.Text);
    });

    /// <summary>The id of a shared part, which is kept if it is new. Under the project's lock.</summary>
    internal static long Keep(Session session, long projectId, SharedPrompt shared, long now) =>
        session.OneOrNone<long?>("SELECT id FROM prompt WHERE project_id = @projectId AND hash = @Hash", new { projectId, shared.Hash })
        ?? session.One<long>(
            "INSERT INTO prompt (project_id, hash, body, created_at) VALUES (@projectId, @Hash, @body, @now) RETURNING id",
            new { projectId, shared.Hash, body = Pack(shared.Text), now });

    /// <summary>Forgets the shared parts that no prediction has any more. Under the project's lock.</summary>
    internal static void Forget(Session session, long projectId) => session.Execute(
        "DELETE FROM prompt WHERE project_id = @projectId AND NOT EXISTS (SELECT 1 FROM prediction p WHERE p.prompt_id = prompt.id)", new { projectId });

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var packing = new BrotliStream(packed, CompressionLevel.Optimal))
            packing.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static string Unpack(byte[] body)
    {
        using var text = new StreamReader(new BrotliStream(new MemoryStream(body), CompressionMode.Decompress), Encoding.UTF8);
        return text.ReadToEnd();
    }

    private sealed record Row
    {
        public string Name { get; init; } = "";

        public string Version { get; init; } = "";

        public string? PromptKey { get; init; }

        public string? PromptOwn { get; init; }

        public string? Hash { get; init; }

        public byte[]? Body { get; init; }

        public string Data { get; init; } = "{}";

        public string? Reply { get; init; }
    }
}

/// <summary>What a language model was asked, and what a prediction was made of.</summary>
/// <param name="Key">The SHA-256 of the whole request and of who is asked; of several samples that of the first. The reply is kept under it.</param>
/// <param name="SharedHash">The SHA-256 of what predictions of the same run share.</param>
/// <param name="Model">The name that the prediction is stored under.</param>
/// <param name="Version">Of the model.</param>
/// <param name="System">The rules, the guidelines, the questions and the examples.</param>
/// <param name="Message">The message about the item.</param>
/// <param name="Schema">The JSON schema of the reply.</param>
/// <param name="MaxTokens">Tokens the reply might have.</param>
/// <param name="Temperature">Randomness of the reply; null where it was left to the provider.</param>
/// <param name="Samples">How often it was asked.</param>
/// <param name="IsAsSent">False where the item was changed since: then the message has its texts of now, and the key is that of the old ones.</param>
/// <param name="Reply">What was replied first, as it came; null where it is not kept.</param>
public sealed record PredictionPrompt(
    string Key, string SharedHash, string Model, string Version, string System, string Message, string Schema, int MaxTokens, double? Temperature, int Samples, bool IsAsSent,
    string? Reply);
