using System.Text.Json;
using Assay.Model;
using Assay.Model.Questions;
using Assay.WeakModels.Onnx.Entailment;

namespace Assay.WeakModels.Onnx.Tests;

public sealed class EntailmentModelTests
{
    private static readonly string[] Labels = [.. Fixtures.Strings(Fixtures.Expected.GetProperty("labels"))];
    private static readonly EntailmentOptions Options = new() { Template = Fixtures.Expected.GetProperty("template").GetString()! };

    public static TheoryData<string> Families => ["bert", "deberta", "bart", "roberta"];

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Scores_are_those_of_the_reference_for_texts_of_any_kind(string family)
    {
        using var model = EntailmentModel.Open(Fixtures.Open(family), Options);
        var cases = Cases(family);
        JsonElement[] items = [.. cases.Select(one => Fixtures.Item(one.Text))];

        var single = await model.Predict(Fixtures.Choice("single", Labels), items);
        var multiple = await model.Predict(Fixtures.Choice("multiple", Labels), items);

        for (var at = 0; at < cases.Count; at++)
        {
            Close(single[at].ByQuestion["label"].Scores, cases[at].Single);
            Close(multiple[at].ByQuestion["label"].Scores, cases[at].Multiple);
            var best = Labels[Array.IndexOf(cases[at].Single, cases[at].Single.Max())];
            if (cases[at].Single.Order().Reverse().Take(2).ToArray() is [var first, var second] && first - second > 1e-5)
                single[at].ByQuestion["label"].Answer.ShouldBe(ChoiceAnswer.Of(best));
            single[at].Confidence!.Value.ShouldBe(cases[at].Single.Max(), 1e-5);
            multiple[at].ByQuestion["label"].Answer.ShouldBe(ChoiceAnswer.Of([.. Labels.Where((_, label) => cases[at].Multiple[label] >= 0.5)]));
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Rows_have_the_form_of_the_family_and_the_text_is_cut_never_the_sentence(string family)
    {
        var folder = EntailmentFolder.Open(Fixtures.Open(family), Options);
        var sentence = folder.Tokenizer.Pieces.Encode(Options.Template.Replace("{}", Labels[0], StringComparison.Ordinal));
        foreach (var row in Fixtures.Expected.GetProperty("nli").GetProperty(family).GetProperty("rows").EnumerateArray())
            folder.Pairs.Inputs([(folder.Tokenizer.Pieces.Encode(row.GetProperty("text").GetString()!), sentence)], null)[0].Values.ShouldBe(Fixtures.Ids(row.GetProperty("ids")).Select(id => (long)id));
        var ids = folder.Pairs.Inputs([(folder.Tokenizer.Pieces.Encode(Fixtures.LongText), sentence)], null)[0].Values;
        ids.Length.ShouldBe(folder.Pairs.MostTokens);
        ids[^(sentence.Count + 1)..^1].ShouldBe(sentence.Select(id => (long)id));
        folder.Graph.Dispose();
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task What_is_said_of_a_text_does_not_depend_on_the_texts_beside_it(string family)
    {
        using var model = EntailmentModel.Open(Fixtures.Open(family), Options);
        var schema = Fixtures.Choice("single", Labels);
        var random = new Random(11);
        string[] texts = [.. Enumerable.Range(0, 150).Select(at => string.Join(' ', Enumerable.Range(0, random.Next(0, 30)).Select(_ => Fixtures.Texts[random.Next(Fixtures.Texts.Count)])))];

        var together = await model.Predict(schema, [.. texts.Select(Fixtures.Item)]);
        var turned = await model.Predict(schema, [.. texts.Reverse().Select(Fixtures.Item)]);

        for (var at = 0; at < texts.Length; at++)
        {
            var alone = (await model.Predict(schema, [Fixtures.Item(texts[at])])).Single().ByQuestion["label"].Scores.Values.ToArray();
            Close(together[at].ByQuestion["label"].Scores, alone, 1e-6);
            Close(turned[texts.Length - 1 - at].ByQuestion["label"].Scores, alone, 1e-6);
        }
    }

    [Theory]
    [InlineData("bert#fp16", 5e-3)]
    [InlineData("bert#int8", 1e-5)]
    [InlineData("bert#q4", 1e-5)]
    [InlineData("bert/onnx/model_int8.onnx", 1e-5)]
    public async Task Variants_of_other_types_and_fixed_shapes_are_fed_what_they_ask_for(string variant, double tolerance)
    {
        using var model = EntailmentModel.Open(Fixtures.Open(variant), Options);
        // of the one with a fixed shape rows are shorter: texts that fit
        var cases = Cases("bert").Where(one => one.Text.Length is > 0 and < 12).ToList();
        var drafts = await model.Predict(Fixtures.Choice("single", Labels), [.. cases.Select(one => Fixtures.Item(one.Text))]);
        for (var at = 0; at < cases.Count; at++) Close(drafts[at].ByQuestion["label"].Scores, cases[at].Single, tolerance);
    }

    [Fact]
    public async Task A_question_of_one_label_is_asked_for_itself()
    {
        using var model = EntailmentModel.Open(Fixtures.Open("bert"), Options);
        var one = Cases("bert")[0];
        var draft = (await model.Predict(Fixtures.Choice("single", Labels[0]), [Fixtures.Item(one.Text)])).Single();
        draft.ByQuestion["label"].Scores[Labels[0]].ShouldBe(one.Multiple[0], 1e-5);
    }

    [Fact]
    public async Task A_threshold_decides_which_of_several_labels_are_drafted_and_whether_the_one_is()
    {
        var one = Cases("bert")[0];
        var high = one.Multiple.Max() + 1e-3;
        using var strict = EntailmentModel.Open(Fixtures.Open("bert"), Options with { Threshold = high });
        var none = (await strict.Predict(Fixtures.Choice("multiple", Labels), [Fixtures.Item(one.Text)])).Single();
        none.ByQuestion["label"].Answer.ShouldBe(ChoiceAnswer.Of());
        none.Confidence!.Value.ShouldBe(1 - one.Multiple.Max(), 1e-5);
        using var lax = EntailmentModel.Open(Fixtures.Open("bert"), Options with { Threshold = 0 });
        (await lax.Predict(Fixtures.Choice("multiple", Labels), [Fixtures.Item(one.Text)])).Single().ByQuestion["label"].Answer.ShouldBe(ChoiceAnswer.Of(Labels));
        using var sure = EntailmentModel.Open(Fixtures.Open("bert"), Options with { Threshold = one.Single.Max() + 1e-3 });
        (await sure.Predict(Fixtures.Choice("single", Labels), [Fixtures.Item(one.Text)])).Single().Confidence.ShouldBeNull();
    }

    [Fact]
    public async Task All_fields_of_text_are_read_and_an_item_without_any_is_abstained_from()
    {
        using var model = EntailmentModel.Open(Fixtures.Open("bert"), Options);
        var schema = LabelSchema.Parse(JsonSerializer.Serialize(new
        {
            fields = new object[] { new { name = "title", required = false }, new { name = "talk", kind = "chat", required = false }, new { name = "photo", kind = "image", required = false } },
            questions = new object[] { new { name = "about", kind = "choice", labels = Labels }, new { name = "note", kind = "text", required = false } },
        }));
        var drafts = await model.Predict(schema, [
            JsonElement.Parse("""{"title":"The parcel","talk":[{"role":"user","content":"has not arrived yet."}],"photo":"x.png"}"""), JsonElement.Parse("""{"photo":"x.png"}"""), JsonElement.Parse("""{"title":null}""")]);
        var joined = await model.Predict(Fixtures.Choice("single", Labels), [Fixtures.Item("The parcel\nuser: has not arrived yet.")]);
        Close(drafts[0].ByQuestion["about"].Scores, [.. joined[0].ByQuestion["label"].Scores.Values], 1e-6);
        drafts[0].ByQuestion.Keys.ShouldBe(["about"]);
        (drafts[1].Confidence, drafts[2].Confidence).ShouldBe((null, null));
    }

    [Fact]
    public async Task A_run_that_is_cancelled_stops()
    {
        using var model = EntailmentModel.Open(Fixtures.Open("bert"), Options);
        await Should.ThrowAsync<OperationCanceledException>(() => model.Predict(Fixtures.Choice("single", Labels), [Fixtures.Item("x")], new CancellationToken(canceled: true)).AsTask());
    }

    [Fact]
    public void The_version_changes_with_what_decides_and_with_nothing_else()
    {
        var first = Version("bert", Options);
        Version("bert", Options).ShouldBe(first);
        Version("bert", Options with { Session = new SessionSettings { Cores = 1 } }).ShouldBe(first);
        new[] { Version("bert", Options with { Template = "About {}." }), Version("bert", Options with { Threshold = 0.7 }), Version("bert#fp16", Options), Version("roberta", Options) }
            .Append(first).Distinct().Count().ShouldBe(5);

        static string Version(string folder, EntailmentOptions options)
        {
            using var model = EntailmentModel.Open(Fixtures.Open(folder), options);
            return model.Version;
        }
    }

    private static List<(string Text, double[] Single, double[] Multiple)> Cases(string family) =>
    [
        .. Fixtures.Expected.GetProperty("nli").GetProperty(family).GetProperty("cases").EnumerateArray().Select(one =>
            (one.GetProperty("text").GetString() ?? Fixtures.LongText, Fixtures.Numbers(one.GetProperty("single")), Fixtures.Numbers(one.GetProperty("multiple")))),
    ];

    private static void Close(IReadOnlyDictionary<string, double> scores, double[] expected, double tolerance = 1e-5)
    {
        scores.Count.ShouldBe(expected.Length);
        foreach (var (label, value) in scores.Values.Zip(expected)) label.ShouldBe(value, tolerance);
    }
}
