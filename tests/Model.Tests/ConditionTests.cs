namespace Assay.Model.Tests;

public sealed class ConditionTests
{
    private static readonly LabelSchema Schema = LabelSchema.Parse("""
        {
          "fields": [{"name": "text"}],
          "questions": [
            {"name": "topic", "kind": "choice", "labels": ["spam", "ham"]},
            {"name": "why", "kind": "choice", "mode": "multiple", "labels": ["links", "sender"], "when": {"question": "topic", "is": ["spam"]}},
            {"name": "stars", "kind": "rating", "min": 1, "max": 3, "when": {"question": "topic", "is": ["ham"]}, "required": false},
            {"name": "note", "kind": "text", "when": {"question": "why", "is": ["links"]}},
            {"name": "low", "kind": "text", "when": {"question": "stars", "is": [1, "2"]}, "required": false}
          ]
        }
        """);

    [Fact]
    public void Conditions_come_back_from_their_JSON() => LabelSchema.Parse(Schema.ToJson()).Questions.ShouldBe(Schema.Questions);

    [Theory]
    [InlineData("""{"topic":"ham"}""", "")]
    [InlineData("""{"topic":"spam","why":["sender"]}""", "")]
    [InlineData("""{"topic":"spam","why":["sender","links"],"note":"x"}""", "")]
    [InlineData("""{"topic":"ham","stars":2,"low":"x"}""", "")]
    [InlineData("""{"topic":"spam"}""", "answers.why required")]
    [InlineData("""{"topic":"spam","why":["links"]}""", "answers.note required")]
    [InlineData("""{"topic":"ham","why":["links"]}""", "answers.why not_asked")]
    [InlineData("""{"topic":"ham","stars":3,"low":"x"}""", "answers.low not_asked")]
    // what hangs on a question that was not asked is not asked
    [InlineData("""{"topic":"ham","note":"x"}""", "answers.note not_asked")]
    public void A_question_is_asked_where_its_condition_holds(string json, string expected) =>
        string.Join(";", Schema.ReadAnswers(json).Violations.Select(violation => $"{violation.Path} {violation.Rule}")).ShouldBe(expected);

    [Theory]
    [InlineData("""{"question":"nobody","is":["a"]}""", "questions[1].when.question unknown_question")]
    [InlineData("""{"question":"later","is":["a"]}""", "questions[1].when.question unknown_question")]
    [InlineData("""{"question":"topic","is":[]}""", "questions[1].when.is required")]
    [InlineData("""{"question":"topic","is":["eggs"]}""", "questions[1].when.is[0] unknown_label")]
    [InlineData("""{"question":"topic","is":["spam","spam"]}""", "questions[1].when.is[1] repeated")]
    [InlineData("""["topic"]""", "questions[1].when type")]
    public void A_condition_speaks_of_an_earlier_question_and_its_answers(string when, string expected)
    {
        var json = $$"""{"fields":[{"name":"t"}],"questions":[{"name":"topic","kind":"choice","labels":["spam"]},{"name":"q","kind":"text","when":{{when}}},{"name":"later","kind":"choice","labels":["a"]}]}""";
        string.Join(";", LabelSchema.Check(json).Select(violation => $"{violation.Path} {violation.Rule}")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"topic":"ham"}|{"topic":"ham"}""", """{"topic":"ham"}""")]
    [InlineData("""{"topic":"spam","why":["links"],"note":"x"}|{"topic":"spam","why":["links"],"note":"x"}""", """{"topic":"spam","why":["links"],"note":"x"}""")]
    // who was not asked does not differ from who was
    [InlineData("""{"topic":"spam","why":["links"],"note":"x"}|{"topic":"ham"}""", "topic")]
    [InlineData("""{"topic":"spam","why":["links"],"note":"x"}|{"topic":"spam","why":["sender"]}""", "why")]
    [InlineData("""{"topic":"ham","stars":1}|{"topic":"ham"}""", "stars")]
    public void Those_who_were_asked_decide(string votes, string expected)
    {
        var decision = TaskPolicy.Next(Schema, 2, [.. votes.Split('|').Select(vote => Schema.ReadAnswers(vote).OrThrow())]);
        (decision is Decision.Completed done ? done.Final.ToJson() : string.Join(",", ((Decision.Disputed)decision).Questions)).ShouldBe(expected);
    }

    [Fact]
    public void By_majority_a_question_that_the_outcome_does_not_ask_is_left_out()
    {
        Vote[] votes =
        [
            new(1, Schema.ReadAnswers("""{"topic":"ham","stars":3}""").OrThrow()), new(2, Schema.ReadAnswers("""{"topic":"ham","stars":3}""").OrThrow()),
            new(3, Schema.ReadAnswers("""{"topic":"spam","why":["links"],"note":"x"}""").OrThrow()),
        ];

        var decision = TaskPolicy.Next(Schema, 3, votes, EqualVotes.Instance, 0.6).ShouldBeOfType<Decision.Completed>();

        decision.Final.ToJson().ShouldBe("""{"topic":"ham","stars":3}""");
        decision.Confidence!.Value.ShouldBe(2 / 3.0, 1e-9);
    }

    [Theory]
    [InlineData("""["spam","ham"]""", """["spam"]""", "asked on fewer items")]
    [InlineData("""["spam"]""", """["spam","ham"]""", "asked on more items")]
    [InlineData("""["spam"]""", """["spam"]""", "")]
    public void A_condition_that_changes_what_answers_stand_on_is_told(string before, string after, string expected)
    {
        var lost = Of(before).OrphanedBy(Of(after));
        if (expected.Length == 0) lost.ShouldBeEmpty();
        else lost.ShouldHaveSingleItem().ShouldContain(expected);

        static LabelSchema Of(string labels) => LabelSchema.Parse(
            $$$"""{"fields":[{"name":"t"}],"questions":[{"name":"topic","kind":"choice","labels":["spam","ham"]},{"name":"q","kind":"text","when":{"question":"topic","is":{{{labels}}}}}]}""");
    }
}
