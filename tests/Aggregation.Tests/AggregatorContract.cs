using Assay.Model;
using CsCheck;

namespace Assay.Aggregation.Tests;

/// <summary>What every aggregator of the list promises, over generated votes of two to five people with gaps.</summary>
public sealed class AggregatorContract
{
    private static readonly Gen<(int[][] Rows, int Categories)> Tables = Gen.Select(Gen.Int[2, 5], Gen.Int[1, 4]).SelectMany((people, categories) =>
        Gen.Frequency((4, Gen.Int[0, categories - 1]), (1, Gen.Const(-1))).Array[people].Array[0, 12].Select(rows => (rows, categories)));

    public static TheoryData<string> Names => [.. Aggregators.All.Select(aggregator => aggregator.Name)];

    /// <summary>Random starts are drawn in the order of items, so that another order may end in another optimum of a small table.</summary>
    public static TheoryData<string> WithoutRandomStarts => [.. Aggregators.All.Select(aggregator => aggregator.Name).Except(["ebcc"])];

    /// <summary>Of those, the ones that do not learn from a tie decided by the number of a category.</summary>
    public static TheoryData<string> Blind => [.. Aggregators.All.Select(aggregator => aggregator.Name).Except(["ebcc", "wawa", "zero_based_skill"])];

    /// <summary>Those that go on in rounds.</summary>
    public static TheoryData<string> Iterative => [.. Aggregators.All.Select(aggregator => aggregator.Name).Except(["majority", "wawa"])];

    [Fact]
    public void Names_differ_and_find_their_aggregator() =>
        Aggregators.All.Select(aggregator => Aggregators.Find(aggregator.Name)).ShouldBe(Aggregators.All);

    [Theory, MemberData(nameof(Names))]
    public void Probabilities_sum_to_1_and_the_answer_is_the_most_probable(string name) => Each(name, (aggregator, rows, categories) =>
    {
        var votes = Votes.OfRows(rows, categories);
        var consensus = aggregator.Aggregate(votes);
        consensus.Answers.Count.ShouldBe(votes.Items);
        consensus.Skills.Count.ShouldBe(votes.Annotators);
        for (var item = 0; item < votes.Items; item++)
        {
            var row = consensus.SoftLabels.Of(item).ToArray();
            row.ShouldAllBe(probability => probability >= 0 && probability <= 1 + 1e-9);
            row.Sum().ShouldBe(1, 1e-9);
            if (votes.CategoriesOf(item).Length == 0) consensus.Answers[item].ShouldBe(Consensus.NoAnswer);
            else row[consensus.Answers[item]].ShouldBe(row.Max(), 1e-9);
        }
        for (var annotator = 0; annotator < votes.Annotators; annotator++)
        {
            (consensus.Skills[annotator] is null).ShouldBe(votes.ItemsOf(annotator).Length == 0);
            if (consensus.Skills[annotator] is { } skill) double.IsFinite(skill).ShouldBeTrue();
            if (consensus.Confusions is { } confusions)
                foreach (var row in confusions.Of(annotator).ToArray().Chunk(categories)) row.Sum().ShouldBe(1, 1e-9);
        }
        if (consensus.LogLikelihood is { } likelihood) double.IsFinite(likelihood).ShouldBeTrue();
    });

    [Theory, MemberData(nameof(Iterative))]
    public void A_run_that_is_cancelled_stops(string name) =>
        Should.Throw<OperationCanceledException>(() => Aggregators.Find(name)!.Aggregate(
            Votes.OfRows([[0, 1, 1], [1, 1, 0]], 2), new AggregationOptions { Cancel = new CancellationToken(canceled: true) }));

    [Theory, MemberData(nameof(WithoutRandomStarts))]
    public void Neither_the_order_of_items_nor_that_of_people_matters(string name) => Each(name, (aggregator, rows, categories) =>
        ShouldMirror(aggregator, rows, [.. rows.Reverse().Select(row => row.Reverse().ToArray())], categories, category => category));

    [Theory, MemberData(nameof(Blind))]
    public void The_numbers_of_the_categories_do_not_matter(string name) => Each(name, (aggregator, rows, categories) =>
        ShouldMirror(
            aggregator, rows, [.. rows.Reverse().Select(row => row.Select(category => category < 0 ? category : categories - 1 - category).ToArray())], categories,
            category => categories - 1 - category));

    [Theory, MemberData(nameof(Names))]
    public void Many_items_that_say_it_clearly_get_the_same_answers_in_any_order(string name)
    {
        var (rows, _) = Simulated.Rows(items: 300, people: 12, categories: 3, accuracy: 0.8, seed: 4);
        int[][] other = [.. rows.Reverse().Select(row => row.Reverse().Select(category => category < 0 ? category : 2 - category).ToArray())];
        var straight = Aggregators.Find(name)!.Aggregate(Votes.OfRows(rows, 3));
        var turned = Aggregators.Find(name)!.Aggregate(Votes.OfRows(other, 3));

        turned.Answers.Reverse().Select(answer => 2 - answer).Zip(straight.Answers).Count(pair => pair.First != pair.Second).ShouldBeLessThanOrEqualTo(3);
    }

    [Theory, MemberData(nameof(Names))]
    public void What_all_say_comes_back(string name)
    {
        int[] answers = [0, 1, 2, 0, 1, 2, 2, 1, 0, 0, 1, 2];
        var consensus = Aggregators.Find(name)!.Aggregate(Votes.OfRows([.. answers.Select(answer => new[] { answer, answer, answer })], 3));

        consensus.Answers.ShouldBe(answers);
        consensus.Ties.ShouldBe(0);
        for (var item = 0; item < answers.Length; item++) consensus.SoftLabels[item, answers[item]].ShouldBeGreaterThan(0.75);
    }

    [Theory, MemberData(nameof(Names))]
    public void One_person_is_taken_at_their_word(string name)
    {
        int[] answers = [0, 1, 2, 0, 1, 2, 2, 1, 0];
        Aggregators.Find(name)!.Aggregate(Votes.OfRows([.. answers.Select(answer => new[] { answer })], 3)).Answers.ShouldBe(answers);
    }

    [Theory, MemberData(nameof(Names))]
    public void Two_who_always_differ_tie_and_the_lowest_category_wins(string name)
    {
        if (name == "ebcc") return; // its random split into subtypes breaks the balance, as it is meant to
        var consensus = Aggregators.Find(name)!.Aggregate(Votes.OfRows([[0, 1], [1, 0], [0, 1], [1, 0]], 2));

        consensus.Ties.ShouldBe(4);
        consensus.Answers.ShouldBe([0, 0, 0, 0]);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_same_votes_give_the_same_bits_whatever_the_threads(string name)
    {
        var (rows, _) = Simulated.Rows(items: 5_000, people: 40, categories: 4, accuracy: 0.6, seed: 9);
        var votes = Votes.OfRows(rows, 4);
        var one = Aggregators.Find(name)!.Aggregate(votes, new AggregationOptions { Threads = 1, MaxIterations = 5 });
        var many = Aggregators.Find(name)!.Aggregate(votes, new AggregationOptions { Threads = 4, MaxIterations = 5 });

        many.SoftLabels.Flat.AsSpan().SequenceEqual(one.SoftLabels.Flat).ShouldBeTrue();
        many.LogLikelihood.ShouldBe(one.LogLikelihood);
        many.Skills.ShouldBe(one.Skills);
    }

    [Theory, MemberData(nameof(Names))]
    public void No_votes_at_all_give_no_answers(string name)
    {
        var aggregator = Aggregators.Find(name)!;
        aggregator.Aggregate(Votes.Of([], [], [], 0, 0, 0)).Answers.ShouldBeEmpty();
        var nobody = aggregator.Aggregate(Votes.OfRows([[-1, -1], [-1, -1]], 4));
        nobody.Answers.ShouldBe([Consensus.NoAnswer, Consensus.NoAnswer]);
        nobody.SoftLabels.Of(1).ToArray().ShouldBe([0.25, 0.25, 0.25, 0.25]);
        nobody.Skills.ShouldBe([null, null]);
    }

    [Theory, MemberData(nameof(Names))]
    public void An_item_without_votes_changes_nothing_for_the_others(string name)
    {
        if (name == "ebcc") return; // the draws of its random starts would move
        var (rows, _) = Simulated.Rows(items: 60, people: 5, categories: 3, accuracy: 0.7, seed: 2);
        var without = Aggregators.Find(name)!.Aggregate(Votes.OfRows(rows, 3));
        var with = Aggregators.Find(name)!.Aggregate(Votes.OfRows([.. rows, [-1, -1, -1, -1, -1]], 3));

        with.Answers.ShouldBe([.. without.Answers, Consensus.NoAnswer]);
        with.SoftLabels.Flat[..^3].ShouldBe(without.SoftLabels.Flat, 1e-9);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_warm_start_from_the_result_stays_there_and_is_quick(string name)
    {
        var (rows, _) = Simulated.Rows(items: 400, people: 15, categories: 3, accuracy: 0.65, seed: 6);
        var votes = Votes.OfRows(rows, 3);
        var cold = Aggregators.Find(name)!.Aggregate(votes);
        var warm = Aggregators.Find(name)!.Aggregate(votes, new AggregationOptions { WarmStart = cold.SoftLabels });

        // EBCC splits the soft labels into subtypes anew, at random
        warm.Answers.Zip(cold.Answers).Count(pair => pair.First != pair.Second).ShouldBeLessThanOrEqualTo(name == "ebcc" ? 12 : 4);
        if (name != "ebcc") warm.Iterations.ShouldBeLessThanOrEqualTo(cold.Iterations);
    }

    [Theory, MemberData(nameof(Names))]
    public void Those_who_click_one_category_are_seen_through(string name)
    {
        // six good people, two who always say 0: where the good are right, so is the outcome, and the spammers' skill is the lowest
        var (rows, truth) = Simulated.Rows(items: 400, people: 6, categories: 3, accuracy: 0.8, seed: 12);
        int[][] spammed = [.. rows.Select(row => (int[])[.. row, 0, 0])];
        var consensus = Aggregators.Find(name)!.Aggregate(Votes.OfRows(spammed, 3));

        var accuracy = consensus.Answers.Zip(truth).Count(pair => pair.First == pair.Second) / 400.0;
        accuracy.ShouldBeGreaterThan(name == "majority" ? 0.8 : 0.85);
        consensus.Skills.Skip(6).Max().ShouldNotBeNull().ShouldBeLessThan(consensus.Skills.Take(6).Min()!.Value);
    }

    private static void ShouldMirror(IAggregator aggregator, int[][] rows, int[][] other, int categories, Func<int, int> renamed)
    {
        var straight = aggregator.Aggregate(Votes.OfRows(rows, categories));
        var turned = aggregator.Aggregate(Votes.OfRows(other, categories));
        turned.Ties.ShouldBe(straight.Ties);
        for (var item = 0; item < rows.Length; item++)
            for (var category = 0; category < categories; category++)
                turned.SoftLabels[rows.Length - 1 - item, renamed(category)].ShouldBe(straight.SoftLabels[item, category], 1e-6);
    }

    private static void Each(string name, Action<IAggregator, int[][], int> property)
    {
        var random = new PCG(1, 1979);
        for (var i = 0; i < 300; i++)
        {
            var (rows, categories) = Tables.Generate(random, null, out _);
            try
            {
                property(Aggregators.Find(name)!, rows, categories);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"case {i}: {string.Join(" ", rows.Select(row => string.Join(",", row)))}\n{e.Message}", e);
            }
        }
    }
}
