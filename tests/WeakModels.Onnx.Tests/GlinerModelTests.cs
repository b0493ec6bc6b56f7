using System.Text.Json;
using Assay.Model;
using Assay.Model.Questions;
using Assay.WeakModels.Onnx.Gliner;

namespace Assay.WeakModels.Onnx.Tests;

public sealed class GlinerModelTests
{
    private static readonly string[] Labels = [.. Fixtures.Strings(Fixtures.Expected.GetProperty("entity_labels"))];

    /// <summary>Folders, and the reference they are held against: the two of words differ in the order of axes only.</summary>
    public static TheoryData<string, string> Folders => new() { { "gliner-span", "gliner-span" }, { "gliner-token", "gliner-token" }, { "gliner-token-old", "gliner-token" } };

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Spans_are_those_of_the_reference_for_texts_of_any_kind(string folder, string reference)
    {
        foreach (var cases in Expected(reference).GetProperty("cases").EnumerateArray().GroupBy(one => (Threshold: one.GetProperty("threshold").GetDouble(), Nested: one.GetProperty("nested").GetBoolean())))
        {
            using var model = GlinerModel.Open(Fixtures.Open(folder), new GlinerOptions { Threshold = cases.Key.Threshold, Nested = cases.Key.Nested });
            var drafts = await model.Predict(Fixtures.Spans("nested", Labels), [.. cases.Select(one => Fixtures.Item(one.GetProperty("text").GetString()!))]);
            foreach (var (draft, one) in drafts.Zip(cases))
            {
                if (string.IsNullOrWhiteSpace(one.GetProperty("text").GetString()))
                {
                    draft.ByQuestion.ShouldBeEmpty("nothing was read");
                    continue;
                }
                var said = draft.ByQuestion["entities"];
                Same(said, [.. one.GetProperty("entities").EnumerateArray()], one.GetRawText());
                double[] best = [.. Labels.Select(label => one.GetProperty("best").GetProperty(label).GetDouble())];
                foreach (var (score, expected) in said.Scores.Values.Zip(best)) score.ShouldBe(expected, 1e-5);
                said.Confidence.ShouldBe(said.PartScores.Count > 0 ? said.PartScores.Min() : 1 - best.Max(), 1e-5);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_text_of_a_hundred_thousand_characters_is_read_in_windows_as_the_reference_reads_it(string folder, string reference)
    {
        var expected = Expected(reference).GetProperty("long");
        using var model = GlinerModel.Open(Fixtures.Open(folder), new GlinerOptions { Threshold = expected.GetProperty("threshold").GetDouble() });
        var said = (await model.Predict(Fixtures.Spans("none", Labels), [Fixtures.Item(Fixtures.LongText)])).Single().ByQuestion["entities"];
        var regions = ((SpansAnswer)said.Answer).Regions;
        regions.Count.ShouldBe(expected.GetProperty("count").GetInt32());
        var check = regions.Index().Aggregate(0L, (sum, one) => (sum + (one.Index + 1L) * (one.Item.Start + 3 * one.Item.End + 7 * Array.IndexOf(Labels, one.Item.Label))) % 1_000_003);
        check.ShouldBe(expected.GetProperty("check").GetInt64());
        foreach (var (region, one) in regions.TakeLast(3).Zip(expected.GetProperty("last").EnumerateArray()))
            (region.Start, region.End, region.Label).ShouldBe((one.GetProperty("start").GetInt32(), one.GetProperty("end").GetInt32(), one.GetProperty("label").GetString()!));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task What_is_found_in_a_text_does_not_depend_on_the_texts_beside_it(string folder, string reference)
    {
        using var model = GlinerModel.Open(Fixtures.Open(folder));
        var schema = Fixtures.Spans("none", Labels);
        var random = new Random(reference.Length);
        string[] texts = [.. Enumerable.Range(0, 80).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(0, 6)).Select(_ => Fixtures.Texts[random.Next(Fixtures.Texts.Count)])))];
        var together = await model.Predict(schema, [.. texts.Select(Fixtures.Item)]);
        for (var at = 0; at < texts.Length; at++)
        {
            var single = (await model.Predict(schema, [Fixtures.Item(texts[at])])).Single();
            together[at].ByQuestion.Count.ShouldBe(single.ByQuestion.Count);
            if (!single.ByQuestion.TryGetValue("entities", out var alone)) continue;
            together[at].ByQuestion["entities"].Answer.ShouldBe(alone.Answer);
            foreach (var (a, b) in together[at].ByQuestion["entities"].PartScores.Zip(alone.PartScores)) a.ShouldBe(b, 1e-6);
        }
    }

    [Theory]
    [InlineData("gliner-span")]
    [InlineData("gliner-token")]
    public async Task Offsets_are_code_points_and_every_draft_is_a_valid_answer(string folder)
    {
        using var model = GlinerModel.Open(Fixtures.Open(folder), new GlinerOptions { Threshold = 0.2, Nested = true });
        var schema = Fixtures.Spans("nested", Labels);
        string[] texts = [.. Fixtures.Texts.Where(text => !string.IsNullOrWhiteSpace(text))];
        var drafts = await model.Predict(schema, [.. texts.Select(Fixtures.Item)]);
        drafts.Sum(draft => ((SpansAnswer)draft.ByQuestion["entities"].Answer).Regions.Count).ShouldBeGreaterThan(20);
        foreach (var (draft, text) in drafts.Zip(texts))
        {
            var runes = text.EnumerateRunes().ToArray();
            foreach (var region in ((SpansAnswer)draft.ByQuestion["entities"].Answer).Regions)
                string.Concat(runes[region.Start..region.End]).Trim().Length.ShouldBe(string.Concat(runes[region.Start..region.End]).Length, "spans begin and end at words");
            var json = JsonSerializer.Serialize(new
            {
                entities = ((SpansAnswer)draft.ByQuestion["entities"].Answer).Regions.Select(region => new { start = region.Start, end = region.End, label = region.Label }),
            });
            schema.ReadDraft(json, new ItemFacts(new Dictionary<string, FieldFacts> { ["text"] = new(CodePoints: runes.Length) })).Violations.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task An_item_without_a_word_is_abstained_from_alone_and_among_others()
    {
        using var model = GlinerModel.Open(Fixtures.Open("gliner-span"));
        var drafts = await model.Predict(Fixtures.Spans("none", Labels), [JsonElement.Parse("{}"), Fixtures.Item(" \r\n "), Fixtures.Item(Fixtures.Texts[^1]), Fixtures.Item("")]);
        drafts.Select(draft => draft.ByQuestion.Count).ShouldBe([0, 0, 1, 0]);
        drafts.Select(draft => draft.Confidence is null).ShouldBe([true, true, false, true]);
    }

    [Fact]
    public async Task Several_questions_and_fields_are_answered_each_for_itself()
    {
        using var model = GlinerModel.Open(Fixtures.Open("gliner-span"), new GlinerOptions { Threshold = 0.3 });
        var schema = LabelSchema.Parse("""
            {"fields":[{"name":"a","required":false},{"name":"b","required":false}],"questions":[
              {"name":"people","kind":"spans","fields":["b","a"],"labels":["person"]},
              {"name":"places","kind":"spans","fields":["a"],"labels":[{"name":"LOC","title":"city"}]},
              {"name":"good","kind":"choice","labels":["yes","no"]}]}
            """);
        var text = Fixtures.Texts[^1];
        var draft = (await model.Predict(schema, [JsonSerializer.SerializeToElement(new { a = text, b = text })])).Single();
        draft.ByQuestion.Keys.ShouldBe(["people", "places"]);
        var people = ((SpansAnswer)draft.ByQuestion["people"].Answer).Regions;
        people.Where(region => region.Field == "a").Select(region => region.Parts[0]).ShouldBe(people.Where(region => region.Field == "b").Select(region => region.Parts[0]));
        var titled = (await model.Predict(Fixtures.Spans("none", "city"), [Fixtures.Item(text)])).Single().ByQuestion["entities"];
        draft.ByQuestion["places"].Scores["LOC"].ShouldBe(titled.Scores["city"], 1e-6, "the model reads the title");
    }

    [Fact]
    public void What_does_not_fit_the_schema_is_told()
    {
        using var model = GlinerModel.Open(Fixtures.Open("gliner-span"), new GlinerOptions { Nested = true });
        Told(model, Fixtures.Choice("single", "a", "b"), "gliner drafts spans; there are label (choice)");
        Told(model, Fixtures.Spans("none", Labels), "\"entities\" allows no overlap");
        Told(model, Fixtures.Spans("nested", "a <<SEP>> b"), "holds <<SEP>>");
        Told(model, Fixtures.Spans("nested", string.Concat(Enumerable.Repeat("wide ", 37)) + "wide"), "give them shorter titles");

        static void Told(GlinerModel model, LabelSchema schema, string said) =>
            Should.Throw<UnfitModel>(() => model.Predict(schema, []).AsTask()).Message.ShouldContain(said);
    }

    [Fact]
    public void Words_are_those_of_Python()
    {
        foreach (var (text, words) in Fixtures.Texts.Zip(Expected("gliner-span").GetProperty("words").EnumerateArray()))
        {
            var found = WordSplitter.Split(text);
            found.Select(word => word.Text).ShouldBe(Fixtures.Strings(words), text);
            var runes = text.EnumerateRunes().ToArray();
            found.Select(word => string.Concat(runes[word.Start..word.End])).ShouldBe(found.Select(word => word.Text));
        }
    }

    [Fact]
    public void A_word_longer_than_a_window_is_cut_and_windows_always_go_on()
    {
        IReadOnlyList<IReadOnlyList<int>> pieces = [[.. Enumerable.Range(0, 50)], [1], [2, 2], [], [3]];
        var windows = Window.Of(0, pieces, mostWords: 3, room: 4, overlap: 10).ToList();
        windows.Select(window => (window.Start, window.End)).ShouldBe([(0, 1), (1, 4), (3, 5)]);
        windows[0].Pieces.Single().Count.ShouldBe(4);
        windows.ShouldAllBe(window => window.Length <= 4);
    }

    private static JsonElement Expected(string folder) => Fixtures.Expected.GetProperty("gliner").GetProperty(folder);

    private static void Same(QuestionDraft said, JsonElement[] expected, string message)
    {
        var regions = ((SpansAnswer)said.Answer).Regions;
        regions.Select(region => (region.Start, region.End, region.Label))
            .ShouldBe(expected.Select(one => (one.GetProperty("start").GetInt32(), one.GetProperty("end").GetInt32(), one.GetProperty("label").GetString()!)), message);
        foreach (var (score, one) in said.PartScores.Zip(expected)) score.ShouldBe(one.GetProperty("score").GetDouble(), 1e-5);
    }
}
