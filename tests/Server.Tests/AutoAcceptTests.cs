using Assay.TestKit;

namespace Assay.Server.Tests;

public sealed class AutoAcceptTests
{
    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task A_manager_sets_it_looks_at_it_and_takes_back(string engine)
    {
        Assert.SkipUnless(engine == "sqlite" || PostgresCluster.IsThere, PostgresCluster.Missing);
        await using var host = await Host.Start(engine);
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        var task = (await TestProject.Tasks(host.The<Pipeline.Database.Db>(), project, 1))[0];
        await owner.Post(
            $"/api/projects/{project}/predictions",
            new { model = "net", version = "1", predictions = new[] { new { taskId = task, confidence = 0.5, answers = new { topic = "sport" } } } }).Ok();
        var model = (await owner.Get($"/api/projects/{project}/models").Ok())[0].GetProperty("id").GetInt64();
        var path = $"/api/projects/{project}/models/{model}/auto-accept";

        var unset = await owner.Get(path).Ok();
        unset.GetProperty("settings").GetProperty("mode").GetString().ShouldBe("off");
        (unset.GetProperty("run").GetInt64(), unset.GetProperty("drafts").GetInt64()).ShouldBe((0, 1));
        var set = await owner.Put(path, new { mode = "risk_controlled", epsilon = 0.05 }).Ok();
        set.GetProperty("settings").GetProperty("delta").GetDouble().ShouldBe(0.1, "what is left out is as usual");
        set.GetProperty("nextChoiceAt").GetInt32().ShouldBe(118);
        set.GetProperty("thresholdInForce").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);

        var problem = await owner.Put(path, new { mode = "sometimes", auditShare = 1 }).Problem(400);
        problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()).ShouldBe(["mode", "auditShare"]);
        (await owner.Get($"/api/projects/{project}/models/77/auto-accept").Problem(404)).Detail().ShouldContain("no model 77");
        (await owner.Post($"{path}/take-back", new { run = 5 }).Problem(404)).Detail().ShouldContain("no run 5");
        var back = await owner.Post($"{path}/take-back").Ok();
        back.GetProperty("settings").GetProperty("mode").GetString().ShouldBe("off");
        back.GetProperty("run").GetInt64().ShouldBe(2);
    }
}
