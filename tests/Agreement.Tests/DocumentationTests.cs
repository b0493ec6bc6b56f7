using System.Text.RegularExpressions;
using Assay.Model;

namespace Assay.Agreement.Tests;

/// <summary>The examples of docs/methods, run; each page must hold its example as it stands here.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_example_of_percent_agreement_runs_as_the_page_says()
    {
        // begin percent-agreement
        // two answers on each of four mails; the third differs
        var votes = Votes.OfRows([[0, 0], [1, 1], [0, 1], [2, 2]], categories: 3);
        var agreement = PercentAgreement.Instance.Measure(votes);
        // agreement.Value is 0.75, agreement.Interval 0.30 to 0.95, agreement.Items 4
        // end

        agreement.Value.ShouldBe(0.75);
        agreement.Items.ShouldBe(4);
        (Math.Round(agreement.Interval!.Value.Low, 2), Math.Round(agreement.Interval.Value.High, 2)).ShouldBe((0.30, 0.95));
        ShouldHold("percent-agreement");
    }

    [Fact]
    public void The_example_of_Cohen_s_kappa_runs_as_the_page_says()
    {
        // begin cohen-kappa
        // Cohen (1960): two clinicians, 200 patients
        var table = new ConfusionTable(3);
        long[][] counts = [[88, 14, 18], [10, 40, 10], [2, 6, 12]];
        for (var row = 0; row < 3; row++)
            for (var column = 0; column < 3; column++) table.Add(row, column, counts[row][column]);
        var kappa = CohenKappa.Of(table);
        // kappa.Value is 0.492, kappa.StandardError 0.051, kappa.Interval 0.39 to 0.59
        // end

        (Math.Round(kappa.Value!.Value, 3), Math.Round(kappa.StandardError!.Value, 3)).ShouldBe((0.492, 0.051));
        (Math.Round(kappa.Interval!.Value.Low, 2), Math.Round(kappa.Interval.Value.High, 2)).ShouldBe((0.39, 0.59));
        ShouldHold("cohen-kappa");
    }

    [Fact]
    public void The_example_of_weighted_kappa_runs_as_the_page_says()
    {
        // begin cohen-kappa weighted
        // two people rate six pictures from 1 to 3; they never differ by more than one step
        var scale = Scale.Of(Level.Ordinal, [1, 2, 3]);
        int[] one = [0, 0, 1, 1, 2, 2], other = [0, 1, 1, 1, 2, 1];
        var plain = CohenKappa.Of(one, other, 3);
        var linear = WeightedKappa.Linear.Of(one, other, scale);
        var quadratic = WeightedKappa.Quadratic.Of(one, other, scale);
        // plain.Value is 0.50, linear.Value 0.57, quadratic.Value 0.67
        // end

        (Math.Round(plain.Value!.Value, 2), Math.Round(linear.Value!.Value, 2), Math.Round(quadratic.Value!.Value, 2)).ShouldBe((0.50, 0.57, 0.67));
        ShouldHold("cohen-kappa weighted");
    }

    [Fact]
    public void The_example_of_Scott_s_pi_runs_as_the_page_says()
    {
        // begin scott-pi
        // four mails; the second person says ham (1) more often
        var votes = Votes.OfRows([[0, 0], [0, 1], [1, 1], [0, 1]], categories: 2);
        var pi = ScottPi.Instance.Measure(votes);
        var kappa = CohenKappa.Instance.Measure(votes);
        // pi.Value is 0.00, kappa.Value 0.20
        // end

        (Math.Round(pi.Value!.Value, 2), Math.Round(kappa.Value!.Value, 2)).ShouldBe((0.00, 0.20));
        ShouldHold("scott-pi");
    }

    [Fact]
    public void The_example_of_Fleiss_kappa_runs_as_the_page_says()
    {
        // begin fleiss-kappa
        // fourteen people, ten subjects, five categories: how many chose each
        var kappa = FleissKappa.OfCounts(
        [
            [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
        ]);
        // kappa.Value is 0.210, kappa.Observed 0.378, kappa.Expected 0.213
        // end

        (Math.Round(kappa.Value!.Value, 3), Math.Round(kappa.Observed!.Value, 3), Math.Round(kappa.Expected!.Value, 3)).ShouldBe((0.210, 0.378, 0.213));
        ShouldHold("fleiss-kappa");
    }

    [Fact]
    public void The_example_of_Conger_s_kappa_runs_as_the_page_says()
    {
        // begin conger-kappa
        // three people with their own habits; -1 where one did not answer
        var votes = Votes.OfRows([[0, 0, 0], [0, 0, 1], [1, 1, 1], [0, 1, 1], [2, 2, -1], [0, -1, 1]], categories: 3);
        var conger = CongerKappa.Instance.Measure(votes);
        var fleiss = FleissKappa.Instance.Measure(votes);
        // conger.Value is 0.41, fleiss.Value 0.38
        // end

        (Math.Round(conger.Value!.Value, 2), Math.Round(fleiss.Value!.Value, 2)).ShouldBe((0.41, 0.38));
        ShouldHold("conger-kappa");
    }

    [Fact]
    public void The_example_of_Krippendorff_s_alpha_runs_as_the_page_says()
    {
        // begin krippendorff-alpha
        // Krippendorff (2011), example C: four observers, twelve units, values 1 to 5, -1 where one is missing
        int[][] values =
        [
            [1, 1, -1, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
            [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [-1, 5, 5, 5], [-1, -1, 1, 1], [-1, -1, 3, -1],
        ];
        var votes = Votes.OfRows([.. values.Select(row => row.Select(value => value < 0 ? -1 : value - 1).ToArray())], categories: 5);
        var nominal = KrippendorffAlpha.Instance.Measure(votes, Scale.Nominal);
        var interval = KrippendorffAlpha.Instance.Measure(votes, Scale.Of(Level.Interval, [1, 2, 3, 4, 5]));
        // nominal.Value is 0.743, interval.Value 0.849
        // end

        (Math.Round(nominal.Value!.Value, 3), Math.Round(interval.Value!.Value, 3)).ShouldBe((0.743, 0.849));
        ShouldHold("krippendorff-alpha");
    }

    [Fact]
    public void The_example_of_Brennan_and_Prediger_s_kappa_runs_as_the_page_says()
    {
        // begin brennan-prediger
        // nine of ten mails are ham to both, and one divides them
        int[][] rows = [.. Enumerable.Repeat<int[]>([1, 1], 9), [0, 1]];
        var free = BrennanPrediger.Instance.Measure(Votes.OfRows(rows, categories: 2));
        var cohen = CohenKappa.Instance.Measure(Votes.OfRows(rows, categories: 2));
        // free.Value is 0.8, cohen.Value 0
        // end

        (Math.Round(free.Value!.Value, 9), Math.Round(cohen.Value!.Value, 9)).ShouldBe((0.8, 0));
        ShouldHold("brennan-prediger");
    }

    [Fact]
    public void The_example_of_Gwet_s_AC1_runs_as_the_page_says()
    {
        // begin gwet-ac1
        // the paradox: 118 of 125 alike, 95 % of them in one category
        var table = Votes.OfRows([.. Enumerable.Repeat<int[]>([0, 0], 118), .. Enumerable.Repeat<int[]>([0, 1], 5), .. Enumerable.Repeat<int[]>([1, 0], 2)], categories: 2);
        var ac1 = GwetAc.Ac1.Measure(table);
        var kappa = CohenKappa.Instance.Measure(table);
        // ac1.Value is 0.941, kappa.Value -0.023
        // end

        (Math.Round(ac1.Value!.Value, 3), Math.Round(kappa.Value!.Value, 3)).ShouldBe((0.941, -0.023));
        ShouldHold("gwet-ac1");
    }

    [Fact]
    public void The_example_of_Gwet_s_AC2_runs_as_the_page_says()
    {
        // begin gwet-ac2
        // three people rate five pictures from 1 to 4
        var votes = Votes.OfRows([[0, 0, 1], [1, 1, 1], [3, 2, 3], [2, 2, -1], [3, 3, 3]], categories: 4);
        var linear = GwetAc.Ac2Linear.Measure(votes, Scale.Ranks(4));
        var quadratic = GwetAc.Ac2Quadratic.Measure(votes, Scale.Ranks(4));
        // linear.Value is 0.79, quadratic.Value 0.90
        // end

        (Math.Round(linear.Value!.Value, 2), Math.Round(quadratic.Value!.Value, 2)).ShouldBe((0.79, 0.90));
        ShouldHold("gwet-ac2");
    }

    [Fact]
    public void The_example_of_alpha_for_any_distance_runs_as_the_page_says()
    {
        // begin alpha-any-distance
        // two people give sets of topics to three articles
        HashSet<string>[][] items = [[["war", "oil"], ["war"]], [["sport"], ["sport"]], [["film", "music"], ["music", "film"]]];
        var alpha = DistanceAlpha.Of(items, SetDistance.Masi, HashSet<string>.CreateSetComparer());
        // alpha.Value is 0.74
        // end

        Math.Round(alpha.Value!.Value, 2).ShouldBe(0.74);
        ShouldHold("alpha-any-distance");
    }

    [Fact]
    public void The_example_of_entity_F1_runs_as_the_page_says()
    {
        // begin entity-f1
        // "Anna Berg lives in Rome": the first person marks the full name, the second half of it
        Marks<LabeledSpan>[] marks =
        [
            new(Item: 0, Annotator: 0, [new(0, 9, "PER"), new(19, 23, "LOC")]),
            new(Item: 0, Annotator: 1, [new(0, 4, "PER"), new(19, 23, "LOC")]),
        ];
        var exact = EntityF1.Of(marks, SpanMatch.Exact).F1;
        var overlap = EntityF1.Of(marks, SpanMatch.Overlap).F1;
        // exact.Value is 0.5, overlap.Value 1
        // end

        (exact.Value, overlap.Value).ShouldBe((0.5, 1));
        ShouldHold("entity-f1");
    }

    [Fact]
    public void The_example_of_region_agreement_runs_as_the_page_says()
    {
        // begin region-agreement
        // two people box the same dog, the second more tightly
        Marks<Box>[] marks =
        [
            new(Item: 0, Annotator: 0, [new(10, 10, 110, 90, "dog")]),
            new(Item: 0, Annotator: 1, [new(20, 10, 110, 80, "dog")]),
        ];
        var at = RegionAgreement.Of(marks, Box.Iou, [0.5, 0.8]);
        // at[0].F1.F1.Value is 1, at[0].MatchedIou 0.7875; at[1].F1.F1.Value is 0
        // end

        (at[0].F1.F1.Value, Math.Round(at[0].MatchedIou!.Value, 4), at[1].F1.F1.Value).ShouldBe((1, 0.7875, 0));
        ShouldHold("region-agreement");
    }

    [Fact]
    public void The_example_of_rankings_runs_as_the_page_says()
    {
        // begin rankings
        // three people rank four answers; the third turns the last two round
        var w = KendallW.Of([[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 4, 3]]);
        var tau = KendallTau.Of([1, 2, 3, 4], [1, 2, 4, 3]);
        // w is 0.91, tau 0.67
        // end

        (Math.Round(w!.Value, 2), Math.Round(tau!.Value, 2)).ShouldBe((0.91, 0.67));
        ShouldHold("rankings");
    }

    [Fact]
    public void The_example_of_gamma_runs_as_the_page_says()
    {
        // begin gamma
        // two people mark two stretches of a text; the second begins the latter two characters later
        ContinuumUnit[] units = [new(0, 0, 10, "A"), new(0, 20, 30, "B"), new(1, 0, 10, "A"), new(1, 22, 30, "B")];
        var gamma = Gamma.Of(units, annotators: 2);
        // gamma.Alignment.Count is 2, gamma.Observed 0.006, gamma.Category.Value 1
        // end

        (gamma.Alignment.Count, Math.Round(gamma.Observed, 3), gamma.Category.Value).ShouldBe((2, 0.006, 1));
        ShouldHold("gamma");
    }

    [Fact]
    public void The_example_of_alpha_for_unitizing_runs_as_the_page_says()
    {
        // begin unitizing-alpha
        // Krippendorff (2004), p. 254, category c: two observers on a continuum from 150 to 450
        ContinuumUnit[] units = [new(0, 225, 295, "c"), new(0, 370, 400, "c"), new(1, 220, 300, "c"), new(1, 355, 375, "c"), new(1, 400, 420, "c")];
        var alpha = UnitizingAlpha.Of(units, annotators: 2, start: 150, end: 450);
        // alpha.Value is 0.729
        // end

        Math.Round(alpha.Value!.Value, 3).ShouldBe(0.729);
        ShouldHold("unitizing-alpha");
    }

    [Fact]
    public void Every_coefficient_has_its_page()
    {
        foreach (var coefficient in Coefficients.All)
        {
            // one page for a coefficient and its kinds of weights, which it must name
            var page = Page(Regex.Replace(coefficient.Name, "_(linear|quadratic|ordinal)$", "").Replace('_', '-'));
            File.Exists(page).ShouldBeTrue($"docs/methods has no page for {coefficient.Name}");
            File.ReadAllText(page).ShouldContain($"`{coefficient.Name}`");
        }
    }

    private static void ShouldHold(string page)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Agreement.Tests", "DocumentationTests.cs"));
        var begin = Array.FindIndex(lines, line => line.Trim() == $"// begin {page}");
        var end = Array.FindIndex(lines, begin, line => line.Trim() == "// end");
        var example = string.Join('\n', lines[(begin + 1)..end].Select(line => line[8..]));
        File.ReadAllText(Page(page.Split(' ')[0])).ReplaceLineEndings("\n").ShouldContain($"```csharp\n{example}\n```", Case.Sensitive);
    }

    private static string Page(string name) => Path.Combine(Repository.Root, "docs", "methods", $"{name}.md");
}
