namespace Assay.Sampling;

/// <summary>How unsure a tagger is of each token, item after item: for a label with chance p, −ln p is usual, or 1 − p.</summary>
public sealed class SpanUncertainty
{
    private const float Least = 1e-6f;

    /// <param name="tokens">Numbers of 0 or more, those of the first item first.</param>
    /// <param name="ends">For each item how many of <paramref name="tokens"/> lie before its end: not falling, the last their number.</param>
    /// <exception cref="ArgumentException">The ends fall, or the last is not the number of tokens.</exception>
    public SpanUncertainty(ReadOnlyMemory<float> tokens, ReadOnlyMemory<int> ends)
    {
        var before = 0;
        foreach (var end in ends.Span)
        {
            if (end < before)
                throw new ArgumentException($"Ends do not fall: {end} comes after {before}.", nameof(ends));
            before = end;
        }

        if (before != tokens.Length)
            throw new ArgumentException($"The last item ends at {before}; there are {tokens.Length} tokens.", nameof(ends));
        (Tokens, Ends) = (tokens, ends);
    }

    /// <summary>All tokens, those of the first item first.</summary>
    public ReadOnlyMemory<float> Tokens { get; }

    /// <summary>How many tokens lie before the end of each item.</summary>
    public ReadOnlyMemory<int> Ends { get; }

    /// <summary>The number of items.</summary>
    public int Items => Ends.Length;

    /// <summary>The tokens of one item; none of a text without any.</summary>
    public ReadOnlySpan<float> Of(int item)
    {
        var begin = item == 0 ? 0 : Ends.Span[item - 1];
        return Tokens.Span[begin..Ends.Span[item]];
    }

    /// <summary>As −ln p of the likeliest tag of each token.</summary>
    /// <param name="items">Of each token of each item 1 − p, 0 to 1.</param>
    public static SpanUncertainty OfDoubts(IReadOnlyList<float[]> items) => OfItems(items.Select(doubts => Array.ConvertAll(doubts, doubt => -MathF.Log(Math.Max(Least, 1 - doubt)))));

    /// <summary>
    /// Chances of two, by which strategies for classes choose among spans: how sure a tagger is of a token of the item on average, from 1/2 to 1, and the rest. Their margin is the mean doubt, twice. An
    /// item without tokens is sure.
    /// </summary>
    /// <param name="items">Of each token of each item 1 − p, 0 to 1.</param>
    public static Matrix MeanChances(IReadOnlyList<float[]> items)
    {
        var chances = new float[2 * items.Count];
        foreach (var (place, doubts) in items.Index())
        {
            chances[2 * place] = doubts.Length == 0 ? 1 : Math.Max(0.5f, 1 - doubts.Average());
            chances[(2 * place) + 1] = 1 - chances[2 * place];
        }

        return new Matrix(items.Count, 2, chances);
    }

    /// <summary>From a list of tokens an item.</summary>
    public static SpanUncertainty OfItems(IEnumerable<float[]> items)
    {
        List<float> tokens = [];
        List<int> ends = [];
        foreach (var item in items)
        {
            tokens.AddRange(item);
            ends.Add(tokens.Count);
        }

        return new SpanUncertainty(tokens.ToArray(), ends.ToArray());
    }
}
