namespace Assay.Learning.Difficulty;

/// <summary>
/// How hard texts are to read, next to each other: longer texts, longer words and rarer words are harder, as in the readability formulas. It says nothing about
/// how hard the question is; where a model has an opinion, that is worth more.
/// </summary>
/// <remarks>
/// The mean of three standard scores, of the logarithm of the number of words, the mean length of a word, and the mean rarity of a word, <c>ln(N / n) / ln N</c> with n of N texts
/// holding it; through the logistic function. Length and familiarity of words are the parts of Dale and Chall (1948), "A formula for predicting readability", Educational
/// Research Bulletin 27. Words are counted in a fixed table by their hash, so that memory does not grow with the texts; of equal hashes the sum counts.
/// </remarks>
public sealed class TextDifficulty
{
    private const int TableSize = 1 << 18;

    /// <summary>Texts from which the spread of the three is taken.</summary>
    private const int Spread = 5_000;

    /// <summary>Characters looked at of one text.</summary>
    private const int Longest = 100_000;

    private readonly int[] textsWith = new int[TableSize];
    private readonly (double Mean, double Deviation)[] scales = new (double, double)[3];
    private int count;

    private TextDifficulty() { }

    /// <summary>Texts it was learned from.</summary>
    public int Texts => count;

    /// <summary>Learns how long and how rare words are in these texts. The texts are gone through once; the first 5,000 are kept until then.</summary>
    /// <param name="texts">May be none: then all are equally hard.</param>
    /// <param name="cancel">Stops between texts.</param>
    public static TextDifficulty Fit(IEnumerable<string> texts, CancellationToken cancel = default)
    {
        var made = new TextDifficulty();
        var kept = new List<string>();
        var seen = new HashSet<int>();
        foreach (var text in texts)
        {
            cancel.ThrowIfCancellationRequested();
            made.count++;
            if (kept.Count < Spread)
                kept.Add(text.Length > Longest ? text[..Longest] : text);
            seen.Clear();
            Words(text, word => seen.Add(Hash(word)));
            foreach (var place in seen)
                made.textsWith[place]++;
        }

        var values = kept.Select(made.Measure).OfType<double[]>().ToList();
        for (var i = 0; i < made.scales.Length; i++)
            made.scales[i] = Scale([.. values.Select(value => value[i])]);
        return made;
    }

    /// <summary>From 0, easy, to 1, hard; 0.5 is a text like the others, and one without words.</summary>
    public double Of(string text)
    {
        if (Measure(text) is not { } values)
            return 0.5;
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            if (scales[i].Deviation > 0)
                sum += Math.Clamp((values[i] - scales[i].Mean) / scales[i].Deviation, -4, 4);
        return 1 / (1 + Math.Exp(-sum / values.Length));
    }

    private double[]? Measure(string text)
    {
        var (words, letters, rarity) = (0, 0L, 0.0);
        var most = Math.Log(Math.Max(2, count));
        Words(text, word =>
        {
            words++;
            letters += word.Length;
            rarity += Math.Log(Math.Max(1, count) / (double)Math.Clamp(textsWith[Hash(word)], 1, Math.Max(1, count))) / most;
        });
        return words == 0 ? null : [Math.Log(words), letters / (double)words, rarity / words];
    }

    private static (double Mean, double Deviation) Scale(double[] values)
    {
        if (values.Length == 0)
            return (0, 0);
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length));
    }

    private static int Hash(ReadOnlySpan<char> word)
    {
        var hash = 2166136261u;
        foreach (var letter in word)
            hash = (hash ^ char.ToLowerInvariant(letter)) * 16777619u;
        return (int)((hash ^ (hash >> 15)) & (TableSize - 1));
    }

    private delegate void Reader(ReadOnlySpan<char> word);

    /// <summary>Runs of letters and digits; where a language writes none between words, each character.</summary>
    private static void Words(string text, Reader read)
    {
        var start = -1;
        var end = Math.Min(text.Length, Longest);
        for (var i = 0; i < end; i++)
        {
            var letter = text[i];
            var isAlone = letter is >= '\u3040' and <= '\u30ff' or >= '\u4e00' and <= '\u9fff';
            var isWord = !isAlone && (char.IsLetterOrDigit(letter) || char.IsSurrogate(letter));
            if (isWord && start < 0)
                start = i;
            if (!isWord && start >= 0)
            {
                read(text.AsSpan(start, i - start));
                start = -1;
            }

            if (isAlone)
                read(text.AsSpan(i, 1));
        }

        if (start >= 0)
            read(text.AsSpan(start, end - start));
    }
}
