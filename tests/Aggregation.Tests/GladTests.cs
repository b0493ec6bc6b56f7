using Assay.Model;

namespace Assay.Aggregation.Tests;

public sealed class GladTests
{
    // where 1, 2 or 3 is true 2 in 5 say so and 9 in 20 say 0, so that most often 0 has most votes
    private const double Right = 0.4, ToTheFirst = 0.75;

    [Fact]
    public void A_category_that_many_say_by_mistake_is_seen_through()
    {
        var (rows, truth) = Crowd(items: 3_000, people: 60, overlap: 5, seed: 7);
        var votes = Votes.OfRows(rows, 4);

        double glad = Share(Glad.Instance.Aggregate(votes)), majority = Share(Majority.Instance.Aggregate(votes));
        glad.ShouldBeGreaterThan(majority + 0.1);

        double Share(Consensus consensus) => consensus.Answers.Zip(truth).Count(pair => pair.First == pair.Second) / (double)truth.Length;
    }

    [Fact]
    public void Where_errors_go_is_counted_with_one_vote_beforehand()
    {
        // truth 0 three times: said 1, 1 and 0; truth 2 once: said 0
        var votes = Votes.OfRows([[1, 1, 0], [0, -1, -1]], 3);
        var errors = new SharedErrors(3);
        Math.Exp(errors.Saying(1)[0]).ShouldBe(0.5, 1e-12);

        errors.Learn(votes, [1, 0, 0, 0, 0, 1]);

        Math.Exp(errors.Saying(1)[0]).ShouldBe(3 / 4.0, 1e-12);
        Math.Exp(errors.Saying(2)[0]).ShouldBe(1 / 4.0, 1e-12);
        Math.Exp(errors.Saying(0)[2]).ShouldBe(2 / 3.0, 1e-12);
        Math.Exp(errors.Saying(0)[1]).ShouldBe(1 / 2.0, 1e-12);
        for (var category = 0; category < 3; category++) errors.Saying(category)[category].ShouldBe(0);
        errors.LogPrior().ShouldBe(Math.Log(3 / 4.0 / 4 * 2 / 3 / 3 / 2 / 2), 1e-12);
    }

    [Fact]
    public void With_two_categories_errors_have_one_way_to_go()
    {
        var errors = new SharedErrors(2);
        errors.Learn(Votes.OfRows([[1, 1, 0]], 2), [0.25, 0.75]);
        errors.Logs.ToArray().ShouldAllBe(log => log == 0);
    }

    [Fact]
    public void What_was_learned_before_errors_were_is_read_as_even_ones()
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write((byte)3);
            foreach (var number in new[] { 2, 3, 3 }) writer.Write(number); // people, categories, numbers
            foreach (var ability in new[] { 2.0, 0.5, 1.25 }) writer.Write(ability);
        }
        bytes.Position = 0;
        using var reader = new BinaryReader(bytes);
        var decided = Learned.Read(reader).Decide([0, 1], [1, 2]);

        decided[1].ShouldBeGreaterThan(decided[2]);
        decided[2].ShouldBeGreaterThan(decided[0]);
        decided.Sum().ShouldBe(1, 1e-9);
    }

    [Fact]
    public void More_categories_than_a_matrix_has_room_for_are_refused_with_a_way_out() =>
        Should.Throw<ArgumentException>(() => Glad.Instance.Aggregate(Votes.Of([0], [0], [0], 1, 1, 50_000)))
            .Message.ShouldStartWith("A matrix of errors over 50000 categories does not fit into memory; take a method without, such as mace.");

    private static (int[][] Rows, int[] Truth) Crowd(int items, int people, int overlap, int seed)
    {
        var random = new Random(seed);
        int[] truth = [.. Enumerable.Range(0, items).Select(_ => random.Next(4))];
        int[][] rows = [.. truth.Select(right =>
        {
            int[] row = [.. Enumerable.Repeat(-1, people)];
            for (var vote = 0; vote < overlap; vote++)
                row[random.Next(people)] = random.NextDouble() < Right ? right
                    : right != 0 && random.NextDouble() < ToTheFirst ? 0 : (right + 1 + random.Next(3)) % 4;
            return row;
        })];
        return (rows, truth);
    }
}
