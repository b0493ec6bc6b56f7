using System.Text.Json;
using Assay.Model;
using Assay.Model.Questions;
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

    /// <summary>Good rules of two labels, and one of each that is found anywhere: what those say alone is drafted on no kind of question, and beside others it adds no label.</summary>
    [Theory]
    [InlineData("topic", "sport, world", "good1", "sport")]
    [InlineData("topic", "sport, world", "noise1", null)]
    [InlineData("topic", "sport, world", "noise2", null)]
    [InlineData("tags", "a, b", "good1", "a")]
    [InlineData("tags", "a, b", "good1 good2", "a, b")]
    [InlineData("tags", "a, b", "good1 noise2", "a")]
    [InlineData("tags", "a, b", "noise1 noise2", null)]
    public async Task What_a_rule_says_that_was_learned_to_be_no_better_than_chance_is_not_drafted(string question, string labels, string text, string? said)
    {
        var names = labels.Split(", ");
        var model = new RulesModel(RuleFile.Parse($"question: {question}\nlabels: [{labels}]\ncombine: label-model\nrules:\n"
            + string.Join('\n', ((string[])["good", "fine", "noise"]).SelectMany(word => names.Select((name, label) => $"- {{label: {name}, keywords: [{word}{label + 1}]}}")))));
        var random = new Random(5);
        model.Learn(Schema, [.. Enumerable.Range(0, 4_000).Select(i =>
        {
            var (own, other) = i % 2 == 0 ? (1, 2) : (2, 1);
            var words = new List<string>();
            foreach (var word in (string[])["good", "fine"])
            {
                if (random.NextDouble() < 0.6) words.Add($"{word}{own}");
                if (random.NextDouble() < 0.05) words.Add($"{word}{other}");
            }
            for (var label = 1; label <= 2; label++)
                if (random.NextDouble() < 0.4) words.Add($"noise{label}");
            return Item(string.Join(' ', words));
        })]);

        var draft = (await model.Predict(Schema, [Item(text)]))[0].ByQuestion.GetValueOrDefault(question);

        Words(question, draft).ShouldBe(said);
    }

    /// <summary>A text has people and organisations at once; accuracies are learned of the stretches, of which each is one or the other.</summary>
    [Fact]
    public async Task The_label_model_of_spans_learns_from_stretches_and_leaves_out_those_it_cannot_tell()
    {
        var model = new RulesModel(RuleFile.Parse("""
            question: who
            labels: [PER, ORG]
            combine: label-model
            rules:
              - {label: PER, keywords: [ada, bert]}
              - {label: PER, regex: '\b(ada|bert)\b'}
              - {label: ORG, keywords: [acme, globex]}
              - {label: ORG, regex: '\b(acme|globex)\b'}
              - {label: PER, regex: '\b(ada|acme|umbrella)\b'}
              - {label: ORG, regex: '\b(bert|globex|umbrella)\b'}
            """));
        string[] people = ["ada", "bert"], firms = ["acme", "globex"];
        var random = new Random(9);
        model.Learn(Schema, [.. Enumerable.Range(0, 600).Select(_ => Item($"{people[random.Next(2)]} met {firms[random.Next(2)]}"))]);

        var draft = (await model.Predict(Schema, [Item("ada met globex at umbrella")]))[0].ByQuestion["who"];

        Json("who", draft).ShouldBe("""[{"field":"text","start":0,"end":3,"label":"PER"},{"field":"text","start":8,"end":14,"label":"ORG"}]""");
        model.Weights!.Accuracies[0].ShouldBeGreaterThan(0.9);
        model.Weights.Accuracies[2].ShouldBeGreaterThan(0.9);
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

    [Fact]
    public void Statistics_of_several_labels_know_no_conflict_and_any_of_them_is_right()
    {
        var rules = RuleFile.Parse("question: q\nlabels: [a, b]\nrules:\n- {label: a, keywords: [x]}\n- {label: b, keywords: [y]}");
        var statistics = new RuleStatistics(rules);
        statistics.AddSeveral([0, 1], ["a", "b"]);
        statistics.AddSeveral([0, 1], ["b", "c"]);
        statistics.AddSeveral([0], []);
        statistics.AddSeveral([1], null);
        (statistics.Items, statistics.Covered).ShouldBe((4, 4));
        statistics.Rules.Select(rule => (rule.Votes, rule.Overlaps, rule.Conflicts, rule.Known, rule.Right)).ShouldBe([(3, 2, 0, 3, 1), (3, 2, 0, 2, 2)]);
    }

    [Theory]
    [InlineData(SpanOverlap.None, 2, 2, 1)]
    [InlineData(SpanOverlap.Nested, 2, 1, 1)]
    [InlineData(SpanOverlap.Any, 1, 1, 0)]
    public void Statistics_of_spans_go_by_stretches(SpanOverlap overlap, int first, int second, int third)
    {
        var rules = RuleFile.Parse("question: q\nlabels: [a, b]\nrules:\n- {label: a, keywords: [x]}\n- {label: b, keywords: [y]}\n- {label: b, keywords: [z]}\n- {label: a, keywords: [v]}");
        var statistics = new RuleStatistics(rules);
        SpanRegion Right(string label, int start, int end, string field = "text") => new(label, field, [new Stretch(start, end)], []);
        statistics.AddSpans([new RuleMark(0, "text", 0, 4), new(1, "text", 0, 4), new(3, "other", 0, 4)], overlap, [Right("a", 0, 4), Right("a", 0, 4, "other")]); // the same stretch
        statistics.AddSpans([new RuleMark(0, "text", 0, 4), new(2, "text", 3, 6)], overlap, [Right("b", 3, 5), Right("b", 0, 4)]); // crossing
        statistics.AddSpans([new RuleMark(0, "text", 0, 9), new(0, "text", 20, 29), new(3, "text", 1, 3)], overlap, [Right("a", 20, 29)]); // nested, of one label
        statistics.AddSpans([new RuleMark(1, "text", 0, 4), new(3, "text", 1, 3)], overlap, null); // nested
        statistics.AddSpans([], overlap, []);
        (statistics.Items, statistics.Covered).ShouldBe((5, 4));
        statistics.Rules.Select(rule => (rule.Votes, rule.Overlaps, rule.Known, rule.Right)).ShouldBe([(3, 3, 4, 2), (2, 2, 1, 0), (1, 1, 1, 0), (3, 2, 2, 1)]);
        statistics.Rules.Take(3).Select(rule => rule.Conflicts).ShouldBe([first, second, third]);
    }

    [Fact]
    public async Task A_stretch_whose_votes_are_tied_is_not_marked_and_stands_in_no_others_way()
    {
        const string Rules = "- {label: PER, keywords: [ada labs]}\n- {label: ORG, keywords: [ada labs]}\n- {label: PER, keywords: [ada]}";
        var draft = await Draft("who", "[PER, ORG]", Rules, "Ada labs");
        Json("who", draft).ShouldBe("""[{"field":"text","start":0,"end":3,"label":"PER"}]""");
        draft!.Scores.ShouldBe(new Dictionary<string, double> { ["PER"] = 1, ["ORG"] = 0.5 }, "of each label that of its surest stretch");
        (await Draft("who", "[PER, ORG]", Rules[..Rules.LastIndexOf('\n')], "Ada labs")).ShouldBeNull();
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
