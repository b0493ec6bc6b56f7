using Assay.WeakModels;

namespace Assay.Pipeline.Models;

/// <param name="Tasks">Tasks that it would go through.</param>
/// <param name="Cost">What that would cost, estimated from up to 200 of them; null for a model that costs nothing.</param>
/// <param name="Spent">What the model has cost so far.</param>
public sealed record RunEstimate(long Tasks, CostEstimate? Cost, Spent Spent)
{
    /// <summary>With the money in hundredths, rounded up.</summary>
    internal static RunEstimate Of(long tasks, CostEstimate? cost, Spent spent) =>
        new(tasks, cost is { Money: { } money } ? cost with { Money = Math.Ceiling(money * 100) / 100 } : cost, spent);
}
