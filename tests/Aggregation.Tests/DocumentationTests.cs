using Assay.Aggregation.Numbers;
using Assay.Aggregation.Regions;
using Assay.Model;
using Assay.Model.Regions;

namespace Assay.Aggregation.Tests;

/// <summary>The examples of docs/methods, run; each page must hold its example as it stands here.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_example_of_the_majority_runs_as_the_page_says()
    {
        // begin majority
        // a row an item, a column a person, −1 where someone did not vote
        var votes = Votes.OfRows([[0, 0, 1], [2, 1, -1], [1, 1, 1]], categories: 3);
        var consensus = Majority.Instance.Aggregate(votes);
        // consensus.Answers is 0, 1, 1; consensus.Ties is 1: item 1, where 1 and 2 have a vote each
        // end

        consensus.Answers.ShouldBe([0, 1, 1]);
        consensus.Ties.ShouldBe(1);
        ShouldHold("majority");
    }

    [Fact]
    public void The_example_of_Wawa_runs_as_the_page_says()
    {
        // begin wawa
        // the third goes with the majority on one of four items, so on the last, where all differ, the other two weigh more
        var votes = Votes.OfRows([[0, 0, 0], [1, 1, 0], [2, 2, 1], [1, 1, 2]], categories: 3);
        var consensus = Wawa.Instance.Aggregate(votes);
        // consensus.Skills is 1, 1, 0.25; consensus.SoftLabels[3, 1] is 0.89
        // end

        consensus.Skills.ShouldBe([1, 1, 0.25]);
        Math.Round(consensus.SoftLabels[3, 1], 2).ShouldBe(0.89);
        ShouldHold("wawa");
    }

    [Fact]
    public void The_example_of_zero_based_skill_runs_as_the_page_says()
    {
        // begin zero-based-skill
        var votes = Votes.OfRows([[0, 0, 1], [1, 1, 0], [1, 1, 1], [0, -1, 1]], categories: 2);
        var consensus = ZeroBasedSkill.Instance.Aggregate(votes);
        // consensus.Answers is 0, 1, 1, 0: the first, always with the majority, outweighs the third; consensus.Skills is 1, 1, 0.25
        // end

        consensus.Answers.ShouldBe([0, 1, 1, 0]);
        consensus.Skills.ShouldBe([1, 1, 0.25]);
        ShouldHold("zero-based-skill");
    }

    [Fact]
    public void The_example_of_one_coin_Dawid_Skene_runs_as_the_page_says()
    {
        // begin one-coin-dawid-skene
        // the first three agree on nearly all; the fourth says what comes
        int[][] rows = [[0, 0, 0, 1], [1, 1, 1, 1], [0, 0, 0, 0], [1, 1, 0, 0], [0, 0, 0, 1], [1, 1, 1, 0], [0, 1, 0, 0], [1, 1, 1, 1]];
        var consensus = OneCoinDawidSkene.Instance.Aggregate(Votes.OfRows(rows, categories: 2));
        // consensus.Skills[0] is near 1, consensus.Skills[3] near ½
        // end

        consensus.Skills[0]!.Value.ShouldBeGreaterThan(0.9);
        consensus.Skills[3]!.Value.ShouldBe(0.5, 0.15);
        ShouldHold("one-coin-dawid-skene");
    }

    [Fact]
    public void The_example_of_Dawid_Skene_runs_as_the_page_says()
    {
        // begin dawid-skene
        // four people tell spam (1) from ham (0); the fourth always says ham
        int[][] rows = [[1, 1, 1, 0], [0, 0, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0], [1, 1, 1, 0], [0, 0, 0, 0], [1, 1, 1, 0], [0, 0, 0, 0]];
        var consensus = DawidSkene.Instance.Aggregate(Votes.OfRows(rows, categories: 2));
        // consensus.Answers[2] is 1, though the votes are 2 to 2; consensus.Confusions[3, truth: 1, said: 0] is near 1
        // end

        consensus.Answers[2].ShouldBe(1);
        consensus.Confusions![3, truth: 1, said: 0].ShouldBeGreaterThan(0.95);
        ShouldHold("dawid-skene");
    }

    [Fact]
    public void The_example_of_GLAD_runs_as_the_page_says()
    {
        // begin glad
        // all agree on items 0 to 5; on the last they part
        int[][] rows = [[0, 0, 0, 0], [1, 1, 1, 1], [0, 0, 0, 0], [1, 1, 1, 1], [0, 0, 0, 0], [1, 1, 1, 1], [0, 0, 1, 1]];
        var consensus = Glad.Instance.Aggregate(Votes.OfRows(rows, categories: 2));
        // consensus.Difficulties[6] is above consensus.Difficulties[0]
        // end

        consensus.Difficulties![6].ShouldBeGreaterThan(consensus.Difficulties[0]);
        ShouldHold("glad");
    }

    [Fact]
    public void The_example_of_MACE_runs_as_the_page_says()
    {
        // begin mace
        // the third clicks 0 whatever is shown
        int[][] rows = [[0, 0, 0], [1, 1, 0], [2, 2, 0], [1, 1, 0], [2, 2, 0], [0, 0, 0], [1, 1, 0], [2, 1, 0]];
        var consensus = Mace.Instance.Aggregate(Votes.OfRows(rows, categories: 3));
        // consensus.Skills[2], the chance that the third knew, is below 0.2; that of the first above 0.7
        // end

        consensus.Skills[2]!.Value.ShouldBeLessThan(0.2);
        consensus.Skills[0]!.Value.ShouldBeGreaterThan(0.7);
        ShouldHold("mace");
    }

    [Fact]
    public void The_example_of_EBCC_runs_as_the_page_says()
    {
        // begin ebcc
        int[][] rows = [[0, 0, 0], [1, 1, 0], [2, 2, 2], [1, 1, 1], [2, 2, 0], [0, 0, 0]];
        var consensus = Ebcc.Instance.Aggregate(Votes.OfRows(rows, categories: 3), new AggregationOptions { Seed = 7 });
        // consensus.Answers is 0, 1, 2, 1, 2, 0
        // end

        consensus.Answers.ShouldBe([0, 1, 2, 1, 2, 0]);
        ShouldHold("ebcc");
    }

    [Fact]
    public void The_example_of_numbers_runs_as_the_page_says()
    {
        // begin numbers
        // three people rate two items from 0 to 100; the third mistakes the scale on the first
        var votes = NumericVotes.Of(item: [0, 0, 0, 1, 1, 1], annotator: [0, 1, 2, 0, 1, 2], value: [70, 74, 7, 20, 22, 24], items: 2, annotators: 3);
        var mean = Mean.Instance.Aggregate(votes);
        var median = Median.Instance.Aggregate(votes);
        // mean.Values is 50.3 and 22, median.Values 70 and 22
        // end

        Math.Round(mean.Values[0]!.Value, 1).ShouldBe(50.3);
        median.Values.ShouldBe([70, 22]);
        ShouldHold("numbers");
    }

    [Fact]
    public void The_example_of_Bradley_Terry_runs_as_the_page_says()
    {
        // begin bradley-terry
        // 2 beat 0 twice and 1 once, 0 beat 1
        var ranking = new BradleyTerry().Rank([(2, 0), (2, 0), (2, 1), (0, 1)], candidates: 3);
        // ranking.Order is 2, 0, 1
        // end

        ranking.Order.ShouldBe([2, 0, 1]);
        ShouldHold("bradley-terry");
    }

    [Fact]
    public void The_example_of_multi_select_runs_as_the_page_says()
    {
        // begin multi-select
        // two items, three people, four labels
        int[][] chosen = [[0, 1], [0], [0, 2], [3], [3], []];
        var consensus = MultiSelect.Aggregate([0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2], chosen, items: 2, annotators: 3, labels: 4, Majority.Instance);
        // consensus.Answers is { 0 } and { 3 }
        // end

        consensus.Answers.ShouldBe([[0], [3]]);
        ShouldHold("multi-select");
    }

    [Fact]
    public void The_example_of_spans_runs_as_the_page_says()
    {
        // begin spans
        LabelledSpan exact = new(10, 20, "PER"), longer = new(10, 24, "PER");
        var document = new ReadDocument(Length: 200, [(0, [exact]), (1, [exact]), (2, [longer])]);
        var consensus = Spans.Merge([document], annotators: 3);
        // consensus.Documents[0] has one span, 10 to 20, with 2 votes
        // end

        consensus.Documents[0].ShouldHaveSingleItem().Votes.ShouldBe(2);
        ShouldHold("spans");
    }

    [Fact]
    public void The_example_of_boxes_runs_as_the_page_says()
    {
        // begin boxes
        LabelledBox first = new(0, 0, 10, 10, "cat"), second = new(1, 0, 10, 11, "cat"), third = new(0, 1, 18, 10, "cat");
        var consensus = Boxes.Merge([new SeenImage([(0, [first]), (1, [second]), (2, [third])])], annotators: 3);
        // consensus.Images[0] has one box, 0, 0 to 10, 10
        // end

        consensus.Images[0].ShouldHaveSingleItem().Box.ShouldBe(first);
        ShouldHold("boxes");
    }

    [Fact]
    public void The_example_of_polygons_runs_as_the_page_says()
    {
        // begin polygons
        Polygon narrow = new([new(0, 0), new(8, 0), new(8, 10), new(0, 10)], "pond"), wide = new([new(0, 0), new(12, 0), new(12, 10), new(0, 10)], "pond");
        Polygon between = new([new(0, 0), new(10, 0), new(10, 10), new(0, 10)], "pond");
        var consensus = Polygons.Merge([[(0, [narrow]), (1, [between]), (2, [wide])]], annotators: 3);
        // consensus.Images[0] has one polygon, the one between; it overlaps the others by 0.82 on average
        // end

        var merged = consensus.Images[0].ShouldHaveSingleItem();
        merged.Polygon.Corners.ShouldBe(between.Corners);
        merged.MeanIou!.Value.ShouldBe(0.82, 0.005);
        ShouldHold("polygons");
    }

    [Fact]
    public void The_example_of_masks_runs_as_the_page_says()
    {
        // begin masks
        bool[] careful = [false, true, true, true, false, false], narrow = [false, false, true, true, false, false];
        var consensus = Masks.Staple([careful, careful, narrow]);
        // consensus.Mask is careful's; consensus.Sensitivities[2] is 2/3
        // end

        consensus.Mask.ShouldBe(careful);
        consensus.Sensitivities[2].ShouldBe(2 / 3.0, 0.01);
        ShouldHold("masks");
    }

    [Fact]
    public void Every_aggregator_has_its_page()
    {
        foreach (var aggregator in Aggregators.All)
            File.Exists(Page(aggregator.Name.Replace('_', '-'))).ShouldBeTrue($"docs/methods has no page for {aggregator.Name}");
    }

    private static void ShouldHold(string page)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Aggregation.Tests", "DocumentationTests.cs"));
        var begin = Array.FindIndex(lines, line => line.Trim() == $"// begin {page}");
        var end = Array.FindIndex(lines, begin, line => line.Trim() == "// end");
        var example = string.Join('\n', lines[(begin + 1)..end].Select(line => line[8..]));
        File.ReadAllText(Page(page)).ReplaceLineEndings("\n").ShouldContain($"```csharp\n{example}\n```", Case.Sensitive);
    }

    private static string Page(string name) => Path.Combine(Repository.Root, "docs", "methods", $"{name}.md");
}
