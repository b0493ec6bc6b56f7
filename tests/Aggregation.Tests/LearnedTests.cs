using Assay.Model;

namespace Assay.Aggregation.Tests;

/// <summary>What an aggregator learned decides an item as the aggregator itself does.</summary>
public sealed class LearnedTests
{
    public static TheoryData<string> Names => [.. Aggregators.All.Select(aggregator => aggregator.Name)];

    [Theory, MemberData(nameof(Names))]
    public void An_item_gets_from_its_votes_alone_the_probabilities_the_aggregator_gave_it(string name)
    {
        var votes = SomeVotes();
        var consensus = Aggregators.Find(name)!.Aggregate(votes);
        // GLAD stops its items where the objective hardly gains, and they are followed to the end here
        var tolerance = name == "glad" ? 0.02 : 1e-12;
        for (var item = 0; item < votes.Items; item++)
        {
            if (votes.CategoriesOf(item).Length == 0) continue;
            var decided = consensus.Learned.Decide(votes.AnnotatorsOf(item), votes.CategoriesOf(item));
            for (var category = 0; category < votes.Categories; category++)
                decided[category].ShouldBe(consensus.SoftLabels[item, category], tolerance, $"item {item}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Written_and_read_it_decides_the_same_to_the_last_bit(string name)
    {
        var votes = SomeVotes();
        var learned = Aggregators.Find(name)!.Aggregate(votes).Learned;
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, System.Text.Encoding.UTF8, leaveOpen: true)) learned.Write(writer);
        bytes.Position = 0;
        using var reader = new BinaryReader(bytes);
        var read = Learned.Read(reader);
        bytes.Position.ShouldBe(bytes.Length);
        for (var item = 0; item < votes.Items; item++)
            read.Decide(votes.AnnotatorsOf(item), votes.CategoriesOf(item)).ShouldBe(learned.Decide(votes.AnnotatorsOf(item), votes.CategoriesOf(item)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Somebody_new_counts_and_the_more_of_them_agree_the_surer(string name)
    {
        var learned = Aggregators.Find(name)!.Aggregate(SomeVotes()).Learned;
        double[] one = learned.Decide([-1], [2]), three = learned.Decide([-1, 99, 100], [2, 2, 2]), two = learned.Decide([-1, -1], [2, 0]);
        one.Sum().ShouldBe(1, 1e-9);
        one[2].ShouldBe(one.Max());
        three[2].ShouldBeGreaterThanOrEqualTo(one[2]);
        two[2].ShouldBeLessThan(one[2]);
    }

    [Theory]
    [InlineData("dawid_skene")]
    [InlineData("mace")]
    [InlineData("one_coin_dawid_skene")]
    [InlineData("ebcc")]
    [InlineData("glad")]
    [InlineData("wawa")]
    public void A_good_persons_vote_outweighs_a_poor_ones(string name)
    {
        // the first five are right in nine of ten, the sixth says anything
        var random = new Random(3);
        int[][] rows = [.. Enumerable.Range(0, 300).Select(i => Enumerable.Range(0, 6).Select(person =>
            person < 5 && random.Next(10) > 0 ? i % 3 : random.Next(3)).ToArray())];
        var learned = Aggregators.Find(name)!.Aggregate(Votes.OfRows(rows, 3)).Learned;
        var decided = learned.Decide([0, 5], [1, 2]);
        decided[1].ShouldBeGreaterThan(decided[2]);
    }

    [Fact]
    public void Bytes_of_something_else_are_refused()
    {
        using var reader = new BinaryReader(new MemoryStream([9, 0, 0, 0, 0, 0, 0, 0, 0]));
        Should.Throw<InvalidDataException>(() => Learned.Read(reader)).Message.ShouldContain("9");
    }

    private static Votes SomeVotes() => Votes.OfRows(Simulated.Rows(items: 200, people: 6, categories: 3, accuracy: 0.7, seed: 5).Rows, 3);
}
