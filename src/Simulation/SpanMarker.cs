using System.Text;
using Assay.Model.Questions;

namespace Assay.Simulation;

/// <summary>How somebody marks spans: what they overlook or take for something else, and how often a border is a word off.</summary>
/// <param name="Missed">Chance of overlooking a span, 0 to 1.</param>
/// <param name="WrongBorder">Chance of taking in a word too many or leaving out one, 0 to 1.</param>
/// <param name="Mistaken">Which labels they mix up.</param>
public sealed record SpanMarker(double Missed, double WrongBorder, Confusion Mistaken)
{
    /// <summary>What they mark where these spans, of one part each, are right.</summary>
    /// <param name="text">The text they are in.</param>
    /// <param name="truth">The right spans.</param>
    /// <param name="chance">Theirs.</param>
    /// <returns>For each of <paramref name="truth"/> in its order what became of it; null where it was overlooked. None overlaps another that did not before.</returns>
    public IReadOnlyList<SpanRegion?> Mark(string text, IReadOnlyList<SpanRegion> truth, Random chance)
    {
        var words = Words(text);
        var marked = new SpanRegion?[truth.Count];
        for (var i = 0; i < truth.Count; i++)
        {
            if (chance.NextDouble() < Missed) continue;
            marked[i] = truth[i] with { Label = Mistaken.Say(truth[i].Label, chance) };
            if (chance.NextDouble() >= WrongBorder) continue;
            var taken = truth.Where((_, other) => other != i).SelectMany(other => other.Parts).Concat(marked.Take(i).OfType<SpanRegion>().SelectMany(other => other.Parts));
            if (Shifted(words, truth[i].Parts[0], chance) is var next && !taken.Any(other => other.Start < next.End && next.Start < other.End))
                marked[i] = marked[i]! with { Parts = [next] };
        }

        return marked;
    }

    /// <summary>With a word more, or a word less where there are several.</summary>
    private static Stretch Shifted(IReadOnlyList<Stretch> words, Stretch span, Random chance)
    {
        var within = words.Where(word => word.Start >= span.Start && word.End <= span.End).ToList();
        var (isLess, isLeft) = (within.Count > 1 && chance.Next(2) == 0, chance.Next(2) == 0);
        if (isLess) return isLeft ? span with { Start = within[1].Start } : span with { End = within[^2].End };
        var before = words.LastOrDefault(word => word.End <= span.Start, span);
        var after = words.FirstOrDefault(word => word.Start >= span.End, span);
        return isLeft ? span with { Start = before.Start } : span with { End = after.End };
    }

    /// <summary>Runs of letters and digits, in code points.</summary>
    private static List<Stretch> Words(string text)
    {
        var words = new List<Stretch>();
        var (at, start) = (0, -1);
        foreach (var rune in text.EnumerateRunes().Append(new Rune(' ')))
        {
            var isIn = Rune.IsLetterOrDigit(rune);
            if (isIn && start < 0) start = at;
            else if (!isIn && start >= 0)
            {
                words.Add(new Stretch(start, at));
                start = -1;
            }

            at++;
        }

        return words;
    }
}
