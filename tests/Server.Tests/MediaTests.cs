using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Assay.Model;
using Assay.TestKit;

namespace Assay.Server.Tests;

public sealed class MediaTests
{
    private const string Schema = """
        {"fields":[{"name":"picture","kind":"image","required":false},{"name":"sound","kind":"audio","required":false}],"questions":[{"name":"topic","kind":"choice",
        "title":"Topic?","mode":"single","labels":[{"name":"sport"},{"name":"world"}]}]}
        """;

    [Fact]
    public async Task Each_file_sent_is_stored_there_already_or_refused()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var project = await Project(owner);
        var answer = await Send(owner, project, ("photos/1.jpg", Pictures.Jpeg(40, 30)), ("photos/2.jpg", Pictures.Jpeg(40, 30)), ("x.svg", "<svg onload='alert(1)'/>"u8.ToArray()), ("tone.wav", Tones.Wav(1.5))).Ok();
        answer.EnumerateArray().Select(file => file.GetProperty("outcome").GetString()).ShouldBe(["stored", "stored", "refused", "stored"]);
        answer[0].GetProperty("medium").GetProperty("width").GetInt32().ShouldBe(40);
        answer[2].GetProperty("reason").GetString()!.ShouldStartWith("This is an SVG");
        answer[3].GetProperty("medium").GetProperty("duration").GetDouble().ShouldBe(1.5);
        (await Send(owner, project, ("photos/1.jpg", Pictures.Jpeg(40, 30))).Ok())[0].GetProperty("outcome").GetString().ShouldBe("already_there");

        var list = await owner.Get($"/api/projects/{project}/media?limit=2").Ok();
        (list.GetProperty("total").GetInt64(), list.GetProperty("next").GetString()).ShouldBe((3, "photos/2.jpg"));
        await owner.Delete($"/api/projects/{project}/media?name=photos%2F2.jpg").Ok();
        (await owner.Get($"/api/projects/{project}/media").Ok()).GetProperty("total").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task A_body_without_files_is_refused_in_words()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var project = await Project(owner);
        (await owner.Post($"/api/projects/{project}/media").Problem(400)).Detail().ShouldContain("multipart/form-data");
        using var nothing = new MultipartFormDataContent { { new StringContent("x"), "text" } };
        (await owner.Send(HttpMethod.Post, $"/api/projects/{project}/media", nothing).Problem(400)).Detail().ShouldContain("holds no file");
        using var broken = new StringContent("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.jpg\"\r\n\r\nabc");
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        await owner.Send(HttpMethod.Post, $"/api/projects/{project}/media", broken).Problem(400);
    }

    [Fact]
    public async Task A_medium_is_served_to_members_only_and_runs_nothing()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var (project, other) = (await Project(owner), await Project(owner));
        var photo = Pictures.Jpeg(400, 300);
        var url = await Stored(owner, project, "1.jpg", photo);
        using var annotator = await host.Member(project, ProjectRole.Annotator);
        using var stranger = await host.Member(other, ProjectRole.Owner);

        using var response = await annotator.Get(url);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(photo);
        response.Content.Headers.ContentType!.ToString().ShouldBe("image/jpeg");
        Header(response, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(response, "Content-Security-Policy").ShouldEndWith("sandbox");
        Header(response, "Cache-Control").ShouldBe("max-age=31536000, private, immutable");
        response.Headers.ETag!.Tag.Length.ShouldBe(66);
        await stranger.Get(url).Problem(404);
        await stranger.Get(url.Replace($"/{project}/", $"/{other}/", StringComparison.Ordinal)).Problem(404);
        using var missing = await annotator.Get($"/api/projects/{project}/media/..%2F..%2Fassay.db");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Header(missing, "Cache-Control").ShouldBe("no-store");
        using var signedOut = host.Browser();
        await signedOut.Get(url).Problem(401);
    }

    [Fact]
    public async Task A_medium_known_already_is_not_sent_again_and_a_recording_in_parts()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var project = await Project(owner);
        var tone = Tones.Wav(1.5);
        var url = await Stored(owner, project, "tone.wav", tone);
        using var whole = await owner.Get(url);
        whole.Headers.AcceptRanges.ShouldBe(["bytes"]);
        owner.Headers["If-None-Match"] = whole.Headers.ETag!.Tag;
        (await owner.Get(url)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        owner.Headers.Remove("If-None-Match");
        owner.Headers["Range"] = "bytes=1000-1999";
        using var part = await owner.Get(url);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(tone[1000..2000]);
        owner.Headers["Range"] = "bytes=99999999-";
        (await owner.Get(url)).StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
    }

    [Fact]
    public async Task Thumbnails_and_waveforms_are_made_on_demand()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var project = await Project(owner);
        var photo = await Stored(owner, project, "1.jpg", Pictures.Jpeg(900, 600));
        using var small = await owner.Get($"{photo}?size=256");
        small.Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
        (await small.Content.ReadAsByteArrayAsync()).Length.ShouldBeLessThan(30_000);
        (await owner.Get($"{photo}?size=0").Problem(400)).Detail().ShouldContain("1 to 2048");
        var tone = await Stored(owner, project, "tone.wav", Tones.Wav(1.5));
        var waveform = await owner.Get($"{tone}/peaks?per=20").Ok();
        waveform.GetProperty("length").GetInt32().ShouldBe(30);
        waveform.GetProperty("data").GetArrayLength().ShouldBe(60);
        await owner.Get($"{tone}/peaks?per=0").Problem(400);
        await owner.Get($"{photo}/peaks").Problem(404);
    }

    [Fact]
    public async Task A_folder_sent_as_files_is_imported_and_claimed_with_its_pictures()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var project = await Project(owner);
        using var files = Parts(("trip/1.jpg", Pictures.TurnedJpeg(64, 32, 6)), ("trip/2.txt", "hello"u8.ToArray()));
        var upload = await owner.Send(HttpMethod.Post, $"/api/projects/{project}/uploads/files?name=trip", files).Ok();
        (upload.GetProperty("format").GetString(), upload.GetProperty("files").GetInt32()).ShouldBe(("media", 2));
        var job = await owner.Post($"/api/projects/{project}/imports", new { uploadId = upload.GetProperty("uploadId").GetString(), mapping = new { picture = "name" } }).Ok();
        var id = job.GetProperty("id").GetInt64();
        while ((job = await owner.Get($"/api/projects/{project}/imports/{id}").Ok()).GetProperty("state").GetString() is "queued" or "running")
            await Task.Yield();
        (job.GetProperty("state").GetString(), job.GetProperty("imported").GetInt64(), job.GetProperty("rejected").GetInt64()).ShouldBe(("completed", 1, 1));
        (await owner.Get($"/api/projects/{project}/imports/{id}/rejected").Raw()).ShouldContain("2.txt");

        var claim = await owner.Post($"/api/projects/{project}/claims", new { count = 1 }).Ok();
        var medium = claim.GetProperty("tasks")[0].GetProperty("media").GetProperty("picture");
        (medium.GetProperty("width").GetInt32(), medium.GetProperty("height").GetInt32()).ShouldBe((32, 64));
        await owner.Get(medium.GetProperty("url").GetString()!);
    }

    private static async Task<long> Project(Browser owner) =>
        (await owner.Post("/api/projects", new { name = "Pictures", schema = JsonElement.Parse(Schema) }).Ok()).GetProperty("id").GetInt64();

    private static async Task<HttpResponseMessage> Send(Browser browser, long project, params (string Name, byte[] Content)[] files)
    {
        using var parts = Parts(files);
        return await browser.Send(HttpMethod.Post, $"/api/projects/{project}/media", parts);
    }

    private static MultipartFormDataContent Parts(params (string Name, byte[] Content)[] files)
    {
        var parts = new MultipartFormDataContent();
        foreach (var (name, content) in files)
            parts.Add(new ByteArrayContent(content), "file", name);
        return parts;
    }

    private static async Task<string> Stored(Browser browser, long project, string name, byte[] content) =>
        (await Send(browser, project, (name, content)).Ok())[0].GetProperty("medium").GetProperty("url").GetString()!;

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();
}
