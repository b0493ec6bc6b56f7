using Assay.Pipeline.People;

namespace Assay.Server.Tests;

public sealed class SetUpTests
{
    [Fact]
    public async Task The_first_start_makes_the_owner_by_the_link_and_only_once()
    {
        await using var host = await Host.Start();
        using var browser = host.Browser();
        (await browser.Get("/api/session").Ok()).GetProperty("setupNeeded").GetBoolean().ShouldBeTrue();
        var token = await host.The<SetUp>().NewToken();
        var body = new { token, name = "Ada", email = "ada@example.org", password = Host.Password };

        var session = await browser.Post("/api/setup", body).Ok();
        session.GetProperty("person").GetProperty("isAdmin").GetBoolean().ShouldBeTrue();
        (await browser.Get("/api/session").Ok()).GetProperty("person").GetProperty("name").GetString().ShouldBe("Ada");

        using var other = host.Browser();
        var again = await other.Post("/api/setup", body with { email = "eve@example.org" }).Problem(404);
        again.Detail().ShouldContain("has been set up");
        (await host.The<SetUp>().NewToken()).ShouldBeNull();
    }

    [Fact]
    public async Task A_wrong_link_makes_nobody_owner()
    {
        await using var host = await Host.Start();
        using var browser = host.Browser();
        await host.The<SetUp>().NewToken();
        await browser.Post("/api/setup", new { token = "guess", name = "Eve", email = "eve@example.org", password = Host.Password }).Problem(404);
        (await browser.Get("/api/session").Ok()).GetProperty("setupNeeded").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_start_voids_the_earlier_link()
    {
        await using var host = await Host.Start();
        using var browser = host.Browser();
        var first = await host.The<SetUp>().NewToken();
        await host.The<SetUp>().NewToken();
        await browser.Post("/api/setup", new { token = first, name = "Eve", email = "eve@example.org", password = Host.Password }).Problem(404);
    }

    [Fact]
    public async Task Of_two_who_use_the_link_at_once_one_becomes_owner()
    {
        await using var host = await Host.Start();
        using var browser = host.Browser();
        var token = await host.The<SetUp>().NewToken();
        var both = await Task.WhenAll(Enumerable.Range(1, 2).Select(i =>
            browser.Post("/api/setup", new { token, name = "Twin", email = $"twin{i}@example.org", password = Host.Password })));
        both.Select(response => (int)response.StatusCode).Order().ShouldBe([200, 404]);
        (await host.Query<long>("SELECT count(*) FROM person")).ShouldBe(1);
    }

    [Fact]
    public async Task A_weak_password_or_a_broken_address_is_refused_with_its_rule_and_the_link_stays_good()
    {
        await using var host = await Host.Start();
        using var browser = host.Browser();
        var token = await host.The<SetUp>().NewToken();
        var problem = await browser.Post("/api/setup", new { token, name = " ", email = "ada", password = "short" }).Problem(400);
        problem.GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("path")} {error.GetProperty("rule")}").Distinct()
            .ShouldBe(["name name", "email email", "password password_length"]);
        await browser.Post("/api/setup", new { token, name = "Ada", email = "ada@example.org", password = Host.Password }).Ok();
    }
}
