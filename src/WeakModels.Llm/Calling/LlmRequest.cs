using System.Security.Cryptography;
using System.Text;
using Assay.Model.Json;

namespace Assay.WeakModels.Llm.Calling;

/// <summary>All that decides what a language model replies, but for which model it is.</summary>
/// <param name="System">The part that many requests share, and that providers cache.</param>
/// <param name="Turns">What was said, the user first, by turns.</param>
/// <param name="Schema">The JSON schema of the reply.</param>
/// <param name="MaxTokens">Tokens the reply may have.</param>
public sealed record LlmRequest(string System, IReadOnlyList<LlmTurn> Turns, string Schema, int MaxTokens)
{
    /// <summary>Randomness of the reply, from 0; null leaves it to the provider. Some models refuse any.</summary>
    public double? Temperature { get; init; }

    /// <summary>Which of several samples this is, from 0: the same question asked again.</summary>
    public int Sample { get; init; }

    /// <summary>The SHA-256 of the request and of who is asked, as 64 hexadecimal digits.</summary>
    /// <param name="provider">The <see cref="ILlmProvider.Identity"/>.</param>
    public string Key(string provider) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonText.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("form", 1);
        writer.WriteString("provider", provider);
        writer.WriteString("system", System);
        writer.WriteStartArray("turns");
        foreach (var turn in Turns)
        {
            writer.WriteStartObject();
            writer.WriteString(turn.IsReply ? "assistant" : "user", turn.Text);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteString("schema", Schema);
        writer.WriteNumber("max_tokens", MaxTokens);
        if (Temperature is { } temperature) writer.WriteNumber("temperature", temperature);
        writer.WriteNumber("sample", Sample);
        writer.WriteEndObject();
    }))));

    /// <summary>
    /// Tokens the request has, by bytes: a third of a token for each in Latin letters, one for an ideograph. More than the tokenizers in use make of prose; numbers and
    /// rare scripts may have more.
    /// </summary>
    public long EstimatedTokens
    {
        get
        {
            var bytes = Encoding.UTF8.GetByteCount(System) + Encoding.UTF8.GetByteCount(Schema) + Turns.Sum(turn => Encoding.UTF8.GetByteCount(turn.Text));
            return (bytes + 2) / 3 + 20;
        }
    }

    /// <summary>The same talk, gone on.</summary>
    public LlmRequest Then(string reply, string answer) => this with { Turns = [.. Turns, new LlmTurn(true, reply), new LlmTurn(false, answer)] };
}

/// <summary>Something said.</summary>
/// <param name="IsReply">Whether the model said it.</param>
/// <param name="Text">What.</param>
public sealed record LlmTurn(bool IsReply, string Text);
