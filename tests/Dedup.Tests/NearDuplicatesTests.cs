using System.Globalization;
using System.Text;
using System.Text.Json;
using Assay.TestKit;
using CsCheck;

namespace Assay.Dedup.Tests;

public class NearDuplicatesTests
{
    private const string Pangram = "the quick brown fox jumps over the lazy dog and runs far away into the dark forest";

    [Fact]
    public void Groups_are_numbered_in_the_order_of_their_first_items()
    {
        string[] texts = ["something else entirely, about trains", Pangram, "a third matter: how to bake bread", Pangram + "!", "A third  matter: how to bake bread", "THE" + Pangram[3..]];
        NearDuplicates.Of(texts).ShouldBe([-1, 0, 1, 0, 1, 0]);
    }

    [Theory]
    [InlineData("articles_100")]
    [InlineData("articles_1000")]
    public void The_known_pairs_of_published_articles_are_found_and_nothing_else(string set)
    {
        var (ids, texts) = Documents(set);
        var groups = NearDuplicates.Of(texts);
        string[][] known = [.. Rows(set, "pairs.csv")];
        known.ShouldAllBe(pair => groups[ids[pair[0]]] >= 0 && groups[ids[pair[0]]] == groups[ids[pair[1]]]);
        groups.Count(group => group >= 0).ShouldBe(known.Length * 2);
    }

    /// <summary>Edits of 812 news: what most of whose words stay in order is found, and what is found is an edit of the same, or one of the few that were alike from the first.</summary>
    [Theory]
    [InlineData(0.7, 1, 0.92, 1)]
    [InlineData(0.8, 1, 0.85, 1)]
    public void Edited_news_are_found_and_others_are_not(double threshold, double foundOfLike, double foundOfAll, double right)
    {
        var (ids, texts) = Documents("ag_news_edits");
        string[][] truth = [.. Rows("ag_news_edits", "truth.csv")];
        var cluster = truth.ToDictionary(row => ids[row[0]], row => row[1]);
        var original = truth.Where(row => row[2] == "original").ToDictionary(row => row[1], row => ids[row[0]]);
        HashSet<(string, string)> natural = [.. Rows("ag_news_edits", "natural_pairs.csv").SelectMany(row => ((string, string)[])[(row[0], row[1]), (row[1], row[0])])];

        var groups = NearDuplicates.Of(texts, new NearDuplicateOptions { Threshold = threshold });

        var edits = truth.Where(row => row[2] != "original").Select(row => (Words: double.Parse(row[3], CultureInfo.InvariantCulture), IsFound: Together(ids[row[0]], original[row[1]]))).ToList();
        edits.Where(edit => edit.Words >= threshold).Average(edit => edit.IsFound ? 1.0 : 0).ShouldBeGreaterThanOrEqualTo(foundOfLike);
        edits.Average(edit => edit.IsFound ? 1.0 : 0).ShouldBeGreaterThanOrEqualTo(foundOfAll);
        var pairs = groups.Index().Where(item => item.Item >= 0).GroupBy(item => item.Item, item => item.Index)
            .SelectMany(group => group.SelectMany(one => group.Where(other => other < one).Select(other => (cluster[one], cluster[other])))).ToList();
        pairs.Average(pair => pair.Item1 == pair.Item2 || natural.Contains(pair) ? 1.0 : 0).ShouldBeGreaterThanOrEqualTo(right);

        bool Together(int one, int other) => groups[one] >= 0 && groups[one] == groups[other];
    }

    [Theory]
    [InlineData(PairCheck.Exact, 0.75)]
    [InlineData(PairCheck.Estimate, 0.9)]
    public void Pairs_found_are_those_of_comparing_all_with_all(PairCheck check, double threshold)
    {
        var random = new Random(5);
        var sets = Enumerable.Range(0, 600).Select(_ => Array.Empty<int>()).ToArray();
        for (var item = 0; item < sets.Length; item++)
            sets[item] = item % 3 == 0
                ? [.. Enumerable.Range(0, 80).Select(_ => random.Next(100_000)).Distinct()]
                : [.. sets[item / 3 * 3].Skip(random.Next(check == PairCheck.Exact ? 40 : 3))];

        var groups = NearDuplicates.Of(sets.Length, item => sets[item], new NearDuplicateOptions { Threshold = threshold, Check = check });

        for (var item = 0; item < sets.Length; item++)
            for (var other = item / 3 * 3; other < item; other++)
                if (Likeness(sets[item], sets[other]) >= (check == PairCheck.Exact ? 0.8 : threshold))
                    groups[item].ShouldBe(groups[other]);
        groups.Index().Where(item => item.Item >= 0).GroupBy(item => item.Item).ShouldAllBe(group => group.Select(item => item.Index / 3).Distinct().Count() == 1);
        groups.Index().Where(item => item.Item >= 0).ShouldAllBe(item => Enumerable.Range(item.Index / 3 * 3, 3).Any(other => other != item.Index && Likeness(sets[item.Index], sets[other]) >= threshold - (check == PairCheck.Exact ? 0 : 0.1)));
    }

    [Theory]
    [InlineData(PairCheck.Exact)]
    [InlineData(PairCheck.Estimate)]
    public void Any_number_of_threads_gives_the_same(PairCheck check)
    {
        string[] texts = [.. Varied(3_000)];
        var options = new NearDuplicateOptions { Check = check };
        var groups = NearDuplicates.Of(texts, options);
        groups.Max().ShouldBeGreaterThan(10);
        foreach (var threads in (int[])[2, 3, 8])
            NearDuplicates.Of(texts, options with { Threads = threads }).ShouldBe(groups);
    }

    [Fact]
    public void Whatever_the_texts_are_the_same_ones_are_together() => Gen.OneOf(Gen.String[0, 12], Gen.String[Gen.Char["\uD800\uDC00ä \u200B\0"], 0, 12]).Array[0, 40].Sample(texts =>
    {
        var groups = NearDuplicates.Of(texts);
        groups.Length.ShouldBe(texts.Length);
        foreach (var same in Enumerable.Range(0, texts.Length).GroupBy(item => ContentHash.Of(texts[item])).Where(same => same.Count() > 1))
            same.ShouldAllBe(item => groups[item] >= 0 && groups[item] == groups[same.First()]);
    }, seed: "0000KOIPe036");

    [Fact]
    public void Empty_texts_are_alike_and_empty_sets_are_alone()
    {
        NearDuplicates.Of(["", "a", " \n", "\u200B", "b"]).ShouldBe([0, -1, 0, 0, -1]);
        NearDuplicates.Of(4, item => item < 2 ? [] : [7]).ShouldBe([-1, -1, 0, 0]);
        NearDuplicates.Of([]).ShouldBeEmpty();
    }

    [Fact]
    public void A_million_of_the_same_text_is_one_group() => NearDuplicates.Of([.. Enumerable.Repeat(Pangram, 1_000_000)]).ShouldAllBe(group => group == 0);

    [Fact]
    public void Of_very_many_that_differ_by_a_number_all_are_linked_or_none()
    {
        // a hundred thousand in one bucket of nearly every band: comparing all with all would be five thousand million pairs
        const int Count = 100_000;
        NearDuplicates.Of([.. Enumerable.Range(0, Count).Select(number => $"{Pangram} number {number}")]).Count(group => group == 0).ShouldBe(Count);
        NearDuplicates.Of(Count, item => new[] { 1, 2, 3, 4, 5, item + 10, item + 1_000_000, item + 2_000_000 }).ShouldAllBe(group => group == -1);
    }

    [Fact]
    public void Negative_numbers_are_elements_like_others() => NearDuplicates.Of(3, item => item < 2 ? [-1, int.MinValue] : [1, int.MaxValue]).ShouldBe([0, 0, -1]);

    [Fact]
    public void It_stops_when_told()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => NearDuplicates.Of(["a", "b"], cancel: stop.Token));
        using var later = new CancellationTokenSource();
        var asked = 0;
        Should.Throw<OperationCanceledException>(() => NearDuplicates.Of(100_000, item =>
        {
            if (++asked == 5_000)
                later.Cancel();
            return new[] { item };
        }, cancel: later.Token));
        asked.ShouldBeLessThan(20_000);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        foreach (var options in (NearDuplicateOptions[])[new() { Threshold = 0 }, new() { Threshold = 1.1 }, new() { Threshold = double.NaN }, new() { Places = 8 }, new() { ShingleLength = 0 }, new() { Threads = 0 }])
            Should.Throw<ArgumentOutOfRangeException>(() => NearDuplicates.Of(["a"], options));
    }

    [Fact]
    public void At_threshold_one_only_what_has_the_same_pieces_is_together() =>
        NearDuplicates.Of([Pangram, Pangram + "s", Pangram.ToUpperInvariant(), "abcabcabcabcabc", "abcabcabcabcabcabc"], new NearDuplicateOptions { Threshold = 1 }).ShouldBe([0, -1, 0, 1, 1]);

    private static double Likeness(int[] one, int[] other) => one.Intersect(other).Count() / (double)one.Union(other).Count();

    /// <summary>Texts of which some are made from others by changing words.</summary>
    private static IEnumerable<string> Varied(int count)
    {
        var random = new Random(11);
        var texts = new List<string[]>();
        for (var text = 0; text < count; text++)
        {
            string[] words = text > 0 && random.Next(3) == 0 ? [.. texts[random.Next(Math.Max(0, text - 200), text)]] : [.. Enumerable.Range(0, 20).Select(_ => Word())];
            for (var change = random.Next(4); change > 0; change--)
                words[random.Next(words.Length)] = Word();
            texts.Add(words);
        }

        return texts.Select(words => string.Join(' ', words));

        string Word() => new([.. Enumerable.Range(0, random.Next(2, 9)).Select(_ => (char)('a' + random.Next(26)))]);
    }

    private static (Dictionary<string, int> Ids, string[] Texts) Documents(string set)
    {
        var file = SharedData.Find($"neardup/{set}/docs.jsonl");
        Assert.SkipUnless(file is not null, "the shared reference data is not here");
        JsonElement[] rows = [.. File.ReadLines(file, Encoding.UTF8).Select(line => JsonElement.Parse(line))];
        return (rows.Index().ToDictionary(row => row.Item.GetProperty("id").ToString(), row => row.Index), [.. rows.Select(row => row.GetProperty("text").GetString()!)]);
    }

    private static IEnumerable<string[]> Rows(string set, string name) => File.ReadLines(SharedData.Find($"neardup/{set}/{name}")!).Skip(1).Select(line => line.Split(','));
}
