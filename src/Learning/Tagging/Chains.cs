namespace Assay.Learning.Tagging;

/// <summary>Parts a text into chains of tokens that are tagged one by one: a span does not reach from one into the next.</summary>
internal static class Chains
{
    /// <summary>A chain of more tokens is cut, after a sentence where there is one.</summary>
    public const int Longest = 120;

    /// <param name="text">The text.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="linesEnd">Whether the end of a line ends a chain; otherwise only an empty line does.</param>
    /// <param name="spans">What must not be cut, by start.</param>
    public static List<(int From, int To)> Of(string text, IReadOnlyList<Token> tokens, bool linesEnd, IReadOnlyList<TokenSpan> spans)
    {
        var (chains, from, sentence, next) = (new List<(int From, int To)>(), 0, 0, 0);
        for (var i = 1; i < tokens.Count; i++)
        {
            while (next < spans.Count && spans[next].To <= i) next++;
            if (next < spans.Count && spans[next].From < i) continue;
            var gap = text.AsSpan(tokens[i - 1].Until, tokens[i].At - tokens[i - 1].Until);
            var isBreak = Lines(gap) >= (linesEnd ? 1 : 2);
            if (!isBreak && EndsSentence(text, tokens, i - 1, gap)) sentence = i;
            if (!isBreak && i - from < Longest) continue;
            var cut = isBreak || sentence <= from ? i : sentence;
            chains.Add((from, cut));
            from = cut;
        }

        if (from < tokens.Count) chains.Add((from, tokens.Count));
        return chains;
    }

    /// <summary>Whether lines end chains in texts like these: not where 1 span in 200 or more goes over the end of a line.</summary>
    public static bool LinesEnd(IEnumerable<KnownSpans> texts)
    {
        var (spans, crossing) = (0L, 0L);
        foreach (var text in texts)
            foreach (var span in text.Spans)
            {
                var (first, last) = (text.Tokens[span.From], text.Tokens[span.To - 1]);
                spans++;
                crossing += Lines(text.Text.AsSpan(first.At, last.Until - first.At)) > 0 ? 1 : 0;
            }

        return crossing * 200 <= spans;
    }

    /// <summary>Whether a sentence ends with a token: at a stop with a space after it, but for one after a single letter, and at a stop of Chinese or Japanese.</summary>
    private static bool EndsSentence(string text, IReadOnlyList<Token> tokens, int i, ReadOnlySpan<char> gap)
    {
        if (tokens[i].Until - tokens[i].At != 1) return false;
        return text[tokens[i].At] switch
        {
            '。' or '！' or '？' => true,
            '!' or '?' or '…' => gap.Length > 0,
            '.' => gap.Length > 0 && i > 0 && tokens[i - 1].End - tokens[i - 1].Start > 1,
            _ => false,
        };
    }

    private static int Lines(ReadOnlySpan<char> gap)
    {
        var lines = 0;
        for (var i = 0; i < gap.Length; i++)
            if (gap[i] is '\n' or '\u2028' or '\u2029' || (gap[i] == '\r' && !(i + 1 < gap.Length && gap[i + 1] == '\n')))
                lines += gap[i] == '\u2029' ? 2 : 1;
        return lines;
    }
}
