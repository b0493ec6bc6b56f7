using System.IO.Compression;
using System.Text;

namespace Assay.Server.Tests;

public sealed class WebAppTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assay-web-").FullName;

    public WebAppTests()
    {
        Directory.CreateDirectory(Path.Combine(folder, "assets"));
        File.WriteAllText(Path.Combine(folder, "index.html"), "<!doctype html><title>Assay</title>");
        File.WriteAllText(Path.Combine(folder, "assets", "app-1a2b3c.js"), new string('x', 5000));
        File.WriteAllText(Path.Combine(folder, "assets", "style-1a2b3c.css"), new string(' ', 5000));
        using var compressed = new BrotliStream(File.Create(Path.Combine(folder, "assets", "app-1a2b3c.js.br")), CompressionLevel.Fastest);
        compressed.Write(Encoding.UTF8.GetBytes(new string('x', 5000)));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, InlineData("/"), InlineData("/projects/7/annotate"), InlineData("/join/abc_-def")]
    public async Task Every_page_of_the_app_is_its_index(string path)
    {
        await using var host = await Host.Start(change: options => options with { WebFolder = folder });
        using var browser = host.Browser();
        using var response = await browser.Get(path);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        response.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        (await response.Content.ReadAsStringAsync()).ShouldContain("<title>Assay</title>");
    }

    [Fact]
    public async Task Assets_are_kept_for_a_year_and_sent_as_the_build_compressed_them()
    {
        await using var host = await Host.Start(change: options => options with { WebFolder = folder });
        using var browser = host.Browser();
        using var plain = await browser.Get("/assets/app-1a2b3c.js");
        plain.Headers.CacheControl!.ToString().ShouldContain("max-age=31536000");
        plain.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        (await plain.Content.ReadAsStringAsync()).Length.ShouldBe(5000);

        browser.Headers["Accept-Encoding"] = "gzip, br";
        using var compressed = await browser.Get("/assets/app-1a2b3c.js");
        compressed.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        compressed.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        compressed.Headers.Vary.ShouldContain("Accept-Encoding");
        using var unpacked = new BrotliStream(await compressed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        (await new StreamReader(unpacked).ReadToEndAsync()).ShouldBe(new string('x', 5000));

        using var onTheFly = await browser.Get("/assets/style-1a2b3c.css");
        onTheFly.Content.Headers.ContentEncoding.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_missing_asset_is_missing_and_nothing_outside_the_folder_is_served()
    {
        await using var host = await Host.Start(change: options => options with { WebFolder = folder });
        using var browser = host.Browser();
        await browser.Get("/assets/app-old.js").Problem(404);
        await browser.Get("/..%2f..%2fetc/passwd.txt").Problem(404);
    }

    [Fact]
    public async Task Without_a_built_app_the_page_says_how_to_build_it()
    {
        await using var host = await Host.Start();
        using var browser = host.Browser();
        using var response = await browser.Get("/");
        (await response.Content.ReadAsStringAsync()).ShouldContain("npm run build");
    }

    [Fact]
    public async Task Answers_tell_the_browser_what_not_to_do()
    {
        await using var host = await Host.Start(change: options => options with { WebFolder = folder });
        using var browser = host.Browser();
        foreach (var path in (string[])["/", "/api/session", "/api/nothing", "/assets/app-old.js"])
        {
            using var response = await browser.Get(path);
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldContain("default-src 'self'");
            policy.ShouldContain("frame-ancestors 'none'");
            policy.ShouldNotContain("script-src");
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            response.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
            response.Headers.Contains("Server").ShouldBeFalse();
            if (path.StartsWith("/api", StringComparison.Ordinal))
                response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task It_says_that_it_lives_and_that_it_can_work()
    {
        await using var host = await Host.Start();
        using var browser = host.Browser();
        foreach (var path in (string[])["/healthz", "/readyz"])
        {
            using var response = await browser.Get(path);
            (await response.Content.ReadAsStringAsync()).ShouldBe("ok");
        }
    }
}
