namespace Assay.WeakModels.Llm.Calling;

/// <summary>What requests would cost: those whose replies are kept are free, a repair is not foreseen.</summary>
internal static class RequestSum
{
    /// <param name="caller">Who would ask.</param>
    /// <param name="requests">The requests.</param>
    /// <param name="each">How many each of them stands for.</param>
    /// <param name="cancellation">Stops between them.</param>
    public static async Task<CostEstimate> Of(Caller caller, IEnumerable<LlmRequest> requests, double each, CancellationToken cancellation)
    {
        var (asked, kept, input, output) = (0L, 0L, 0L, 0L);
        foreach (var request in requests)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await caller.IsKept(request, cancellation))
            {
                kept++;
                continue;
            }
            (asked, input, output) = (asked + 1, input + request.EstimatedTokens, output + request.MaxTokens);
        }
        (asked, kept, input, output) = (Of(asked), Of(kept), Of(input), Of(output));
        return new CostEstimate(asked, kept, input, output, caller.Budget.Prices?.AtMost(input, output));

        long Of(long part) => (long)Math.Ceiling(part * each);
    }
}
