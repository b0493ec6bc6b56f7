using Assay.Model;

namespace Assay.Server.Tests;

public sealed class InvitationTests
{
    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task A_stranger_signs_up_by_a_link_and_is_a_member(string engine)
    {
        Assert.SkipUnless(engine == "sqlite" || TestKit.PostgresCluster.IsThere, TestKit.PostgresCluster.Missing);
        await using var host = await Host.Start(engine);
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        var link = await Invite(owner, project, new { role = "reviewer", maxUses = 1 });

        using var stranger = host.Browser();
        var look = await stranger.Get($"/api/invitations/{link}").Ok();
        look.GetProperty("project").GetString().ShouldBe("Topics");
        look.GetProperty("role").GetString().ShouldBe("reviewer");
        look.GetProperty("invitedBy").GetString().ShouldBe("Olive Owner");
        look.GetProperty("expiresAt").GetString().ShouldBe("2026-03-16T09:00:00.000Z");

        var joined = await stranger.Post($"/api/invitations/{link}", new { name = "Rex", email = "rex@example.org", password = Host.Password }).Ok();
        joined.GetProperty("projectId").GetInt64().ShouldBe(project);
        (await stranger.Get($"/api/projects/{project}").Ok()).GetProperty("role").GetString().ShouldBe("reviewer");
        (await owner.Get($"/api/projects/{project}/invitations").Ok())[0].GetProperty("uses").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task A_used_expired_withdrawn_or_unknown_link_says_which_it_is()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        using var stranger = host.Browser();

        var used = await Invite(owner, project, new { role = "annotator", maxUses = 1 });
        await stranger.Post($"/api/invitations/{used}", new { name = "Ann", email = "ann@example.org", password = Host.Password }).Ok();
        using var second = host.Browser();
        (await second.Get($"/api/invitations/{used}").Problem(404)).Detail().ShouldContain("used as often");
        (await second.Post($"/api/invitations/{used}", new { name = "Bob", email = "bob@example.org", password = Host.Password }).Problem(404))
            .Detail().ShouldContain("used as often");

        var expired = await Invite(owner, project, new { role = "annotator", expiresInDays = 1 });
        var withdrawn = await Invite(owner, project, new { role = "annotator" });
        var id = (await owner.Get($"/api/projects/{project}/invitations").Ok())[0].GetProperty("id").GetInt64();
        await owner.Delete($"/api/projects/{project}/invitations/{id}").Ok();
        host.Clock.Advance(TimeSpan.FromDays(1));
        (await second.Get($"/api/invitations/{expired}").Problem(404)).Detail().ShouldContain("expired");
        (await second.Get($"/api/invitations/{withdrawn}").Problem(404)).Detail().ShouldContain("withdrawn");
        (await second.Get("/api/invitations/guess").Problem(404)).Detail().ShouldContain("no such invitation");
    }

    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task The_last_use_of_a_link_goes_to_one_of_those_who_want_it_at_once(string engine)
    {
        Assert.SkipUnless(engine == "sqlite" || TestKit.PostgresCluster.IsThere, TestKit.PostgresCluster.Missing);
        await using var host = await Host.Start(engine);
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        var link = await Invite(owner, project, new { role = "annotator", maxUses = 2 });
        using var browser = host.Browser();
        browser.Headers["X-Assay"] = "1";
        var statuses = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            using var own = host.Browser();
            using var response = await own.Post($"/api/invitations/{link}", new { name = "Ann", email = $"ann{i}@example.org", password = Host.Password });
            return (int)response.StatusCode;
        }));
        statuses.Order().ShouldBe([200, 200, 404, 404, 404, 404]);
        (await host.Query<long>("SELECT count(*) FROM member")).ShouldBe(3);
        (await host.Query<long>("SELECT count(*) FROM person")).ShouldBe(3);
    }

    [Fact]
    public async Task Who_is_signed_in_joins_with_that_account_and_joining_twice_costs_nothing()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        var link = await Invite(owner, project, new { role = "annotator", maxUses = 1 });
        var (person, _) = await host.Person();
        await person.Post($"/api/invitations/{link}").Ok();
        await Invite(owner, project, new { role = "manager" });
        await owner.Post($"/api/invitations/{await Invite(owner, project, new { role = "annotator" })}").Ok();
        (await owner.Get($"/api/projects/{project}").Ok()).GetProperty("role").GetString().ShouldBe("owner");
        (await owner.Get($"/api/projects/{project}/invitations").Ok())[0].GetProperty("uses").GetInt64().ShouldBe(0);
        person.Dispose();
    }

    [Fact]
    public async Task An_address_that_has_an_account_is_told_to_sign_in_and_the_link_keeps_its_use()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        var link = await Invite(owner, project, new { role = "annotator", maxUses = 1 });
        using var stranger = host.Browser();
        var body = new { name = "Eve", email = "OWNER@example.org", password = Host.Password };
        (await stranger.Post($"/api/invitations/{link}", body).Problem(409)).Detail().ShouldContain("Sign in");
        await stranger.Post($"/api/invitations/{link}", body with { email = "eve@example.org" }).Ok();
    }

    [Fact]
    public async Task Nobody_invites_above_their_own_role()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        using var manager = await host.Member(project, ProjectRole.Manager);
        await manager.Post($"/api/projects/{project}/invitations", new { role = "owner" }).Problem(403);
        await manager.Post($"/api/projects/{project}/invitations", new { role = "manager" }).Ok();
        await manager.Post($"/api/projects/{project}/invitations", new { role = "annotator", expiresInDays = 0 }).Problem(400);
    }

    private static async Task<string> Invite(Browser owner, long project, object request)
    {
        var link = (await owner.Post($"/api/projects/{project}/invitations", request).Ok()).GetProperty("link").GetString()!;
        link.ShouldStartWith("/join/");
        return link["/join/".Length..];
    }
}
