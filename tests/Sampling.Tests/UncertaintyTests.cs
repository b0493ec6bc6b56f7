using CsCheck;

namespace Assay.Sampling.Tests;

/// <summary>Scores against the formulas, written out with numbers of 64 bits.</summary>
public sealed class UncertaintyTests
{
    [Fact]
    public void Least_confidence_is_one_less_the_largest_chance() =>
        Each(LeastConfidence.Instance, several: false, chances => 1 - chances.Max());

    [Fact]
    public void Least_confidence_of_a_set_is_the_chance_that_not_every_label_is_right() =>
        Each(LeastConfidence.Instance, several: true, chances => 1 - chances.Aggregate(1.0, (product, chance) => product * Math.Max(chance, 1 - chance)));

    [Fact]
    public void Margin_is_one_less_the_lead_of_the_likeliest() =>
        Each(Margin.Instance, several: false, chances => 1 - (chances.Max() - chances.Order().SkipLast(1).LastOrDefault()));

    [Fact]
    public void Margin_of_a_set_is_that_of_the_label_nearest_to_even_chance() =>
        Each(Margin.Instance, several: true, chances => 1 - chances.Min(chance => Math.Abs(2 * chance - 1)));

    [Fact]
    public void Entropy_is_a_share_of_the_highest_there_can_be() =>
        Each(Entropy.Instance, several: false, chances => chances.Length == 1 ? 0 : chances.Sum(Part) / Math.Log(chances.Length));

    [Fact]
    public void Entropy_of_a_set_is_the_mean_of_its_labels_in_bits() =>
        Each(Entropy.Instance, several: true, chances => chances.Average(chance => (Part(chance) + Part(1 - chance)) / Math.Log(2)));

    [Fact]
    public void Token_uncertainty_is_the_mean_of_the_tokens_and_nothing_where_there_are_none() =>
        Pools.Small.Sample(pool =>
        {
            var scores = TokenUncertainty.Instance.Score(pool);
            for (var item = 0; item < pool.Count; item++)
                scores[item].ShouldBe((float)pool.SpanUncertainty!.Of(item).ToArray().DefaultIfEmpty().Average(value => (double)value), 1e-6);
        });

    [Fact]
    public void A_long_text_does_not_come_first_for_being_long()
    {
        var pool = new Pool { Count = 2, SpanUncertainty = SpanUncertainty.OfItems([[0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f], [0.3f, 0.1f]]) };
        TokenUncertainty.Instance.Select(pool, Budget.OfItems(2), 1).ShouldBe([1, 0]);
    }

    [Fact]
    public void Strategies_for_classes_are_told_how_sure_a_tagger_is_of_a_token_on_average()
    {
        float[][] doubts = [[0.1f, 0.3f], [], [0.9f, 0.8f]];
        var pool = new Pool { Count = 3, Probabilities = SpanUncertainty.MeanChances(doubts), SpanUncertainty = SpanUncertainty.OfDoubts(doubts) };

        pool.Probabilities!.Values.ToArray().Select(chance => Math.Round(chance, 5)).ShouldBe([0.8, 0.2, 1, 0, 0.5, 0.5]);
        Margin.Instance.Score(pool).Select(score => Math.Round(score, 5)).ShouldBe([0.4, 0, 1]);
        TokenUncertainty.Instance.Score(pool)[0].ShouldBe((float)-(Math.Log(0.9) + Math.Log(0.7)) / 2, 1e-6f);
        SpanUncertainty.OfDoubts([[1]]).Of(0)[0].ShouldBe(-MathF.Log(1e-6f), 1e-3f);
    }

    [Fact]
    public void A_token_that_is_no_number_is_told_with_its_item() =>
        Should.Throw<UnfitPool>(() => TokenUncertainty.Instance.Score(new Pool { Count = 2, SpanUncertainty = SpanUncertainty.OfItems([[0.1f], [0.2f, float.NaN]]) }))
            .Message.ShouldContain("Item 1 has a token whose uncertainty is NaN");

    [Fact]
    public void Vote_entropy_counts_votes() =>
        EachOfCommittee(VoteEntropy.Instance, several: false, members =>
        {
            var shares = members.CountBy(chances => Array.IndexOf(chances, chances.Max())).Select(votes => votes.Value / (double)members.Length);
            var most = Math.Log(Math.Min(members.Length, members[0].Length));
            return most == 0 ? 0 : shares.Sum(Part) / most;
        });

    [Fact]
    public void Vote_entropy_of_sets_counts_the_votes_on_each_label() =>
        EachOfCommittee(VoteEntropy.Instance, several: true, members => Enumerable.Range(0, members[0].Length).Average(label =>
        {
            var share = members.Count(chances => chances[label] >= 0.5) / (double)members.Length;
            return (Part(share) + Part(1 - share)) / Math.Log(2);
        }));

    [Fact]
    public void Committee_divergence_is_the_entropy_of_the_mean_less_the_mean_of_the_entropies() =>
        EachOfCommittee(CommitteeDivergence.Instance, several: false, members =>
            Enumerable.Range(0, members[0].Length).Sum(label => Part(members.Average(chances => chances[label]))) - members.Average(chances => chances.Sum(Part)));

    [Fact]
    public void Committee_divergence_of_sets_is_the_mean_over_labels() =>
        EachOfCommittee(CommitteeDivergence.Instance, several: true, members => Enumerable.Range(0, members[0].Length).Average(label =>
            Binary(members.Average(chances => chances[label])) - members.Average(chances => Binary(chances[label]))));

    [Fact]
    public void The_best_come_first_and_only_those_are_taken_that_the_budget_pays()
    {
        Gen.Select(Gen.Int[1, 6_000], Gen.Int[0, 3_000], Gen.Int[2, 400], Gen.ULong).Sample((count, items, values, seed) =>
        {
            var random = new Random((int)(seed % int.MaxValue));
            // few different values make many ties
            var tokens = Enumerable.Range(0, count).Select(_ => new[] { random.Next(values) / 8f }).ToArray();
            var pool = new Pool { Count = count, SpanUncertainty = SpanUncertainty.OfItems(tokens) };

            var chosen = TokenUncertainty.Instance.Select(pool, Budget.OfItems(items), seed);

            chosen.ShouldBeUnique();
            chosen.Select(item => tokens[item][0]).ShouldBe(tokens.Select(token => token[0]).OrderDescending().Take(items));
        }, iter: 200);
    }

    [Fact]
    public void The_best_are_found_below_many_that_do_not_fit()
    {
        const int Count = 20_000;
        var pool = new Pool
        {
            Count = Count,
            SpanUncertainty = SpanUncertainty.OfItems(Enumerable.Range(0, Count).Select(item => new[] { (float)item })),
            Seconds = Enumerable.Range(0, Count).Select(item => item < 10 ? 1f : 1000f).ToArray(),
            Duplicates = Enumerable.Range(0, Count).Select(item => item is 8 or 9 ? 1 : -1).ToArray(),
        };
        TokenUncertainty.Instance.Select(pool, Budget.OfSeconds(3), 5).ShouldBe([9, 7, 6]);
    }

    [Fact]
    public void A_random_order_takes_every_item_as_often_as_any_other()
    {
        var taken = new int[20];
        for (var seed = 0UL; seed < 4_000; seed++)
            foreach (var item in RandomOrder.Instance.Select(new Pool { Count = taken.Length }, Budget.OfItems(5), seed))
                taken[item]++;

        // 1,000 expected, standard deviation 27
        taken.ShouldAllBe(times => times > 860 && times < 1140);
    }

    [Fact]
    public void Scores_go_into_as_many_places_as_there_are_items() =>
        Should.Throw<ArgumentException>(() => Entropy.Instance.Score(Pools.Of(3, 2, 2, 1), new float[2].AsMemory())).Message.ShouldContain("2 places for the scores of 3 items");

    private static double Part(double share) => share <= 0 ? 0 : -share * Math.Log(share);

    private static double Binary(double share) => Part(share) + Part(1 - share);

    private static void Each(IScored strategy, bool several, Func<double[], double> expected) => Gen.Select(Gen.Int[0, 60], Gen.Int[1, 40], Gen.Int[0, int.MaxValue - 1]).Sample((count, labels, seed) =>
    {
        var chances = several ? Loose(count, labels, new Random(seed)) : Pools.Chances(count, labels, new Random(seed));
        var pool = new Pool { Count = count, Probabilities = chances, SeveralLabels = several };

        var scores = strategy.Score(pool);

        for (var item = 0; item < count; item++)
            ((double)scores[item]).ShouldBe(expected([.. chances.Row(item).ToArray().Select(value => (double)value)]), 2e-6 * Math.Max(1, labels));
        var chosen = strategy.Select(pool, Budget.OfItems(7), 1);
        chosen.Select(item => scores[item]).ShouldBe(scores.OrderDescending().Take(7));
    });

    private static void EachOfCommittee(IScored strategy, bool several, Func<double[][], double> expected) => Gen.Select(Gen.Int[0, 40], Gen.Int[1, 6], Gen.Int[2, 5], Gen.Int[0, int.MaxValue - 1]).Sample((count, labels, size, seed) =>
    {
        var random = new Random(seed);
        Matrix[] members = [.. Enumerable.Range(0, size).Select(_ => several ? Loose(count, labels, random) : Pools.Chances(count, labels, random))];

        var scores = strategy.Score(new Pool { Count = count, Committee = members, SeveralLabels = several });

        for (var item = 0; item < count; item++)
            ((double)scores[item]).ShouldBe(expected([.. members.Select(member => member.Row(item).ToArray().Select(value => (double)value).ToArray())]), 1e-5);
    });

    private static Matrix Loose(int rows, int labels, Random random) =>
        new(rows, labels, Enumerable.Range(0, rows * labels).Select(_ => random.Next(9) switch { 0 => 0f, 1 => 1f, 2 => 0.5f, _ => random.NextSingle() }).ToArray());
}
