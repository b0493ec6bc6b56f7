using System.Text.Json;
using Assay.Model;
using Assay.WeakModels.Rules;

namespace Assay.WeakModels.Tests.Rules;

public sealed class RulesModelTests
{
    private static readonly LabelSchema Schema = LabelSchema.Parse("""
        {"fields":[{"name":"text"},{"name":"title","required":false}],"questions":[
        {"name":"topic","kind":"choice","labels":["sport","world","business"]},
        {"name":"tags","kind":"choice","mode":"multiple","labels":["a","b","c"],"required":false},
        {"name":"place","kind":"choice","mode":"taxonomy","labels":[{"name":"Europe","children":["Paris"]}],"required":false},
        {"name":"who","kind":"spans","fields":["text","title"],"labels":["PER","ORG"],"required":false},
        {"name":"nested","kind":"spans","fields":["text"],"overlap":"nested","labels":["PER","ORG"],"required":false},
        {"name":"rate","kind":"rating","min":1,"max":5,"required":false}]}
        """);

    [Theory]
    [InlineData("a goal", "sport", 1.0)]
    [InlineData("a goal in the match on Wall Street", "sport", 2 / 3.0)]
    [InlineData("a goal on Wall Street", null, null)]
    [InlineData("nothing", null, null)]
    public async Task The_label_most_rules_vote_for_is_drafted_and_a_tie_is_not(string text, string? label, double? confidence)
    {
        var draft = await Draft("topic", "[sport, world, business]", """
            - {label: sport, keywords: [goal]}
            - {label: sport, keywords: [match]}
            - {label: business, keywords: [wall street]}
            """, text);
        draft?.Answer.ToString().ShouldBe(label is null ? null : draft.Answer.ToString());
        Words("topic", draft).ShouldBe(label);
        draft?.Confidence.ShouldBe(confidence!.Value, 1e-12);
        draft?.Scores.Values.Sum().ShouldBe(1, 1e-12);
    }

    [Fact]
    public async Task Of_several_labels_each_is_drafted_that_a_rule_votes_for_in_the_order_of_the_schema()
    {
        const string Rules = "- {label: c, keywords: [x]}\n- {label: a, keywords: [y]}";
        Words("tags", await Draft("tags", "[c, a]", Rules, "y x")).ShouldBe("a, c");
        (await Draft("tags", "[c, a]", Rules, "z")).ShouldBeNull();
    }

    [Fact]
    public async Task A_label_of_a_taxonomy_is_a_path() =>
        Words("place", await Draft("place", "[Europe / Paris]", "- {label: Europe / Paris, keywords: [paris]}", "in Paris")).ShouldBe("Europe / Paris");

    [Fact]
    public async Task Spans_are_marked_in_code_points_the_longer_before_those_it_would_overlap()
    {
        const string Rules = """
            - {label: PER, keywords: [ada, ada lovelace]}
            - {label: ORG, keywords: [lovelace labs]}
            - {label: ORG, keywords: [acme], field: title}
            """;
        var draft = await Draft("who", "[PER, ORG]", Rules, "😀 Ada Lovelace labs Ada", "ACME");
        Json("who", draft).ShouldBe("""[{"field":"text","start":2,"end":5,"label":"PER"},{"field":"text","start":6,"end":19,"label":"ORG"},{"field":"text","start":20,"end":23,"label":"PER"},{"field":"title","start":0,"end":4,"label":"ORG"}]""");
        draft!.PartScores.ShouldBe([1, 1, 1, 1]);
    }

    [Fact]
    public async Task Spans_may_lie_within_each_other_where_the_question_says_so() =>
        Json("nested", await Draft("nested", "[PER, ORG]", "- {label: PER, keywords: [ada]}\n- {label: ORG, keywords: [ada labs]}", "Ada labs")).ShouldBe(
            """[{"start":0,"end":3,"label":"PER"},{"start":0,"end":8,"label":"ORG"}]""");

    [Fact]
    public async Task The_label_model_weighs_rules_and_its_version_tells_what_it_learned()
    {
        var rules = RuleFile.Parse("""
            question: topic
            labels: [sport, world]
            combine: label-model
            rules:
              - {name: good, label: sport, keywords: [goal]}
              - {name: with good, label: sport, keywords: [match]}
              - {name: bad, label: world, keywords: [the]}
            """);
        var model = new RulesModel(rules);
        var before = model.Version;
        JsonElement[] items = [.. Enumerable.Range(0, 300).Select(i => Item(i % 3 == 0 ? "the goal the match" : i % 3 == 1 ? "goal match" : "the"))];
        await Should.ThrowAsync<InvalidOperationException>(async () => await model.Predict(Schema, items));
        model.Learn(Schema, items);
        model.Version.ShouldNotBe(before);
        model.Weights!.Accuracies[0].ShouldBeGreaterThan(model.Weights.Accuracies[2]);

        var drafts = await model.Predict(Schema, [items[0]]);
        var draft = drafts[0].ByQuestion["topic"];
        Words("topic", draft).ShouldBe("sport");
        drafts[0].Confidence.ShouldBe(draft.Confidence);
        draft.Confidence.ShouldBeGreaterThan(2 / 3.0);
    }

    [Theory]
    [InlineData("nowhere", "[sport]", "- {label: sport, keywords: [x]}", "there is no such question; there are topic, tags")]
    [InlineData("rate", "[sport]", "- {label: sport, keywords: [x]}", "is of the kind rating")]
    [InlineData("topic", "[chess]", "- {label: chess, keywords: [x]}", "\"chess\", which is no label of \"topic\"; there are sport, world, business")]
    [InlineData("topic", "[sport]", "- {label: sport, keywords: [x], field: body}", "reads the field \"body\"; there are text, title")]
    public async Task Rules_that_do_not_fit_the_schema_say_so(string question, string labels, string rules, string said) =>
        (await Should.ThrowAsync<UnfitModel>(() => Draft(question, labels, rules, "x"))).Message.ShouldContain(said);

    [Fact]
    public void Statistics_count_votes_overlaps_conflicts_and_what_is_right()
    {
        var rules = RuleFile.Parse("question: q\nlabels: [a, b]\nrules:\n- {label: a, keywords: [x]}\n- {label: a, keywords: [y]}\n- {label: b, keywords: [z]}");
        var statistics = new RuleStatistics(rules);
        statistics.Add([0, 1], "a");
        statistics.Add([0, 2], "b");
        statistics.Add([2]);
        statistics.Add([]);
        (statistics.Items, statistics.Covered).ShouldBe((4, 3));
        statistics.Rules.Select(rule => (rule.Votes, rule.Overlaps, rule.Conflicts, rule.Known, rule.Right)).ShouldBe([(2, 2, 1, 2, 1), (1, 1, 0, 1, 1), (2, 1, 1, 1, 1)]);
    }

    private static async Task<QuestionDraft?> Draft(string question, string labels, string rules, string text, string? title = null)
    {
        var model = new RulesModel(RuleFile.Parse($"question: {question}\nlabels: {labels}\nrules:\n{rules}"));
        var drafts = await model.Predict(Schema, [Item(text, title)]);
        return drafts[0].ByQuestion.GetValueOrDefault(question);
    }

    private static JsonElement Item(string text, string? title = null) => JsonSerializer.SerializeToElement(new { text, title });

    private static string? Words(string question, QuestionDraft? draft) =>
        draft is null ? null : Schema.Question(question)!.Kind.Describe(Schema.Question(question)!, draft.Answer);

    /// <summary>As it is kept, which also says that it stands the schema's own reading unchanged.</summary>
    private static string Json(string question, QuestionDraft? draft)
    {
        var json = Answers.Of(Schema, [(question, draft!.Answer)]).ToJson();
        Schema.ReadDraft(json).OrThrow().ToJson().ShouldBe(json);
        return json[$"{{\"{question}\":".Length..^1];
    }
}
