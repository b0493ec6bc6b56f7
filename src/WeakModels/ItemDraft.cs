using Assay.Model.Questions;

namespace Assay.WeakModels;

/// <summary>What a model says of an item.</summary>
/// <param name="ByQuestion">By the name of the question; those it abstains from are left out.</param>
public sealed record ItemDraft(IReadOnlyDictionary<string, QuestionDraft> ByQuestion)
{
    /// <summary>Which of the model's own parts spoke, by place, ascending: the rules that voted. Empty for models without parts.</summary>
    public IReadOnlyList<int> Sources { get; init; } = [];

    /// <summary>Why the model has no answer although it should: its reply broke the schema, or it was not asked. Null for an honest answer or abstention.</summary>
    public string? Refusal { get; init; }

    /// <summary>What the model was asked; null for models that are not asked in words.</summary>
    public DraftPrompt? Prompt { get; init; }

    /// <summary>How sure the model is that all it says is right, 0 to 1: of its least sure answer or part of one. Null when it says nothing.</summary>
    public double? Confidence => ByQuestion.Count == 0 ? null : ByQuestion.Values.Min(draft => draft.PartScores.Append(draft.Confidence).Min());

    /// <summary>No answer, and why.</summary>
    /// <param name="why">A clause for a person: what was found, and what would have been right.</param>
    public static ItemDraft Refused(string why) => new(new Dictionary<string, QuestionDraft>()) { Refusal = why };
}

/// <summary>What a model says to one question.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Confidence">How sure the model is, 0 to 1. It is no probability until it was calibrated.</param>
/// <param name="Scores">By label, 0 to 1; empty for answers that have none.</param>
public sealed record QuestionDraft(Answer Answer, double Confidence, IReadOnlyDictionary<string, double> Scores)
{
    /// <summary>Of an answer in parts, how sure the model is of each, in the order of the answer; empty when it does not say.</summary>
    public IReadOnlyList<double> PartScores { get; init; } = [];
}
