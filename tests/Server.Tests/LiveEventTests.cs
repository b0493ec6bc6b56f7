using System.Text;
using System.Text.Json;
using Assay.Model;

namespace Assay.Server.Tests;

public sealed class LiveEventTests
{
    [Fact]
    public async Task A_change_is_told_and_an_import_is_followed_to_its_end()
    {
        await using var host = await Host.Start(change: options => options with { Clock = TimeProvider.System });
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        using var stream = await owner.Send(HttpMethod.Get, $"/api/projects/{project}/events", null, HttpCompletionOption.ResponseHeadersRead);
        stream.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        (await Next(reader, "overview")).TryGetProperty("at", out _).ShouldBeTrue();

        using var file = new StringContent("text\nfirst\nsecond\n", Encoding.UTF8, "text/csv");
        var upload = await owner.Send(HttpMethod.Post, $"/api/projects/{project}/uploads?fileName=two.csv", file).Ok();
        upload.GetProperty("format").GetString().ShouldBe("csv");
        upload.GetProperty("suggested").GetProperty("text").GetString().ShouldBe("text");
        using var accepted = await owner.Post(
            $"/api/projects/{project}/imports", new { uploadId = upload.GetProperty("uploadId").GetString(), mapping = new { text = "text" } });
        ((int)accepted.StatusCode).ShouldBe(202);
        JsonElement job;
        do
            job = await Next(reader, "job");
        while (job.GetProperty("state").GetString() is "queued" or "running");
        job.GetProperty("state").GetString().ShouldBe("completed");
        job.GetProperty("imported").GetInt64().ShouldBe(2);
        (await owner.Get(accepted.Headers.Location!.ToString()).Ok()).GetProperty("imported").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task The_stream_ends_for_a_manager_who_is_removed()
    {
        await using var host = await Host.Start(change: options => options with { Clock = TimeProvider.System });
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        using var manager = await host.Member(project, ProjectRole.Manager);
        var id = (await manager.Get("/api/session").Ok()).GetProperty("person").GetProperty("id").GetInt64();
        using var stream = await manager.Send(HttpMethod.Get, $"/api/projects/{project}/events", null, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        await Next(reader, "overview");
        await owner.Delete($"/api/projects/{project}/members/{id}").Ok();
        (await reader.ReadToEndAsync()).ShouldNotBeNull();
    }

    private static async Task<JsonElement> Next(StreamReader reader, string kind)
    {
        for (var name = ""; ;)
        {
            var line = await reader.ReadLineAsync() ?? throw new InvalidOperationException("The stream ended.");
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal) && name == kind)
                return JsonElement.Parse(line[6..]);
        }
    }
}
