using System.Text.Json.Nodes;
using Assay.Pipeline.Queue;

namespace Assay.Simulation;

/// <summary>What a draft before their eyes does to people, as it is assumed in simulations: some take it over without looking further, and that is quicker.</summary>
/// <param name="Pull">How often somebody takes the draft over, 0 to 1, whatever they would have answered.</param>
/// <param name="TimeShare">The share of their usual time that those who take it over need, above 0.</param>
public sealed record Suggestible(double Pull, double TimeShare)
{
    /// <summary>What becomes of somebody's own judgement when they see the task's draft: the questions that the draft answers are its, the others their own.</summary>
    /// <param name="own">What they make of the item.</param>
    /// <param name="task">The task as it was handed out; without a draft nothing changes.</param>
    /// <param name="chance">Their chance; one number is drawn where there is a draft.</param>
    public Judgement Seen(Judgement own, ClaimedTask task, Random chance)
    {
        if (task.Suggestion is not { } draft || own.Answers is null || chance.NextDouble() >= Pull)
            return own;
        var answers = JsonNode.Parse(own.Answers)!.AsObject();
        foreach (var (question, answer) in JsonNode.Parse(draft.Answers.GetRawText())!.AsObject())
            answers[question] = answer?.DeepClone();
        return own with { Answers = answers.ToJsonString(), Took = own.Took * TimeShare };
    }
}
