using Assay.Dedup;
using Assay.Learning.Text;

namespace Assay.Benchmarks;

/// <summary>
/// Near duplicates among 20,000 texts, of which every fifth is a copy of another with some words changed; beside comparing all with all, and signatures of 128 permutations as textbooks have them. Then
/// among 50,000 texts as sets of features, what a turn of a learning loop does.
/// </summary>
internal static class NearDuplicatesBenchmark
{
    private const int Texts = 20_000, Candidates = 50_000, Runs = 5, BruteForced = 1_000, Permuted = 500, Places = 128;

    public static Task Run(Report report)
    {
        report.Heading($"Near duplicates among {Report.Number(Texts)} texts (medians of {Runs} runs)");
        report.Table("words a text", "", "seconds", "texts/s", "copies found", "others found");
        foreach (var (words, changed) in new[] { (300, 10), (37, 1) })
        {
            var (texts, origin) = Draw(Texts, words, changed);
            foreach (var (name, options) in new[]
            {
                ("one thread", NearDuplicateOptions.Usual), ("one thread, by the estimate", NearDuplicateOptions.Usual with { Check = PairCheck.Estimate }),
                ("all processors", NearDuplicateOptions.Usual with { Threads = Environment.ProcessorCount }),
            })
            {
                int[] groups = [];
                var seconds = MedianTime.Of(() => groups = NearDuplicates.Of(texts, options), Runs);
                var (found, others) = Judge(groups, origin);
                report.Row(words, name, $"{seconds:F3}", Report.Number(Texts / seconds), $"{found:P2}", others);
            }

            var permuted = MedianTime.Of(() => Textbook.Sign(texts[..Permuted]), 1);
            report.Row(words, $"signatures alone, of {Places} permutations, one thread", $"{permuted * Texts / Permuted:F1} ({Report.Number(Permuted)} texts, extended)", Report.Number(Permuted / permuted), "", "");
            var brute = MedianTime.Of(() => Textbook.Pairs(texts[..BruteForced]), 1);
            var all = brute * ((double)Texts / BruteForced) * ((double)Texts / BruteForced);
            report.Row(words, "all with all, exactly, one thread", $"{all:F0} ({Report.Number(BruteForced)} texts, extended)", Report.Number(Texts / all), "", "");
        }

        report.Note("A copy of 300 words has 10 changed, one of 37 a single one; \"others found\" are pairs of which neither is a copy of the other. Shingling, signatures, bands and comparing are all counted.");
        Features(report);
        return Task.CompletedTask;
    }

    private static void Features(Report report)
    {
        var (texts, origin) = Draw(Candidates, 37, 1);
        var rows = TextFeatures.Fit(texts, new TextFeatureOptions { MaximumFeatures = 1 << 18 }).Transform(texts);
        report.Heading($"Near duplicates among {Report.Number(Candidates)} sets of features, as in a turn of the learning loop");
        report.Table("features a set", "", "seconds", "copies found");
        int[] groups = [];
        var seconds = MedianTime.Of(() => groups = NearDuplicates.Of(rows.Count, row => rows.Columns(row), new NearDuplicateOptions { Threshold = 0.8 }), Runs);
        report.Row(rows.Stored / rows.Count, "one thread", $"{seconds:F3}", $"{Judge(groups, origin).Found:P2}");
    }

    private static (double Found, int Others) Judge(int[] groups, int[] origin)
    {
        var copies = Enumerable.Range(0, groups.Length).Where(text => origin[text] != text).ToList();
        var others = groups.Index().Where(text => text.Item >= 0).GroupBy(text => text.Item).Sum(group => group.Select(text => origin[text.Index]).Distinct().Count() - 1);
        return (copies.Average(text => groups[text] >= 0 && groups[text] == groups[origin[text]] ? 1.0 : 0), others);
    }

    /// <summary>Made-up words, the frequent ones far more frequent than the rare ones.</summary>
    private static (string[] Texts, int[] Origin) Draw(int count, int words, int changed)
    {
        var random = new Random(7);
        string[] vocabulary = [.. Enumerable.Range(0, 30_000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{"bdfgklmnprstvz"[random.Next(14)]}{"aeiou"[random.Next(5)]}")))];
        var (drawn, origin) = (new string[count][], new int[count]);
        for (var text = 0; text < count; text++)
        {
            origin[text] = text % 5 == 4 ? text - 1 - random.Next(4) : text;
            drawn[text] = origin[text] == text ? [.. Enumerable.Range(0, words).Select(_ => Word())] : [.. drawn[origin[text]]];
            for (var change = 0; origin[text] != text && change < changed; change++)
                drawn[text][random.Next(words)] = Word();
        }

        return ([.. drawn.Select(each => string.Join(' ', each))], origin);

        string Word() => vocabulary[(int)(vocabulary.Length * Math.Pow(random.NextDouble(), 3))];
    }

    /// <summary>The same as one would write it down first.</summary>
    private static class Textbook
    {
        private const ulong Prime = (1ul << 61) - 1;

        /// <summary>Of every text the least of <c>(a x + b) mod p</c> for each of the permutations.</summary>
        public static ulong[][] Sign(string[] texts)
        {
            var random = new Random(1);
            (ulong A, ulong B)[] permutations = [.. Enumerable.Range(0, Places).Select(_ => ((ulong)random.NextInt64(1, (long)Prime), (ulong)random.NextInt64((long)Prime)))];
            var shingles = new Shingles();
            return [.. texts.Select(text =>
            {
                var set = shingles.Of(text).ToArray().ToHashSet();
                return permutations.Select(permutation => set.Min(piece => (ulong)(((UInt128)permutation.A * (piece & 0xFFFFFFFF) + permutation.B) % Prime))).ToArray();
            })];
        }

        public static List<(int, int)> Pairs(string[] texts)
        {
            var shingles = new Shingles();
            HashSet<ulong>[] sets = [.. texts.Select(text => shingles.Of(text).ToArray().ToHashSet())];
            var pairs = new List<(int, int)>();
            for (var one = 0; one < sets.Length; one++)
                for (var other = 0; other < one; other++)
                {
                    var both = sets[one].Count(sets[other].Contains);
                    if (both >= NearDuplicateOptions.Usual.Threshold * (sets[one].Count + sets[other].Count - both))
                        pairs.Add((one, other));
                }

            return pairs;
        }
    }
}
