namespace Assay.Learning.Tagging;

/// <summary>
/// What words and phrases were in the texts learned from: in how many texts inside spans of each label, and of words in how many outside. A gazetteer made from
/// the examples. While a text is learned from, its own sightings are left out, so that a word is told as it will be in a new text.
/// </summary>
internal sealed class Sightings
{
    /// <summary>Longer phrases are not looked up, in tokens.</summary>
    public const int LongestPhrase = 6;

    private readonly int labels;
    private readonly FeatureIndex index;
    private readonly ushort[] counts;

    public Sightings(int labels, FeatureIndex index, ushort[] counts) => (this.labels, this.index, this.counts) = (labels, index, counts);

    public int Count => index.Count;

    public ReadOnlySpan<ulong> Keys => index.Keys;

    /// <summary>For each key the texts by label and then those outside of any.</summary>
    public ReadOnlySpan<ushort> Counts => counts;

    /// <summary>Of texts and, for each, its own sightings.</summary>
    public static Sightings Of(int labels, IEnumerable<IReadOnlySet<(ulong Key, int Label)>> texts)
    {
        var (all, width) = (new FeatureIndex(), labels + 1);
        var seen = new List<ushort[]>();
        foreach (var (key, label) in texts.SelectMany(own => own))
        {
            var row = all.Add(key);
            if (row == seen.Count) seen.Add(new ushort[width]);
            seen[row][label] = (ushort)Math.Min(seen[row][label] + 1, ushort.MaxValue);
        }

        // a word seen in one text, and there outside of any span, is as good as new
        int[] kept = [.. Enumerable.Range(0, all.Count).Where(row => seen[row].Sum(count => count) > 1 || seen[row][labels] == 0)];
        var keys = all.Keys.ToArray();
        Array.Sort(kept, (a, b) => keys[a].CompareTo(keys[b]));
        var index = new FeatureIndex(kept.Length);
        foreach (var row in kept) index.Add(keys[row]);
        return new Sightings(labels, index, [.. kept.SelectMany(row => seen[row])]);
    }

    /// <summary>The words of a text by what they are in it, and its phrases.</summary>
    public static HashSet<(ulong Key, int Label)> In(TextFacts facts, IReadOnlyList<TokenSpan> spans, int labels)
    {
        var own = new HashSet<(ulong Key, int Label)>();
        var next = 0;
        for (var i = 0; i < facts.Tokens.Count; i++)
        {
            while (next < spans.Count && spans[next].To <= i) next++;
            own.Add((WordKey(facts, i), next < spans.Count && spans[next].From <= i ? spans[next].Label : labels));
        }

        foreach (var span in spans.Where(span => span.To - span.From is > 1 and <= LongestPhrase))
            own.Add((PhraseKey(facts, span.From, span.To), span.Label));
        return own;
    }

    /// <summary>What the word of a token was elsewhere, in coarse classes: how often, and how much of that inside spans of one label.</summary>
    public ulong OfWord(TextFacts facts, int token, IReadOnlySet<(ulong Key, int Label)>? own)
    {
        var key = WordKey(facts, token);
        var row = index.Find(key);
        if (row < 0) return FeatureKey.None;
        var (total, most, best) = (0, 0, labels);
        for (var label = 0; label <= labels; label++)
        {
            var count = Others(row, key, label, own);
            total += count;
            if (label < labels && count > most) (most, best) = (count, label);
        }

        return total == 0 ? FeatureKey.None : FeatureKey.Of(best + 2, (ulong)Class(total), (ulong)(most == 0 ? 0 : 1 + (5 * most / (total + 1))));
    }

    /// <summary>Writes what the phrases of a chain were elsewhere to each token of a phrase: its label, how often, and whether the token begins it, is within or ends it.</summary>
    public void OfPhrases(TextFacts facts, int from, int to, IReadOnlySet<(ulong Key, int Label)>? own, ulong[] phrases)
    {
        for (var i = from; i < to; i++)
        {
            for (var end = Math.Min(to, i + LongestPhrase); end > i + 1; end--)
            {
                var key = PhraseKey(facts, i, end);
                var row = index.Find(key);
                if (row < 0) continue;
                var (most, best) = (0, 0);
                for (var label = 0; label < labels; label++)
                    if (Others(row, key, label, own) is var count && count > most) (most, best) = (count, label);
                if (most == 0) continue;
                for (var token = i; token < end; token++)
                    phrases[token] = FeatureKey.Of(best + 2, (ulong)Math.Min(most, 3), (ulong)(token == i ? 0 : token == end - 1 ? 2 : 1));
                i = end - 1;
                break;
            }
        }
    }

    private int Others(int row, ulong key, int label, IReadOnlySet<(ulong Key, int Label)>? own) =>
        counts[(row * (labels + 1)) + label] - (own is not null && own.Contains((key, label)) ? 1 : 0);

    private static int Class(int count) => count switch { <= 2 => count, <= 5 => 3, <= 20 => 4, _ => 5 };

    private static ulong WordKey(TextFacts facts, int token) => FeatureKey.Of(facts.IsCapital[token] ? 2 : 1, facts.Lower[token]);

    private static ulong PhraseKey(TextFacts facts, int from, int to)
    {
        var key = 0UL;
        for (var i = from; i < to; i++) key = FeatureKey.Of(3, key, facts.Lower[i]);
        return key;
    }
}
