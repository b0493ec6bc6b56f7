using Assay.Model;

namespace Assay.Aggregation.Tests;

public sealed class DawidSkeneTests
{
    // Dawid and Skene (1979), table 1: grades 1 to 4 of fitness for anaesthesia, 45 patients, five doctors; the first saw each patient three times
    private const string Patients =
        "1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223 4444444 2223343 1111111 2223212 1211111 1112111 1111111 1111111 2222221 2221322 "
        + "2222222 2222221 2223222 2212222 1111111 1111111 2322222 1111111 1111111 1121121 1111111 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432 1111111 "
        + "1111111 1212111 2322222 1211111 2222222";

    [Fact]
    public void Recovers_the_people_it_was_drawn_from()
    {
        // three people with known matrices over 20,000 items of unequal frequency
        double[] frequencies = [0.6, 0.3, 0.1];
        double[][][] people =
        [
            [[0.9, 0.05, 0.05], [0.1, 0.8, 0.1], [0.1, 0.2, 0.7]], [[0.7, 0.2, 0.1], [0.05, 0.9, 0.05], [0.3, 0.1, 0.6]], [[0.8, 0.1, 0.1], [0.3, 0.6, 0.1], [0.05, 0.05, 0.9]],
            [[0.75, 0.05, 0.2], [0.1, 0.85, 0.05], [0.2, 0.2, 0.6]], [[0.85, 0.1, 0.05], [0.2, 0.7, 0.1], [0.1, 0.1, 0.8]],
        ];
        var random = new Random(1979);
        int[][] rows = [.. Enumerable.Range(0, 20_000).Select(_ => Draw(frequencies)).Select(truth => people.Select(person => Draw(person[truth])).ToArray())];

        var consensus = DawidSkene.Instance.Aggregate(Votes.OfRows(rows, 3), new AggregationOptions { Tolerance = 1e-8, MaxIterations = 500 });

        consensus.Converged.ShouldBeTrue();
        for (var a = 0; a < people.Length; a++)
            for (var t = 0; t < 3; t++)
                for (var said = 0; said < 3; said++) consensus.Confusions![a, t, said].ShouldBe(people[a][t][said], 0.04);
        consensus.Skills[0]!.Value.ShouldBe(0.6 * 0.9 + 0.3 * 0.8 + 0.1 * 0.7, 0.02);

        int Draw(double[] chances)
        {
            var left = random.NextDouble();
            for (var c = 0; c < chances.Length - 1; c++)
                if ((left -= chances[c]) < 0) return c;
            return chances.Length - 1;
        }
    }

    [Fact]
    public void The_doctors_of_1979_who_saw_patients_more_than_once()
    {
        List<int> item = [], annotator = [], category = [];
        foreach (var (patient, grades) in Patients.Split(' ').Index())
            foreach (var (at, grade) in grades.Index())
            {
                item.Add(patient);
                annotator.Add(Math.Max(0, at - 2));
                category.Add(grade - '1');
            }
        var consensus = DawidSkene.Instance.Aggregate(Votes.Of(item.ToArray(), annotator.ToArray(), category.ToArray(), 45, 5, 4));

        // an independent EM without the prior puts patient 2 in grade 4 for certain, though five of seven gradings say 3
        foreach (var (patient, grade) in new[] { (2, 4), (8, 3), (11, 4), (15, 1), (16, 1), (17, 1), (18, 1), (21, 2), (22, 2), (23, 2), (24, 2) })
        {
            consensus.Answers[patient - 1].ShouldBe(grade - 1, $"patient {patient}");
            consensus.SoftLabels[patient - 1, grade - 1].ShouldBeGreaterThan(0.95);
        }
        // the paper's frequencies (that EM: .400 .422 .112 .067); the prior moves one patient from grade 3 to 2
        double[] expected = [0.40, 0.42, 0.11, 0.07];
        for (var grade = 0; grade < 4; grade++) Enumerable.Range(0, 45).Average(patient => consensus.SoftLabels[patient, grade]).ShouldBe(expected[grade], 0.03);
    }

    [Fact]
    public void A_category_that_two_always_turn_round_is_turned_back()
    {
        // eight people, two of whom say 1 for 0 and 0 for 1: the more of them, the surer
        var random = new Random(3);
        int[] truth = [.. Enumerable.Range(0, 500).Select(_ => random.Next(2))];
        int[][] rows = [.. truth.Select(right => Enumerable.Range(0, 8).Select(person => (random.NextDouble() < 0.75) == (person < 6) ? right : 1 - right).ToArray())];
        var dawidSkene = DawidSkene.Instance.Aggregate(Votes.OfRows(rows, 2));
        var majority = Majority.Instance.Aggregate(Votes.OfRows(rows, 2));

        Right(dawidSkene).ShouldBeGreaterThan(Right(majority) + 0.04);
        dawidSkene.Skills[7]!.Value.ShouldBe(0.25, 0.07);

        double Right(Consensus consensus) => consensus.Answers.Zip(truth).Count(pair => pair.First == pair.Second) / 500.0;
    }

    [Fact]
    public void Stopped_early_it_says_that_it_has_not_converged()
    {
        var (rows, _) = Simulated.Rows(items: 200, people: 6, categories: 3, accuracy: 0.55, seed: 8);
        var consensus = DawidSkene.Instance.Aggregate(Votes.OfRows(rows, 3), new AggregationOptions { MaxIterations = 2 });

        (consensus.Iterations, consensus.Converged).ShouldBe((2, false));
    }

    [Fact]
    public void More_matrices_than_fit_into_memory_are_refused_with_a_way_out() =>
        Should.Throw<ArgumentException>(() => DawidSkene.Instance.Aggregate(Votes.Of([0], [0], [0], 1, 100_000, 500)))
            .Message.ShouldContain("A confusion matrix for each of 100000 people over 500 categories does not fit into memory; take a method without, such as mace.");
}
