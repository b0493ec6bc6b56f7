using System.Net.Http.Headers;
using System.Text;

namespace Assay.Server.Tests;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("GET", "/api/nothing", 404)]
    [InlineData("GET", "/api", 404)]
    [InlineData("GET", "/api/projects/seven", 404)]
    [InlineData("GET", "/api/projects/99999999999999999999", 404)]
    [InlineData("GET", "/openapi/nothing", 404)]
    [InlineData("DELETE", "/api/projects", 405)]
    [InlineData("POST", "/somewhere", 405)]
    public async Task What_is_not_there_is_a_problem_too(string method, string path, int status)
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var problem = await owner.Send(new HttpMethod(method), path, null).Problem(status);
        problem.Detail().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"email\":")]
    [InlineData("{\"email\":\"a@b\"}")]
    [InlineData("{\"email\":7,\"password\":[]}")]
    [InlineData("{\"email\":null,\"password\":null}")]
    public async Task A_body_of_the_wrong_shape_is_a_400_and_names_no_types_of_ours(string body)
    {
        await using var host = await Host.Start();
        using var browser = host.Browser();
        var problem = await browser.Send(HttpMethod.Post, "/api/session", Json(body)).Problem(400);
        problem.GetRawText().ShouldNotContain("Assay.");
        problem.GetRawText().ShouldNotContain("System.");
    }

    [Fact]
    public async Task A_value_of_the_wrong_kind_is_named_by_its_path()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var problem = await owner.Post("/api/projects", new { name = "x", schema = System.Text.Json.JsonElement.Parse(TestKit.TestProject.Schema), overlap = "two" }).Problem(400);
        problem.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("overlap");
        var missing = await owner.Post("/api/projects", new { schema = System.Text.Json.JsonElement.Parse(TestKit.TestProject.Schema) }).Problem(400);
        missing.Detail().ShouldContain("name");
    }

    [Fact]
    public async Task JSON_nested_too_deep_is_a_400_wherever_JSON_is_passed_through()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        var deep = $"{new string('[', 10_000)}{new string(']', 10_000)}";
        await owner.Send(HttpMethod.Post, "/api/schema/check", Json(deep)).Problem(400);
        await owner.Send(HttpMethod.Post, "/api/projects", Json("{\"name\":\"x\",\"schema\":" + deep + "}")).Problem(400);
        await owner.Send(HttpMethod.Put, $"/api/projects/{project}/tasks/1/draft", Json("{\"answers\":{\"topic\":" + deep + "}}")).Problem(400);
        await owner.Send(HttpMethod.Post, $"/api/projects/{project}/submissions", Json(
            "{\"submissionId\":\"0b6f9a3e-0000-4000-8000-000000000001\",\"taskId\":1,\"leadTimeMs\":1,\"guidelineVersion\":1,\"answers\":{\"topic\":" + deep + "}}")).Problem(400);
    }

    [Theory]
    [InlineData("/api/session", 10_000_000)]
    [InlineData("/api/projects", 1_100_000)]
    [InlineData("/api/projects/1/tasks/1/draft", 300_000)]
    public async Task A_body_larger_than_an_endpoint_takes_is_a_413(string path, int bytes)
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        await Host.Project(owner);
        var method = path.EndsWith("draft", StringComparison.Ordinal) ? HttpMethod.Put : HttpMethod.Post;
        await owner.Send(method, path, Json($"{{\"answers\":{{\"topic\":\"{new string('a', bytes)}\"}}}}")).Problem(413);
    }

    [Fact]
    public async Task An_upload_larger_than_the_limit_is_a_413_and_leaves_nothing_on_disk()
    {
        await using var host = await Host.Start(change: options => options with { LargestUpload = 1_000_000 });
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        using var content = new ByteArrayContent(new byte[1_200_000]);
        await owner.Send(HttpMethod.Post, $"/api/projects/{project}/uploads?fileName=x.csv", content).Problem(413);
        using var unannounced = new StreamContent(new MemoryStream(new byte[1_200_000]));
        owner.Headers["Transfer-Encoding"] = "chunked";
        await owner.Send(HttpMethod.Post, $"/api/projects/{project}/uploads?fileName=x.csv", unannounced).Problem(413);
        var folder = Path.Combine(host.The<ServerOptions>().DataFolder, "uploads");
        (Directory.Exists(folder) ? Directory.GetFiles(folder) : []).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_by_its_own_word_is_a_415()
    {
        await using var host = await Host.Start();
        using var browser = host.Browser();
        using var form = new StringContent("email=a&password=b", Encoding.UTF8, "application/x-www-form-urlencoded");
        await browser.Send(HttpMethod.Post, "/api/session", form).Problem(415);
    }

    [Fact]
    public async Task Text_that_is_no_UTF8_is_a_400()
    {
        await using var host = await Host.Start();
        using var browser = host.Browser();
        using var content = new ByteArrayContent([.. "{\"email\":\""u8, 0xFF, 0xFE, .. "\",\"password\":\"x\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        await browser.Send(HttpMethod.Post, "/api/session", content).Problem(400);
    }

    [Theory]
    [InlineData("{\"email\":\"a\\u0000b@example.org\",\"password\":\"long enough password\",\"name\":\"x\",\"token\":\"x\"}")]
    [InlineData("{\"email\":\"\\ud800@example.org\",\"password\":\"long enough password\",\"name\":\"x\",\"token\":\"x\"}")]
    public async Task Characters_that_databases_choke_on_end_in_an_answer_not_in_a_fault(string body)
    {
        await using var host = await Host.Start();
        using var browser = host.Browser();
        foreach (var path in (string[])["/api/session", "/api/setup"])
        {
            using var response = await browser.Send(HttpMethod.Post, path, Json(body));
            ((int)response.StatusCode).ShouldBeLessThan(500, await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_fault_of_ours_is_a_500_that_tells_nothing_but_where_it_is_logged()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        await host.The<Pipeline.Database.Db>().Write(session => session.Execute("DROP TABLE tally"));
        var problem = await owner.Get("/api/projects").Problem(500);
        problem.TryGetProperty("traceId", out _).ShouldBeTrue();
        problem.GetRawText().ShouldNotContain("tally");
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
