using Assay.Model.Questions;

namespace Assay.WeakModels;

/// <summary>
/// Which of the spans that a model drafts are kept: those that are sure enough, and of those that overlap the surest first; of equally sure ones the longer, then the
/// earlier. It is what GLiNER does with its own candidates (<c>gliner:</c>), for any model.
/// </summary>
/// <param name="Threshold">A span is kept when its score is above this, 0 to 1; null keeps all.</param>
/// <param name="Nested">Whether a span may lie within another, which is not the same. Otherwise no two share a character.</param>
public sealed record SpanChoice(double? Threshold, bool Nested)
{
    /// <summary>A draft with only the spans that are kept. An answer of which nothing is kept is abstained from; answers of other kinds stay as they are.</summary>
    /// <param name="draft">Of a model. A span without a score of its own counts as sure as its answer.</param>
    public ItemDraft Of(ItemDraft draft)
    {
        if (!draft.ByQuestion.Values.Any(said => said.Answer is SpansAnswer { Regions.Count: > 0 })) return draft;
        var kept = new Dictionary<string, QuestionDraft>();
        foreach (var (question, said) in draft.ByQuestion)
            if (Of(said) is { } sure) kept.Add(question, sure);
        return draft with { ByQuestion = kept };
    }

    private QuestionDraft? Of(QuestionDraft said)
    {
        if (said.Answer is not SpansAnswer { Regions.Count: > 0 } spans) return said;
        var kept = new List<int>();
        foreach (var place in Enumerable.Range(0, spans.Regions.Count)
            .Where(place => Threshold is not { } least || Score(said, place) > least)
            .OrderByDescending(place => Score(said, place)).ThenByDescending(place => Length(spans.Regions[place])).ThenBy(place => spans.Regions[place].Start))
            if (kept.TrueForAll(other => MayStand(spans.Regions[other], spans.Regions[place]))) kept.Add(place);
        if (kept.Count == spans.Regions.Count) return said;
        if (kept.Count == 0) return null;
        kept.Sort();
        var scores = said.PartScores.Count == 0 ? said.PartScores : [.. kept.Select(place => said.PartScores[place])];
        return said with
        {
            Answer = new SpansAnswer([.. kept.Select(place => spans.Regions[place])]),
            PartScores = scores,
            // where it was that of the least sure span, it is that of the least sure one kept
            Confidence = scores.Count > 0 && said.Confidence == said.PartScores.Min() ? scores.Min() : said.Confidence,
        };
    }

    private bool MayStand(SpanRegion one, SpanRegion other)
    {
        if (one.Field != other.Field || one.End <= other.Start || other.End <= one.Start) return true;
        return Nested && (one.Start, one.End) != (other.Start, other.End)
            && (one.Start <= other.Start && other.End <= one.End || other.Start <= one.Start && one.End <= other.End);
    }

    private static double Score(QuestionDraft said, int place) => said.PartScores.Count == 0 ? said.Confidence : said.PartScores[place];

    private static int Length(SpanRegion span) => span.End - span.Start;
}
