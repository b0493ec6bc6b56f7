using System.Text.Json;
using Assay.Model;

namespace Assay.Agreement.Tests;

/// <summary>Every coefficient against the values independent libraries computed, to nine digits, with how many values that were.</summary>
public sealed class ReferenceTests
{
    /// <summary>What each reference calls what, and how it is measured here.</summary>
    private static readonly IReadOnlyList<(string Names, ICoefficient Ours, Level Level)> Coefficients =
    [
        ("percent avg_observed_agreement", PercentAgreement.Instance, Level.Nominal),
        ("cohen", CohenKappa.Instance, Level.Nominal),
        ("cohen_linear", WeightedKappa.Linear, Level.Interval),
        ("cohen_quadratic", WeightedKappa.Quadratic, Level.Interval),
        ("scott_pi", ScottPi.Instance, Level.Nominal),
        ("fleiss fleiss_generalised nltk_pi", FleissKappa.Instance, Level.Nominal),
        ("conger nltk_multi_kappa", CongerKappa.Instance, Level.Nominal),
        ("brennan_prediger randolph_free_marginal nltk_S", BrennanPrediger.Instance, Level.Nominal),
        ("gwet_ac1", GwetAc.Ac1, Level.Nominal),
        ("gwet_ac2_linear", GwetAc.Ac2Linear, Level.Interval),
        ("gwet_ac2_quadratic", GwetAc.Ac2Quadratic, Level.Interval),
        ("gwet_ac2_ordinal", GwetAc.Ac2Ordinal, Level.Ordinal),
        ("krippendorff_nominal", KrippendorffAlpha.Instance, Level.Nominal),
        ("krippendorff_ordinal", KrippendorffAlpha.Instance, Level.Ordinal),
        ("krippendorff_interval", KrippendorffAlpha.Instance, Level.Interval),
        ("krippendorff_ratio", KrippendorffAlpha.Instance, Level.Ratio),
    ];

    /// <summary>
    /// Where the reference libraries contradict each other on one formula, so that no answer fits both; the second names what other libraries, which we follow, say of the same case.
    /// With one category p_a = p_e = 1 and (p_a − p_e) / (1 − p_e) is 0 / 0: irrCAC answers 1 by default, its own p_a and p_e beside it; statsmodels and NLTK have no value, nor has irrCAC's AC2, of which AC1
    /// is the case of equal weights. With one item irrCAC has the coefficient, and then fails on its standard error, which divides by n − 1 = 0; statsmodels and NLTK have it.
    /// </summary>
    private static readonly Dictionary<string, string> Contradicted = new()
    {
        ["edge_all_one_category_complete fleiss_generalised"] = "fleiss nltk_pi",
        ["edge_all_one_category_complete brennan_prediger"] = "randolph_free_marginal nltk_S",
        ["edge_all_one_category_complete gwet_ac1"] = "gwet_ac2_linear gwet_ac2_quadratic gwet_ac2_ordinal",
        ["edge_one_item fleiss_generalised"] = "fleiss nltk_pi",
        ["edge_one_item brennan_prediger"] = "randolph_free_marginal nltk_S",
        ["edge_one_item conger"] = "nltk_multi_kappa",
    };

    [Fact]
    public void All_coefficients_and_standard_errors_of_the_reference_cases_to_nine_digits()
    {
        var (values, undefined, excepted) = (0, 0, new List<string>());
        foreach (var reference in ReferenceCases.All())
        {
            var (votes, numbers) = reference.VotesInOrder();
            foreach (var (names, ours, level) in Coefficients)
            {
                var measured = ours.Measure(votes, Scale.Of(level, numbers));
                foreach (var name in names.Split(' '))
                {
                    if (!reference.Expected.TryGetProperty(name, out var expected)) continue;
                    var where = $"{reference.Name} {name}";
                    if (Contradicted.TryGetValue(where, out var others))
                    {
                        // theirs is the default or the error that the list says, so that a mended reference strikes it from there
                        if (reference.Name == "edge_one_item") expected.GetProperty("error").GetString().ShouldBe("ZeroDivisionError: float division by zero", where);
                        else expected.GetDouble().ShouldBe(1, where);
                        foreach (var other in others.Split(' '))
                        {
                            if (reference.Number(other) is { } number) measured.Value.ShouldNotBeNull(where).ShouldBe(number, 1e-9, $"{where}, {other}");
                            else measured.Undefined.ShouldNotBeNull($"{where}, {other}");
                        }
                        measured.StandardError.ShouldBeNull(where);
                        excepted.Add(where);
                    }
                    else if (expected.ValueKind == JsonValueKind.Number)
                    {
                        measured.Value.ShouldNotBeNull(where).ShouldBe(expected.GetDouble(), 1e-9, where);
                        values++;
                        Part($"{name}_se", measured.StandardError ?? 0);
                        Part($"{name}_pa", measured.Observed);
                        Part($"{name}_pe", measured.Expected);
                    }
                    else
                    {
                        measured.Value.ShouldBeNull(where);
                        measured.Undefined.ShouldNotBeNull(where);
                        undefined++;
                    }

                    void Part(string part, double? measured)
                    {
                        if (reference.Number(part) is not { } number) return;
                        measured.ShouldNotBeNull($"{reference.Name} {part}").ShouldBe(number, 1e-9, $"{reference.Name} {part}");
                        values++;
                    }
                }
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{values} values, {undefined} undefined, {excepted.Count} excepted: {string.Join("; ", excepted)}");
        values.ShouldBe(1214);
        undefined.ShouldBe(48);
        excepted.ShouldBe(Contradicted.Keys, ignoreOrder: true);
    }

    [Fact]
    public void Published_values_to_the_digits_they_were_published_with()
    {
        var compared = 0;
        foreach (var reference in ReferenceCases.All())
        {
            var (votes, numbers) = reference.VotesInOrder();
            foreach (var published in reference.Json.GetProperty("published").EnumerateObject())
            {
                if (Coefficients.FirstOrDefault(row => row.Names.Split(' ').Contains(published.Name)) is not { Ours: { } ours, Level: var level }) continue;
                var digits = published.Value.GetRawText().Split('.').ElementAtOrDefault(1)?.Length ?? 0;
                ours.Measure(votes, Scale.Of(level, numbers)).Value!.Value.ShouldBe(
                    published.Value.GetDouble(), 0.5000001 * Math.Pow(10, -digits), $"{reference.Name} {published.Name}");
                compared++;
            }
        }
        compared.ShouldBeGreaterThanOrEqualTo(15);
    }

    [Fact]
    public void Weighted_kappa_of_every_pair_of_people_to_nine_digits()
    {
        // the reference weighs by rank among the labels of the case
        var compared = 0;
        foreach (var reference in ReferenceCases.All().Where(reference => reference.Expected.TryGetProperty("pairwise", out _)))
        {
            var (votes, _) = reference.VotesInOrder();
            foreach (var pair in reference.Expected.GetProperty("pairwise").EnumerateObject().Where(pair => pair.Value.ValueKind == JsonValueKind.Object))
            {
                int[] people = [.. pair.Name.Split('-').Select(int.Parse)];
                int[][] said = [.. Enumerable.Range(0, votes.Items).Select(item => people.Select(person => At(votes, item, person)).ToArray()).Where(both => both.Min() >= 0)];
                int[] first = [.. said.Select(both => both[0])], second = [.. said.Select(both => both[1])];
                foreach (var (name, kappa) in new[] { ("cohen_linear", WeightedKappa.Linear), ("cohen_quadratic", WeightedKappa.Quadratic) })
                {
                    if (!pair.Value.TryGetProperty(name, out var expected)) continue;
                    var measured = kappa.Of(first, second, Scale.Ranks(votes.Categories));
                    if (expected.ValueKind == JsonValueKind.Number) measured.Value.ShouldNotBeNull().ShouldBe(expected.GetDouble(), 1e-9, $"{reference.Name} {pair.Name} {name}");
                    else measured.Undefined.ShouldBe(Undefined.OneCategory, $"{reference.Name} {pair.Name} {name}");
                    compared++;
                }
            }
        }
        compared.ShouldBeGreaterThan(400);

        static int At(Votes votes, int item, int person) =>
            votes.AnnotatorsOf(item).IndexOf(person) is >= 0 and var at ? votes.CategoriesOf(item)[at] : -1;
    }
}
