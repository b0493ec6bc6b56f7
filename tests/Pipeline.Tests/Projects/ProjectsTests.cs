using Assay.Model;
using Assay.Pipeline.Projects;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Projects;

public sealed class ProjectsTests
{
    [Theory, Engines]
    public async Task A_new_project_has_its_owner_its_queue_and_its_guidelines(string engine)
    {
        using var test = TestDb.Create(engine);
        var owner = await TestProject.Person(test.Db, "owner");
        var made = await Of(test).Create(owner, new NewProject(" Mails ", TestProject.Schema) { Guidelines = "Read.", IsDemo = true });
        made.Name.ShouldBe("Mails");
        made.IsDemo.ShouldBeTrue();
        made.GuidelineVersion.ShouldBe(1);
        made.Role.ShouldBe(ProjectRole.Owner);
        (await Count(test, "member")).ShouldBe(1);
        (await Count(test, "project_queue")).ShouldBe(1);
        Of(test).List(owner, isAdmin: false).Single().Id.ShouldBe(made.Id);
        Of(test).List(await TestProject.Person(test.Db, "stranger"), isAdmin: false).ShouldBeEmpty();
    }

    [Theory, Engines]
    public async Task A_broken_project_leaves_nothing_behind(string engine)
    {
        using var test = TestDb.Create(engine);
        var owner = await TestProject.Person(test.Db, "owner");
        var error = await Should.ThrowAsync<Invalid>(() => Of(test).Create(owner, new NewProject("", "{}") { Settings = new ProjectChanges { Overlap = 0 } }));
        error.Violations.Select(violation => violation.Path).ShouldContain("overlap");
        error.Violations.Select(violation => violation.Path).ShouldContain("name");
        (await Count(test, "project")).ShouldBe(0);
    }

    [Theory, Engines]
    public async Task Another_overlap_holds_for_tasks_nobody_has_begun(string engine)
    {
        using var test = TestDb.Create(engine);
        var owner = await TestProject.Person(test.Db, "owner");
        var project = await TestProject.Create(test.Db, owner, overlap: 1);
        var tasks = await TestProject.Tasks(test.Db, project, 3);
        await new Pipeline.Queue.TaskQueue(test.Db, new FakeClock(), new RecentCounts(test.Db, new FakeClock())).Claim(project, owner);
        await Of(test).Change(project, new ProjectChanges { Overlap = 3 }, owner, ProjectRole.Manager);
        test.Db.Read(session => session.Query<long>("SELECT overlap FROM task ORDER BY id").ToList()).ShouldBe([1, 3, 3]);
        test.Db.Read(session => session.Query<long>("SELECT open_slots FROM task ORDER BY id").ToList()).ShouldBe([0, 3, 3]);
        tasks.Count.ShouldBe(3);
    }

    [Theory, Engines]
    public async Task Of_two_who_write_guidelines_at_once_one_is_told(string engine)
    {
        using var test = TestDb.Create(engine);
        var owner = await TestProject.Person(test.Db, "owner");
        var project = await TestProject.Create(test.Db, owner);
        var guidelines = new Guidelines(test.Db, new FakeClock());
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(async i =>
        {
            try
            {
                return (await guidelines.Write(project, $"text {i}", 0, owner)).Version;
            }
            catch (Conflict)
            {
                return -1;
            }
        }));
        both.Order().ShouldBe([-1, 1]);
        guidelines.Versions(project).Count.ShouldBe(1);
    }

    private static Pipeline.Projects.Projects Of(TestDb test)
    {
        var clock = new FakeClock();
        return new Pipeline.Projects.Projects(test.Db, new RecentCounts(test.Db, clock), clock);
    }

    private static Task<long> Count(TestDb test, string table) => Task.FromResult(test.Db.Read(session => session.One<long>($"SELECT count(*) FROM {table}")));
}
