using System.Text.Json;
using Assay.Cli.MlBackend;
using Assay.Cli.Models;
using Assay.Formats.LabelStudio;
using Assay.Model;
using Assay.TestKit;
using Assay.WeakModels;

namespace Assay.Cli.Tests.MlBackend;

public sealed class BackendTests
{
    /// <summary>Tasks as Label Studio exports and sends them, with annotations that tell the sizes of the images: a model that says the same is written as they are.</summary>
    [Theory]
    [InlineData("json_min/label_config.xml", "json_min/data.json")]
    [InlineData("yolo_boxes/label_config.xml", "yolo_boxes/data.json")]
    [InlineData("yolo_keypoints/label_config_keypoints.xml", "yolo_keypoints/data_keypoints.json")]
    public async Task What_people_marked_in_Label_Studio_is_predicted_as_they_marked_it(string xml, string data)
    {
        var folder = SharedData.Find("formats/label_studio");
        Assert.SkipWhen(folder is null, "the shared data sets are not on this machine");
        var text = await File.ReadAllTextAsync(Path.Combine(folder!, xml));
        var config = LabelConfig.Bind(text);
        var tasks = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(folder!, data)));
        var marked = tasks.EnumerateArray().ToDictionary(task => config.ItemOf(task.GetProperty("data")).GetRawText(), task => task.GetProperty("annotations")[0].GetProperty("result"));
        using var backend = new Backend(new ModelAtHand(new Says(item => ResultReader.Read(config, marked[item.GetRawText()], item).Answers!)));

        var reply = JsonElement.Parse((await backend.Predict(JsonSerializer.SerializeToElement(new { tasks, label_config = text }), CancellationToken.None)).ToJsonString());

        foreach (var (place, prediction) in reply.GetProperty("results").EnumerateArray().Index())
        {
            prediction.TryGetProperty("left_out", out _).ShouldBeFalse();
            var again = ResultReader.Read(config, prediction.GetProperty("result"), config.ItemOf(tasks[place].GetProperty("data")));
            var before = tasks[place].GetProperty("annotations")[0].GetProperty("result");
            again.Answers!.ToJson().ShouldBe(ResultReader.Read(config, before, default).Answers!.ToJson());
            prediction.GetProperty("result").EnumerateArray().Select(Named).ShouldBe(before.EnumerateArray().Where(one => one.TryGetProperty("from_name", out _)).Select(Named), ignoreOrder: true);
        }

        static string Named(JsonElement result) => $"{result.GetProperty("from_name")} {result.GetProperty("to_name")} {result.GetProperty("type")} {result.GetProperty("original_width")} {result.GetProperty("original_height")}";
    }

    [Fact]
    public async Task What_a_model_refuses_and_what_a_result_cannot_hold_are_said_beside_an_empty_result()
    {
        const string xml = """<View><Image name="i" value="$image"/><RectangleLabels name="q" toName="i"><Label value="car"/></RectangleLabels></View>""";
        var schema = LabelConfig.Read(xml).Schema;
        using var backend = new Backend(new ModelAtHand(new Says(item => item.GetProperty("image").GetString() == "bad" ? null : schema.ReadAnswers("""{"q":[{"label":"car","x":1,"y":1,"width":1,"height":1}]}""").OrThrow())));
        var body = JsonSerializer.SerializeToElement(new { tasks = new[] { new { data = new { image = "bad" } }, new { data = new { image = "good" } } }, label_config = xml });
        var results = JsonElement.Parse((await backend.Predict(body, CancellationToken.None)).ToJsonString()).GetProperty("results");
        results[0].GetProperty("error").GetString().ShouldBe("not today");
        results[1].GetProperty("left_out")[0].GetString()!.ShouldContain("the size of the image in image is not known");
        results.EnumerateArray().ShouldAllBe(result => result.GetProperty("result").GetArrayLength() == 0);
    }

    [Fact]
    public async Task What_a_backend_refuses_is_told_by_whoever_asked_it()
    {
        using var shell = new Shell();
        using var backend = new Backend(new ModelAtHand(new Says(_ => null)));
        await using var app = BackendServer.Build(backend, "http://127.0.0.1:0", who: null, TextWriter.Null);
        var address = await ServeCommand.Start(app, CancellationToken.None);
        var ran = await Shell.Plain("preannotate", shell.Write("items.csv", "text", "x"), "--model", $"http:{address}", "--labels", "a,b", "--json");
        ran.Exit.ShouldBe(0, ran.Error);
        ran.Json.GetProperty("error").GetString().ShouldBe("not today");
        ran.Json.GetProperty("version").GetString().ShouldBe("says:1");
        ran.Error.ShouldContain("1 items: 0 drafted, 0 abstained, 1 refused");
    }

    [Fact]
    public async Task Too_many_tasks_are_refused()
    {
        using var backend = new Backend(new ModelAtHand(new Says(_ => null)));
        var body = JsonSerializer.SerializeToElement(new { tasks = new int[Backend.MostTasks + 1], label_config = "<View></View>" });
        (await Should.ThrowAsync<Invalid>(() => backend.Predict(body, CancellationToken.None))).Message.ShouldContain("1,001 tasks; at most 1,000");
    }

    private sealed class Says(Func<JsonElement, Answers?> answers) : IWeakModel
    {
        public void Check(LabelSchema schema)
        {
        }

        public string Name => "says";

        public string Version => "1";

        public ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default) =>
            ValueTask.FromResult<IReadOnlyList<ItemDraft>>([.. items.Select(item => answers(item) is { } said
                ? new ItemDraft(said.ByQuestion.ToDictionary(pair => pair.Key, pair => new QuestionDraft(pair.Value, 0.5, new Dictionary<string, double>())))
                : new ItemDraft(new Dictionary<string, QuestionDraft>()) { Refusal = "not today" })]);
    }
}
