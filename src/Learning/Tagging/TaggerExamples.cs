namespace Assay.Learning.Tagging;

/// <summary>Examples as chains of numbered features.</summary>
/// <param name="Chains">Of all texts that count.</param>
/// <param name="Features">Those of enough tokens.</param>
/// <param name="Sightings">Of all texts that count.</param>
/// <param name="LinesEnd">Whether lines end chains.</param>
/// <param name="Training">What was learned from.</param>
internal sealed record TaggerExamples(IReadOnlyList<Chain> Chains, FeatureIndex Features, Sightings Sightings, bool LinesEnd, TaggerTraining Training)
{
    /// <summary>Into so many folds texts are drawn.</summary>
    public const int Folds = 10;

    public static TaggerExamples Of(IReadOnlyList<TaggedText> examples, IReadOnlyList<string> labels, TagScheme scheme, SequenceTaggerOptions options, CancellationToken cancel)
    {
        var places = labels.Index().ToDictionary(label => label.Item, label => label.Index);
        KnownSpans[] texts = [.. examples.Select((example, place) => KnownSpans.Of(example, place, places))];
        var linesEnd = Tagging.Chains.LinesEnd(texts);
        TextFacts[] facts = [.. texts.Select(text => new TextFacts(text.Text, text.Tokens, Tagging.Chains.Of(text.Text, text.Tokens, linesEnd, text.Spans)))];
        var foldOf = Drawn(texts.Length, options.Seed);
        Dictionary<(ulong Key, int Label), int>[] folds = [.. Enumerable.Range(0, Folds).Select(_ => new Dictionary<(ulong Key, int Label), int>())];
        for (var place = 0; place < texts.Length; place++)
            if (texts[place].Weight > 0) Sightings.Tally(facts[place], texts[place].Spans, labels.Count, folds[foldOf[place]]);
        var sightings = Sightings.Of(labels.Count, folds);
        var (all, counts, chains) = (new FeatureIndex(1 << 16), new List<int>(1 << 16), new List<Chain>());
        for (var place = 0; place < texts.Length; place++)
        {
            cancel.ThrowIfCancellationRequested();
            AddChains(texts[place], facts[place], foldOf[place], new TokenFeatures(facts[place], sightings, folds[foldOf[place]]), all, counts, chains);
        }

        var numbers = Numbers(all, counts, scheme, options, out var features);
        for (var place = 0; place < chains.Count; place++) chains[place] = chains[place].Renumbered(numbers);
        return new TaggerExamples(chains, features, sightings, linesEnd, new TaggerTraining(
            texts.Length, texts.Sum(text => text.Tokens.Count), texts.Sum(text => text.Spans.Count), texts.Sum(text => text.Overlapping),
            texts.Sum(text => text.Blank), texts.Sum(text => text.CutTokens), features.Count, 1));
    }

    /// <summary>The fold of each text: by chance, and as many in each as in any other, or one more.</summary>
    private static int[] Drawn(int texts, ulong seed)
    {
        int[] folds = [.. Enumerable.Range(0, texts).Select(place => place % Folds)];
        new SplitMix(seed).Shuffle(folds.AsSpan());
        return folds;
    }

    private static void AddChains(KnownSpans text, TextFacts facts, int fold, TokenFeatures features, FeatureIndex all, List<int> counts, List<Chain> chains)
    {
        if (text.Weight == 0) return;
        var rows = new List<int>();
        foreach (var (from, to) in facts.Chains)
        {
            features.Enter((from, to));
            rows.Clear();
            var first = new int[to - from + 1];
            for (var i = from; i < to; i++)
            {
                foreach (var key in features.Of(i))
                {
                    var row = all.Add(key);
                    if (row == counts.Count) counts.Add(0);
                    counts[row]++;
                    rows.Add(row);
                }

                first[i - from + 1] = rows.Count;
            }

            chains.Add(new Chain([.. rows], first, text.Tags(from, to), (float)text.Weight, fold));
        }
    }

    /// <summary>New numbers for the features that are kept, by their keys; −1 for the others.</summary>
    private static int[] Numbers(FeatureIndex all, List<int> counts, TagScheme scheme, SequenceTaggerOptions options, out FeatureIndex features)
    {
        var most = (int)Math.Min(all.Count, Math.Max(1, Math.Min(options.MostWeights, int.MaxValue / 2) / scheme.Stride));
        var least = options.LeastTokens;
        if (counts.Count(count => count >= least) > most)
            least = Math.Max(least, counts.OrderDescending().ElementAt(most) + 1);
        int[] kept = [.. Enumerable.Range(0, all.Count).Where(row => counts[row] >= least)];
        var keys = all.Keys.ToArray();
        Array.Sort(kept, (a, b) => keys[a].CompareTo(keys[b]));
        features = new FeatureIndex(kept.Length);
        var numbers = new int[all.Count];
        Array.Fill(numbers, -1);
        foreach (var row in kept) numbers[row] = features.Add(keys[row]);
        return numbers;
    }
}
