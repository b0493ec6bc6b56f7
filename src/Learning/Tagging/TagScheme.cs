namespace Assay.Learning.Tagging;

/// <summary>
/// The tags of tokens, BILOU: outside, and of each label the beginning, the inside and the last of a longer span and the only token of a short one. Which may follow
/// which is fixed, so every sequence of tags is a set of spans and every span one sequence.
/// </summary>
/// <remarks>Ratinov and Roth (2009), "Design challenges and misconceptions in named entity recognition", CoNLL.</remarks>
internal sealed class TagScheme
{
    public const int Outside = 0;

    private readonly int[] from;
    private readonly int[] firstTo;

    public TagScheme(int labels)
    {
        Labels = labels;
        Tags = (4 * labels) + 1;
        Stride = (Tags + 7) / 8 * 8;
        var (sources, first) = (new List<int>(), new List<int>());
        for (var to = 0; to < Tags; to++)
        {
            first.Add(sources.Count);
            sources.AddRange(Enumerable.Range(0, Tags).Where(tag => MayFollow(tag, to)));
        }

        first.Add(sources.Count);
        (from, firstTo) = ([.. sources], [.. first]);
    }

    public int Labels { get; }

    public int Tags { get; }

    /// <summary>Tags rounded up, so that rows of weights are whole vectors.</summary>
    public int Stride { get; }

    /// <summary>How many pairs of tags may stand beside each other. Pairs are numbered by their second tag.</summary>
    public int Pairs => from.Length;

    /// <summary>The tags that may stand before one, and the number of the pair with the first of them; the others follow.</summary>
    public ReadOnlySpan<int> Before(int tag, out int pair)
    {
        pair = firstTo[tag];
        return from.AsSpan(pair, firstTo[tag + 1] - pair);
    }

    /// <summary>The number of a pair.</summary>
    public int Pair(int tag, int next) => firstTo[next] + Array.BinarySearch(from, firstTo[next], firstTo[next + 1] - firstTo[next], tag) - firstTo[next];

    public static int Begin(int label) => (4 * label) + 1;

    public static int Inside(int label) => (4 * label) + 2;

    public static int Last(int label) => (4 * label) + 3;

    public static int Unit(int label) => (4 * label) + 4;

    public static int LabelOf(int tag) => (tag - 1) / 4;

    /// <summary>Whether a token of this tag is the first of what it belongs to: only then may it be the first of all.</summary>
    public static bool Opens(int tag) => tag == Outside || Part(tag) is 0 or 3;

    /// <summary>Whether a token of this tag is the last of what it belongs to: only then may it be the last of all.</summary>
    public static bool Closes(int tag) => tag == Outside || Part(tag) is 2 or 3;

    public static bool MayFollow(int tag, int next) =>
        Closes(tag) ? Opens(next) : !Opens(next) && LabelOf(tag) == LabelOf(next);

    /// <summary>The spans of a sequence of tags that may follow each other, in tokens, the end exclusive.</summary>
    public static IEnumerable<(int From, int To, int Label)> Spans(IReadOnlyList<int> tags)
    {
        var begun = 0;
        for (var i = 0; i < tags.Count; i++)
        {
            if (tags[i] == Outside) continue;
            if (Opens(tags[i])) begun = i;
            if (Closes(tags[i])) yield return (begun, i + 1, LabelOf(tags[i]));
        }
    }

    private static int Part(int tag) => (tag - 1) % 4;
}
