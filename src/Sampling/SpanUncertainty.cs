namespace Assay.Sampling;

/// <summary>How unsure a tagger is of each token, item after item: for a label with chance p, −ln p is usual, or 1 − p.</summary>
public sealed class SpanUncertainty
{
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
