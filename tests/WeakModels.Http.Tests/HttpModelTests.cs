using System.Text.Json;
using Assay.Formats.LabelStudio;
using Assay.Model;
using Assay.Model.Questions;
using Microsoft.AspNetCore.Http;

namespace Assay.WeakModels.Http.Tests;

public sealed class HttpModelTests
{
    private static readonly LabelSchema Sentiment = LabelSchema.Parse(
        """{"fields":[{"name":"text"}],"questions":[{"name":"sentiment","kind":"choice","labels":["Positive",{"name":"neg","title":"Negative"}]}]}""");

    private static readonly LabelSchema Names = LabelSchema.Parse(
        """{"fields":[{"name":"text"}],"questions":[{"name":"ner","kind":"spans","labels":["PER"],"overlap":"any"}]}""");

    [Fact]
    public async Task The_server_is_asked_whether_it_is_up_set_up_with_the_config_and_sent_the_tasks()
    {
        await using var server = await LoopbackServer.Predicting(_ => Choice("Positive", 0.8));
        using var model = At(server);

        var drafts = await Drafts(model, Sentiment, """{"text":"I like it","label":"secret"}""", """{"text":"So so"}""");

        drafts.Select(draft => draft.ByQuestion["sentiment"].Answer).ShouldAllBe(answer => answer.Equals(ChoiceAnswer.Of("Positive")));
        drafts[0].Confidence.ShouldBe(0.8);
        drafts[0].ByQuestion["sentiment"].Scores.ShouldBe(new Dictionary<string, double> { ["Positive"] = 0.8 });
        (model.Name, model.Version).ShouldBe(("http", "0.0.1"));
        server.Asked.Select(one => one.Call).ShouldBe(["GET /health", "POST /setup", "POST /predict"]);
        var (setup, predict) = (server.Bodies("/setup").Single(), server.Bodies("/predict").Single());
        LabelConfig.Read(setup.GetProperty("schema").GetString()!).Schema.Questions[0].Name.ShouldBe("sentiment");
        predict.GetProperty("label_config").GetString().ShouldBe(setup.GetProperty("schema").GetString());
        predict.GetProperty("project").GetString().ShouldBe(setup.GetProperty("project").GetString());
        predict.GetProperty("project").GetString()!.Split('.').Length.ShouldBe(2, "the server takes what stands before the point");
        predict.GetProperty("params").GetRawText().ShouldBe("""{"login":null,"password":null,"context":null}""");
        var task = predict.GetProperty("tasks")[0];
        task.GetProperty("data").GetRawText().ShouldBe("""{"text":"I like it"}""", "a column that may hold the answer stays here");
        task.GetProperty("id").ValueKind.ShouldBe(JsonValueKind.Number);
    }

    /// <summary>Each model has its own connection; the server is one.</summary>
    [Fact]
    public async Task Several_models_at_one_address_take_turns()
    {
        var (now, most) = (0, 0);
        await using var server = await LoopbackServer.Start(
            (context, _) => context.Response.WriteAsync($$"""{"results":[{{Choice("Positive", 0.8)}}]}"""),
            async context =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await Task.Delay(5); // a model at work: others arrive meanwhile, if they may
                Interlocked.Decrement(ref now);
                return false;
            });
        HttpModel[] models = [.. Enumerable.Range(0, 8).Select(place => HttpModel.At(place % 2 == 0 ? server.Url : $"http://ann:pw@{server.Host}/"))];

        var drafts = await Task.WhenAll(models.Select(model => Drafts(model, Sentiment, """{"text":"a"}""")));

        drafts.ShouldAllBe(each => each.Single().Refusal == null && each.Single().Confidence == 0.8);
        server.Asked.Count.ShouldBe(3 * models.Length);
        most.ShouldBe(1);
        foreach (var model in models) model.Dispose();
    }

    [Fact]
    public async Task An_item_has_one_id_in_whatever_batch_it_comes()
    {
        await using var server = await LoopbackServer.Predicting(_ => Choice("Positive", 0.8));
        using var model = At(server, new HttpModelOptions { BatchSize = 2 });
        await Drafts(model, Sentiment, """{"text":"a"}""", """{"text":"b"}""", """{"text":"c"}""");
        await Drafts(model, Sentiment, """{"text":"c"}""", """{"text":"b"}""");
        var ids = server.Bodies("/predict").SelectMany(body => body.GetProperty("tasks").EnumerateArray())
            .ToLookup(task => task.GetProperty("data").GetProperty("text").GetString(), task => task.GetProperty("id").GetInt64());
        ids.Count.ShouldBe(3);
        ids.ShouldAllBe(same => same.Distinct().Count() == 1);
        server.Bodies("/predict").Select(body => body.GetProperty("tasks").GetArrayLength()).ShouldBe([2, 1, 2]);
        server.Asked.Count(one => one.Call == "POST /setup").ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"results":[null]}""")]
    [InlineData("""{"results":[[]]}""")]
    [InlineData("""{"results":[{}]}""")]
    [InlineData("""{"results":[{"result":[],"score":0.0}]}""")]
    [InlineData("""{"results":[{"result":null}]}""")]
    [InlineData("""{"results":[]}""")]
    public async Task A_server_that_says_nothing_abstains(string reply)
    {
        await using var server = await LoopbackServer.Saying(reply);
        using var model = At(server);
        var draft = (await Drafts(model, Sentiment, """{"text":"x"}""")).ShouldHaveSingleItem();
        draft.Refusal.ShouldBeNull();
        draft.ByQuestion.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"results":[{"result":[{"from_name":"sentiment","to_name":"text","type":"choices","value":{"choices":["neg"]}}]}]}""", 0.0)]
    [InlineData("""{"results":[{"result":[{"from_name":"sentiment","type":"choices","value":{"choices":["Negative"]},"score":0.7}],"score":0.1}]}""", 0.7)]
    [InlineData("""{"results":[{"result":[{"from_name":"sentiment","type":"choices","value":{"choices":["neg"]},"score":87.5}],"score":0.2}]}""", 0.2)]
    [InlineData("""{"results":[[{"result":[{"from_name":"sentiment","type":"choices","value":{"choices":["Positive"]}}],"score":0.3},{"result":[{"from_name":"sentiment","type":"choices","value":{"choices":["neg"]}}],"score":0.6}]]}""", 0.6)]
    [InlineData("""{"predictions":[{"result":[{"from_name":"sentiment","type":"choices","value":{"choices":["neg"]}}],"score":0.4}]}""", 0.4)]
    [InlineData("""{"results":[[{"from_name":"sentiment","type":"choices","value":{"choices":["neg"]}}]]}""", 0.0)]
    [InlineData("""{"results":[{"from_name":"sentiment","type":"choices","value":{"choices":["neg"]},"score":0.5}]}""", 0.5)]
    public async Task Answers_come_in_several_forms_and_are_as_sure_as_they_say(string reply, double confidence)
    {
        await using var server = await LoopbackServer.Saying(reply);
        using var model = At(server);
        var draft = (await Drafts(model, Sentiment, """{"text":"x"}""")).ShouldHaveSingleItem();
        draft.Refusal.ShouldBeNull();
        draft.ByQuestion["sentiment"].Answer.ShouldBe(ChoiceAnswer.Of("neg"));
        draft.Confidence.ShouldBe(confidence);
    }

    [Fact]
    public async Task Spans_keep_the_score_of_each()
    {
        await using var server = await LoopbackServer.Saying("""
            {"results":[{"model_version":"v2","score":0.1,"result":[
              {"id":"b","from_name":"ner","to_name":"text","type":"labels","value":{"start":8,"end":11,"text":"Bob","labels":["PER"]},"score":0.4},
              {"id":"a","from_name":"ner","to_name":"text","type":"labels","value":{"start":3,"end":6,"text":"Ann","labels":["PER"]},"score":0.9}]}]}
            """);
        using var model = At(server);
        var draft = (await Drafts(model, Names, """{"text":"😀 Ann, Bob"}""")).Single().ByQuestion["ner"];
        ((SpansAnswer)draft.Answer).Regions.Select(span => (span.Start, span.End)).ShouldBe([(2, 5), (7, 10)], "the texts say that offsets count UTF-16");
        draft.PartScores.ShouldBe([0.9, 0.4]);
        draft.Confidence.ShouldBe(0.4);
        model.Version.ShouldBe("v2");
    }

    [Fact]
    public async Task A_version_that_changes_while_items_are_drafted_is_told()
    {
        var count = 0;
        await using var server = await LoopbackServer.Predicting(_ => Choice("Positive", 0.8, version: $"v{++count}"));
        using var model = At(server, new HttpModelOptions { BatchSize = 1 });
        await Drafts(model, Sentiment, """{"text":"a"}""", """{"text":"b"}""");
        model.Version.ShouldBe("v1+v2");
        await Drafts(model, Sentiment, """{"text":"c"}""");
        model.Version.ShouldBe("v3");
    }

    [Fact]
    public async Task One_bad_prediction_is_refused_and_the_others_are_kept()
    {
        await using var server = await LoopbackServer.Predicting(task => task.GetProperty("data").GetProperty("text").GetString() switch
        {
            "from" => """{"result":[{"from_name":"label","to_name":"text","type":"choices","value":{"choices":["Positive"]}}]}""",
            "label" => Choice("Neutral", 0.9),
            "text" => "\"Positive\"",
            _ => Choice("Positive", 0.8),
        });
        using var model = At(server);
        var drafts = await Drafts(model, Sentiment, """{"text":"fine"}""", """{"text":"from"}""", """{"text":"label"}""", """{"text":"text"}""", """{"text":"fine too"}""");
        drafts.Select(draft => draft.ByQuestion.Count).ShouldBe([1, 0, 0, 0, 1]);
        drafts.Select(draft => draft.Refusal).ShouldBe([
            null, "result 1: from_name \"label\" is no control of the label config; there are sentiment",
            "result 1: \"Neutral\" is no choice of sentiment; there are Positive, neg", "\"Positive\" stands where a list of results belongs", null]);
    }

    [Fact]
    public async Task An_image_is_percent_on_the_wire_and_pixels_here()
    {
        var schema = LabelSchema.Parse("""{"fields":[{"name":"image","kind":"image"}],"questions":[{"name":"things","kind":"boxes","labels":["cat"],"rotated":true}]}""");
        await using var server = await LoopbackServer.Saying("""
            {"results":[{"result":[{"from_name":"things","to_name":"image","type":"rectanglelabels","original_width":640,"original_height":480,"image_rotation":0,
              "value":{"x":25,"y":50,"width":10,"height":25,"rotation":0,"rectanglelabels":["cat"]},"score":0.5}]}]}
            """);
        using var model = At(server);
        var draft = (await Drafts(model, schema, """{"image":"http://images/1.png"}""")).Single();
        draft.ByQuestion["things"].Answer.ShouldBe(new BoxesAnswer([new BoxRegion("cat", 160, 240, 64, 120, 0, [])]));
    }

    [Fact]
    public async Task A_ranking_sends_its_things_along()
    {
        var schema = LabelSchema.Parse("""
            {"fields":[{"name":"prompt"},{"name":"one"},{"name":"two"}],"questions":[{"name":"order","kind":"ranking","labels":[{"name":"a","field":"one"},{"name":"b","field":"two"}]}]}
            """);
        await using var server = await LoopbackServer.Saying("""{"results":[{"result":[{"from_name":"order","to_name":"order_things","type":"ranker","value":{"ranker":{"order":["b","a"]}}}]}]}""");
        using var model = At(server);
        var draft = (await Drafts(model, schema, """{"prompt":"?","one":"yes","two":"no"}""")).Single();
        draft.ByQuestion["order"].Answer.ShouldBe(new RankingAnswer([["b"], ["a"]]));
        server.Bodies("/predict").Single().GetProperty("tasks")[0].GetProperty("data").GetProperty("order_things").GetRawText()
            .ShouldBe("""[{"id":"a","title":"a","body":"yes"},{"id":"b","title":"b","body":"no"}]""");
    }

    [Theory]
    [InlineData("ftp://127.0.0.1", "no address of a model server")]
    [InlineData("127.0.0.1:9090", "no address of a model server")]
    [InlineData("http://127.0.0.1:9090/?key=1", "no query and no fragment")]
    public void An_address_that_is_none_is_refused(string url, string why) => Should.Throw<UnfitModel>(() => HttpModel.At(url)).Message.ShouldContain(why);

    internal static HttpModel At(LoopbackServer server, HttpModelOptions? options = null) =>
        HttpModel.At(server.Url, (options ?? new HttpModelOptions()) with { FirstDelay = TimeSpan.Zero });

    internal static async Task<IReadOnlyList<ItemDraft>> Drafts(HttpModel model, LabelSchema schema, params string[] items) =>
        await model.Predict(schema, [.. items.Select(item => JsonElement.Parse(item))]);

    internal static string Choice(string label, double score, string? version = null) => JsonSerializer.Serialize(new
    {
        result = new[] { new { from_name = "sentiment", to_name = "text", type = "choices", value = new { choices = new[] { label } } } },
        score,
        model_version = version,
    });
}
