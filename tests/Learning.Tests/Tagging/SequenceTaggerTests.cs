using System.Diagnostics.CodeAnalysis;
using Assay.Learning.Tagging;

namespace Assay.Learning.Tests.Tagging;

public sealed class SequenceTaggerTests
{
    private static readonly SequenceTagger Trained = SequenceTagger.Train(Letters.Drawn(60, seed: 1), Letters.Labels);

    [Fact]
    public void Names_are_found_in_new_sentences_also_those_never_seen()
    {
        Told("We met Clara near Delft.").ShouldBe("Clara PER, Delft LOC");
        Told("😀 We met Zoltan Kiss near Madrid.").ShouldBe("Zoltan Kiss PER, Madrid LOC");
        Told("").ShouldBe("");
        Told(" \n ").ShouldBe("");
    }

    [Fact]
    public void What_was_seen_often_is_surer_than_what_is_new_and_all_chances_are_chances()
    {
        var known = Trained.Tag("We met Clara near Delft.").Single(span => span.Label == "PER").Probability;
        var odd = Trained.Read("bergen Clara 77 near Of");
        known.ShouldBeGreaterThan(0.9);
        odd.Spans.ShouldAllBe(span => span.Probability >= 0 && span.Probability < known);
        odd.Tokens.Select(token => (token.Start, token.End)).ShouldBe([(0, 6), (7, 12), (13, 15), (16, 20), (21, 23)]);
        odd.Tokens.ShouldAllBe(token => token.Entropy >= 0 && token.Entropy <= Math.Log(9) && token.Doubt >= 0 && token.Doubt <= 1 && token.Outside >= 0 && token.Outside <= 1);
        odd.LogProbability.ShouldBeLessThan(Trained.Read("We met Clara near Delft.").LogProbability);
        Trained.TokenEntropies("bergen Clara 77 near Of").ShouldBe(odd.Tokens.Select(token => token.Entropy));
    }

    [Fact]
    public void The_same_examples_options_and_seed_give_the_same_bytes()
    {
        Letters.Bytes(SequenceTagger.Train(Letters.Drawn(60, seed: 1), Letters.Labels)).ShouldBe(Letters.Bytes(Trained));
        var other = SequenceTagger.Train(Letters.Drawn(60, seed: 1), Letters.Labels, new SequenceTaggerOptions { Seed = 2 });
        other.Version.ShouldNotBe(Trained.Version);
    }

    [Fact]
    public void A_warm_start_knows_after_one_pass_what_a_cold_one_does_not()
    {
        var one = new SequenceTaggerOptions { Epochs = 1, WarmEpochs = 1 };
        var examples = Letters.Drawn(60, seed: 2);
        Mean(SequenceTagger.Train(examples, Letters.Labels, one, Trained)).ShouldBeGreaterThan(Mean(SequenceTagger.Train(examples, Letters.Labels, one)) / 3);

        static double Mean(SequenceTagger tagger) => Letters.Drawn(40, seed: 3).Average(text => tagger.Read(text.Text).LogProbability);
    }

    [Fact]
    public void A_warm_start_follows_labels_by_name_and_learns_a_new_one()
    {
        string[] labels = ["DAY", "LOC", "PER"];
        var day = Enumerable.Range(0, 10).Select(i => new TaggedText($"It was Monday the {i}.", [new TaggedSpan(7, 13, "DAY")]));
        var warm = SequenceTagger.Train([.. Letters.Drawn(20, seed: 4), .. day], labels, new SequenceTaggerOptions { WarmEpochs = 3 }, Trained);
        Letters.Told("We met Clara near Delft.", warm.Tag("We met Clara near Delft.")).ShouldBe("Clara PER, Delft LOC");
        Letters.Told("It was Monday the 3.", warm.Tag("It was Monday the 3.")).ShouldBe("Monday DAY");
    }

    [Fact]
    public void A_text_without_weight_is_not_learned_from_and_a_heavy_one_outweighs()
    {
        TaggedText[] said = [new("say Anna now", [new TaggedSpan(4, 8, "PER")]), new("say Anna now", [new TaggedSpan(4, 8, "LOC")])];
        Winner(1, 0).ShouldBe("Anna PER");
        Winner(0, 1).ShouldBe("Anna LOC");
        Winner(5, 1).ShouldBe("Anna PER");

        string Winner(double person, double place) => Letters.Told("say Anna now", SequenceTagger.Train(
            [.. Enumerable.Range(0, 20).SelectMany(_ => new[] { said[0] with { Weight = person }, said[1] with { Weight = place } })], Letters.Labels).Tag("say Anna now"));
    }

    [Fact]
    public void Spans_go_over_the_ends_of_lines_where_those_learned_from_do()
    {
        Told("We met Dora\nLee Hill near Delft.").ShouldNotContain("Dora\nLee Hill");
        var broken = Letters.Drawn(60, seed: 5).Select(text => text with { Text = text.Text.Replace("Lee", "\nLee").Replace(" \n", "\n") });
        Letters.Told("We met Dora\nLee Hill near Delft.", SequenceTagger.Train([.. broken], Letters.Labels).Tag("We met Dora\nLee Hill near Delft.")).ShouldContain("Dora\nLee Hill PER");
    }

    [Fact]
    public void Names_in_a_language_without_spaces_are_found()
    {
        string[] places = ["東京", "大阪", "京都", "名古屋"];
        TaggedText[] texts = [.. Enumerable.Range(0, 40).Select(i => places[i % 4]).Select((place, i) => new TaggedText($"{(i % 2 == 0 ? "私は" : "彼が")}{place}に行きました。", [new TaggedSpan(2, 2 + place.Length, "LOC")]))];
        var tagger = SequenceTagger.Train(texts, ["LOC"]);
        Letters.Told("私は広島に行きました。", tagger.Tag("私は広島に行きました。")).ShouldBe("広島 LOC");
        Letters.Told("彼が大阪に行きました。", tagger.Tag("彼が大阪に行きました。")).ShouldBe("大阪 LOC");
    }

    [Fact]
    public void A_long_document_is_tagged_with_memory_of_its_own_size()
    {
        var text = string.Concat(Enumerable.Repeat("We met Clara near Delft. Nothing was seen there. ", 2100));
        text.Length.ShouldBeGreaterThan(100_000);
        Trained.Tag("warm up");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var spans = Trained.Tag(text);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(60_000_000);
        spans.Count.ShouldBe(4200);
        spans[^1].Start.ShouldBeGreaterThan(text.Length - 60);
    }

    [Fact]
    public void Texts_may_be_read_by_many_threads_at_once()
    {
        string[] texts = [.. Letters.Drawn(200, seed: 6).Select(text => text.Text)];
        var alone = texts.Select(Told).ToArray();
        texts.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(Told).ToArray().ShouldBe(alone);
    }

    [Fact]
    public void What_was_learned_from_and_what_was_not_is_told()
    {
        var tagger = SequenceTagger.Train([new("One Two threefour", [new(0, 7, "PER"), new(4, 7, "LOC"), new(8, 13, "LOC"), new(7, 8, "LOC")])], Letters.Labels);
        (tagger.Training with { Features = 0 }).ShouldBe(new TaggerTraining(Texts: 1, Tokens: 4, Spans: 2, Overlapping: 1, Blank: 1, CutTokens: 1, Features: 0, Temperature: 1));
    }

    [Fact]
    public void Training_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => SequenceTagger.Train(Letters.Drawn(5, 1), Letters.Labels, cancel: stop.Token));
    }

    [Fact]
    [SuppressMessage("Performance", "CA1825", Justification = "empty on purpose")]
    public void What_cannot_be_trained_is_refused()
    {
        var examples = Letters.Drawn(3, 1);
        Should.Throw<ArgumentException>(() => SequenceTagger.Train([], Letters.Labels)).Message.ShouldContain("no examples");
        Should.Throw<ArgumentException>(() => SequenceTagger.Train(examples, [])).Message.ShouldContain("0 labels");
        Should.Throw<ArgumentException>(() => SequenceTagger.Train(examples, ["PER", "LOC", "PER"])).Message.ShouldContain("twice");
        Should.Throw<ArgumentException>(() => SequenceTagger.Train(examples, ["PER"])).Message.ShouldContain("LOC");
        foreach (var options in (SequenceTaggerOptions[])[new() { Epochs = 0 }, new() { Dropout = 1 }, new() { Penalty = double.NaN }, new() { LearningRate = 0 }, new() { LeastTokens = 0 }])
            Should.Throw<ArgumentOutOfRangeException>(() => SequenceTagger.Train(examples, Letters.Labels, options));
    }

    [Fact]
    public void With_few_weights_the_features_seen_most_are_kept()
    {
        var small = SequenceTagger.Train(Letters.Drawn(60, seed: 1), Letters.Labels, new SequenceTaggerOptions { MostWeights = 16 * 100 });
        small.Training.Features.ShouldBeInRange(30, 100);
        Letters.Told("We met Clara near Delft.", small.Tag("We met Clara near Delft.")).ShouldBe("Clara PER, Delft LOC");
    }

    [Fact]
    public void Without_any_span_nothing_is_found()
    {
        var tagger = SequenceTagger.Train([.. Letters.Drawn(20, 1).Select(text => text with { Spans = [] })], Letters.Labels);
        tagger.Tag("We met Clara near Delft.").ShouldBeEmpty();
    }

    private static string Told(string text) => Letters.Told(text, Trained.Tag(text));
}
