using System.Text;
using Assay.Model;
using Assay.Pipeline.People;
using Assay.Server.Auth;
using Microsoft.AspNetCore.Routing;

namespace Assay.Server.Tests;

/// <summary>
/// Every endpoint, tried as everyone. The table says in words who may; it is kept by hand, so that a slip in the code is not
/// also the expectation. An endpoint that is not in it fails the test.
/// </summary>
public sealed class AccessMatrixTests
{
    private const string Table = """
        GET    /api/session                                        everyone
        POST   /api/session                                        everyone
        DELETE /api/session                                        everyone
        PATCH  /api/session                                        signed in
        PUT    /api/session/password                               signed in
        POST   /api/setup                                          everyone
        GET    /api/tokens                                         signed in
        POST   /api/tokens                                         signed in
        DELETE /api/tokens/{tokenId}                               signed in
        GET    /api/invitations/{token}                            everyone
        POST   /api/invitations/{token}                            everyone
        GET    /api/projects                                       account    read
        POST   /api/projects                                       account    manage
        POST   /api/schema/check                                   account    read
        POST   /api/schema/from-label-studio                       account    read
        GET    /api/projects/{projectId}                           annotator  read
        PATCH  /api/projects/{projectId}                           manager    manage
        PUT    /api/projects/{projectId}/schema                    manager    manage
        GET    /api/projects/{projectId}/guidelines                annotator  read
        GET    /api/projects/{projectId}/guidelines/versions       annotator  read
        PUT    /api/projects/{projectId}/guidelines                manager    manage
        GET    /api/projects/{projectId}/members                   manager    read
        PATCH  /api/projects/{projectId}/members/{personId}        manager    manage
        DELETE /api/projects/{projectId}/members/{personId}        manager    manage
        GET    /api/projects/{projectId}/invitations               manager    read
        POST   /api/projects/{projectId}/invitations               manager    manage
        DELETE /api/projects/{projectId}/invitations/{invitationId} manager   manage
        POST   /api/projects/{projectId}/media                     manager    import
        GET    /api/projects/{projectId}/media                     manager    read
        DELETE /api/projects/{projectId}/media                     manager    import
        GET    /api/projects/{projectId}/media/{hash}              annotator  read
        GET    /api/projects/{projectId}/media/{hash}/peaks        annotator  read
        POST   /api/projects/{projectId}/uploads/files             manager    import
        POST   /api/projects/{projectId}/uploads                   manager    import
        GET    /api/projects/{projectId}/uploads/{uploadId}        manager    import
        DELETE /api/projects/{projectId}/uploads/{uploadId}        manager    import
        POST   /api/projects/{projectId}/imports                   manager    import
        GET    /api/projects/{projectId}/imports                   manager    read
        GET    /api/projects/{projectId}/imports/{jobId}           manager    read
        POST   /api/projects/{projectId}/imports/{jobId}/cancel    manager    import
        POST   /api/projects/{projectId}/imports/{jobId}/resume    manager    import
        POST   /api/projects/{projectId}/imports/{jobId}/undo      manager    import
        GET    /api/projects/{projectId}/imports/{jobId}/rejected  manager    read
        POST   /api/projects/{projectId}/claims                    annotator  annotate
        POST   /api/projects/{projectId}/leases/extend             annotator  annotate
        POST   /api/projects/{projectId}/leases/release            annotator  annotate
        PUT    /api/projects/{projectId}/tasks/{taskId}/draft      annotator  annotate
        POST   /api/projects/{projectId}/submissions               annotator  annotate
        POST   /api/projects/{projectId}/skips                     annotator  annotate
        POST   /api/projects/{projectId}/undo                      annotator  annotate
        GET    /api/projects/{projectId}/mine                      annotator  read
        GET    /api/projects/{projectId}/quality                   reviewer   read
        GET    /api/projects/{projectId}/quality/confusion         reviewer   read
        GET    /api/projects/{projectId}/quality/confusion/tasks   reviewer   read
        GET    /api/projects/{projectId}/quality/worst             reviewer   read
        GET    /api/projects/{projectId}/arbitration               reviewer   read
        PUT    /api/projects/{projectId}/arbitration               manager    manage
        POST   /api/projects/{projectId}/arbitration/estimate/{setupId} manager manage
        POST   /api/projects/{projectId}/arbitration/ask-again     manager    manage
        POST   /api/projects/{projectId}/arbitration/take-back     manager    manage
        GET    /api/projects/{projectId}/clarifications            reviewer   read
        POST   /api/projects/{projectId}/clarifications/{clarificationId}/take manager manage
        POST   /api/projects/{projectId}/clarifications/{clarificationId}/dismiss manager manage
        GET    /api/projects/{projectId}/models                    reviewer   read
        PUT    /api/projects/{projectId}/models/shown              manager    manage
        GET    /api/projects/{projectId}/models/{modelId}/calibration manager read
        GET    /api/projects/{projectId}/models/{modelId}/auto-accept manager read
        PUT    /api/projects/{projectId}/models/{modelId}/auto-accept manager manage
        POST   /api/projects/{projectId}/models/{modelId}/auto-accept/take-back manager manage
        POST   /api/projects/{projectId}/predictions               manager    manage
        GET    /api/projects/{projectId}/tasks/{taskId}/predictions/{predictionId}/prompt manager read
        GET    /api/projects/{projectId}/drafts/effect             manager    read
        GET    /api/projects/{projectId}/auto-accept               manager    read
        POST   /api/projects/{projectId}/auto-accept/take-back     manager    manage
        GET    /api/projects/{projectId}/difficulty                manager    read
        PUT    /api/projects/{projectId}/difficulty                manager    manage
        POST   /api/projects/{projectId}/difficulty/estimate/{setupId} manager manage
        POST   /api/projects/{projectId}/difficulty/cancel         manager    manage
        GET    /api/projects/{projectId}/spending                  manager    read
        PUT    /api/projects/{projectId}/spending                  manager    manage
        GET    /api/projects/{projectId}/model-kinds               manager    read
        GET    /api/projects/{projectId}/model-setups              manager    read
        POST   /api/projects/{projectId}/model-setups              manager    manage
        POST   /api/projects/{projectId}/model-setups/try          manager    manage
        PUT    /api/projects/{projectId}/model-setups/{setupId}    manager    manage
        DELETE /api/projects/{projectId}/model-setups/{setupId}    manager    manage
        POST   /api/projects/{projectId}/model-setups/{setupId}/estimate manager manage
        POST   /api/projects/{projectId}/model-setups/{setupId}/run manager   manage
        POST   /api/projects/{projectId}/model-setups/{setupId}/run/cancel manager manage
        POST   /api/projects/{projectId}/model-setups/{setupId}/run/resume manager manage
        GET    /api/projects/{projectId}/aggregation               reviewer   read
        POST   /api/projects/{projectId}/aggregation               manager    manage
        POST   /api/projects/{projectId}/aggregation/cancel        manager    manage
        GET    /api/projects/{projectId}/disputes                  reviewer   read
        POST   /api/projects/{projectId}/disputes/claim            reviewer   annotate
        GET    /api/projects/{projectId}/tasks                     reviewer   read
        GET    /api/projects/{projectId}/tasks/{taskId}            reviewer   read
        POST   /api/projects/{projectId}/tasks/{taskId}/decision   reviewer   annotate
        POST   /api/projects/{projectId}/tasks/{taskId}/decision/undo reviewer annotate
        POST   /api/projects/{projectId}/tasks/{taskId}/ask-one-more reviewer annotate
        PUT    /api/projects/{projectId}/tasks/{taskId}/gold       reviewer   annotate
        DELETE /api/projects/{projectId}/tasks/{taskId}/gold       reviewer   annotate
        POST   /api/projects/{projectId}/tasks/{taskId}/requeue    reviewer   annotate
        POST   /api/projects/{projectId}/tasks/{taskId}/archive    manager    manage
        GET    /api/projects/{projectId}/export                    manager    export
        GET    /api/projects/{projectId}/export/summary            manager    export
        GET    /api/projects/{projectId}/learning                  manager    read
        PUT    /api/projects/{projectId}/learning                  manager    manage
        POST   /api/projects/{projectId}/learning/start            manager    manage
        POST   /api/projects/{projectId}/learning/cancel           manager    manage
        GET    /api/projects/{projectId}/overview                  manager    read
        GET    /api/projects/{projectId}/metrics                   manager    read
        GET    /api/projects/{projectId}/events                    manager    read
        """;

    private static readonly string[] Roles = ["annotator", "reviewer", "manager", "owner"];

    private static readonly IReadOnlyList<Entry> Entries =
    [
        .. Table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Replace("signed in", "signed-in", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(words => new Entry(words[0], words[1], words[2], words.Length > 3 ? words[3] : null)),
    ];

    [Fact]
    public async Task Every_endpoint_is_in_the_table_and_every_entry_of_the_table_is_an_endpoint()
    {
        await using var host = await Host.Start();
        var endpoints = host.The<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Access>() is not null)
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                .Select(method => $"{method} {endpoint.RoutePattern.RawText!.Replace(":long", "", StringComparison.Ordinal).TrimEnd('/')}"));
        endpoints.Order().ShouldBe(Entries.Select(entry => $"{entry.Method} {entry.Path}").Order());
    }

    [Fact]
    public async Task Everyone_may_what_the_table_says_and_nothing_else()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        var callers = await Callers(host, owner, project);
        var wrong = new List<string>();
        foreach (var entry in Entries)
        {
            foreach (var caller in callers)
            {
                var expected = Expected(entry, caller);
                var actual = await Try(caller.Browser, entry, project);
                if (actual != expected)
                    wrong.Add($"{entry.Method} {entry.Path} as {caller.Name}: {actual} instead of {expected}");
            }
        }

        wrong.ShouldBeEmpty();
        foreach (var caller in callers)
            caller.Browser.Dispose();
    }

    private static async Task<List<Caller>> Callers(Host host, Browser owner, long project)
    {
        var callers = new List<Caller> { new("nobody", host.Browser(), null, null), new("the admin, no member", owner, "owner", null) };
        var (stranger, _) = await host.Person();
        callers.Add(new("a stranger", stranger, null, null) { IsSignedIn = true });
        foreach (var role in Roles)
        {
            var member = await host.Member(project, ProjectRoleNames.Parse(role));
            callers.Add(new($"a {role}", member, role, null));
            foreach (var scope in Scope.All)
                callers.Add(new($"a {role}'s token for {scope}", await Token(host, member, scope, null), role, scope));
        }

        var elsewhere = await Host.Project(owner, "Elsewhere");
        callers.Add(new("an admin's token bound to another project", await Token(host, owner, "read", elsewhere), null, "read") { IsSignedIn = true });
        var revoked = await Token(host, owner, "read", null);
        foreach (var token in (await owner.Get("/api/tokens").Ok()).EnumerateArray().Take(1))
            await owner.Delete($"/api/tokens/{token.GetProperty("id").GetInt64()}").Ok();
        callers.Add(new("a revoked token", revoked, null, null));
        return callers;
    }

    private static async Task<Browser> Token(Host host, Browser person, string scope, long? projectId)
    {
        var made = await person.Post("/api/tokens", new { name = scope, scopes = new[] { scope }, projectId }).Ok();
        var program = host.Browser();
        program.Headers.Clear();
        program.Headers["Authorization"] = $"Bearer {made.GetProperty("token").GetString()}";
        return program;
    }

    private static string Expected(Entry entry, Caller caller)
    {
        if (entry.Least == "everyone")
            return "let in";
        if (!caller.IsSignedIn && caller.Role is null)
            return "401";
        var inProject = entry.Path.Contains("{projectId}", StringComparison.Ordinal);
        if (inProject && caller.Role is null)
            return "404";
        if (caller.Scope is { } scope && scope != entry.Scope)
            return "403";
        return inProject && Array.IndexOf(Roles, caller.Role) < Array.IndexOf(Roles, entry.Least) ? "403" : "let in";
    }

    /// <summary>Sends something the endpoint will find wrong or empty; what matters is whether it gets that far.</summary>
    private static async Task<string> Try(Browser browser, Entry entry, long project)
    {
        var path = entry.Path.Replace("{projectId}", $"{project}", StringComparison.Ordinal).Replace("{token}", "x", StringComparison.Ordinal)
            .Replace("{uploadId}", "x", StringComparison.Ordinal).Replace("{hash}", "x", StringComparison.Ordinal);
        foreach (var id in (string[])["{tokenId}", "{personId}", "{invitationId}", "{jobId}", "{taskId}", "{setupId}", "{modelId}", "{predictionId}", "{clarificationId}"])
            path = path.Replace(id, "999999", StringComparison.Ordinal);
        var cookies = new Dictionary<string, string>(browser.Cookies);
        using var content = entry.Method is "GET" or "DELETE" ? null : new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await browser.Send(new HttpMethod(entry.Method), path, content, HttpCompletionOption.ResponseHeadersRead);
        browser.Cookies.Clear();
        foreach (var (name, value) in cookies)
            browser.Cookies[name] = value;
        if (response.IsSuccessStatusCode)
            return "let in";
        var text = await response.Content.ReadAsStringAsync();
        return (int)response.StatusCode switch
        {
            401 when text.Contains("a token that is still good", StringComparison.Ordinal) => "401",
            403 when text.Contains("no token may do it", StringComparison.Ordinal) || text.Contains("lacks the scope", StringComparison.Ordinal)
                || text.Contains("This needs the role", StringComparison.Ordinal) => "403",
            404 when text.Contains("There is no project", StringComparison.Ordinal) => "404",
            500 => $"500 {text}",
            _ => "let in",
        };
    }

    private sealed record Entry(string Method, string Path, string Least, string? Scope);

    private sealed record Caller(string Name, Browser Browser, string? Role, string? Scope)
    {
        public bool IsSignedIn { get; init; }
    }
}
