using CsCheck;

namespace Assay.Sampling.Tests;

/// <summary>What every strategy of the list promises.</summary>
public sealed class StrategyContract
{
    private const int Iterations = 300;

    public static TheoryData<string> Names => [.. Strategies.All.Select(strategy => strategy.Name)];

    public static TheoryData<string> OfChances => [.. Strategies.All.Where(strategy => strategy.Needs.HasFlag(StrategyNeeds.Probabilities)).Select(strategy => strategy.Name)];

    public static TheoryData<string> OfEmbeddings => [.. Strategies.All.Where(strategy => strategy.Needs.HasFlag(StrategyNeeds.Embeddings)).Select(strategy => strategy.Name)];

    [Fact]
    public void Names_differ_and_find_their_strategy_however_they_are_joined()
    {
        Strategies.All.Select(strategy => Strategies.Find(strategy.Name)).ShouldBe(Strategies.All);
        Strategies.All.Select(strategy => Strategies.Find(strategy.Name.Replace('_', '-'))).ShouldBe(Strategies.All);
        Strategies.Find("no such").ShouldBeNull();
    }

    [Theory, MemberData(nameof(Names))]
    public void So_many_are_chosen_as_the_budget_and_the_pool_allow_none_twice_and_no_near_duplicates_together(string name) =>
        Gen.Select(Pools.Small, Gen.Int[0, 50], Gen.ULong).Sample((pool, items, seed) =>
        {
            var chosen = Find(name).Select(pool, Budget.OfItems(items), seed);

            chosen.ShouldBeUnique();
            chosen.ShouldAllBe(item => item >= 0 && item < pool.Count);
            var groups = pool.Duplicates.GetValueOrDefault().ToArray();
            chosen.Select(item => groups[item]).Where(group => group >= 0).ShouldBeUnique();
            chosen.Count.ShouldBe(Math.Min(items, groups.Where(group => group >= 0).Distinct().Count() + groups.Count(group => group < 0)));
        }, iter: Iterations);

    [Theory, MemberData(nameof(Names))]
    public void A_budget_in_seconds_is_kept_and_nothing_that_still_fits_is_left_out(string name) =>
        Gen.Select(Pools.Small, Gen.Int[0, 120], Gen.ULong).Sample((pool, limit, seed) =>
        {
            pool = pool with { Duplicates = null };
            var seconds = pool.Seconds.GetValueOrDefault().ToArray();

            var chosen = Find(name).Select(pool, Budget.OfSeconds(limit), seed);

            var spent = chosen.Sum(item => (double)seconds[item]);
            spent.ShouldBeLessThanOrEqualTo(limit);
            Enumerable.Range(0, pool.Count).Except(chosen).ShouldAllBe(item => spent + seconds[item] > limit);
            var both = Find(name).Select(pool, new Budget(2, limit), seed);
            var taken = both.Sum(item => (double)seconds[item]);
            taken.ShouldBeLessThanOrEqualTo(limit);
            if (both.Count != 2)
                Enumerable.Range(0, pool.Count).Except(both).ShouldAllBe(item => both.Count < 2 && taken + seconds[item] > limit);
        }, iter: Iterations);

    [Theory, MemberData(nameof(Names))]
    public async Task The_same_seed_gives_the_same_choice_also_on_one_thread(string name)
    {
        var pool = Pools.Of(9_000, 5, 70, seed: 3);
        var strategy = Find(name);

        var chosen = strategy.Select(pool, Budget.OfItems(40), 11);

        strategy.Select(pool, Budget.OfItems(40), 11).ShouldBe(chosen);
        strategy.Select(pool with { Threads = 1 }, Budget.OfItems(40), 11).ShouldBe(chosen);
        var one = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        (await Task.Factory.StartNew(() => strategy.Select(pool, Budget.OfItems(40), 11), CancellationToken.None, TaskCreationOptions.None, one)).ShouldBe(chosen);
    }

    [Theory, MemberData(nameof(Names))]
    public void Where_all_items_are_alike_the_seed_decides(string name)
    {
        var pool = Alike(200);
        var choices = Enumerable.Range(0, 5).Select(seed => string.Join(' ', Find(name).Select(pool, Budget.OfItems(5), (ulong)seed))).ToList();

        choices.ShouldBeUnique();
    }

    [Theory, MemberData(nameof(Names))]
    public void What_is_missing_is_named(string name)
    {
        var strategy = Find(name);
        if (strategy.Needs == StrategyNeeds.None)
        {
            strategy.Select(new Pool { Count = 3 }, Budget.OfItems(2), 1).Count.ShouldBe(2);
            return;
        }

        var message = Should.Throw<UnfitPool>(() => strategy.Select(new Pool { Count = 3 }, Budget.OfItems(2), 1)).Message;

        message.ShouldStartWith($"{name} needs ");
        message.ShouldContain("the pool has none");
        Should.Throw<UnfitPool>(() => strategy.Select(Alike(3) with { Seconds = null }, Budget.OfSeconds(2), 1)).Message.ShouldContain("needs the seconds");
        Should.Throw<UnfitPool>(() => strategy.Select(Alike(3), default, 1)).Message.ShouldContain("A budget is");
    }

    [Theory, MemberData(nameof(Names))]
    public void An_empty_pool_gives_nothing(string name)
    {
        var none = Matrix.OfRows([]);
        var pool = new Pool { Count = 0, Probabilities = none, Embeddings = none, Committee = [none, none], SpanUncertainty = SpanUncertainty.OfItems([]) };
        Find(name).Select(pool, Budget.OfItems(5), 1).ShouldBeEmpty();
        (Find(name) as IScored)?.Score(pool).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Names))]
    public void Seconds_and_duplicates_of_nothing_are_none(string name)
    {
        float[]? seconds = null;
        var pool = Alike(3) with { Seconds = seconds, Duplicates = Array.Empty<int>() };
        (pool.Seconds, pool.Duplicates).ShouldBe((null, null));
        Find(name).Select(pool, Budget.OfItems(9), 1).Count.ShouldBe(3);
        Find(name).Select(Pools.Of(0, 2, 2, 1), Budget.OfSeconds(9), 1).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Names))]
    public void Shapes_that_do_not_go_together_are_told(string name)
    {
        var pool = Alike(3);
        Refusal(pool with { Count = 4, Seconds = null, Duplicates = null }).ShouldContain("4 items");
        Refusal(pool with { Duplicates = new int[2] }).ShouldContain("3 items and numbers of duplicates of 2");
        Refusal(pool with { LabeledEmbeddings = new Matrix(1, 9, new float[9]) }).ShouldContain("dimensions");
        Refusal(pool with { LabeledClasses = [0, 7] }).ShouldContain("Labeled item 1 has label 7");

        string Refusal(Pool unfit) => Should.Throw<UnfitPool>(() => Find(name).Select(unfit, Budget.OfItems(1), 1)).Message;
    }

    [Theory, MemberData(nameof(OfChances))]
    public void Chances_that_cannot_be_are_refused_with_their_item(string name)
    {
        Refusal(1, float.NaN).ShouldContain("item 1 hold NaN");
        Refusal(2, -0.5f).ShouldContain("item 2 hold -0.5");
        Refusal(2, float.PositiveInfinity).ShouldContain("item 2 hold");
        Refusal(0, 0.9f).ShouldContain("item 0 sum to 1.4");

        string Refusal(int item, float chance)
        {
            var values = Alike(3).Probabilities!.Values.ToArray();
            values[2 * item] = chance;
            return Should.Throw<UnfitPool>(() => Find(name).Select(Alike(3) with { Probabilities = new Matrix(3, 2, values) }, Budget.OfItems(1), 1)).Message;
        }
    }

    [Theory, MemberData(nameof(OfEmbeddings))]
    public void Embeddings_that_are_no_numbers_are_refused_with_their_item(string name)
    {
        foreach (var broken in (float[])[float.NaN, float.NegativeInfinity, 1e20f])
        {
            var values = new float[9];
            values[5] = broken;
            Should.Throw<UnfitPool>(() => Find(name).Select(Alike(3) with { Embeddings = new Matrix(3, 3, values) }, Budget.OfItems(1), 1)).Message
                .ShouldContain("The embedding of item 1 holds");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void It_stops_when_it_is_asked_to(string name) =>
        Should.Throw<OperationCanceledException>(() => Find(name).Select(Pools.Of(50, 3, 4, 1), Budget.OfItems(5), 1, new CancellationToken(canceled: true)));

    [Theory, MemberData(nameof(Names))]
    public void It_says_what_it_looks_for(string name) => Find(name).Summary.ShouldEndWith(".");

    private static IStrategy Find(string name) => Strategies.Find(name)!;

    /// <summary>Two labels, three dimensions, every item the same.</summary>
    private static Pool Alike(int count) => new()
    {
        Count = count,
        Probabilities = Filled(count, 2, 0.5f),
        Embeddings = Filled(count, 3, 0),
        Committee = [Filled(count, 2, 0.5f), Filled(count, 2, 0.5f)],
        SpanUncertainty = SpanUncertainty.OfItems(Enumerable.Range(0, count).Select(_ => new[] { 0.5f })),
        Seconds = Enumerable.Repeat(1f, count).ToArray(),
        Duplicates = Enumerable.Repeat(-1, count).ToArray(),
    };

    private static Matrix Filled(int rows, int columns, float value) => new(rows, columns, Enumerable.Repeat(value, rows * columns).ToArray());
}
