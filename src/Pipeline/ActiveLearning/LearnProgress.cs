using System.Text.Json;
using Assay.Pipeline.Jobs;

namespace Assay.Pipeline.ActiveLearning;

/// <summary>How far a turn is.</summary>
/// <param name="Stage">One of <see cref="LearnStages"/>.</param>
/// <param name="Round">The round that was kept; null before.</param>
/// <param name="Done">How many images were looked at; null at another stage.</param>
/// <param name="Of">How many there are to look at.</param>
internal sealed record LearnProgress(string Stage, long? Round, long? Done = null, long? Of = null)
{
    public static LearnProgress? Read(Job job) => job.Progress is { } json ? JsonSerializer.Deserialize<LearnProgress>(json, JsonSerializerOptions.Web) : null;
}

/// <summary>What a turn is at.</summary>
internal static class LearnStages
{
    public const string Looking = "looking";
    public const string Learning = "learning";
    public const string Placing = "placing";
    public const string Drafting = "drafting";
    public const string Comparing = "comparing";
}
