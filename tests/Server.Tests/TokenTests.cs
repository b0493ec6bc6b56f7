using Assay.Model;

namespace Assay.Server.Tests;

public sealed class TokenTests
{
    [Fact]
    public async Task A_token_is_shown_once_and_only_its_hash_is_kept()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var made = await owner.Post("/api/tokens", new { name = "nightly import", scopes = new[] { "import", "read" } }).Ok();
        var token = made.GetProperty("token").GetString()!;
        token.ShouldStartWith("assay_");
        token.Length.ShouldBeGreaterThan(40);
        var details = made.GetProperty("details");
        details.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()).ShouldBe(["read", "import"]);
        details.GetProperty("prefix").GetString().ShouldBe(token[..10]);
        details.GetProperty("lastUsedAt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);

        (await owner.Get("/api/tokens").Ok()).GetRawText().ShouldNotContain(token);
        (await host.Query<long>($"SELECT count(*) FROM api_token WHERE token_hash LIKE '%{token}%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Use_is_stamped_at_most_once_a_minute()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        using var program = await Program(host, owner, new { name = "x", scopes = new[] { "read" } });
        await program.Get("/api/projects").Ok();
        host.Clock.Advance(TimeSpan.FromSeconds(59));
        await program.Get("/api/projects").Ok();
        (await LastUsed(owner)).ShouldBe("2026-03-02T09:00:00.000Z");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await program.Get("/api/projects").Ok();
        (await LastUsed(owner)).ShouldBe("2026-03-02T09:01:00.000Z");
    }

    [Fact]
    public async Task A_token_ends_when_its_days_are_over()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        using var program = await Program(host, owner, new { name = "x", scopes = new[] { "read" }, expiresInDays = 1 });
        host.Clock.Advance(TimeSpan.FromHours(23));
        await program.Get("/api/projects").Ok();
        host.Clock.Advance(TimeSpan.FromHours(1));
        await program.Get("/api/projects").Problem(401);
    }

    [Fact]
    public async Task A_token_bound_to_a_project_sees_no_other_and_makes_none()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var (one, two) = (await Host.Project(owner, "One"), await Host.Project(owner, "Two"));
        using var program = await Program(host, owner, new { name = "x", scopes = new[] { "read", "manage" }, projectId = one });
        (await program.Get("/api/projects").Ok()).EnumerateArray().Select(project => project.GetProperty("name").GetString()).ShouldBe(["One"]);
        await program.Get($"/api/projects/{one}").Ok();
        await program.Get($"/api/projects/{two}").Problem(404);
        await program.Post("/api/projects", new { name = "Three", schema = new { fields = Array.Empty<int>(), questions = Array.Empty<int>() } }).Problem(400);
    }

    [Fact]
    public async Task A_token_is_worth_no_more_than_its_person()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        using var annotator = await host.Member(project, ProjectRole.Annotator);
        using var program = await Program(host, annotator, new { name = "x", scopes = new[] { "read", "manage", "export", "import", "annotate" } });
        await program.Get($"/api/projects/{project}/members").Problem(403);
        await program.Get($"/api/projects/{project}/tasks").Problem(403);
    }

    [Fact]
    public async Task Nobody_revokes_the_token_of_another_or_binds_one_to_a_project_they_do_not_see()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        var id = (await owner.Post("/api/tokens", new { name = "x", scopes = new[] { "read" } }).Ok()).GetProperty("details").GetProperty("id").GetInt64();
        var (stranger, _) = await host.Person();
        await stranger.Delete($"/api/tokens/{id}").Problem(404);
        await stranger.Post("/api/tokens", new { name = "x", scopes = new[] { "read" }, projectId = project }).Problem(404);
        var problem = await stranger.Post("/api/tokens", new { name = "", scopes = new[] { "root" }, expiresInDays = 0 }).Problem(400);
        problem.GetProperty("errors").GetArrayLength().ShouldBe(3);
        stranger.Dispose();
    }

    private static async Task<Browser> Program(Host host, Browser person, object request)
    {
        var made = await person.Post("/api/tokens", request).Ok();
        var program = host.Browser();
        program.Headers.Clear();
        program.Headers["Authorization"] = $"Bearer {made.GetProperty("token").GetString()}";
        return program;
    }

    private static async Task<string?> LastUsed(Browser owner) => (await owner.Get("/api/tokens").Ok())[0].GetProperty("lastUsedAt").GetString();
}
