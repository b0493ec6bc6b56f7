using Assay.TestKit;

namespace Assay.Server.Tests;

public sealed class MetricsTests
{
    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task A_manager_gets_every_figure_with_its_interval_or_why_there_is_none(string engine)
    {
        Assert.SkipUnless(engine == "sqlite" || PostgresCluster.IsThere, PostgresCluster.Missing);
        await using var host = await Host.Start(engine);
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        await owner.Patch($"/api/projects/{project}", new { overlap = 1 }).Ok();
        await TestProject.Tasks(host.The<Pipeline.Database.Db>(), project, 12);
        for (var number = 1; number <= 10; number++)
        {
            var task = (await owner.Post($"/api/projects/{project}/claims", new { count = 1 }).Ok()).GetProperty("tasks")[0].GetProperty("id").GetInt64();
            await owner.Post(
                $"/api/projects/{project}/submissions",
                new { submissionId = $"00000000-0000-4000-8000-{number:D12}", taskId = task, answers = new { topic = "sport" }, leadTimeMs = 3600, guidelineVersion = 1 }).Ok();
        }

        var report = await owner.Get($"/api/projects/{project}/metrics").Ok();
        report.GetProperty("table").EnumerateArray().Select(row => row.GetProperty("name").GetString()).ShouldBe(
            ["tasks_per_1000", "without_person_per_1000", "hours_per_1000", "alpha", "label_accuracy", "label_accuracy", "model_accuracy"]);
        var hours = report.GetProperty("table")[2].GetProperty("value");
        foreach (var end in (string[])["value", "low", "high"])
            hours.GetProperty(end).GetDouble().ShouldBe(1, 1e-5, end);
        hours.GetProperty("count").GetInt64().ShouldBe(10);
        report.GetProperty("table")[4].GetProperty("missing").GetString().ShouldBe("too_few_known");
        report.GetProperty("table")[6].GetProperty("missing").GetString().ShouldBe("off");
        report.GetProperty("labels")[0].GetProperty("how").GetString().ShouldBe("single");
        report.GetProperty("queue").EnumerateArray().Single(part => part.GetProperty("kind").GetString() == "plain").GetProperty("tasks").GetInt64().ShouldBe(2);
    }
}
