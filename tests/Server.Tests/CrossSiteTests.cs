namespace Assay.Server.Tests;

public sealed class CrossSiteTests
{
    [Fact]
    public async Task A_change_by_cookie_without_our_header_is_refused()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        owner.Headers.Remove("X-Assay");
        (await owner.Post("/api/projects", new { name = "x" }).Problem(403)).Detail().ShouldContain("X-Assay");
        await owner.Delete("/api/session").Problem(403);
        await owner.Get("/api/projects").Ok();
    }

    [Theory, InlineData("cross-site"), InlineData("same-site")]
    public async Task A_change_that_another_site_asks_for_is_refused(string site)
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        owner.Headers["Sec-Fetch-Site"] = site;
        (await owner.Post("/api/projects", new { name = "x" }).Problem(403)).Detail().ShouldContain("another site");
    }

    [Fact]
    public async Task A_sign_in_that_another_site_asks_for_is_refused()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        using var browser = host.Browser();
        browser.Headers.Remove("X-Assay");
        await browser.Post("/api/session", new { email = "owner@example.org", password = Host.Password }).Problem(403);
    }

    [Fact]
    public async Task An_empty_authorization_header_does_not_take_the_place_of_ours()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        owner.Headers.Remove("X-Assay");
        owner.Headers["Authorization"] = "Basic eA==";
        await owner.Patch("/api/session", new { name = "Eve" }).Problem(403);
    }
}
