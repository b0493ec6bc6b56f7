using System.Net.Http.Json;
using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.People;
using Assay.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Server.Tests;

/// <summary>A server of its own for a test: the real pipeline of requests on a real port, an empty database, a clock that moves when told.</summary>
public sealed class Host : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly string folder;
    private int people;

    private Host(WebApplication app, FakeClock clock, string folder) => (App, Clock, this.folder) = (app, clock, folder);

    public WebApplication App { get; private set; }

    public FakeClock Clock { get; }

    public Uri Address => new(App.Urls.First());

    public T The<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public static async Task<Host> Start(string engine = "sqlite", Func<ServerOptions, ServerOptions>? change = null)
    {
        var clock = new FakeClock();
        var folder = Directory.CreateTempSubdirectory("assay-server-").FullName;
        var options = new ServerOptions
        {
            DataFolder = folder,
            Database = engine == "postgresql" ? PostgresCluster.NewDatabase() : null,
            Urls = ["http://127.0.0.1:0"],
            AttemptsPerMinute = 10_000,
            Clock = clock,
        };
        return await Begin(change?.Invoke(options) ?? options, clock, folder);
    }

    public Browser Browser() => new(Address);

    /// <summary>The owner of the installation, signed in.</summary>
    public async Task<Browser> Owner()
    {
        var browser = Browser();
        var token = await The<SetUp>().NewToken();
        await browser.Post("/api/setup", new { token, name = "Olive Owner", email = "owner@example.org", password = Password }).Ok();
        return browser;
    }

    /// <summary>Someone with an account of their own, signed in.</summary>
    public async Task<(Browser Browser, long Id)> Person()
    {
        var email = $"person{Interlocked.Increment(ref people)}@example.org";
        var account = await The<Accounts>().Create("Pat Person", email, Password, isAdmin: false);
        var browser = Browser();
        await browser.Post("/api/session", new { email, password = Password }).Ok();
        return (browser, account.Id);
    }

    /// <summary>Someone with a role in a project, signed in.</summary>
    public async Task<Browser> Member(long projectId, ProjectRole role)
    {
        var (browser, id) = await Person();
        await The<Members>().Add(projectId, id, role);
        return browser;
    }

    /// <summary>A project of the person in the browser.</summary>
    public static async Task<long> Project(Browser owner, string name = "Topics") => (await owner.Post(
        "/api/projects", new { name, schema = JsonElement.Parse(TestProject.Schema), guidelines = "Read first." }).Ok()).GetProperty("id").GetInt64();

    public Task<T> Query<T>(string sql) => The<Db>().Write(session => session.One<T>(sql));

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<Host> Begin(ServerOptions options, FakeClock clock, string folder)
    {
        var app = AssayServer.Build(options);
        await app.StartAsync();
        return new Host(app, clock, folder);
    }
}

/// <summary>What a browser does with requests: keeps cookies, adds the header of our page.</summary>
public sealed class Browser(Uri address) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, AutomaticDecompression = System.Net.DecompressionMethods.None })
    {
        BaseAddress = address,
    };

    /// <summary>By name. Our own jar, because the framework's throws away what has expired by the real clock.</summary>
    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>Sent along with every request.</summary>
    public Dictionary<string, string> Headers { get; } = new() { ["X-Assay"] = "1" };

    public string? LastSetCookie { get; private set; }

    public Task<HttpResponseMessage> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<HttpResponseMessage> Post(string path, object? body = null) => Send(HttpMethod.Post, path, Json(body ?? new { }));

    public Task<HttpResponseMessage> Put(string path, object body) => Send(HttpMethod.Put, path, Json(body));

    public Task<HttpResponseMessage> Patch(string path, object body) => Send(HttpMethod.Patch, path, Json(body));

    public Task<HttpResponseMessage> Delete(string path) => Send(HttpMethod.Delete, path, null);

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.ExpectContinue = content?.Headers.ContentLength > 100_000;
        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (Cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(pair => $"{pair.Key}={pair.Value}")));
        var response = await client.SendAsync(request, until);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set)
            {
                LastSetCookie = cookie;
                var pair = cookie.Split(';')[0].Split('=', 2);
                if (pair[1].Length == 0)
                    Cookies.Remove(pair[0]);
                else
                    Cookies[pair[0]] = pair[1];
            }
        }

        return response;
    }

    public void Dispose() => client.Dispose();

    private static JsonContent Json(object body) => JsonContent.Create(body);
}

public static class Responses
{
    /// <summary>The body of an answer that went well.</summary>
    public static async Task<JsonElement> Ok(this Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{response.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    public static async Task<string> Raw(this Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>The problem of an answer that did not, after checking that it has the form of one.</summary>
    public static async Task<JsonElement> Problem(this Task<HttpResponseMessage> sent, int status)
    {
        using var response = await sent;
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", text);
        var problem = JsonElement.Parse(text);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("type").GetString().ShouldNotBeNullOrEmpty();
        return problem;
    }

    public static string Detail(this JsonElement problem) => problem.GetProperty("detail").GetString()!;
}
