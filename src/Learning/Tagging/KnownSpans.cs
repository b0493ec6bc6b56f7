namespace Assay.Learning.Tagging;

/// <summary>A span in tokens, the end exclusive, and the place of its label.</summary>
internal readonly record struct TokenSpan(int From, int To, int Label);

/// <summary>A text to learn from, cut into tokens so that each of its spans is whole tokens.</summary>
/// <param name="Text">The text.</param>
/// <param name="Tokens">Cut also where a span begins or ends within a word.</param>
/// <param name="Spans">Those learned from, by their start.</param>
/// <param name="Overlapping">How many were left out since they overlap a longer one.</param>
/// <param name="Blank">How many hold no token.</param>
/// <param name="CutTokens">How many tokens were cut.</param>
/// <param name="Weight">How much the text counts.</param>
internal sealed record KnownSpans(string Text, IReadOnlyList<Token> Tokens, IReadOnlyList<TokenSpan> Spans, int Overlapping, int Blank, int CutTokens, double Weight)
{
    /// <exception cref="ArgumentException">A span is not in the text or its label not among the labels, or the weight is no weight.</exception>
    public static KnownSpans Of(TaggedText example, int place, IReadOnlyDictionary<string, int> labels)
    {
        var length = Token.CodePoints(example.Text);
        foreach (var span in example.Spans)
        {
            if (span.Start < 0 || span.End > length || span.End <= span.Start)
                throw new ArgumentException($"Example {place}: the span {span.Start}-{span.End} is not a stretch of a text of {length} code points.", nameof(example));
            if (!labels.ContainsKey(span.Label))
                throw new ArgumentException($"Example {place}: the label {span.Label} is not one of {string.Join(", ", labels.Keys)}.", nameof(example));
        }

        if (!(example.Weight >= 0 && double.IsFinite(example.Weight)))
            throw new ArgumentException($"Example {place}: the weight {example.Weight} should be 0 or more.", nameof(example));
        var kept = Apart(example.Spans, length, labels);
        var tokens = Cut(Token.Of(example.Text), kept, example.Text, out var cut);
        TokenSpan[] spans = [.. kept.Select(span => new TokenSpan(FirstFrom(tokens, span.Start), FirstFrom(tokens, span.End), labels[span.Label])).Where(span => span.From < span.To)];
        return new KnownSpans(example.Text, tokens, spans, example.Spans.Count - kept.Count, kept.Count - spans.Length, cut, example.Weight);
    }

    /// <summary>The tag of each token of a stretch of them that cuts no span.</summary>
    public int[] Tags(int from, int to)
    {
        var tags = new int[to - from];
        foreach (var span in Spans.Where(span => span.From >= from && span.To <= to))
        {
            for (var i = span.From; i < span.To; i++) tags[i - from] = TagScheme.Inside(span.Label);
            tags[span.From - from] = TagScheme.Begin(span.Label);
            tags[span.To - 1 - from] = span.To == span.From + 1 ? TagScheme.Unit(span.Label) : TagScheme.Last(span.Label);
        }

        return tags;
    }

    /// <summary>Of spans that overlap the longest is kept, of equally long ones the first, of those in one place the label named first.</summary>
    private static List<TaggedSpan> Apart(IReadOnlyList<TaggedSpan> spans, int length, IReadOnlyDictionary<string, int> labels)
    {
        var (kept, taken) = (new List<TaggedSpan>(), new bool[length]);
        foreach (var span in spans.OrderByDescending(span => span.End - span.Start).ThenBy(span => span.Start).ThenBy(span => labels[span.Label]))
        {
            // what is kept is at least as long, so that it holds an end of whatever it overlaps
            if (taken[span.Start] || taken[span.End - 1]) continue;
            taken.AsSpan(span.Start, span.End - span.Start).Fill(true);
            kept.Add(span);
        }

        kept.Sort((a, b) => a.Start.CompareTo(b.Start));
        return kept;
    }

    private static List<Token> Cut(List<Token> tokens, List<TaggedSpan> spans, string text, out int cuts)
    {
        var (cut, borders, next) = (new List<Token>(tokens.Count), spans.SelectMany(span => (int[])[span.Start, span.End]).ToArray(), 0);
        foreach (var token in tokens)
        {
            var rest = token;
            for (; next < borders.Length && borders[next] < token.End; next++)
            {
                if (borders[next] <= rest.Start) continue;
                (var left, rest) = rest.SplitAt(borders[next], text);
                cut.Add(left);
            }

            cut.Add(rest);
        }

        cuts = cut.Count - tokens.Count;
        return cut;
    }

    private static int FirstFrom(List<Token> tokens, int codePoint)
    {
        var (low, high) = (0, tokens.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (tokens[middle].Start < codePoint) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
