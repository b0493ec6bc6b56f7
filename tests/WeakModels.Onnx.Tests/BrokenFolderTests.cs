using Assay.WeakModels.Onnx.Entailment;
using Assay.WeakModels.Onnx.Gliner;

namespace Assay.WeakModels.Onnx.Tests;

/// <summary>Folders that are not as published: each is told with what would be right.</summary>
public sealed class BrokenFolderTests
{
    public static TheoryData<string, string, Action<Fixtures.Copy>> Entailment => new()
    {
        { "bert", "holds no graph; it should have model.onnx or onnx/model.onnx", folder => { folder.Delete("model.onnx"); Directory.Delete(folder.Place("onnx"), recursive: true); } },
        { "deberta", "export it to ONNX", folder => { folder.Delete("onnx/model.onnx"); folder.Write("model.safetensors", "x"); } },
        { "roberta", "there are onnx/model_q4.onnx", folder => { Directory.CreateDirectory(folder.Place("onnx")); File.Move(folder.Place("model.onnx"), folder.Place("onnx/model_q4.onnx")); } },
        { "bert", "is no graph that ONNX Runtime can read", folder => folder.Write("model.onnx", "nonsense") },
        { "bert", "has its weights in model.onnx_data, which should lie beside it", folder => folder.Write("model.onnx", "location model.onnx_data") },
        { "bert", "config.json is missing", folder => folder.Delete("config.json") },
        { "bert", "config.json is not JSON", folder => folder.Write("config.json", "{") },
        { "bert", "a JSON object should stand here", folder => folder.Write("config.json", "[]") },
        { "bert", "calls its outputs LABEL_0, LABEL_1, LABEL_2, and none is called entailment", folder => folder.Write("config.json", """{"model_type":"bert","id2label":{"0":"LABEL_0","1":"LABEL_1","2":"LABEL_2"}}""") },
        { "bert", "names 0 outputs", folder => folder.Write("config.json", """{"model_type":"bert"}""") },
        { "bert", "says model_type gpt2", folder => folder.Replace("config.json", "\"bert\"", "\"gpt2\"") },
        { "bert", "should be [1, 4]", folder => folder.Write("config.json", """{"model_type":"bert","max_position_embeddings":64,"id2label":{"0":"entailment","1":"b","2":"c","3":"contradiction"}}""") },
        { "bert", "there should be vocab.txt", folder => folder.Delete("vocab.txt") },
        { "bert", "only tokenizer.json, which is not read: add vocab.txt", folder => { folder.Delete("vocab.txt"); folder.Write("tokenizer.json", "{}"); } },
        { "bert", "lacks [UNK]", folder => folder.Replace("vocab.txt", "[UNK]", "unk") },
        { "bert", "has the special token [CLS]", folder => folder.Replace("vocab.txt", "[CLS]", "cls") },
        { "deberta", "is no unigram model of SentencePiece", folder => folder.Write("spm.model", "not a model at all") },
        { "roberta", "line 3: two pieces with a space between", folder => folder.Write("merges.txt", "#version: 0.2\na b\na b c\n") },
        { "roberta", "an object of ids by piece", folder => folder.Write("vocab.json", "[]") },
        { "roberta", "is read as XLM-R counts its pieces; the model is of the type roberta", folder => { folder.Delete("vocab.json"); folder.Write("sentencepiece.bpe.model", "x"); } },
        { "gliner-span", "which nothing here gives; known are input_ids", folder => folder.Write("config.json", """{"model_type":"deberta-v2","id2label":{"0":"entailment","1":"not_entailment"}}""") },
    };

    public static TheoryData<string, string, Action<Fixtures.Copy>> Gliner => new()
    {
        { "gliner-span", "gliner_config.json is missing", folder => folder.Delete("gliner_config.json") },
        { "gliner-span", "sets labels_encoder", folder => folder.Replace("gliner_config.json", "\"labels_encoder\": null", "\"labels_encoder\": \"bge\"") },
        { "gliner-span", "cuts words by spacy", folder => folder.Replace("gliner_config.json", "\"whitespace\"", "\"spacy\"") },
        { "gliner-span", "the tokenizer's files give it", folder => folder.Write("added_tokens.json", """{"<<ENT>>":5,"<<SEP>>":6}""") },
        { "gliner-span", "does not give the id of <<SEP>>", folder => folder.Replace("added_tokens.json", "<<SEP>>", "<<END>>") },
        { "gliner-span", "span_idx [1, 28, 2]", folder => folder.Replace("gliner_config.json", "\"max_width\": 4", "\"max_width\": 7") },
        { "gliner-token", "no model of the variant int8; there are onnx/model.onnx", _ => { } },
        { "bert", "gliner_config.json is missing", _ => { } },
        { "deberta", "does not ask for words_mask", folder => { folder.Write("gliner_config.json", "{}"); folder.Write("added_tokens.json", """{"<<ENT>>":5,"<<SEP>>":6}"""); } },
    };

    [Theory]
    [MemberData(nameof(Entailment))]
    public void Of_entailment(string folder, string said, Action<Fixtures.Copy> breaks)
    {
        using var copy = Fixtures.CopyOf(folder);
        breaks(copy);
        Should.Throw<UnfitModel>(() =>
        {
            using var model = EntailmentModel.Open(copy.Open());
            model.Predict(Fixtures.Choice("single", "a"), [Fixtures.Item("x")]).AsTask().GetAwaiter().GetResult();
        }).Message.ShouldContain(said);
    }

    [Theory]
    [MemberData(nameof(Gliner))]
    public void Of_GLiNER(string folder, string said, Action<Fixtures.Copy> breaks)
    {
        using var copy = Fixtures.CopyOf(folder);
        breaks(copy);
        Should.Throw<UnfitModel>(() =>
        {
            using var model = GlinerModel.Open(ModelFolder.Open(said.Contains("int8", StringComparison.Ordinal) ? copy.Path + "#int8" : copy.Path));
            model.Predict(Fixtures.Spans("none", "a"), [Fixtures.Item("some words to find")]).AsTask().GetAwaiter().GetResult();
        }).Message.ShouldContain(said);
    }

    [Theory]
    [InlineData("no place", "should hold {} once")]
    [InlineData("{} and {}", "should hold {} once")]
    [InlineData("[SEP] {}", "holds [SEP]")]
    public void A_template_must_have_a_place_and_no_signs_of_the_models_own(string template, string said) =>
        Should.Throw<UnfitModel>(() => EntailmentModel.Open(Fixtures.Open("bert"), new EntailmentOptions { Template = template })).Message.ShouldContain(said);

    [Fact]
    public void Labels_that_cannot_be_asked_about_are_told()
    {
        using var model = EntailmentModel.Open(Fixtures.Open("bert"));
        Told(Fixtures.Choice("single", "a [MASK] b"), "holds [MASK]");
        Told(Fixtures.Choice("single", string.Concat(Enumerable.Repeat("wide ", 37)) + "wide"), "give it a shorter title");
        Told(Fixtures.Spans("none", "a"), "nli drafts choices of one or several labels; there are entities (spans)");

        void Told(Assay.Model.LabelSchema schema, string said) => Should.Throw<UnfitModel>(() => model.Predict(schema, []).AsTask()).Message.ShouldContain(said);
    }

    [Fact]
    public void Lost_names_can_be_said()
    {
        using var copy = Fixtures.CopyOf("bert");
        copy.Write("config.json", """{"model_type":"bert","max_position_embeddings":64,"id2label":{"0":"LABEL_0","1":"LABEL_1","2":"LABEL_2"}}""");
        EntailmentFolder.Open(copy.Open(), new EntailmentOptions { EntailmentName = "label_2" }).Classes.ShouldBe(new Classes(3, 2, 0));
        Should.Throw<UnfitModel>(() => EntailmentModel.Open(copy.Open(), new EntailmentOptions { EntailmentName = "yes" })).Message.ShouldContain("has no output yes; there are LABEL_0");
    }

    [Theory]
    [InlineData("""{"label2id":{"contradiction":0,"entailment":1,"neutral":2}}""", 1, 0)]
    [InlineData("""{"label2id":{"entailment":0,"neutral":1,"contradiction":2}}""", 0, 2)]
    [InlineData("""{"id2label":{"0":"Entailment","1":"not_entailment"}}""", 0, 1)]
    [InlineData("""{"id2label":{"0":"ENTAILMENT","1":"x","2":"y"}}""", 0, 2)]
    [InlineData("""{"id2label":{"0":"x","1":"y","2":"entail"}}""", 2, 0)]
    [InlineData("""{"label2id":{"LABEL_0":0,"LABEL_1":1},"id2label":{"0":"entailment","1":"not_entailment"}}""", 0, 1)]
    public void Outputs_go_by_their_names_and_contradiction_by_its_place_where_it_has_none(string config, int entailment, int contradiction)
    {
        var classes = Classes.Read(System.Text.Json.JsonElement.Parse(config), "config.json", null);
        (classes.Entailment, classes.Contradiction).ShouldBe((entailment, contradiction));
    }
}
