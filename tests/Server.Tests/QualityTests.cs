using Assay.Model;
using Assay.TestKit;

namespace Assay.Server.Tests;

public sealed class QualityTests
{
    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task A_reviewer_opens_the_page_and_follows_a_cell_to_its_task(string engine)
    {
        Assert.SkipUnless(engine == "sqlite" || PostgresCluster.IsThere, PostgresCluster.Missing);
        await using var host = await Host.Start(engine);
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        var task = (await TestProject.Tasks(host.The<Pipeline.Database.Db>(), project, 1))[0];
        using var annotator = await host.Member(project, ProjectRole.Annotator);
        using var reviewer = await host.Member(project, ProjectRole.Reviewer);
        var number = 0;
        foreach (var (person, said) in ((Browser, string)[])[(owner, "sport"), (annotator, "world")])
        {
            await person.Post($"/api/projects/{project}/claims", new { count = 1 }).Ok();
            await person.Post(
                $"/api/projects/{project}/submissions",
                new { submissionId = $"00000000-0000-4000-8000-{++number:D12}", taskId = task, answers = new { topic = said }, leadTimeMs = 1000, guidelineVersion = 1 }).Ok();
        }

        var page = await reviewer.Get($"/api/projects/{project}/quality").Ok();
        page.GetProperty("isCurrent").GetBoolean().ShouldBeTrue();
        page.GetProperty("answers").GetInt64().ShouldBe(2);
        var (one, other) = (page.GetProperty("people")[0].GetProperty("id").GetInt64(), page.GetProperty("people")[1].GetProperty("id").GetInt64());
        var path = $"/api/projects/{project}/quality/confusion";
        var matrix = await reviewer.Get($"{path}?question=topic&a={one}&b={other}").Ok();
        matrix.GetProperty("counts")[0][1].GetInt64().ShouldBe(1);
        var cell = await reviewer.Get($"{path}/tasks?question=topic&a={one}&b={other}&row=sport&column=world").Ok();
        cell.GetProperty("tasks")[0].GetProperty("taskId").GetInt64().ShouldBe(task);
        cell.GetProperty("tasks")[0].GetProperty("status").GetString().ShouldBe("disputed");
        var worst = await reviewer.Get($"/api/projects/{project}/quality/worst?question=topic").Ok();
        worst.GetProperty("tasks")[0].GetProperty("taskId").GetInt64().ShouldBe(task);
        foreach (var hidden in (string[])["", "/confusion?question=topic", "/confusion/tasks?question=topic&row=sport&column=sport", "/worst?question=topic"])
            await annotator.Get($"/api/projects/{project}/quality{hidden}").Problem(403);
    }

    [Theory]
    [InlineData("confusion?question=colour", "There is no question \"colour\"; there are topic.")]
    [InlineData("confusion?question=topic&a=ann", "\"ann\" is neither the id of a person")]
    [InlineData("confusion?question=topic&a=99&b=final", "Person 99 has given no answer")]
    [InlineData("confusion/tasks?question=topic&row=art&column=sport", "\"art\" is no label of \"topic\"")]
    [InlineData("worst?question=colour", "There is no question \"colour\"")]
    [InlineData("worst?question=topic&after=-1", "after is -1")]
    [InlineData("worst", "question")]
    public async Task What_is_asked_wrongly_is_answered_with_what_would_be_right(string path, string words)
    {
        await using var host = await Host.Start();
        using var owner = await host.Owner();
        var project = await Host.Project(owner);
        (await owner.Get($"/api/projects/{project}/quality/{path}").Problem(400)).Detail().ShouldContain(words);
    }
}
