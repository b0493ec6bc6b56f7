using System.Text;
using System.Text.Json;
using Assay.Model;
using Assay.TestKit;

namespace Assay.Server.Tests;

/// <summary>The main job from end to end, as the web app does it: a file in, two people, a dispute, a decision, labels out.</summary>
public sealed class MainJobTests
{
    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task A_file_becomes_decided_labels(string engine)
    {
        Assert.SkipUnless(engine == "sqlite" || PostgresCluster.IsThere, PostgresCluster.Missing);
        await using var host = await Host.Start(engine, options => options with { Clock = TimeProvider.System });
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        using var ann = await host.Member(project, ProjectRole.Annotator);
        using var bob = await host.Member(project, ProjectRole.Annotator);
        var home = $"/api/projects/{project}";

        await Import(owner, home, "text,note\nA cup final,a\nA vote,b\nA cup final,c\n,empty\n");
        var tasks = (await ann.Post($"{home}/claims", new { count = 2 }).Ok()).GetProperty("tasks");
        tasks[0].GetProperty("data").GetProperty("text").GetString().ShouldBe("A cup final");
        var (first, second) = (tasks[0].GetProperty("id").GetInt64(), tasks[1].GetProperty("id").GetInt64());
        await ann.Put($"{home}/tasks/{first}/draft", new { answers = new { topic = "sport" } }).Ok();
        (await ann.Post($"{home}/claims", new { count = 2 }).Ok()).GetProperty("tasks")[0].GetProperty("draft").GetProperty("topic").GetString().ShouldBe("sport");
        var wrong = await ann.Post($"{home}/submissions", Submission(1, first, "cooking")).Problem(400);
        wrong.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("answers.topic");

        (await ann.Post($"{home}/submissions", Submission(1, first, "sport")).Ok()).GetProperty("outcome").GetString().ShouldBe("accepted");
        (await ann.Post($"{home}/submissions", Submission(1, first, "sport")).Ok()).GetProperty("outcome").GetString().ShouldBe("repeated");
        await ann.Post($"{home}/submissions", Submission(2, second, "world")).Ok();
        await bob.Post($"{home}/claims", new { count = 2 }).Ok();
        (await bob.Post($"{home}/submissions", Submission(3, first, "sport")).Ok()).GetProperty("status").GetString().ShouldBe("completed");
        (await bob.Post($"{home}/submissions", Submission(4, second, "business")).Ok()).GetProperty("status").GetString().ShouldBe("disputed");
        (await bob.Get($"{home}/mine").Ok()).GetArrayLength().ShouldBe(2);
        await bob.Get($"{home}/tasks/{first}").Problem(403);

        var dispute = (await owner.Get($"{home}/disputes").Ok()).GetProperty("disputes")[0];
        dispute.GetProperty("taskId").GetInt64().ShouldBe(second);
        (await owner.Post($"{home}/disputes/claim").Ok()).GetProperty("taskId").GetInt64().ShouldBe(second);
        var story = await owner.Get($"{home}/tasks/{second}?blind=true").Ok();
        story.GetProperty("annotations")[0].GetProperty("person").ValueKind.ShouldBe(JsonValueKind.Null);
        var decided = await owner.Post($"{home}/tasks/{second}/decision", new { answers = new { topic = "world" }, comment = "It is about a vote." }).Ok();
        decided.GetProperty("final").GetProperty("how").GetString().ShouldBe("review");
        decided.GetProperty("status").GetString().ShouldBe("completed");
        (await owner.Get($"{home}/tasks?status=completed").Ok()).GetProperty("tasks").GetArrayLength().ShouldBe(2);
        await owner.Get($"{home}/tasks?status=finished").Problem(400);

        var quality = await owner.Get($"{home}/quality").Ok();
        quality.GetProperty("itemsWithTwo").GetInt64().ShouldBe(2);
        quality.GetProperty("questions")[0].GetProperty("pairs")[0].GetProperty("percent").GetProperty("value").GetDouble().ShouldBe(0.5);
        var member = (await owner.Get($"{home}/members").Ok()).EnumerateArray().Single(row => row.GetProperty("person").GetProperty("email").GetString() == "person1@example.org");
        member.GetProperty("answers").GetInt64().ShouldBe(2);
        member.GetProperty("medianSeconds").GetDouble().ShouldBe(2);

        using var export = await owner.Get($"{home}/export?annotations=true");
        export.Content.Headers.ContentDisposition!.FileName.ShouldBe("topics.jsonl");
        var lines = (await export.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3, "two tasks, and the row that repeats the first shares its label");
        lines.Count(line => line.Contains("\"is_duplicate\":true", StringComparison.Ordinal) && line.Contains("A cup final", StringComparison.Ordinal)).ShouldBe(1);
        lines[^1].ShouldContain("review");
        (await owner.Get($"{home}/export?annotations=true").Raw()).ShouldBe(string.Concat(lines.Select(line => line + "\n")));
        await owner.Get($"{home}/export?format=xml").Problem(400);
        (await owner.Get($"{home}/export/summary").Ok()).GetProperty("bytesEstimate").GetInt64().ShouldBeGreaterThan(0);
    }

    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task An_import_shows_on_the_overview_and_its_bad_rows_can_be_had(string engine)
    {
        Assert.SkipUnless(engine == "sqlite" || PostgresCluster.IsThere, PostgresCluster.Missing);
        await using var host = await Host.Start(engine, options => options with { Clock = TimeProvider.System });
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        using var ann = await host.Member(project, ProjectRole.Annotator);
        var home = $"/api/projects/{project}";
        await Import(owner, home, "text,note\nA cup final,a\nA vote,b\nA cup final,c\n,empty\n");
        var overview = await owner.Get($"{home}/overview").Ok();
        overview.GetProperty("total").GetInt64().ShouldBe(2);
        overview.GetProperty("waiting").GetInt64().ShouldBe(2);
        overview.GetProperty("duplicates").GetInt64().ShouldBe(1);
        overview.GetProperty("imports").GetProperty("rejectedRows").GetInt64().ShouldBe(1);
        overview.GetProperty("perDay").GetArrayLength().ShouldBe(30);
        overview.GetProperty("needs").EnumerateArray().Select(need => need.GetProperty("kind").GetString()).ShouldBe(["import_rejected"]);
        using var rejected = await owner.Get($"{home}/imports/1/rejected");
        (await rejected.Content.ReadAsStringAsync()).ShouldStartWith("line,column,position,reason,excerpt\r\n");
    }

    private static async Task Import(Browser owner, string home, string csv)
    {
        using var file = new StringContent(csv, Encoding.UTF8, "text/csv");
        var upload = await owner.Send(HttpMethod.Post, $"{home}/uploads?fileName=news.csv", file).Ok();
        upload.GetProperty("columns")[0].GetProperty("kind").GetString().ShouldBe("text");
        using var stream = await owner.Send(HttpMethod.Get, $"{home}/events", null, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        await owner.Post($"{home}/imports", new { uploadId = upload.GetProperty("uploadId").GetString(), mapping = new { text = "text" } }).Ok();
        while (await reader.ReadLineAsync() is { } line)
            if (line.Contains("\"state\":\"completed\"", StringComparison.Ordinal))
                return;
    }

    private static object Submission(int number, long taskId, string topic) => new
    {
        submissionId = $"0b6f9a3e-0000-4000-8000-00000000000{number}",
        taskId,
        answers = new { topic },
        leadTimeMs = 2000,
        guidelineVersion = 1,
    };
}
