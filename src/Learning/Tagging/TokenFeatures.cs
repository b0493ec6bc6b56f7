namespace Assay.Learning.Tagging;

/// <summary>
/// The features of tokens: the word, its lower case, shape, beginnings and ends; the words and shapes around it; what was seen of the word in the texts learned
/// from; and what stands beside the same word elsewhere in the text.
/// </summary>
/// <remarks>
/// After Ratinov and Roth (2009), CoNLL, and Finkel, Grenager and Manning (2005), ACL; the other places of the text after Chieu and Ng (2003), CoNLL. No parts of
/// speech and no lists from outside.
/// </remarks>
internal sealed class TokenFeatures
{
    private const int LongestAffix = 5, OtherPlaces = 3, FarFrom = 3, FarTo = 5;

    private readonly TextFacts facts;
    private readonly ulong[] words, phrases;
    private readonly List<ulong> keys = [];
    private int from, to;
    private bool isUpperChain;

    /// <param name="facts">The text.</param>
    /// <param name="sightings">What is known of words.</param>
    /// <param name="fold">Sightings that are left out, those of the text itself among them; null for a new text.</param>
    public TokenFeatures(TextFacts facts, Sightings sightings, IReadOnlyDictionary<(ulong Key, int Label), int>? fold = null)
    {
        this.facts = facts;
        (words, phrases) = (new ulong[facts.Tokens.Count], new ulong[facts.Tokens.Count]);
        for (var i = 0; i < words.Length; i++) words[i] = sightings.OfWord(facts, i, fold);
        foreach (var chain in facts.Chains) sightings.OfPhrases(facts, chain.From, chain.To, fold, phrases);
    }

    /// <summary>Goes to a chain, from which the next tokens are taken.</summary>
    public void Enter((int From, int To) chain)
    {
        (from, to) = chain;
        var small = 0;
        for (var i = from; i < to; i++) small += HasLetters(i) && !IsUpper(i) ? 1 : 0;
        isUpperChain = small == 0;
    }

    /// <summary>The features of a token of the chain; they hold until the next call.</summary>
    public List<ulong> Of(int token)
    {
        keys.Clear();
        OfItself(token);
        OfAffixes(token);
        OfNeighbours(token);
        OfKnown(token);
        OfOtherPlaces(token);
        return keys;
    }

    private void OfItself(int i)
    {
        var (shape, lower) = (facts.Shape[i], facts.Lower[i]);
        keys.Add(FeatureKey.None);
        Add(1, facts.Word[i]);
        Add(2, lower);
        Add(3, facts.FullShape[i]);
        Add(4, shape);
        Add(5, shape, (i == from ? 1UL : 0) + (i == to - 1 ? 2UL : 0) + (isUpperChain ? 4UL : 0));
        Add(6, (facts.Joined[i] ? 1UL : 0) + (facts.Joined[i + 1] ? 2UL : 0), shape);
        if (facts.Chunk[i] == FeatureKey.None) return;
        Add(7, facts.Chunk[i]);
        Add(8, facts.ChunkShape[i], shape);
    }

    private void OfAffixes(int i)
    {
        var word = facts.Of(i);
        for (var length = 1; length <= LongestAffix && length < word.Length; length++)
        {
            Add(10 + length, FeatureKey.OfFolded(word[..length]));
            Add(20 + length, FeatureKey.OfFolded(word[^length..]));
        }
    }

    private void OfNeighbours(int i)
    {
        ulong left = Lower(i - 1), right = Lower(i + 1), lower = facts.Lower[i], shape = facts.Shape[i], before = Shape(i - 1), after = Shape(i + 1);
        Add(30, left);
        Add(31, right);
        Add(32, Lower(i - 2));
        Add(33, Lower(i + 2));
        Add(34, before);
        Add(35, after);
        Add(36, Shape(i - 2), before);
        Add(37, after, Shape(i + 2));
        Add(38, left, lower);
        Add(39, lower, right);
        Add(40, before, shape);
        Add(41, shape, after);
        Add(42, before, shape, after);
        Add(43, left, shape);
        Add(44, shape, right);
        Add(45, left, shape, right);
        Add(46, Lower(i - 2), left);
        Add(47, right, Lower(i + 2));
        Add(48, Suffix(i - 1), shape);
        Add(49, Suffix(i + 1), shape);
        for (var far = FarFrom; far <= FarTo; far++)
        {
            if (i - far >= from) Add(50, facts.Lower[i - far]);
            if (i + far < to) Add(51, facts.Lower[i + far]);
        }
    }

    private void OfKnown(int i)
    {
        Add(60, words[i], facts.Shape[i]);
        Add(61, Word(i - 1));
        Add(62, Word(i + 1));
        Add(63, words[i], Word(i + 1));
        Add(64, Word(i - 1), words[i]);
        if (phrases[i] != 0) Add(65, phrases[i]);
    }

    private void OfOtherPlaces(int i)
    {
        if (!facts.IsCapital[i]) return;
        Add(70, facts.HasSmall(i) ? 1UL : 0, (i == from ? 1UL : 0) + (isUpperChain ? 2UL : 0));
        var (begun, taken) = (keys.Count, 0);
        foreach (var place in facts.CapitalPlaces(i))
        {
            if (place == i || taken++ == OtherPlaces) continue;
            ulong left = Any(facts.Lower, place - 1), right = Any(facts.Lower, place + 1);
            AddOnce(begun, FeatureKey.Of(71, left));
            AddOnce(begun, FeatureKey.Of(72, right));
            AddOnce(begun, FeatureKey.Of(73, Any(words, place - 1), Any(facts.Shape, place - 1)));
            AddOnce(begun, FeatureKey.Of(74, Any(words, place + 1), Any(facts.Shape, place + 1)));
        }
    }

    private void AddOnce(int begun, ulong key)
    {
        if (keys.IndexOf(key, begun) < 0) keys.Add(key);
    }

    private void Add(int template, ulong a) => keys.Add(FeatureKey.Of(template, a));

    private void Add(int template, ulong a, ulong b) => keys.Add(FeatureKey.Of(template, a, b));

    private void Add(int template, ulong a, ulong b, ulong c) => keys.Add(FeatureKey.Of(template, a, b, c));

    private ulong Lower(int i) => i >= from && i < to ? facts.Lower[i] : FeatureKey.None;

    private ulong Shape(int i) => i >= from && i < to ? facts.Shape[i] : FeatureKey.None;

    private ulong Word(int i) => i >= from && i < to ? words[i] : FeatureKey.None;

    private ulong Suffix(int i) => i < from || i >= to ? FeatureKey.None : FeatureKey.OfFolded(facts.Of(i)[^Math.Min(3, facts.Of(i).Length)..]);

    private static ulong Any(ulong[] of, int i) => i >= 0 && i < of.Length ? of[i] : FeatureKey.None;

    private bool HasLetters(int i)
    {
        foreach (var unit in facts.Of(i))
            if (char.IsLetter(unit)) return true;
        return false;
    }

    private bool IsUpper(int i)
    {
        foreach (var unit in facts.Of(i))
            if (char.IsLower(unit)) return false;
        return facts.IsCapital[i];
    }
}
