using System.Globalization;
using System.Text.Json;

namespace Assay.Agreement.Tests;

/// <summary>γ and α for unitizing.</summary>
public sealed class ContinuumTests
{
    // as pygamma-agreement's tests draw them: 3by100 by its statistical sampler, AlexPaulSuzan by the shuffle
    private static readonly Dictionary<string, GammaOptions> Published = new()
    {
        ["AlexPaulSuzan.csv"] = new GammaOptions { PositionWeight = 3, Chance = ChanceContinuum.Shuffled, Samples = 600 },
        ["3by100.csv"] = new GammaOptions { PositionWeight = 3, Chance = ChanceContinuum.Statistical, Samples = 30 },
    };

    [Theory]
    [InlineData("AlexPaulSuzan.csv", 7)]
    [InlineData("3by100.csv", 7)]
    public void Every_published_value_of_the_gamma_family_is_reached(string file, int values)
    {
        // expected.json was made by a version of pygamma-agreement that counts units without partner in γ-cat and γ-k
        var (units, people) = Read(file);
        using var document = JsonDocument.Parse(File.ReadAllBytes(ReferenceCases.Shared("agreement", "gamma", "expected.json")));
        var expected = document.RootElement.GetProperty(file);
        var gamma = Gamma.Of(units, people, Published[file] with { Unaligned = UnalignedUnits.Counted });
        var compared = 0;

        foreach (var value in expected.EnumerateObject())
        {
            switch (value.Name)
            {
                case "unitary_alignments": Within(gamma.Alignment.Count, value.Value, 0, value.Name); break;
                case "best_alignment_disorder": Within(gamma.Observed, value.Value, 0.0096, value.Name); break;
                case "gamma": Within(gamma.Value, value.Value, 0, value.Name); break;
                case "gamma_cat": Within(gamma.Category.Value, value.Value, 0, value.Name); break;
                case "gamma_k":
                    foreach (var category in value.Value.EnumerateObject()) Within(gamma.PerCategory[category.Name].Value, category.Value, 0.01, $"gamma_k {category.Name}");
                    break;
                default: Assert.Fail($"{value.Name} is not compared"); break;
            }
        }
        compared.ShouldBe(values);

        // the tolerances of the tests that published them: pytest.approx(0.96, 0.01) is relative
        void Within(double? measured, JsonElement range, double tolerance, string name)
        {
            var (low, high) = range.ValueKind == JsonValueKind.Array ? (range[0].GetDouble(), range[1].GetDouble()) : (range.GetDouble() - tolerance, range.GetDouble() + tolerance);
            measured.ShouldNotBeNull(name).ShouldBeInRange(low, high, name);
            compared++;
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {measured:F4} in [{low}, {high}]");
        }
    }

    [Fact]
    public void Categories_nobody_shares_agree_no_better_than_chance_when_units_without_partner_count()
    {
        // the same tests: 2, 3, 4 and 7 at most 0
        var (units, people) = Read("AlexPaulSuzan.csv");
        var gamma = Gamma.Of(units, people, Published["AlexPaulSuzan.csv"] with { Unaligned = UnalignedUnits.Counted });
        foreach (var category in new[] { "2", "3", "4", "7" }) gamma.PerCategory[category].Value.ShouldNotBeNull(category).ShouldBeLessThanOrEqualTo(0, category);
    }

    [Fact]
    public void Gamma_cat_by_the_article_leaves_out_units_without_partner()
    {
        // pygamma-agreement's tests at the versions that do so too: γ-cat .67 to .70 and at least .96
        var (units, people) = Read("AlexPaulSuzan.csv");
        var few = Gamma.Of(units, people, Published["AlexPaulSuzan.csv"]);
        few.Category.Value!.Value.ShouldBeInRange(0.67, 0.70);
        foreach (var category in new[] { "1", "5", "6" }) few.PerCategory[category].Value.ShouldBe(1, category);
        foreach (var category in new[] { "2", "3", "4" }) few.PerCategory[category].Value!.Value.ShouldBeLessThanOrEqualTo(0, category);
        // theirs says 1 for 7: its one unit is aligned with one so far away that the pair weighs nothing, and nothing divided by nothing is taken for no disorder
        few.PerCategory["7"].Undefined.ShouldBe(Gamma.CategoryNotAligned);

        (units, people) = Read("3by100.csv");
        var many = Gamma.Of(units, people, Published["3by100.csv"]);
        many.Category.Value!.Value.ShouldBeInRange(0.96, 1);
        many.PerCategory["Adj"].Value!.Value.ShouldBeInRange(0.96, 1);
        many.PerCategory["Noun"].Value!.Value.ShouldBeInRange(0.94, 1);
        many.PerCategory["Verb"].Value!.Value.ShouldBeInRange(0.86, 0.90);
        many.PerCategory["Prep"].Value!.Value.ShouldBeInRange(0.96, 1);
    }

    [Theory]
    [InlineData(UnalignedUnits.Ignored, (0.5 + 0.5 + 0.4) / 1.9)]
    [InlineData(UnalignedUnits.Counted, (0.5 + 0.5 + 0.4 + 4) / 5.9)]
    public void The_disorder_of_categories_by_hand(UnalignedUnits unaligned, double disorder)
    {
        // A A B in one place: three pairs of weight 1/2, two of them differ; C and B a fifth of their lengths apart: 1 − 15 (4/20)² = .4; D alone lacks two people, C and B one each
        List<List<ContinuumUnit>> groups = [[new(0, 0, 10, "A"), new(1, 0, 10, "A"), new(2, 0, 10, "B")], [new(0, 20, 30, "C"), new(1, 22, 32, "B")], [new(2, 50, 60, "D")]];
        var told = new CategoryDisorder(groups, 3, new UnitDissimilarity(15, 1), unaligned);

        (told.Of(null).Disorder / told.Of(null).Weight).ShouldBe(disorder, 1e-12);
        // A has all three pairs of the first group, and nobody lacks there
        told.Of("A").ShouldBe((1, 1.5));
    }

    [Fact]
    public void Texts_together_are_one_corpus()
    {
        // each text alone has one category, so nothing is left beyond chance; together they have two, and the people tell them apart
        Marks<LabeledSpan>[] marks =
        [
            .. from text in Enumerable.Range(0, 40)
               from person in Enumerable.Range(0, 2)
               select new Marks<LabeledSpan>(text, person, [new LabeledSpan(text % 7, text % 7 + 5, (text + (text % 8 == 0 ? person : 0)) % 2 == 0 ? "A" : "B")]),
        ];
        var alone = Gamma.Of(marks[2..4]);
        var together = Gamma.Of(marks);

        alone.Category.Undefined.ShouldBe(Undefined.OneCategory);
        alone.Agreement.Interval.ShouldBeNull();
        (together.Alignment.Count, together.Agreement.Items).ShouldBe((40, 40));
        // 5 of 40 texts are named differently, and half of the pairs by chance
        together.Category.Value!.Value.ShouldBe(1 - 5 / 40.0 / 0.5, 0.1);
        together.Category.Interval!.Value.Low.ShouldBeInRange(0.3, together.Category.Value.Value);
        together.Category.Interval.Value.High.ShouldBeInRange(together.Category.Value.Value, 1);
        together.Agreement.Interval!.Value.Low.ShouldBeLessThan(together.Value!.Value);
        Gamma.Of((Marks<LabeledSpan>[])[.. marks, new(99, 0, [new(0, 3, "A")]), new(100, 0, [new(3, 3, "A")]), new(100, 1, [])]).Value.ShouldBe(together.Value, "texts of one person and without characters marked say nothing");
    }

    [Fact]
    public void Every_unit_is_in_one_group_and_no_group_has_two_of_one_person()
    {
        var (units, people) = Read("3by100.csv");
        var gamma = Gamma.Of(units, people, new GammaOptions { PositionWeight = 3, Samples = 2 });

        gamma.Alignment.SelectMany(group => group).Count().ShouldBe(units.Count);
        gamma.Alignment.SelectMany(group => group).Distinct().Count().ShouldBe(units.Distinct().Count());
        gamma.Alignment.ShouldAllBe(group => group.Select(unit => unit.Annotator).Distinct().Count() == group.Count);
    }

    [Fact]
    public void The_alignment_of_three_people_is_the_best_of_all_partitions()
    {
        var random = new Random(12);
        for (var trial = 0; trial < 60; trial++)
        {
            List<ContinuumUnit> units = [.. Enumerable.Range(0, 6).Select(u => (Start: random.Next(30), Person: u % 3))
                .Select(unit => new ContinuumUnit(unit.Person, unit.Start, unit.Start + random.Next(1, 12), random.Next(2) == 0 ? "A" : "B"))];
            var dissimilarity = new UnitDissimilarity(1, 1);
            var best = UnitAlignment.Best(new Continuum(units, 3), dissimilarity);
            best.Disorder.ShouldBe(Partitions(units, 0, [], dissimilarity), 1e-9, $"trial {trial}");
        }
    }

    [Fact]
    public void The_same_units_agree_fully_and_units_by_chance_as_by_chance()
    {
        var units = Enumerable.Range(0, 12).SelectMany(u => Enumerable.Range(0, 3).Select(person => new ContinuumUnit(person, u * 10, u * 10 + 4, u % 3 == 0 ? "A" : "B"))).ToList();
        var gamma = Gamma.Of(units, 3);
        gamma.Value!.Value.ShouldBe(1, 1e-12);

        var random = new Random(6);
        var values = Enumerable.Range(0, 20).Select(trial => Gamma.Of(
            Enumerable.Range(0, 40).Select(u => (Start: random.NextDouble() * 400, Person: u % 2)).Select(u => new ContinuumUnit(u.Person, u.Start, u.Start + 5, random.Next(2) == 0 ? "A" : "B")), 2).Value!.Value);
        values.Average().ShouldBe(0, 0.05);
    }

    [Fact]
    public void Nothing_to_compare_is_undefined_and_a_unit_turned_round_is_refused()
    {
        Gamma.Of(Array.Empty<ContinuumUnit>(), 2).Undefined.ShouldBe(Gamma.NothingMarked);
        Gamma.Of(Array.Empty<ContinuumUnit>(), 2).Category.Undefined.ShouldBe(Gamma.NothingMarked);
        Gamma.Of(Array.Empty<Marks<LabeledSpan>>()).Undefined.ShouldBe(Undefined.NoSharedItems);
        Gamma.Of([new(0, 1, 2, "A"), new(1, 30, 31, "B")], 2).Category.Undefined.ShouldBe(Gamma.NoneAligned);
        Gamma.Of([new ContinuumUnit(0, 1, 2, "A")], 1).Undefined.ShouldBe(Undefined.NoSharedItems);
        Should.Throw<ArgumentException>(() => Gamma.Of([new ContinuumUnit(0, 2, 1, "A")], 2)).Message.ShouldContain("it must end after it starts");
        Should.Throw<ArgumentException>(() => Gamma.Of([new ContinuumUnit(2, 1, 2, "A")], 2));
        UnitizingAlpha.Of([], 2, 0, 10).Undefined.ShouldBe(Gamma.NothingMarked);
        Should.Throw<ArgumentException>(() => UnitizingAlpha.Of([new(0, 1, 20, "A")], 2, 0, 10)).Message.ShouldContain("outside the continuum");
        Should.Throw<ArgumentException>(() => UnitizingAlpha.Of([new(0, 1, 4, "A"), new(0, 3, 5, "A")], 2, 0, 10)).Message.ShouldContain("overlap");
    }

    [Fact]
    public void Krippendorff_2004_two_observers_two_categories()
    {
        // Content Analysis, 2nd ed., p. 254: a continuum from 150 to 450; D_oc .0144, D_ec .0532, α_c .7286; α_k 1; α .8591
        ContinuumUnit[] units =
        [
            new(0, 225, 295, "c"), new(0, 370, 400, "c"), new(1, 220, 300, "c"), new(1, 355, 375, "c"), new(1, 400, 420, "c"),
            new(0, 180, 240, "k"), new(0, 300, 350, "k"), new(1, 180, 240, "k"), new(1, 300, 350, "k"),
        ];
        var alpha = UnitizingAlpha.Of(units, 2, 150, 450);

        alpha.PerCategory["c"].Observed.ShouldBe(0.0144, 0.00005);
        alpha.PerCategory["c"].Expected.ShouldBe(0.0532, 0.00005);
        alpha.PerCategory["c"].Value!.Value.ShouldBe(0.7286, 0.0001);
        alpha.PerCategory["k"].Value.ShouldBe(1);
        alpha.Value!.Value.ShouldBe(0.8591, 0.0005);
    }

    [Fact]
    public void Krippendorff_1995_observed_disagreement_of_four_pairs()
    {
        // Sociological Methodology 25, p. 57: 24 stretches; D_o of A .03125, C .02777, and α_C .494 at a length of 12
        ContinuumUnit[] a = [new(0, 2, 10, "A"), new(0, 14, 20, "A"), new(1, 4, 8, "A"), new(1, 15, 17, "A")];
        ContinuumUnit[] c =
        [
            new(0, 2, 8, "C"), new(0, 10, 12, "C"), new(0, 14, 18, "C"), new(0, 20, 22, "C"),
            new(1, 0, 2, "C"), new(1, 4, 8, "C"), new(1, 10, 14, "C"), new(1, 16, 18, "C"), new(1, 20, 22, "C"),
        ];
        UnitizingAlpha.Of(a, 2, 0, 24).PerCategory["A"].Observed.ShouldBe(0.03125, 1e-5);
        UnitizingAlpha.Of(c, 2, 0, 24).PerCategory["C"].Observed.ShouldBe(0.02777, 1e-5);
        // the D_ec that a length of 12 gives; the α the article prints for it and longer ones, .494 to .679, rests on an older D_ec
        var half = UnitizingAlpha.Of(c.Select(unit => unit with { Start = unit.Start / 2, End = unit.End / 2 }), 2, 0, 12).PerCategory["C"];
        half.Expected.ShouldBe(0.05494, 1e-5);
        half.Value!.Value.ShouldBe(0.494, 0.001);
    }

    // every way to put the next unit into a group without its person, or alone
    private static double Partitions(List<ContinuumUnit> units, int next, List<List<ContinuumUnit>> groups, UnitDissimilarity dissimilarity)
    {
        if (next == units.Count) return UnitAlignment.Disorder(groups, 3, dissimilarity);
        var unit = units[next];
        groups.Add([unit]);
        var best = Partitions(units, next + 1, groups, dissimilarity);
        groups.RemoveAt(groups.Count - 1);
        foreach (var group in groups.Where(group => group.TrueForAll(other => other.Annotator != unit.Annotator)).ToList())
        {
            group.Add(unit);
            best = Math.Min(best, Partitions(units, next + 1, groups, dissimilarity));
            group.RemoveAt(group.Count - 1);
        }
        return best;
    }

    private static (List<ContinuumUnit> Units, int People) Read(string file)
    {
        var rows = File.ReadLines(ReferenceCases.Shared("agreement", "gamma", file)).Where(line => line.Length > 0).Select(line => line.Split(',')).ToList();
        var people = rows.Select(row => row[0]).Distinct().ToList();
        return ([.. rows.Select(row => new ContinuumUnit(
            people.IndexOf(row[0]), double.Parse(row[2], CultureInfo.InvariantCulture), double.Parse(row[3], CultureInfo.InvariantCulture), row[1]))], people.Count);
    }
}
