using Assay.Aggregation.Regions;

namespace Assay.Aggregation.Tests.Regions;

public sealed class MasksTests
{
    [Fact]
    public void Recovers_the_people_it_was_drawn_from()
    {
        // as the paper's first experiment: known sensitivities and specificities over a known truth
        var random = new Random(2004);
        bool[] truth = [.. Enumerable.Range(0, 40_000).Select(pixel => pixel % 200 is > 60 and < 130 && pixel / 200 is > 40 and < 150)];
        (double P, double Q)[] people = [(0.95, 0.95), (0.9, 0.9), (0.6, 0.97), (0.97, 0.7), (0.8, 0.85)];
        bool[][] masks = [.. people.Select(person => truth.Select(inside => random.NextDouble() < (inside ? person.P : 1 - person.Q)).ToArray())];

        var consensus = Masks.Staple(masks, new AggregationOptions { Tolerance = 1e-9 });

        for (var a = 0; a < people.Length; a++)
        {
            consensus.Sensitivities[a].ShouldBe(people[a].P, 0.02);
            consensus.Specificities[a].ShouldBe(people[a].Q, 0.02);
        }
        var majority = Dice([.. Enumerable.Range(0, truth.Length).Select(pixel => masks.Count(mask => mask[pixel]) > 2)], truth);
        Dice(consensus.Mask, truth).ShouldBeGreaterThan(majority);
    }

    [Fact]
    public void One_person_s_mask_is_the_outcome() =>
        Masks.Staple([[true, false, true, false]]).Mask.ShouldBe([true, false, true, false]);

    [Fact]
    public void Masks_that_all_agree_come_back_and_empty_ones_are_empty()
    {
        bool[] mask = [true, true, false, false, false, true];
        Masks.Staple([mask, mask, mask]).Mask.ShouldBe(mask);
        Masks.Staple([new bool[4], new bool[4]]).Mask.ShouldBe(new bool[4]);
        Masks.Staple([[], []]).Mask.ShouldBeEmpty();
    }

    [Fact]
    public void Masks_of_different_size_are_refused() =>
        Should.Throw<ArgumentException>(() => Masks.Staple([new bool[4], new bool[5]])).Message.ShouldContain("Masks of 4 and of 5 pixels");

    private static double Dice(IReadOnlyList<bool> mask, bool[] truth) =>
        2.0 * mask.Zip(truth).Count(pair => pair.First && pair.Second) / (mask.Count(inside => inside) + truth.Count(inside => inside));
}
