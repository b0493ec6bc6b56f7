using Assay.Simulation.Crowds;
using Assay.TestKit;

namespace Assay.Simulation.Tests.Crowds;

public sealed class RealCrowdsTests
{
    private const int FewestAnswers = 30;

    /// <summary>The counts that are built in, counted again from the answers.</summary>
    [Theory]
    [InlineData("bluebird")]
    [InlineData("cf_amt")]
    [InlineData("d_possent")]
    [InlineData("d_product")]
    [InlineData("rte")]
    [InlineData("s_rel")]
    [InlineData("sp")]
    [InlineData("sp_amt")]
    [InlineData("web")]
    public void The_people_are_those_of_the_data_sets(string set)
    {
        if (SharedData.Find($"crowd/{set}") is not { } folder)
        {
            Assert.Skip("The data sets are not on this machine.");
            return;
        }

        var truth = Rows(folder, "truth.csv").ToDictionary(row => row[0], row => row[1]);
        var counted = Rows(folder, "label.csv").Where(row => truth.ContainsKey(row[0])).GroupBy(row => row[1]).Where(person => person.Count() >= FewestAnswers)
            .Select(person => Told(person.GroupBy(row => truth[row[0]]).Select(label => (label.Count(), label.Count(row => row[2] != truth[row[0]])))));

        RealCrowds.People.Where(person => person.Set == set).Select(person => Told(person.Labels)).Order().ShouldBe(counted.Order());
    }

    [Fact]
    public void Shares_of_mistakes_fall_and_sum_to_one()
    {
        RealCrowds.Mistakes.Count.ShouldBe(10, "two sets with five labels each");
        foreach (var shares in RealCrowds.Mistakes)
        {
            shares.ShouldBe(shares.OrderDescending());
            shares.Sum().ShouldBe(1, 1e-12);
        }
    }

    private static string Told(IEnumerable<(int Answers, int Wrong)> labels) => string.Join(' ', labels.Order().Select(label => $"{label.Answers}/{label.Wrong}"));

    private static List<string[]> Rows(string folder, string file) => [.. File.ReadLines(Path.Combine(folder, file)).Skip(1).Select(line => line.Split(','))];
}
