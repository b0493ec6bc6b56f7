using Assay.Pipeline.People;

namespace Assay.Server.Tests;

public sealed class SessionTests
{
    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task One_signs_in_stays_signed_in_and_signs_out(string engine)
    {
        Assert.SkipUnless(engine == "sqlite" || TestKit.PostgresCluster.IsThere, TestKit.PostgresCluster.Missing);
        await using var host = await Host.Start(engine);
        using var owner = await host.Owner();
        using var browser = host.Browser();
        var session = await browser.Post("/api/session", new { email = " Owner@Example.org ", password = Host.Password }).Ok();
        session.GetProperty("person").GetProperty("email").GetString().ShouldBe("owner@example.org");
        (await browser.Get("/api/projects").Ok()).GetArrayLength().ShouldBe(0);

        await browser.Delete("/api/session").Ok();
        await browser.Get("/api/projects").Problem(401);
        (await browser.Get("/api/session").Ok()).GetProperty("person").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task The_cookie_is_closed_to_scripts_and_other_sites_and_slides_for_two_weeks()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var cookie = owner.LastSetCookie!.ToLowerInvariant();
        cookie.ShouldStartWith("assay=");
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldContain("path=/");

        host.Clock.Advance(TimeSpan.FromDays(10));
        await owner.Get("/api/projects").Ok();
        host.Clock.Advance(TimeSpan.FromDays(10));
        await owner.Get("/api/projects").Ok();
        host.Clock.Advance(TimeSpan.FromDays(15));
        await owner.Get("/api/projects").Problem(401);
    }

    [Fact]
    public async Task The_cookie_is_secure_behind_a_proxy_that_speaks_https()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        using var browser = host.Browser();
        browser.Headers["X-Forwarded-Proto"] = "https";
        using var response = await browser.Post("/api/session", new { email = "owner@example.org", password = Host.Password });
        browser.LastSetCookie!.ToLowerInvariant().ShouldContain("secure");
        response.Headers.Contains("Strict-Transport-Security").ShouldBeTrue();
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        using var browser = host.Browser();
        var wrong = await browser.Post("/api/session", new { email = "owner@example.org", password = "wrong password" }).Problem(401);
        var unknown = await browser.Post("/api/session", new { email = "nobody@example.org", password = "wrong password" }).Problem(401);
        unknown.Detail().ShouldBe(wrong.Detail());
    }

    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task Ten_wrong_passwords_lock_the_account_for_ten_minutes_even_for_the_right_one(string engine)
    {
        Assert.SkipUnless(engine == "sqlite" || TestKit.PostgresCluster.IsThere, TestKit.PostgresCluster.Missing);
        await using var host = await Host.Start(engine);
        using var owner = await host.Owner();
        using var browser = host.Browser();
        var right = new { email = "owner@example.org", password = Host.Password };
        for (var i = 1; i < Accounts.Attempts; i++)
            await browser.Post("/api/session", right with { password = "wrong password" }).Problem(401);
        var locked = await browser.Post("/api/session", right with { password = "wrong password" }).Problem(429);
        locked.Detail().ShouldContain("2026-03-02 09:10:00 UTC");
        await browser.Post("/api/session", right).Problem(429);

        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await browser.Post("/api/session", right).Ok();
    }

    [Fact]
    public async Task Wrong_passwords_sent_at_once_are_all_counted()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        using var browser = host.Browser();
        var statuses = await Task.WhenAll(Enumerable.Range(0, Accounts.Attempts).Select(async _ =>
        {
            using var response = await browser.Post("/api/session", new { email = "owner@example.org", password = "wrong password" });
            return (int)response.StatusCode;
        }));
        statuses.ShouldContain(429);
    }

    [Fact]
    public async Task An_address_may_try_only_so_often_in_a_minute()
    {
        await using var host = await Host.Start(change: options => options with { AttemptsPerMinute = 3 });
        using var browser = host.Browser();
        for (var i = 0; i < 3; i++)
            await browser.Post("/api/session", new { email = "nobody@example.org", password = "wrong password" }).Problem(401);
        await browser.Post("/api/session", new { email = "nobody@example.org", password = "wrong password" }).Problem(429);
    }

    [Fact]
    public async Task Changing_the_password_signs_out_everywhere_but_here()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        using var elsewhere = host.Browser();
        await elsewhere.Post("/api/session", new { email = "owner@example.org", password = Host.Password }).Ok();

        var wrong = await owner.Put("/api/session/password", new { current = "not my password", next = "another horse battery" }).Problem(400);
        wrong.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("current");
        await owner.Put("/api/session/password", new { current = Host.Password, next = "another horse battery" }).Ok();
        await owner.Get("/api/projects").Ok();
        await elsewhere.Get("/api/projects").Problem(401);
        await elsewhere.Post("/api/session", new { email = "owner@example.org", password = Host.Password }).Problem(401);
    }

    [Fact]
    public async Task Disabling_an_account_ends_its_sessions_and_tokens_at_once()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var (person, id) = await host.Person();
        var made = await person.Post("/api/tokens", new { name = "script", scopes = new[] { "read" } }).Ok();
        using var program = host.Browser();
        program.Headers["Authorization"] = $"Bearer {made.GetProperty("token").GetString()}";
        await program.Get("/api/projects").Ok();

        await host.The<Accounts>().SetDisabled(id, true);
        await person.Get("/api/projects").Problem(401);
        await program.Get("/api/projects").Problem(401);
        await person.Post("/api/session", new { email = "person1@example.org", password = Host.Password }).Problem(401);
        person.Dispose();
    }

    [Fact]
    public async Task Sessions_survive_a_restart_and_work_on_another_node()
    {
        Assert.SkipUnless(TestKit.PostgresCluster.IsThere, TestKit.PostgresCluster.Missing);
        var database = TestKit.PostgresCluster.NewDatabase();
        await using var one = await Host.Start(change: options => options with { Database = database });
        await using var two = await Host.Start(change: options => options with { Database = database });
        using var owner = await one.Owner();
        using var there = two.Browser();
        foreach (var (name, value) in owner.Cookies)
            there.Cookies[name] = value;
        (await there.Get("/api/session").Ok()).GetProperty("person").GetProperty("name").GetString().ShouldBe("Olive Owner");
    }

    [Fact]
    public async Task One_changes_ones_name()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        await owner.Patch("/api/session", new { name = "  Olivia  " }).Ok();
        (await owner.Get("/api/session").Ok()).GetProperty("person").GetProperty("name").GetString().ShouldBe("Olivia");
        await owner.Patch("/api/session", new { name = "\u0000" }).Problem(400);
    }

    [Fact]
    public async Task The_demo_signs_in_who_asks_from_this_machine_by_its_own_name_until_they_sign_out()
    {
        await using var first = await Host.Start();
        var person = await first.The<Accounts>().Create("Demo", "demo@example.org", Host.Password, isAdmin: true);
        await using var host = await Host.Start(change: options => options with { DataFolder = first.The<ServerOptions>().DataFolder, DemoPersonId = person.Id });
        using var browser = host.Browser();
        (await browser.Get("/api/session").Ok()).GetProperty("person").GetProperty("name").GetString().ShouldBe("Demo");
        browser.Cookies.ShouldContainKey("assay");

        using var rebound = host.Browser();
        rebound.Headers["Host"] = "evil.example";
        (await rebound.Get("/api/session").Ok()).GetProperty("person").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        await rebound.Get("/api/projects").Problem(401);

        await browser.Delete("/api/session").Ok();
        (await browser.Get("/api/session").Ok()).GetProperty("person").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        await browser.Post("/api/session", new { email = "demo@example.org", password = Host.Password }).Ok();
        browser.Cookies.ShouldNotContainKey("assay-signed-out");
    }
}
