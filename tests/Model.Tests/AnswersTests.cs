using Assay.Model.Questions;

namespace Assay.Model.Tests;

public sealed class AnswersTests
{
    [Fact]
    public void Answers_are_read_by_question()
    {
        var answers = Sample.Read("""{"topic":"spam","flags":["b","a"],"category":[["food","fruit"]],"stars":4,"note":" fine "}""");

        answers["topic"].ShouldBe(ChoiceAnswer.Of("spam"));
        answers["flags"].ShouldBe(ChoiceAnswer.Of("a", "b"));
        answers["category"].ShouldBe(new ChoiceAnswer([LabelPath.Of("food", "fruit")]));
        answers["stars"].ShouldBe(new RatingAnswer(4));
        answers["note"].ShouldBe(new TextAnswer("fine"));
        answers["no such question"].ShouldBeNull();
        answers.ByQuestion.Keys.ShouldBe(["topic", "flags", "category", "stars", "note"]);
    }

    [Fact]
    public void The_canonical_JSON_has_questions_and_labels_in_the_order_of_the_schema() =>
        Sample.Read("""{"note":"é","flags":["c","a"],"topic":"ham"}""").ToJson().ShouldBe("""{"topic":"ham","flags":["a","c"],"note":"é"}""");

    [Fact]
    public void Answers_in_another_order_are_equal()
    {
        var one = Sample.Read("""{"topic":"ham","flags":["a","c"]}""");
        var other = Sample.Read("""{"flags":["c","a"],"topic":"ham"}""");

        one.ShouldBe(other);
        one.GetHashCode().ShouldBe(other.GetHashCode());
        one.ToJson().ShouldBe(other.ToJson());
        one.ShouldNotBe(Sample.Read("""{"topic":"ham","flags":["a"]}"""));
        one.ShouldNotBe(Sample.Read("""{"topic":"ham"}"""));
    }

    [Fact]
    public void Answers_under_an_equal_schema_read_elsewhere_are_equal() =>
        LabelSchema.Parse(Sample.Json).ReadAnswers("""{"topic":"ham"}""").Answers.ShouldBe(Sample.Read("""{"topic":"ham"}"""));

    [Theory]
    [InlineData("""{"topic":"ham","flags":null,"note":""}""", """{"topic":"ham"}""")]
    [InlineData("""{"topic":"ham","note":" \n "}""", """{"topic":"ham"}""")]
    [InlineData("""{"topic":"ham","category":[]}""", """{"topic":"ham"}""")]
    public void Null_a_blank_text_and_an_empty_list_are_no_answer(string given, string same) => Sample.Read(given).ShouldBe(Sample.Read(same));

    [Fact]
    public void An_empty_list_is_an_answer_where_none_may_be_chosen() =>
        Sample.Read("""{"topic":"ham","flags":[]}""")["flags"].ShouldBe(new ChoiceAnswer([]));

    [Theory]
    [InlineData("""{}""", "answers.topic", "required")]
    [InlineData("""{"topic":null}""", "answers.topic", "required")]
    [InlineData("""{"topic":"Spam"}""", "answers.topic", "unknown_label")]
    [InlineData("""{"topic":["spam"]}""", "answers.topic", "type")]
    [InlineData("""{"topic":"spam","mood":"good"}""", "answers.mood", "unknown_question")]
    [InlineData("""{"topic":"spam","topic":"ham"}""", "answers.topic", "repeated")]
    [InlineData("""{"topic":"spam","flags":"a"}""", "answers.flags", "type")]
    [InlineData("""{"topic":"spam","flags":["a","z"]}""", "answers.flags[1]", "unknown_label")]
    [InlineData("""{"topic":"spam","flags":["a","a"]}""", "answers.flags[1]", "repeated")]
    [InlineData("""{"topic":"spam","flags":["a","b","c"]}""", "answers.flags", "too_many")]
    [InlineData("""{"topic":"spam","category":["food"]}""", "answers.category[0]", "type")]
    [InlineData("""{"topic":"spam","category":[["food"],["food","stone"]]}""", "answers.category[1]", "unknown_label")]
    [InlineData("""{"topic":"spam","category":[["fruit"]]}""", "answers.category[0]", "unknown_label")]
    [InlineData("""{"topic":"spam","stars":6}""", "answers.stars", "out_of_range")]
    [InlineData("""{"topic":"spam","stars":3.5}""", "answers.stars", "type")]
    [InlineData("""{"topic":"spam","stars":"3"}""", "answers.stars", "type")]
    [InlineData("""{"topic":"spam","note":"123456789012345678901"}""", "answers.note", "too_long")]
    [InlineData("""{"topic":"spam","note":"two\nlines"}""", "answers.note", "several_lines")]
    [InlineData("""{"topic":"spam","note":"a\u0000b"}""", "answers.note", "not_printable")]
    [InlineData("""[]""", "answers", "type")]
    [InlineData("""{"topic":""", "answers", "json")]
    public void A_broken_rule_is_told_with_its_place(string json, string path, string rule)
    {
        var reading = Sample.Schema.ReadAnswers(json);

        reading.Answers.ShouldBeNull();
        var violation = reading.Violations.ShouldHaveSingleItem();
        (violation.Path, violation.Rule).ShouldBe((path, rule));
    }

    [Fact]
    public void A_message_names_the_question_the_value_and_what_would_be_right() =>
        Sample.Schema.ReadAnswers("""{"topic":"spma"}""").Violations[0].Message
            .ShouldBe("question \"topic\": \"spma\" is not one of its labels (spam, ham, unsure)");

    [Fact]
    public void Every_question_with_a_wrong_answer_is_told() =>
        Sample.Schema.ReadAnswers("""{"topic":"x","stars":9,"note":7}""").Violations.Select(violation => violation.Path)
            .ShouldBe(["answers.topic", "answers.stars", "answers.note"]);

    [Fact]
    public void A_length_counts_code_points_so_an_emoji_is_one() =>
        Sample.Read($$"""{"topic":"ham","note":"{{string.Concat(Enumerable.Repeat("😀", 20))}}"}""")["note"].ShouldNotBeNull();

    [Fact]
    public void A_whole_number_may_be_written_with_a_point() => Sample.Read("""{"topic":"ham","stars":4.0}""")["stars"].ShouldBe(new RatingAnswer(4));

    [Fact]
    public void A_draft_may_leave_out_what_is_required_and_answer_what_may_yet_be_asked_but_breaks_no_other_rule()
    {
        var schema = LabelSchema.Parse("""
            {"fields":[{"name":"text"}],"questions":[{"name":"topic","kind":"choice","labels":["sport","world"]},
            {"name":"which","kind":"choice","labels":["chess","golf"],"when":{"question":"topic","is":["sport"]}}]}
            """);
        schema.ReadDraft("{}").OrThrow().ByQuestion.ShouldBeEmpty();
        schema.ReadDraft("""{"which":"golf"}""").OrThrow().ToJson().ShouldBe("""{"which":"golf"}""");
        schema.ReadDraft("""{"which":"tennis"}""").Violations.ShouldHaveSingleItem().Path.ShouldBe("answers.which");
        schema.ReadAnswers("{}").Violations.ShouldHaveSingleItem().Rule.ShouldBe("required");
    }

    [Fact]
    public void What_became_of_a_draft_is_told_part_by_part()
    {
        var schema = LabelSchema.Parse("""
            {"fields":[{"name":"text"}],"questions":[{"name":"who","kind":"spans","labels":["PER","ORG"]},{"name":"topic","kind":"choice","labels":["sport","world"],"required":false}]}
            """);
        var draft = schema.ReadDraft("""
            {"who":[{"start":0,"end":4,"label":"PER"},{"start":10,"end":14,"label":"ORG"},{"start":20,"end":24,"label":"PER"}],"topic":"sport"}
            """).OrThrow();
        var answers = schema.ReadAnswers("""
            {"who":[{"start":0,"end":4,"label":"PER"},{"start":10,"end":16,"label":"ORG"},{"start":30,"end":33,"label":"PER"}],"topic":"world"}
            """).OrThrow();
        DraftUse.ToJson(DraftUse.Of(schema, draft, answers)).ShouldBe(
            """{"who":{"parts":["accepted","corrected","added"],"rejected":1},"topic":{"parts":["corrected"]}}""");
    }
}
