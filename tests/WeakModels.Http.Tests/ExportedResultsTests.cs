using System.Text.Json;
using Assay.Formats.LabelStudio;
using Assay.TestKit;

namespace Assay.WeakModels.Http.Tests;

/// <summary>What people marked in Label Studio, in the files of its own converter's tests, sent as a server's predictions.</summary>
public sealed class ExportedResultsTests
{
    [Theory]
    [InlineData("json_min/label_config.xml", "json_min/data.json")]
    [InlineData("yolo_boxes/label_config.xml", "yolo_boxes/data.json")]
    [InlineData("yolo_keypoints/label_config_keypoints.xml", "yolo_keypoints/data_keypoints.json")]
    public async Task Every_exported_result_is_a_draft(string xml, string data)
    {
        var folder = SharedData.Find("formats/label_studio");
        Assert.SkipWhen(folder is null, "the shared data sets are not on this machine");
        var config = LabelConfig.Bind(await File.ReadAllTextAsync(Path.Combine(folder!, xml)));
        var tasks = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(folder!, data))).EnumerateArray().ToList();
        var items = tasks.ConvertAll(task => config.ItemOf(task.GetProperty("data")));
        var annotations = tasks.ToDictionary(
            task => task.GetProperty("data").GetProperty(config.Objects[0].Variable).GetString()!, task => task.GetProperty("annotations")[0].GetProperty("result"));
        await using var server = await LoopbackServer.Predicting(task => $$"""{"result":{{annotations[task.GetProperty("data").GetProperty(config.Schema.Fields[0].Name).GetString()!].GetRawText()}},"score":0.5}""");
        using var model = HttpModelTests.At(server);

        var drafts = await model.Predict(config.Schema, items);

        drafts.Select(draft => draft.Refusal).ShouldAllBe(refusal => refusal == null);
        foreach (var (place, draft) in drafts.Index())
        {
            var direct = ResultReader.Read(config, tasks[place].GetProperty("annotations")[0].GetProperty("result"), items[place]).Answers!;
            direct.ByQuestion.Count.ShouldBeGreaterThan(0);
            draft.ByQuestion.Select(pair => (pair.Key, pair.Value.Answer)).ShouldBe(direct.ByQuestion.Select(pair => (pair.Key, pair.Value)), ignoreOrder: true);
        }
    }

    /// <summary>The example of Label Studio's guide to predictions: boxes in percent, without the size of the image.</summary>
    [Fact]
    public async Task A_box_without_the_size_of_its_image_is_refused_with_the_reason()
    {
        const string xml = """<View><Image name="img" value="$img"/><RectangleLabels name="tag" toName="img"><Label value="Planet"/><Label value="Moonwalker"/></RectangleLabels></View>""";
        await using var server = await LoopbackServer.Saying("""
            {"results":[{"model_version":"model 1","result":[{"from_name":"tag","id":"t5sp3TyXPo","source":"$image","to_name":"img","type":"rectanglelabels",
              "value":{"height":11.612284069097889,"rectanglelabels":["Moonwalker"],"rotation":0,"width":39.6,"x":13.2,"y":34.702495201535505}}]}]}
            """);
        using var model = HttpModelTests.At(server);
        var draft = (await HttpModelTests.Drafts(model, LabelConfig.Read(xml).Schema, """{"img":"https://example.com/1.jpg"}""")).Single();
        draft.Refusal.ShouldBe("result 1: original_width and original_height are missing, so that its percents are of nothing known");
        model.Version.ShouldBe("model 1");
    }
}
