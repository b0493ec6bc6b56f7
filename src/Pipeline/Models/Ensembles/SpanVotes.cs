using Assay.Model;
using Assay.Model.Questions;
using Assay.WeakModels;

namespace Assay.Pipeline.Models.Ensembles;

/// <summary>
/// Votes for spans: of each that some member marks, with just these bounds and this label, all members that have answered say whether it is one. Those that are likelier so
/// than not are drafted; of two that may not stand together the likelier, then the longer, then the earlier. What is said about a span is what the first member that marks it
/// says. Where none is left there is no draft.
/// </summary>
/// <remarks>The confidence is that of the least certain span, drafted or not: the probability that what became of it is right.</remarks>
internal sealed class SpanVotes(SpansQuestion question, EnsembleSettings settings) : QuestionVotes(question, settings)
{
    private const int No = 0, Yes = 1;

    private readonly List<int> items = [], members = [], marks = [];
    private int spans;

    public override void Note(IReadOnlyList<Answer?> said)
    {
        int[] spoke = Spoke(said);
        if (spoke.Length > 1)
            Shared();
        foreach (var (_, markedBy) in Marked(said))
        {
            foreach (var member in spoke)
            {
                items.Add(spans);
                members.Add(member);
                marks.Add(markedBy.Contains(member) ? Yes : No);
            }

            spans++;
        }
    }

    protected override IEnumerable<Votes> NotedVotes()
    {
        yield return Votes.Of([.. items], [.. members], [.. marks], spans, Settings.Members.Count, 2);
        items.Clear();
        members.Clear();
        marks.Clear();
    }

    protected override QuestionDraft? Elect(IReadOnlyList<Answer?> said)
    {
        int[] spoke = Spoke(said);
        var certain = 1.0;
        var likely = new List<(SpanRegion Span, double Chance)>();
        foreach (var (span, markedBy) in Marked(said))
        {
            var chance = Probabilities(0, 2, spoke, [.. spoke.Select(member => markedBy.Contains(member) ? Yes : No)])[Yes];
            if (Math.Abs(chance - (1 - chance)) < Closeness)
                return null;
            certain = Math.Min(certain, Math.Max(chance, 1 - chance));
            if (chance > 1 - chance)
                likely.Add((span, chance));
        }

        var kept = new List<(SpanRegion Span, double Chance)>();
        foreach (var (span, chance) in likely.OrderByDescending(one => one.Chance).ThenByDescending(one => one.Span.End - one.Span.Start).ThenBy(one => one.Span.Start))
            if (kept.TrueForAll(other => other.Span.Field != span.Field || question.Overlap.Allows(new Stretch(other.Span.Start, other.Span.End), new Stretch(span.Start, span.End))))
                kept.Add((span, chance));
        if (kept.Count == 0)
            return null;
        var fields = question.Fields.ToList();
        var drafted = kept.OrderBy(one => fields.IndexOf(one.Span.Field)).ThenBy(one => one.Span.Start).ThenBy(one => one.Span.End).ToList();
        return new QuestionDraft(new SpansAnswer([.. drafted.Select(one => one.Span)]), certain, new Dictionary<string, double>())
        {
            PartScores = [.. drafted.Select(one => one.Chance)],
        };
    }

    private static int[] Spoke(IReadOnlyList<Answer?> said) => [.. said.Index().Where(one => one.Item is not null).Select(one => one.Index)];

    /// <summary>Each span that is marked, as it was first, and who marks it.</summary>
    private static IReadOnlyList<(SpanRegion Span, HashSet<int> By)> Marked(IReadOnlyList<Answer?> said)
    {
        var found = new Dictionary<(string Label, string Field, IReadOnlyList<Stretch> Parts), (SpanRegion Span, HashSet<int> By)>();
        foreach (var (member, answer) in said.Index())
            foreach (var span in (answer as SpansAnswer)?.Regions ?? [])
            {
                var key = (span.Label, span.Field, span.Parts);
                if (!found.TryGetValue(key, out var one))
                    found.Add(key, one = (span, []));
                one.By.Add(member);
            }

        return [.. found.Values];
    }
}
