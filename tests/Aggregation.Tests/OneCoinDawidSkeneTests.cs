using Assay.Model;

namespace Assay.Aggregation.Tests;

public sealed class OneCoinDawidSkeneTests
{
    private static readonly OneCoinDawidSkene Supposing = OneCoinDawidSkene.Supposing(skill: 0.8, votes: 8);

    [Fact]
    public void Somebody_whose_items_nobody_else_saw_keeps_the_skill_that_was_supposed()
    {
        // 300 items of two each, and 300 of one alone
        var random = new Random(4);
        var votes = new List<(int Item, int Person, int Said)>();
        for (var item = 0; item < 600; item++)
        {
            var truth = random.Next(3);
            foreach (var person in item < 300 ? [0, 1] : new[] { 2 })
                votes.Add((item, person, random.NextDouble() < 0.9 ? truth : (truth + 1 + random.Next(2)) % 3));
        }

        var table = Votes.Of([.. votes.Select(vote => vote.Item)], [.. votes.Select(vote => vote.Person)], [.. votes.Select(vote => vote.Said)], 600, 3, 3);
        Supposing.Aggregate(table).Skills[2]!.Value.ShouldBe(0.8, 0.03);
        OneCoinDawidSkene.Instance.Aggregate(table).Skills[2]!.Value.ShouldBeGreaterThan(0.99, "the plain form believes them whole");
    }

    [Fact]
    public void Many_votes_outweigh_what_was_supposed()
    {
        double[] skills = [0.9, 0.7, 0.55, 0.8];
        var random = new Random(1);
        int[][] rows =
        [
            .. Enumerable.Range(0, 5_000).Select(_ => random.Next(4)).Select(truth =>
                skills.Select(skill => random.NextDouble() < skill ? truth : (truth + 1 + random.Next(3)) % 4).ToArray()),
        ];
        var consensus = Supposing.Aggregate(Votes.OfRows(rows, 4));
        for (var person = 0; person < skills.Length; person++)
            consensus.Skills[person]!.Value.ShouldBe(skills[person], 0.03);
    }

    [Fact]
    public void A_few_votes_that_agree_are_no_certainty_and_a_category_not_seen_stays_possible()
    {
        int[][] rows = [[0, 0], [1, 1], [0, 0], [1, 1], [0, 0]];
        var learned = Supposing.Aggregate(Votes.OfRows(rows, 3)).Learned;
        learned.Decide([0], [0])[0].ShouldBeInRange(0.8, 0.95);
        learned.Decide([0, 1], [2, 2])[2].ShouldBeGreaterThan(0.9);
        OneCoinDawidSkene.Instance.Aggregate(Votes.OfRows(rows, 3)).Learned.Decide([0], [0])[0].ShouldBeGreaterThan(0.999);
    }

    [Fact]
    public void A_supposition_out_of_range_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => OneCoinDawidSkene.Supposing(1, 8)).Message.ShouldContain("above 0 and below 1");
        Should.Throw<ArgumentOutOfRangeException>(() => OneCoinDawidSkene.Supposing(0.8, 0)).Message.ShouldContain("more than no vote");
    }
}
