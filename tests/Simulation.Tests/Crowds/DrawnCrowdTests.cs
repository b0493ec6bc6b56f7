using Assay.Simulation.Crowds;

namespace Assay.Simulation.Tests.Crowds;

public sealed class DrawnCrowdTests
{
    private static readonly string[] Labels = ["business", "sport", "technology", "world"];

    [Fact]
    public void People_err_about_as_often_as_the_real_ones_they_are_drawn_from()
    {
        var crowd = new DrawnCrowd(Labels, passMark: 0.85, seed: 3);
        var fit = RealCrowds.People.Where(person => person.Accuracy >= 0.85).ToList();
        var accuracies = Enumerable.Range(0, 300).Select(_ => Accuracy(crowd.Next())).ToList();

        accuracies.Average().ShouldBe(fit.Average(person => person.Accuracy), 0.02);
        accuracies.Min().ShouldBeLessThan(0.87, "people differ");
        accuracies.Max().ShouldBeGreaterThan(0.94);
    }

    [Fact]
    public void All_mix_up_the_same_labels()
    {
        var crowd = new DrawnCrowd(Labels, passMark: 0.5, seed: 3);

        var usual = Enumerable.Range(0, 5).Select(_ => MostlyMistakenFor(crowd.Next(times: 5), "sport")).Distinct();

        usual.ShouldHaveSingleItem().ShouldNotBe("sport");
    }

    [Fact]
    public void The_same_seed_draws_the_same_people_and_another_others()
    {
        Answers(3).ShouldBe(Answers(3));
        Answers(3).ShouldNotBe(Answers(4));

        static string Answers(int seed)
        {
            var person = new DrawnCrowd(Labels, passMark: 0.6, seed).Next(times: 2);
            var chance = new Random(1);
            return string.Join(' ', Enumerable.Range(0, 200).Select(i => person.Say(Labels[i % 4], chance)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Without_mistakes_or_with_two_labels_only_what_there_is_is_said(double times)
    {
        var person = new DrawnCrowd(["ham", "spam"], passMark: 0.85, seed: 1).Next(times);
        var chance = new Random(1);

        var said = Enumerable.Range(0, 500).Select(_ => person.Say("spam", chance)).Distinct().Order();

        said.ShouldBe(times == 0 ? ["spam"] : ["ham", "spam"]);
    }

    [Fact]
    public void A_mark_that_nobody_reaches_and_a_single_label_are_refused()
    {
        Should.Throw<ArgumentException>(() => new DrawnCrowd(Labels, passMark: 1.01, seed: 1)).Message.ShouldContain("101");
        Should.Throw<ArgumentException>(() => new DrawnCrowd(["one"], passMark: 0.8, seed: 1));
    }

    private static double Accuracy(Confusion person)
    {
        var chance = new Random(1);
        return Enumerable.Range(0, 2_000).Count(i => person.Say(Labels[i % 4], chance) == Labels[i % 4]) / 2_000.0;
    }

    private static string MostlyMistakenFor(Confusion person, string label)
    {
        var chance = new Random(1);
        return Enumerable.Range(0, 4_000).Select(_ => person.Say(label, chance)).Where(said => said != label).CountBy(said => said).MaxBy(said => said.Value).Key;
    }
}
