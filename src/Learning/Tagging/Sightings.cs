namespace Assay.Learning.Tagging;

/// <summary>
/// What words and phrases were in the texts learned from: in how many texts inside spans of each label, and of words in how many outside. A gazetteer made from
/// the examples. While a text is learned from, the sightings of its fold are left out, so that a word is told as it will be in a new text.
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

    /// <summary>Of texts in folds.</summary>
    public static Sightings Of(int labels, IEnumerable<IReadOnlyDictionary<(ulong Key, int Label), int>> folds)
    {
        var (all, width, seen) = (new FeatureIndex(), labels + 1, new List<ushort[]>());
        foreach (var ((key, label), count) in folds.SelectMany(fold => fold))
        {
            var row = all.Add(key);
            if (row == seen.Count) seen.Add(new ushort[width]);
            seen[row][label] = (ushort)Math.Min(seen[row][label] + count, ushort.MaxValue);
        }

        // a word seen in one text, and there outside of any span, is as good as new
        int[] kept = [.. Enumerable.Range(0, all.Count).Where(row => seen[row].Sum(count => count) > 1 || seen[row][labels] == 0)];
        var keys = all.Keys.ToArray();
        Array.Sort(kept, (a, b) => keys[a].CompareTo(keys[b]));
        var index = new FeatureIndex(kept.Length);
        foreach (var row in kept) index.Add(keys[row]);
        return new Sightings(labels, index, [.. kept.SelectMany(row => seen[row])]);
    }

    /// <summary>Counts a text in: each of its words by what it is there, and its phrases, each once.</summary>
    public static void Tally(TextFacts facts, IReadOnlyList<TokenSpan> spans, int labels, Dictionary<(ulong Key, int Label), int> fold)
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
        foreach (var one in own) fold[one] = fold.GetValueOrDefault(one) + 1;
    }

    /// <summary>What the word of a token was elsewhere, in coarse classes: how often, and how much of that inside spans of one label.</summary>
    public ulong OfWord(TextFacts facts, int token, IReadOnlyDictionary<(ulong Key, int Label), int>? fold)
    {
        var key = WordKey(facts, token);
        var row = index.Find(key);
        if (row < 0) return FeatureKey.None;
        var (total, most, best) = (0, 0, labels);
        for (var label = 0; label <= labels; label++)
        {
            var count = Others(row, key, label, fold);
            total += count;
            if (label < labels && count > most) (most, best) = (count, label);
        }

        return total == 0 ? FeatureKey.None : FeatureKey.Of(best + 2, (ulong)Class(total), (ulong)(most == 0 ? 0 : 1 + (5 * most / (total + 1))));
    }

    /// <summary>Writes what the phrases of a chain were elsewhere to each token of a phrase: its label, how often, and whether the token begins it, is within or ends it.</summary>
    public void OfPhrases(TextFacts facts, int from, int to, IReadOnlyDictionary<(ulong Key, int Label), int>? fold, ulong[] phrases)
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
                    if (Others(row, key, label, fold) is var count && count > most) (most, best) = (count, label);
                if (most == 0) continue;
                for (var token = i; token < end; token++)
                    phrases[token] = FeatureKey.Of(best + 2, (ulong)Math.Min(most, 3), (ulong)(token == i ? 0 : token == end - 1 ? 2 : 1));
                i = end - 1;
                break;
            }
        }
    }

    private int Others(int row, ulong key, int label, IReadOnlyDictionary<(ulong Key, int Label), int>? fold) =>
        Math.Max(0, counts[(row * (labels + 1)) + label] - (fold is not null && fold.TryGetValue((key, label), out var own) ? own : 0));

    private static int Class(int count) => count switch { <= 2 => count, <= 5 => 3, <= 20 => 4, _ => 5 };

    private static ulong WordKey(TextFacts facts, int token) => FeatureKey.Of(facts.IsCapital[token] ? 2 : 1, facts.Lower[token]);

    private static ulong PhraseKey(TextFacts facts, int from, int to)
    {
        var key = 0UL;
        for (var i = from; i < to; i++) key = FeatureKey.Of(3, key, facts.Lower[i]);
        return key;
    }
}
