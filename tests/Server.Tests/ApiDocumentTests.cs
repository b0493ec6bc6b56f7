using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Server.Auth;
using Microsoft.AspNetCore.Routing;

namespace Assay.Server.Tests;

public sealed class ApiDocumentTests
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task The_committed_description_is_the_one_the_server_gives()
    {
        await using var host = await Host.Start();
        using var browser = host.Browser();
        var now = JsonNode.Parse((await browser.Get("/openapi/v1.json").Ok()).GetRawText())!.ToJsonString(Indented) + "\n";
        var file = Snapshot();
        if (Environment.GetEnvironmentVariable("ASSAY_UPDATE_SNAPSHOT") == "1")
            await File.WriteAllTextAsync(file, now);
        (await File.ReadAllTextAsync(file) == now).ShouldBeTrue(
            "docs/openapi.json is not what the server describes. Look at the difference after ASSAY_UPDATE_SNAPSHOT=1 dotnet run --project tests/Server.Tests, and commit it.");
    }

    [Fact]
    public async Task Every_endpoint_of_the_api_has_a_summary_a_name_and_says_who_may_use_it()
    {
        await using var host = await Host.Start();
        using var browser = host.Browser();
        var document = await browser.Get("/openapi/v1.json").Ok();
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => (Name: $"{method.Name} {path.Name}", method.Value))).ToList();
        operations.Count.ShouldBe(host.The<EndpointDataSource>().Endpoints.Count(endpoint => endpoint.Metadata.GetMetadata<Access>() is not null));
        foreach (var (name, operation) in operations)
        {
            operation.TryGetProperty("summary", out _).ShouldBeTrue(name);
            operation.TryGetProperty("operationId", out _).ShouldBeTrue(name);
            operation.GetProperty("description").GetString()!.ShouldMatch("Open to|For ", name);
        }
    }

    [Fact]
    public async Task The_reference_page_loads_nothing_from_elsewhere()
    {
        await using var host = await Host.Start();
        using var browser = host.Browser();
        using var moved = await browser.Get("/reference");
        using var response = moved.Headers.Location is { } place ? await browser.Get(place.ToString()) : moved;
        var page = await response.Content.ReadAsStringAsync();
        page.ShouldContain("<script");
        page.ShouldNotMatch("(src|href)=\"(https?:)?//");
    }

    private static string Snapshot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Assay.slnx")))
                return Path.Combine(folder.FullName, "docs", "openapi.json");
        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
