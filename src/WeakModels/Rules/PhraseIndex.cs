namespace Assay.WeakModels.Rules;

/// <summary>
/// All phrases of many rules in one trie over words, so that a text is read once whatever their number. From each word on, the trie is followed for as long as
/// the words of the text lead on in it; a word that begins no phrase costs one look-up.
/// </summary>
internal sealed class PhraseIndex
{
    private const int Root = 0;

    private readonly Dictionary<string, int> words;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> wordOf;
    private readonly Dictionary<long, int> steps = [];
    private readonly List<List<int>?> ends = [null];

    public PhraseIndex(bool isCaseSensitive)
    {
        words = new Dictionary<string, int>(isCaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        wordOf = words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public bool IsEmpty => steps.Count == 0;

    /// <summary>Makes a rule vote where a phrase is found. A phrase without words is never found.</summary>
    public void Add(string phrase, int rule)
    {
        var node = Root;
        var cut = new Words(phrase);
        while (cut.Next())
        {
            var word = phrase.AsSpan(cut.Start, cut.End - cut.Start);
            if (!wordOf.TryGetValue(word, out var number)) words.Add(word.ToString(), number = words.Count);
            if (!steps.TryGetValue(Step(node, number), out var next))
            {
                steps.Add(Step(node, number), next = ends.Count);
                ends.Add(null);
            }
            node = next;
        }
        if (node == Root) return;
        var rules = ends[node] ??= [];
        if (!rules.Contains(rule)) rules.Add(rule);
    }

    /// <summary>Adds every match, those within others too, to the list: by start, then the shorter first.</summary>
    public void Find(string text, string field, List<RuleMatch> found, List<(int Word, int Start, int End)> read)
    {
        read.Clear();
        var cut = new Words(text);
        while (cut.Next())
            read.Add((wordOf.TryGetValue(text.AsSpan(cut.Start, cut.End - cut.Start), out var word) ? word : -1, cut.Start, cut.End));
        for (var first = 0; first < read.Count; first++)
            for (var (node, at) = (Root, first); at < read.Count && read[at].Word >= 0 && steps.TryGetValue(Step(node, read[at].Word), out node); at++)
                foreach (var rule in ends[node] ?? [])
                    found.Add(new RuleMatch(rule, field, read[first].Start, read[at].End));
    }

    private static long Step(int node, int word) => (long)node << 32 | (uint)word;
}
