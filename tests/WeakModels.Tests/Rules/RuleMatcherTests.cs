using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.WeakModels.Rules;
using CsCheck;

namespace Assay.WeakModels.Tests.Rules;

public sealed class RuleMatcherTests
{
    [Theory]
    [InlineData("goal", "A goal!", "2-6")]
    [InlineData("goal", "goalkeeper", "")]
    [InlineData("GOAL", "a Goal", "2-6")]
    [InlineData("free kick", "free  \r\n kick", "0-13")]
    [InlineData("C++", "in C++ and C", "3-6")]
    [InlineData("naïve", "NAÏVE", "0-5")]
    [InlineData("東京", "私は東京へ", "2-4")]
    [InlineData("שלום", "‏שלום‏ עולם", "1-5")]
    [InlineData("😀", "a😀😀", "1-3 3-5")]
    [InlineData("a a", "a a a", "0-3 2-5")]
    [InlineData("x", "", "")]
    public void Phrases_are_found_as_whole_words(string phrase, string text, string places) =>
        string.Join(' ', Find(new PhraseRule("r", "a", "text", [phrase], false), text)).ShouldBe(places);

    [Fact]
    public void Capitals_matter_where_the_rule_says_so() =>
        Find(new PhraseRule("r", "a", "text", ["US"], true), "us and US").ShouldBe(["7-9"]);

    [Fact]
    public void A_regular_expression_finds_what_it_finds_and_an_empty_match_is_none() =>
        Find(new RegexRule("r", "a", "text", new Regex("[0-9]*", RegexOptions.NonBacktracking)), "a12b3").ShouldBe(["1-3", "4-5"]);

    [Fact]
    public void Fields_that_are_missing_or_no_text_hold_nothing()
    {
        var matcher = new RuleMatcher(Set(new PhraseRule("r", "a", "text", ["x"], false)));
        var found = new List<RuleMatch> { default };
        foreach (var json in (string[])["{}", """{"text":7}""", "[]", "null", """{"title":"x"}"""])
        {
            matcher.Find(JsonElement.Parse(json), found);
            found.ShouldBeEmpty();
        }
    }

    /// <summary>Many phrases in one pass find what looking for each by itself finds.</summary>
    [Fact]
    public void All_phrases_in_one_pass_find_what_each_finds_alone()
    {
        var word = Gen.OneOf("a", "b", "cc", "é", "東", "-");
        var phrase = word.Array[1, 3].Select(words => string.Join(' ', words));
        Gen.Select(phrase.Array[1, 8], word.Array[0, 30].Select(words => string.Join(' ', words))).Sample((phrases, text) =>
        {
            var matcher = new RuleMatcher(Set([.. phrases.Index().Select(one => new PhraseRule($"r{one.Index}", "a", "text", [one.Item], false))]));
            var found = new List<RuleMatch>();
            matcher.Find(Item(text), found);
            var alone = phrases.Index().SelectMany(one => Regex
                .Matches(text, $@"(?<![^ ])(?=({Regex.Escape(one.Item)})(?![^ ]))")
                .Select(match => (one.Index, match.Groups[1].Index, match.Groups[1].Index + match.Groups[1].Length)));
            found.Select(match => (match.Rule, match.Start, match.End)).Order().ShouldBe(alone.Order());
        }, iter: 2_000, seed: "0N0XIzNsQ0O2");
    }

    private static IEnumerable<string> Find(Rule rule, string text)
    {
        var found = new List<RuleMatch>();
        new RuleMatcher(Set(rule)).Find(Item(text), found);
        return found.Select(match => string.Create(CultureInfo.InvariantCulture, $"{match.Start}-{match.End}"));
    }

    private static JsonElement Item(string text) => JsonSerializer.SerializeToElement(new { text });

    private static RuleSet Set(params Rule[] rules) => new("q", ["a"], rules, RuleCombination.Majority);
}
