namespace Assay.Simulation;

/// <summary>What a virtual annotator makes of a task: either answers, or a reason to skip it.</summary>
/// <param name="Answers">JSON object by question name; null to skip.</param>
/// <param name="SkipReason">Why it skips; null when it answers.</param>
/// <param name="Took">How long it looked at the task.</param>
public sealed record Judgement(string? Answers, string? SkipReason, TimeSpan Took)
{
    public static Judgement Answer(string answers, TimeSpan took) => new(answers, null, took);

    public static Judgement Skip(string reason, TimeSpan took) => new(null, reason, took);
}
