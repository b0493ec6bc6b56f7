using System.Text;
using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm.Batching;

/// <summary>A batch in the making.</summary>
/// <param name="most">Requests that fit.</param>
internal sealed class BatchPart(int most)
{
    private readonly List<(string Key, LlmRequest Request)> requests = [];
    private long bytes;

    public IReadOnlyList<(string Key, LlmRequest Request)> Requests => requests;

    public long Input { get; private set; }

    public long Output { get; private set; }

    /// <summary>Whether another would be too many.</summary>
    public bool IsFull(LlmRequest request) => requests.Count == most || requests.Count > 0 && bytes + BytesOf(request) > AnthropicBatches.MostBytes;

    public void Add(string key, LlmRequest request)
    {
        requests.Add((key, request));
        Count(request, 1);
    }

    public void TakeFirst()
    {
        Count(requests[0].Request, -1);
        requests.RemoveAt(0);
    }

    private void Count(LlmRequest request, int sign)
    {
        (Input, Output) = (Input + sign * request.EstimatedTokens, Output + sign * request.MaxTokens);
        bytes += sign * BytesOf(request);
    }

    /// <summary>With what is around it, and some of its letters escaped.</summary>
    private static long BytesOf(LlmRequest request) =>
        500 + Encoding.UTF8.GetByteCount(request.System) + Encoding.UTF8.GetByteCount(request.Schema) + request.Turns.Sum(turn => Encoding.UTF8.GetByteCount(turn.Text));
}
