namespace Assay.WeakModels.Onnx.Tokenizers;

/// <summary>
/// BERT's tokenizer, from <c>vocab.txt</c>: the basic step, then for each word the longest piece that the vocabulary has, again and again; a word that cannot be
/// put together, or of more than a hundred code points, is one unknown piece.
/// </summary>
/// <remarks>Source: Wu et al. 2016, as in google-research/bert.</remarks>
internal sealed class WordPiece : ITokenizer
{
    private const int LongestWord = 100;

    private readonly BertWords words;
    private readonly Dictionary<string, int> vocabulary;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> first;
    private readonly Dictionary<string, int> later = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> continuing;
    private readonly int unknown;
    private readonly int longest;

    private WordPiece(Dictionary<string, int> vocabulary, BertWords words, int unknown)
    {
        (this.vocabulary, this.words, this.unknown) = (vocabulary, words, unknown);
        foreach (var (piece, id) in vocabulary)
            if (piece.StartsWith("##", StringComparison.Ordinal)) later.TryAdd(piece[2..], id);
        longest = vocabulary.Keys.Max(piece => piece.Length);
        first = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        continuing = later.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <param name="path">A file with a piece a line; its id is its line, from 0.</param>
    /// <param name="words">The basic step.</param>
    /// <param name="unknown">The piece for what cannot be put together.</param>
    /// <exception cref="UnfitModel">The vocabulary lacks the unknown piece.</exception>
    public static WordPiece Load(string path, BertWords words, string unknown)
    {
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        // only a line feed ends a piece: some pieces are other line ends of Unicode
        foreach (var (id, piece) in File.ReadAllText(path).Split('\n').Index())
            if (piece.TrimEnd('\r') is { Length: > 0 } clean) vocabulary.TryAdd(clean, id);
        return vocabulary.TryGetValue(unknown, out var at)
            ? new WordPiece(vocabulary, words, at)
            : throw new UnfitModel($"{path} lacks {unknown}, the piece for words that are not known; a vocabulary has a piece a line");
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Encode(string text)
    {
        var ids = new List<int>();
        foreach (var word in words.Of(text)) Add(word, ids);
        return ids;
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> EncodeWord(string word) => Encode(word);

    /// <inheritdoc/>
    public int? IdOf(string piece) => vocabulary.TryGetValue(piece, out var id) ? id : null;

    private void Add(string word, List<int> ids)
    {
        var before = ids.Count;
        if (word.Length > LongestWord && word.EnumerateRunes().Count() > LongestWord)
        {
            ids.Add(unknown);
            return;
        }
        for (var start = 0; start < word.Length;)
        {
            var (end, id) = (Math.Min(word.Length, start + longest), 0);
            var lookup = start == 0 ? first : continuing;
            while (end > start && !lookup.TryGetValue(word.AsSpan(start, end - start), out id)) end--;
            if (end == start)
            {
                ids.RemoveRange(before, ids.Count - before);
                ids.Add(unknown);
                return;
            }
            ids.Add(id);
            start = end;
        }
    }
}
