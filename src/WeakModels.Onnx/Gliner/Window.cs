namespace Assay.WeakModels.Onnx.Gliner;

/// <summary>A stretch of a text that the model sees at once.</summary>
/// <param name="Text">The place of the text.</param>
/// <param name="Start">Its first word.</param>
/// <param name="End">The word after its last.</param>
/// <param name="Pieces">Of each word.</param>
internal sealed record Window(int Text, int Start, int End, IReadOnlyList<IReadOnlyList<int>> Pieces)
{
    /// <summary>Words in it.</summary>
    public int Words => End - Start;

    /// <summary>Pieces in it.</summary>
    public int Length { get; } = Pieces.Sum(word => word.Count);

    /// <summary>
    /// The windows of a text. The first holds the first words, as many as fit; each begins some words before the end of the one before it, so that what one
    /// window cuts another shows whole.
    /// </summary>
    /// <param name="text">The place of the text.</param>
    /// <param name="pieces">Of each word.</param>
    /// <param name="mostWords">Words of a window.</param>
    /// <param name="room">Pieces of a window; a longer word is cut.</param>
    /// <param name="overlap">Words that two windows share; at most half of the first.</param>
    public static IEnumerable<Window> Of(int text, IReadOnlyList<IReadOnlyList<int>> pieces, int mostWords, int room, int overlap)
    {
        for (var start = 0; start < pieces.Count;)
        {
            var (end, length) = (start, 0);
            while (end < pieces.Count && end - start < mostWords && (end == start || length + pieces[end].Count <= room)) length += Math.Min(room, pieces[end++].Count);
            yield return new Window(text, start, end, [.. Enumerable.Range(start, end - start).Select(word => Cut(pieces[word], room))]);
            if (end == pieces.Count) yield break;
            start = end - Math.Min(overlap, (end - start) / 2);
        }
    }

    /// <summary>Words between a span and the nearer place where this window cuts the text.</summary>
    public int FromCut(int first, int last, int words) =>
        Math.Min(Start == 0 ? int.MaxValue : first - Start, End == words ? int.MaxValue : End - 1 - last);

    /// <summary>Whether a span lies within it.</summary>
    public bool Holds(int first, int last) => first >= Start && last < End;

    private static IReadOnlyList<int> Cut(IReadOnlyList<int> pieces, int room) => pieces.Count <= room ? pieces : [.. pieces.Take(room)];
}
