using Assay.Model.Questions;

namespace Assay.WeakModels.Llm;

/// <summary>
/// One draft out of several of the same question: samples of a model, or several models. The answer is their merge, as of several people's answers, and the confidence
/// is the share of them that stand behind it. A tie says nothing.
/// </summary>
internal static class Consensus
{
    /// <param name="question">The question.</param>
    /// <param name="drafts">Null where one said nothing; that counts as a vote for no answer.</param>
    /// <returns>Null where they say nothing together.</returns>
    public static QuestionDraft? Of(Question question, IReadOnlyList<QuestionDraft?> drafts)
    {
        var merged = question.Kind.Merge(question, [.. drafts.Select(draft => draft?.Answer)]);
        if (merged is not { Answer: { } answer, Tied: false }) return null;
        var draft = new QuestionDraft(answer, merged.Support, Scores(question, drafts));
        if (answer is not SpansAnswer spans) return draft;
        double[] parts = [.. spans.Regions.Select(span => Share(span, drafts))];
        return draft with { PartScores = parts, Scores = SpanScores.ByLabel(spans.Regions, parts) };
    }

    private static Dictionary<string, double> Scores(Question question, IReadOnlyList<QuestionDraft?> drafts)
    {
        var shares = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var draft in drafts.OfType<QuestionDraft>())
        {
            var names = question.Kind.Members(question, draft.Answer) is { Count: > 0 } members ? members
                : question.Kind.Categories(question).Count > 0 && question.Kind.Category(question, draft.Answer) is { } category ? [category]
                : [];
            foreach (var name in names) shares[name] = shares.GetValueOrDefault(name) + 1.0 / drafts.Count;
        }
        return shares;
    }

    private static double Share(SpanRegion span, IReadOnlyList<QuestionDraft?> drafts) =>
        (double)drafts.Count(draft => draft?.Answer is SpansAnswer answer
            && answer.Regions.Any(one => (one.Field, one.Start, one.End, one.Label) == (span.Field, span.Start, span.End, span.Label))) / drafts.Count;
}
