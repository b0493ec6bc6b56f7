using System.Text;
using System.Text.Json;

namespace Assay.Model.Tests;

public sealed class HostileJsonTests
{
    public static TheoryData<string, string> Hostile => new()
    {
        { "deep nesting", "{\"topic\":" + new string('[', 1_000_000) },
        { "deep objects", string.Concat(Enumerable.Repeat("{\"topic\":", 100_000)) },
        { "more than is read", "{\"topic\":\"" + new string('x', Answers.Longest) + "\"}" },
        { "NaN", """{"topic":"spam","stars":NaN}""" },
        { "Infinity", """{"topic":"spam","stars":-Infinity}""" },
        { "a number beyond double", """{"topic":"spam","stars":1e999}""" },
        { "a number beyond int", """{"topic":"spam","stars":99999999999999999999}""" },
        { "half a pair, escaped, in a value", """{"topic":"\ud800"}""" },
        { "half a pair, escaped, in a text", """{"topic":"spam","note":"\udc00"}""" },
        { "half a pair, escaped, in a name", """{"\ud800":"spam"}""" },
        { "half a pair, raw", "{\"topic\":\"\ud800\"}" },
        { "a question twice", """{"topic":"spam","topic":"spam"}""" },
        { "a question twice, once escaped", """{"topic":"spam","\u0074opic":"ham"}""" },
        { "a million labels", $$"""{"topic":"spam","flags":[{{string.Join(",", Enumerable.Repeat("\"a\"", 1_000_000))}}]}""" },
        { "a million questions", "{" + string.Join(",", Enumerable.Range(0, 200_000).Select(i => $"\"q{i}\":1")) + "}" },
        { "a long path", $$"""{"topic":"spam","category":[[{{string.Join(",", Enumerable.Repeat("\"food\"", 100_000))}}]]}""" },
        { "a long text", $$"""{"topic":"spam","note":"{{new string('x', 10_000_000)}}"}""" },
        { "comments", """{"topic":"spam"/* */}""" },
        { "a trailing comma", """{"topic":"spam",}""" },
        { "two documents", """{"topic":"spam"}{}""" },
        { "a byte order mark", "\uFEFF{\"topic\":\"spam\"}" },
        { "nothing", "" },
        { "NUL", "\0" },
    };

    [Theory, MemberData(nameof(Hostile))]
    public void Hostile_answers_are_violations_and_few_of_them(string what, string json)
    {
        var reading = Sample.Schema.ReadAnswers(json);

        reading.Answers.ShouldBeNull(what);
        reading.Violations.Count.ShouldBeInRange(1, Findings.Most);
        reading.Violations.Sum(violation => violation.Message.Length + violation.Path.Length).ShouldBeLessThan(100_000);
    }

    [Theory, MemberData(nameof(Hostile))]
    public void Hostile_JSON_is_no_schema(string what, string json) => LabelSchema.Check(json).Count.ShouldBeInRange(1, Findings.Most, what);

    [Fact]
    public void A_question_of_prototype_or_length_is_only_a_name() =>
        LabelSchema.Parse("""{"fields":[{"name":"t"}],"questions":[{"name":"__proto__","kind":"text"},{"name":"length","kind":"text","required":false}]}""")
            .ReadAnswers("""{"__proto__":"x"}""").Answers!.ToJson().ShouldBe("""{"__proto__":"x"}""");

    [Fact]
    public void An_impatient_pattern_gives_up_with_a_violation_instead_of_holding_the_server()
    {
        var schema = LabelSchema.Parse("""{"fields":[{"name":"t"}],"questions":[{"name":"q","kind":"text","pattern":".*.*.*.*.*(a|b|c){5,500}z"}]}""");

        schema.ReadAnswers($$"""{"q":"{{new string('a', 100_000)}}"}""").Violations.ShouldHaveSingleItem().Rule.ShouldBe("pattern");
    }

    [Fact]
    public void Any_JSON_as_answers_is_read_or_refused() => Seeded.Each(AnyJson.Value, json => json, json =>
    {
        foreach (var text in new[] { json, $$"""{"topic":{{json}}}""", $$"""{"topic":"spam","flags":{{json}},"category":[{{json}}],"stars":{{json}},"note":{{json}}}""" })
        {
            var reading = Sample.Schema.ReadAnswers(text);
            (reading.Answers is null).ShouldBe(reading.Violations.Count > 0);
        }
    }, count: 1_000);

    [Theory]
    [InlineData("""{"subject":"a","body":"b"}""", "")]
    [InlineData("""{"subject":"a","other":{"x":1}}""", "")]
    [InlineData("""{"subject":12,"body":true}""", "")]
    [InlineData("""{"subject":"日本"}""", "")]
    [InlineData("""{"subject":"\u0041"}""", "")]
    [InlineData("""{}""", "data.subject required")]
    [InlineData("""{"subject":null}""", "data.subject required")]
    [InlineData("""{"subject":""}""", "data.subject required")]
    [InlineData("""{"subject":" \t\n\u00a0"}""", "data.subject required")]
    [InlineData("""{"subject":"\u3000\u2003"}""", "data.subject required")]
    [InlineData("""{"subject":"a","body":["b"]}""", "data.body type")]
    [InlineData("""{"subject":{}}""", "data.subject type")]
    [InlineData("""{"subject":"a\ud800"}""", "data.subject json")]
    [InlineData("""[]""", "data type")]
    public void An_item_is_checked_against_the_fields(string data, string expected)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(data));
        string.Join(";", Sample.Schema.CheckItem(document.RootElement).Select(violation => $"{violation.Path} {violation.Rule}")).ShouldBe(expected);
    }
}
