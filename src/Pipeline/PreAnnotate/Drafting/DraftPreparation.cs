using Assay.WeakModels;

namespace Assay.Pipeline.PreAnnotate.Drafting;

/// <summary>How far a model has got the answers of a run in advance.</summary>
/// <param name="Waiting">Requests that are at the provider.</param>
/// <param name="Done">Of these, those that it has been through, as far as it tells.</param>
/// <param name="Answered">Answers that have come.</param>
/// <param name="Failed">Requests that came back without an answer; most are asked one by one when their tasks are drafted.</param>
/// <param name="Trouble">What stands in the way, for now or for a part; null when nothing does.</param>
public sealed record DraftPreparation(long Waiting = 0, long Done = 0, long Answered = 0, long Failed = 0, string? Trouble = null)
{
    internal DraftPreparation After(Preparation step) =>
        new(step.Waiting, step.Done, Answered + step.Answered, Failed + step.Failed, step.Trouble);
}
