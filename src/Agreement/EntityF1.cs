using Assay.Model.Regions;

namespace Assay.Agreement;

/// <summary>A stretch of text with a label; offsets in code points, the end exclusive.</summary>
public readonly record struct LabeledSpan(int Start, int End, string Label)
{
    /// <summary>How many characters both cover.</summary>
    public int Overlap(LabeledSpan other) => Math.Max(0, Math.Min(End, other.End) - Math.Max(Start, other.Start));
}

/// <summary>When two spans count as the same.</summary>
public enum SpanMatch
{
    /// <summary>Start, end and label are the same.</summary>
    Exact,

    /// <summary>Labels are the same and they share a character.</summary>
    Overlap,

    /// <summary>Labels are the same, wherever in the text: whether people find as many of each.</summary>
    LabelOnly,

    /// <summary>Start and end are the same, whatever the labels: whether people find the same places.</summary>
    Boundary,
}

/// <summary>
/// F1 between people who mark spans, such as entities: see <see cref="MatchedF1"/>. Over all labels, and for one at a time.
/// </summary>
/// <remarks>
/// Exact matches are those of CoNLL-2003's score (Tjong Kim Sang and De Meulder 2003); overlap, label and boundary those of MUC and SemEval-2013 task 9.
/// Each span matches at most one other; where several overlap the <see cref="Assignment"/> with most matches, then most shared characters, is taken. The same span marked
/// twice by one person counts twice.
/// </remarks>
public static class EntityF1
{
    /// <summary>Over all labels.</summary>
    public static F1Agreement Of(IEnumerable<Marks<LabeledSpan>> marks, SpanMatch match) => MatchedF1.Of(marks, (a, b) => Matched(a, b, match));

    /// <summary>Each label against itself, in the order of the labels' letters.</summary>
    public static IReadOnlyList<(string Label, F1Agreement Agreement)> PerLabel(IReadOnlyList<Marks<LabeledSpan>> marks, SpanMatch match)
    {
        var labels = marks.SelectMany(each => each.Parts).Select(span => span.Label).Distinct().Order(StringComparer.Ordinal);
        return [.. labels.Select(label => (label, Of(marks.Select(each => each with { Parts = [.. each.Parts.Where(span => span.Label == label)] }), match)))];
    }

    /// <summary>How many spans of two people match one to one.</summary>
    public static int Matched(IReadOnlyList<LabeledSpan> first, IReadOnlyList<LabeledSpan> second, SpanMatch match) => match switch
    {
        SpanMatch.Exact => Common(first, second, span => span),
        SpanMatch.LabelOnly => Common(first, second, span => span.Label),
        SpanMatch.Boundary => Common(first, second, span => (span.Start, span.End)),
        _ => first.Select(span => span.Label).Distinct().Sum(label => Overlapping(
            [.. first.Where(span => span.Label == label)], [.. second.Where(span => span.Label == label)])),
    };

    private static int Common<T>(IReadOnlyList<LabeledSpan> first, IReadOnlyList<LabeledSpan> second, Func<LabeledSpan, T> key) where T : notnull
    {
        var left = first.CountBy(key).ToDictionary();
        var common = 0;
        foreach (var span in second)
        {
            if (left.GetValueOrDefault(key(span)) is not (> 0 and var count)) continue;
            left[key(span)] = count - 1;
            common++;
        }
        return common;
    }

    private static int Overlapping(LabeledSpan[] first, LabeledSpan[] second)
    {
        // a match outweighs any number of shared characters
        var most = 1.0 + first.Sum(span => (double)span.End - span.Start);
        double[][] gains = [.. first.Select(a => second.Select(b => a.Overlap(b) is > 0 and var shared ? most + shared : 0).ToArray())];
        return Assignment.Best(gains).Count(column => column >= 0);
    }
}
