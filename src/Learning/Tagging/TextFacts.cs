namespace Assay.Learning.Tagging;

/// <summary>What the features of a text are made of, for each of its tokens.</summary>
internal sealed class TextFacts
{
    /// <summary>A word found more often in a text is looked up in these many places.</summary>
    private const int MostPlaces = 6;

    private readonly Dictionary<ulong, List<int>> capitalised = [];
    private readonly HashSet<ulong> small = [];

    public TextFacts(string text, IReadOnlyList<Token> tokens, IReadOnlyList<(int From, int To)> chains)
    {
        (Text, Tokens, Chains) = (text, tokens, chains);
        var count = tokens.Count;
        (Word, Lower, Shape, FullShape, Chunk, ChunkShape) = (new ulong[count], new ulong[count], new ulong[count], new ulong[count], new ulong[count], new ulong[count]);
        (IsCapital, Joined) = (new bool[count], new bool[count + 1]);
        for (var i = 0; i < count; i++)
        {
            var word = Of(i);
            (Word[i], Lower[i], Shape[i], FullShape[i]) = (FeatureKey.Of(word), FeatureKey.OfFolded(word), FeatureKey.OfShape(word, 1), FeatureKey.OfShape(word, 4));
            IsCapital[i] = HasUpper(word);
            Joined[i] = i > 0 && tokens[i - 1].Until == tokens[i].At;
            if (!IsCapital[i])
                small.Add(Lower[i]);
            else if (word.Length > 1)
                Places(Lower[i]).Add(i);
        }

        for (var i = 0; i < count;) i = TakeChunk(i);
    }

    public string Text { get; }

    public IReadOnlyList<Token> Tokens { get; }

    public IReadOnlyList<(int From, int To)> Chains { get; }

    public ulong[] Word { get; }

    /// <summary>In lower case, every digit as 0.</summary>
    public ulong[] Lower { get; }

    public ulong[] Shape { get; }

    public ulong[] FullShape { get; }

    /// <summary>Of all that stands between two white spaces with the token, or None where that is the token alone or a whole line.</summary>
    public ulong[] Chunk { get; }

    public ulong[] ChunkShape { get; }

    /// <summary>Whether a token holds an upper-case letter.</summary>
    public bool[] IsCapital { get; }

    /// <summary>Whether a token follows the one before without a space.</summary>
    public bool[] Joined { get; }

    public ReadOnlySpan<char> Of(int token) => Text.AsSpan(Tokens[token].At, Tokens[token].Until - Tokens[token].At);

    /// <summary>Whether the text also has the word of a token in lower case.</summary>
    public bool HasSmall(int token) => small.Contains(Lower[token]);

    /// <summary>Places of the text, some of them, where the word of a token stands with a capital.</summary>
    public IReadOnlyList<int> CapitalPlaces(int token) => capitalised.TryGetValue(Lower[token], out var places) ? places : [];

    private List<int> Places(ulong word)
    {
        if (!capitalised.TryGetValue(word, out var places)) capitalised[word] = places = [];
        if (places.Count == MostPlaces) places.RemoveAt(MostPlaces - 1);
        return places;
    }

    private int TakeChunk(int from)
    {
        var to = from + 1;
        while (to < Tokens.Count && Joined[to]) to++;
        var isShort = to - from is > 1 and <= 8;
        var chunk = Text.AsSpan(Tokens[from].At, Tokens[to - 1].Until - Tokens[from].At);
        var (key, shape) = isShort ? (FeatureKey.OfFolded(chunk), FeatureKey.OfShape(chunk, 1)) : (FeatureKey.None, FeatureKey.None);
        Chunk.AsSpan(from, to - from).Fill(key);
        ChunkShape.AsSpan(from, to - from).Fill(shape);
        return to;
    }

    private static bool HasUpper(ReadOnlySpan<char> word)
    {
        foreach (var unit in word)
            if (char.IsUpper(unit)) return true;
        return false;
    }
}
