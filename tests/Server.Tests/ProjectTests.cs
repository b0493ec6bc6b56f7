using System.Text.Json;
using Assay.Model;
using Assay.TestKit;

namespace Assay.Server.Tests;

public sealed class ProjectTests
{
    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task A_project_is_made_listed_changed_and_archived(string engine)
    {
        Assert.SkipUnless(engine == "sqlite" || PostgresCluster.IsThere, PostgresCluster.Missing);
        await using var host = await Host.Start(engine);
        using var owner = await host.Owner();
        var id = await Host.Project(owner);
        var project = await owner.Get($"/api/projects/{id}").Ok();
        project.GetProperty("overlap").GetInt32().ShouldBe(2);
        project.GetProperty("skipPolicy").GetString().ShouldBe("others");
        project.GetProperty("guidelineVersion").GetInt64().ShouldBe(1);
        project.GetProperty("role").GetString().ShouldBe("owner");
        project.GetProperty("schema").GetProperty("questions")[0].GetProperty("labels").GetArrayLength().ShouldBe(3);

        var changed = await owner.Patch($"/api/projects/{id}", new { name = "Mails", overlap = 3, goldRate = 0.1, itemWord = "mails", archived = true }).Ok();
        changed.GetProperty("name").GetString().ShouldBe("Mails");
        changed.GetProperty("archived").GetBoolean().ShouldBeTrue();
        changed.GetProperty("leaseSeconds").GetInt32().ShouldBe(900);
        var listed = (await owner.Get("/api/projects").Ok())[0];
        listed.GetProperty("archived").GetBoolean().ShouldBeTrue();
        listed.GetProperty("total").GetInt64().ShouldBe(0);
        (await owner.Patch($"/api/projects/{id}", new { archived = false }).Ok()).GetProperty("archived").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Settings_out_of_range_are_refused_all_at_once()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var id = await Host.Project(owner);
        var problem = await owner.Patch(
            $"/api/projects/{id}", new { name = "", overlap = 0, leaseSeconds = 1, skipPolicy = "never", goldRate = 0.6, itemWord = "" }).Problem(400);
        problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString())
            .ShouldBe(["name", "overlap", "leaseSeconds", "skipPolicy", "goldRate", "itemWord"]);
    }

    [Fact]
    public async Task Only_an_owner_archives()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var id = await Host.Project(owner);
        using var manager = await host.Member(id, ProjectRole.Manager);
        await manager.Patch($"/api/projects/{id}", new { archived = true }).Problem(403);
        await manager.Patch($"/api/projects/{id}", new { name = "Renamed", archived = false }).Ok();
    }

    [Fact]
    public async Task Someone_invited_to_answer_makes_no_projects_and_a_manager_does()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var id = await Host.Project(owner);
        using var annotator = await host.Member(id, ProjectRole.Annotator);
        using var manager = await host.Member(id, ProjectRole.Manager);
        await annotator.Post("/api/projects", new { name = "Mine", schema = JsonElement.Parse(TestProject.Schema) }).Problem(403);
        await Host.Project(manager, "Mine");
        (await annotator.Get("/api/projects").Ok()).GetArrayLength().ShouldBe(1);
        (await owner.Get("/api/projects").Ok()).GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_broken_schema_is_refused_with_every_rule_it_breaks()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var broken = JsonElement.Parse("""{"fields":[],"questions":[{"name":"x","kind":"choice","title":"X","mode":"single","labels":[]}]}""");
        var problem = await owner.Post("/api/projects", new { name = "x", schema = broken }).Problem(400);
        problem.GetProperty("errors").GetArrayLength().ShouldBeGreaterThan(1);
        var check = await owner.Post("/api/schema/check", broken).Ok();
        check.GetProperty("errors").GetRawText().ShouldBe(problem.GetProperty("errors").GetRawText());
        (await owner.Post("/api/schema/check", JsonElement.Parse(TestProject.Schema)).Ok()).GetProperty("errors").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_label_config_becomes_a_schema_with_what_is_lost_and_nothing_is_stored()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        const string config = """
            <View><Image name="image" value="$image"/>
            <RectangleLabels name="box" toName="image"><Label value="Car"/></RectangleLabels>
            <EllipseLabels name="round" toName="image"><Label value="Wheel"/></EllipseLabels></View>
            """;
        var read = await owner.Post("/api/schema/from-label-studio", new { config }).Ok();
        read.GetProperty("schema").GetProperty("questions")[0].GetProperty("kind").GetString().ShouldBe("boxes");
        (await owner.Post("/api/schema/check", read.GetProperty("schema")).Ok()).GetProperty("errors").GetArrayLength().ShouldBe(0);
        var note = read.GetProperty("notes")[0];
        (note.GetProperty("line").GetInt32(), note.GetProperty("tag").GetString()).ShouldBe((3, "EllipseLabels"));
        (await owner.Get("/api/projects").Ok()).GetArrayLength().ShouldBe(0);

        var problem = await owner.Post("/api/schema/from-label-studio", new { config = "<View>\n<Text" }).Problem(400);
        problem.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("line 2, column 6");
    }

    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task Once_there_are_answers_the_schema_only_grows(string engine)
    {
        Assert.SkipUnless(engine == "sqlite" || PostgresCluster.IsThere, PostgresCluster.Missing);
        await using var host = await Host.Start(engine);
        using var owner = await host.Owner();
        var id = await Host.Project(owner);
        var fewer = Schema("""{"name":"sport"}""");
        await owner.Put($"/api/projects/{id}/schema", fewer).Ok();
        await TestProject.Tasks(host.The<Pipeline.Database.Db>(), id, 1);
        var task = (await owner.Post($"/api/projects/{id}/claims").Ok()).GetProperty("tasks")[0].GetProperty("id").GetInt64();
        await owner.Post($"/api/projects/{id}/submissions", new
        {
            submissionId = "0b6f9a3e-0000-4000-8000-000000000001",
            taskId = task,
            answers = new { topic = "sport" },
            leadTimeMs = 1000,
            guidelineVersion = 1,
        }).Ok();

        await owner.Put($"/api/projects/{id}/schema", Schema("""{"name":"sport"},{"name":"world"}""")).Ok();
        (await owner.Put($"/api/projects/{id}/schema", Schema("""{"name":"world"}""")).Problem(409)).Detail().ShouldContain("sport");
        (await owner.Put($"/api/projects/{id}/schema", Schema("""{"name":"sport"},{"name":"world"}""", """,{"name":"why","kind":"text","title":"Why?"}""")).Problem(409))
            .Detail().ShouldContain("why");
        await owner.Put($"/api/projects/{id}/schema", Schema("""{"name":"sport"},{"name":"world"}""", """,{"name":"why","kind":"text","title":"Why?","required":false}""")).Ok();
    }

    [Fact]
    public async Task Guidelines_have_versions_and_two_writers_do_not_overwrite_each_other()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var id = await Host.Project(owner);
        var first = await owner.Get($"/api/projects/{id}/guidelines").Ok();
        first.GetProperty("text").GetString().ShouldBe("Read first.");
        first.GetProperty("author").GetString().ShouldBe("Olive Owner");
        (await owner.Put($"/api/projects/{id}/guidelines", new { text = "Read twice.", basedOn = 1 }).Ok()).GetProperty("version").GetInt64().ShouldBe(2);
        (await owner.Put($"/api/projects/{id}/guidelines", new { text = "Read thrice.", basedOn = 1 }).Problem(409)).Detail().ShouldContain("version 2");
        (await owner.Get($"/api/projects/{id}/guidelines/versions").Ok()).EnumerateArray().Select(version => version.GetProperty("version").GetInt64()).ShouldBe([2, 1]);
        (await owner.Get($"/api/projects/{id}").Ok()).GetProperty("guidelineVersion").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task The_last_owner_stays_and_nobody_lifts_anyone_above_themselves()
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var id = await Host.Project(owner);
        using var manager = await host.Member(id, ProjectRole.Manager);
        var members = (await owner.Get($"/api/projects/{id}/members").Ok()).EnumerateArray()
            .ToDictionary(member => member.GetProperty("role").GetString()!, member => member.GetProperty("person").GetProperty("id").GetInt64());
        (await owner.Delete($"/api/projects/{id}/members/{members["owner"]}").Problem(409)).Detail().ShouldContain("at least one owner");
        await owner.Patch($"/api/projects/{id}/members/{members["owner"]}", new { role = "annotator" }).Problem(409);
        await manager.Patch($"/api/projects/{id}/members/{members["owner"]}", new { role = "annotator" }).Problem(403);
        await manager.Patch($"/api/projects/{id}/members/{members["manager"]}", new { role = "owner" }).Problem(403);
        (await owner.Patch($"/api/projects/{id}/members/{members["manager"]}", new { role = "owner" }).Ok()).GetProperty("role").GetString().ShouldBe("owner");
        await owner.Delete($"/api/projects/{id}/members/{members["owner"]}").Ok();
    }

    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task Who_is_removed_gives_back_what_they_hold_and_sees_the_project_no_more(string engine)
    {
        Assert.SkipUnless(engine == "sqlite" || PostgresCluster.IsThere, PostgresCluster.Missing);
        await using var host = await Host.Start(engine);
        using var owner = await host.Owner();
        var id = await Host.Project(owner);
        await TestProject.Tasks(host.The<Pipeline.Database.Db>(), id, 2);
        using var annotator = await host.Member(id, ProjectRole.Annotator);
        (await annotator.Post($"/api/projects/{id}/claims", new { count = 2 }).Ok()).GetProperty("tasks").GetArrayLength().ShouldBe(2);
        var person = (await annotator.Get("/api/session").Ok()).GetProperty("person").GetProperty("id").GetInt64();
        await owner.Delete($"/api/projects/{id}/members/{person}").Ok();
        await annotator.Post($"/api/projects/{id}/claims").Problem(404);
        (await host.Query<long>("SELECT count(*) FROM lease")).ShouldBe(0);
    }

    private static JsonElement Schema(string labels, string more = "") => JsonElement.Parse(
        $$"""
        {"fields":[{"name":"text","kind":"text"}],"questions":[{"name":"topic","kind":"choice","title":"Topic?","mode":"single","labels":[{{labels}}]}{{more}}]}
        """);
}
