using Assay.WeakModels.Rules;
using CsCheck;

namespace Assay.WeakModels.Tests.Rules;

public sealed class RuleFileTests
{
    private const string Sound = """
        question: topic
        labels: [sport, world]
        combine: label-model
        rules:
          - {name: goals, label: sport, keywords: [goal, "free kick"]}
          - {label: world, regex: '\bU\.?N\.?\b', case_sensitive: true, field: title}
          - {name: places, label: world, gazetteer: places.txt}
        """;

    [Fact]
    public void A_file_is_read_with_its_defaults_and_its_gazetteers()
    {
        var rules = RuleFile.Parse(Sound, "rules.yaml", name => name == "places.txt" ? ["Paris", "", "New York\r"] : []);
        rules.Combine.ShouldBe(RuleCombination.LabelModel);
        rules.Rules[0].ShouldBeOfType<PhraseRule>().Phrases.ShouldBe(["goal", "free kick"]);
        var regex = rules.Rules[1].ShouldBeOfType<RegexRule>();
        (regex.Name, regex.Field, regex.Pattern.IsMatch("the un")).ShouldBe(("world 2", "title", false));
        rules.Rules[2].ShouldBeOfType<PhraseRule>().Phrases.ShouldBe(["Paris", "New York"]);
    }

    [Theory]
    [InlineData("labels: [a]\nrules: [{label: a, keywords: [x]}]", ":1: question: is missing")]
    [InlineData("question: q\nlabels: [a, a]\nrules: [{label: a, keywords: [x]}]", ":2: labels: is empty or names a label twice")]
    [InlineData("question: q\nlabels: [a, b]\nrules:\n- {label: a, keywords: [x]}\n- {label: c, keywords: [x]}", ":5: the label \"c\" is none of a, b")]
    [InlineData("question: q\nlabels: [a]\nrules:\n- {label: a}", ":4: the rule \"a 1\" has none of keywords, regex, gazetteer")]
    [InlineData("question: q\nlabels: [a]\nrules:\n- {label: a, keywords: [x], regex: y}", "keywords and regex")]
    [InlineData("question: q\nlabels: [a]\nrules:\n- {label: a, keywords: [' ']}", "holds something that is no text")]
    [InlineData("question: q\nlabels: [a]\nrules:\n- {label: a, regex: '('}", ":4: the regular expression is wrong")]
    [InlineData("question: q\nlabels: [a]\nrules:\n- {label: a, regex: '(?=x)'}", "no bound on its time")]
    [InlineData("question: q\nlabels: [a]\nrules:\n- {label: a, gazetteer: x.txt}", "no files can be named here")]
    [InlineData("question: q\nlabels: [a]\ncombin: majority\nrules: [{label: a, keywords: [x]}]", ":3: there is no \"combin\"")]
    [InlineData("question: q\nlabels: [a]\ncombine: vote\nrules: [{label: a, keywords: [x]}]", "it is majority or label-model")]
    [InlineData("question: [q", "it is no YAML")]
    [InlineData("", "it holds 0 documents")]
    [InlineData("just words", "should be a map")]
    public void What_is_wrong_is_told_with_its_line(string yaml, string said) =>
        Should.Throw<UnfitModel>(() => RuleFile.Parse(yaml)).Message.ShouldContain(said);

    [Fact]
    public void What_is_nested_beyond_measure_is_refused() =>
        Should.Throw<UnfitModel>(() => RuleFile.Parse("question: " + new string('[', 100_000))).Message.ShouldContain("nested more than 20 deep");

    [Fact]
    public void Whatever_a_file_holds_it_is_read_or_refused_in_words() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["[]{}:,-&*!|>'\"%@`#?\n abq"], 0, 60]).Sample(yaml =>
        {
            try
            {
                RuleFile.Parse("question: q\nlabels: [a]\n" + yaml);
            }
            catch (UnfitModel refused)
            {
                refused.Message.ShouldStartWith("rules.yaml:");
            }
        }, iter: 2_000, seed: "0N0XIzNsQ0O2");

    [Fact]
    public void The_fingerprint_changes_with_what_decides_and_with_nothing_else()
    {
        string Of(string yaml) => RuleFile.Parse(yaml, gazetteer: _ => ["Paris"]).Fingerprint();
        Of(Sound).ShouldBe(Of(Sound + "\n# a remark\n"));
        Of(Sound).ShouldNotBe(Of(Sound.Replace("free kick", "free-kick", StringComparison.Ordinal)));
        Of(Sound).ShouldNotBe(Of(Sound.Replace("label-model", "majority", StringComparison.Ordinal)));
        Of(Sound).ShouldNotBe(Of(Sound.Replace("case_sensitive: true", "case_sensitive: false", StringComparison.Ordinal)));
    }
}
