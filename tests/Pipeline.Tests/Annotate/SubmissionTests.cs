using Assay.Model;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Annotate;

public sealed class SubmissionTests
{
    [Theory]
    [Engines]
    public async Task An_answer_that_breaks_the_schema_names_question_value_and_rule(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, task) = await Claimed(bench);

        var error = await Should.ThrowAsync<Invalid>(() => bench.Submit(project, people[0], task, "sprot"));

        error.Violations.ShouldHaveSingleItem().Path.ShouldBe("answers.topic");
        error.Message.ShouldContain("sprot");
        bench.One<long>("SELECT count(*) FROM annotation").ShouldBe(0);
        (await bench.Queue.Claim(project, people[0])).Tasks.Single().Reason.ShouldBe(ClaimReasons.Resumed, "a refused answer costs nobody the task");
    }

    [Theory]
    [Engines]
    public async Task Answers_are_held_against_the_schema_in_force_whatever_was_seen_before(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, task) = await Claimed(bench);
        await Should.ThrowAsync<Invalid>(() => bench.Submit(project, people[0], task, "cooking")); // from here on a schema is known
        var projects = new Pipeline.Projects.Projects(bench.Db, new RecentCounts(bench.Db, bench.Clock), bench.Clock);
        await projects.ChangeSchema(project, TestProject.Schema.Replace("sport", "cooking", StringComparison.Ordinal), people[0], ProjectRole.Owner);

        (await Should.ThrowAsync<Invalid>(() => bench.Submit(project, people[0], task, "sport"))).Message.ShouldContain("sport");
        (await bench.Submit(project, people[0], task, "cooking")).Outcome.ShouldBe(Outcomes.Accepted);
        bench.One<string>("SELECT answers FROM annotation").ShouldBe(TestProject.Answer("cooking"));
    }

    [Theory]
    [Engines]
    public async Task People_who_agree_complete_a_task_and_people_who_differ_dispute_it(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 2);
        var project = await TestProject.Create(bench.Db, people[0], overlap: 2);
        var ids = await TestProject.Tasks(bench.Db, project, 2);
        foreach (var person in people)
        {
            await bench.Queue.Claim(project, person, 2);
            await bench.Submit(project, person, ids[0], "world");
            await bench.Submit(project, person, ids[1], person == people[0] ? "world" : "sport");
        }

        bench.One<string>("SELECT how FROM final_label WHERE task_id = @id", new { id = ids[0] }).ShouldBe("unanimous");
        bench.One<string>("SELECT answers FROM final_label WHERE task_id = @id", new { id = ids[0] }).ShouldBe(TestProject.Answer("world"));
        bench.One<string>("SELECT status FROM task WHERE id = @id", new { id = ids[1] }).ShouldBe("disputed");
        bench.One<string>("SELECT questions FROM dispute WHERE task_id = @id", new { id = ids[1] }).ShouldBe("""["topic"]""");
    }

    [Theory]
    [Engines]
    public async Task A_late_answer_is_kept_and_counts_while_one_is_still_wanted(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, task) = await Claimed(bench, overlap: 2);
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await bench.Queue.ExpireLeases();

        (await bench.Submit(project, people[0], task)).Outcome.ShouldBe(Outcomes.Late);

        bench.One<long>("SELECT submitted FROM task").ShouldBe(1);
        (await bench.Queue.Claim(project, people[0])).Tasks.ShouldBeEmpty("they have answered it");
    }

    [Theory]
    [Engines]
    public async Task A_late_answer_to_a_decided_task_is_kept_and_changes_nothing(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, task) = await Claimed(bench);
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await bench.Queue.Claim(project, people[1]);
        await bench.Submit(project, people[1], task, "world");

        (await bench.Submit(project, people[0], task, "sport")).ShouldBe(
            new Submitted(bench.One<string>("SELECT submission_id FROM annotation WHERE state = 'late'"), task, Outcomes.Late, LabelingStatus.Completed));

        bench.One<string>("SELECT answers FROM final_label").ShouldBe(TestProject.Answer("world"));
        bench.One<long>("SELECT submitted FROM task").ShouldBe(1);
    }

    [Theory]
    [Engines]
    public async Task Nobody_can_answer_a_task_that_was_never_given_to_them(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, task) = await Claimed(bench);

        await Should.ThrowAsync<Conflict>(() => bench.Submit(project, people[1], task));
        await Should.ThrowAsync<NotFound>(() => bench.Submit(project, people[1], 987_654));
    }

    [Theory]
    [Engines]
    public async Task A_submission_id_serves_one_submission(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 2);
        var project = await TestProject.Create(bench.Db, people[0]);
        var ids = await TestProject.Tasks(bench.Db, project, 2);
        await bench.Queue.Claim(project, people[0], 2);
        var sent = Guid.NewGuid().ToString("D");
        await bench.Submit(project, people[0], ids[0], id: sent);

        await Should.ThrowAsync<Conflict>(() => bench.Submit(project, people[0], ids[1], id: sent));
        await Should.ThrowAsync<Invalid>(() => bench.Submit(project, people[0], ids[1], id: "not-a-uuid"));
        await Should.ThrowAsync<Invalid>(() => bench.Submit(project, people[0], ids[1], id: Guid.NewGuid().ToString("D").ToUpperInvariant()));
    }

    [Theory]
    [Engines]
    public async Task Undo_brings_the_task_back_with_the_answers_as_draft_and_reopens_what_was_decided(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, task) = await Claimed(bench);
        var sent = await bench.Submit(project, people[0], task, "world");
        sent.Status.ShouldBe(LabelingStatus.Completed);

        var back = await bench.Stages.Undo.Take(project, people[0], sent.SubmissionId);

        back.Id.ShouldBe(task);
        back.Draft!.Value.GetRawText().ShouldBe(TestProject.Answer("world"));
        bench.One<long>("SELECT count(*) FROM final_label").ShouldBe(0);
        bench.One<long>("SELECT sum(answers) FROM tally").ShouldBe(0);
        (await bench.Queue.Claim(project, people[1])).Tasks.ShouldBeEmpty("the task is with the person who undid");
        await Should.ThrowAsync<NotFound>(() => bench.Stages.Undo.Take(project, people[0], sent.SubmissionId));
        (await bench.Submit(project, people[0], task, "sport")).Outcome.ShouldBe(Outcomes.Accepted);
        bench.One<string>("SELECT answers FROM final_label").ShouldBe(TestProject.Answer("sport"));
    }

    [Theory]
    [Engines]
    public async Task What_a_reviewer_decided_cannot_be_undone_by_the_annotator(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, task) = await Claimed(bench);
        var sent = await bench.Submit(project, people[0], task, "world");
        await bench.Stages.Decisions.Decide(project, people[1], task, TestProject.Answer("business"), "clear case");

        await Should.ThrowAsync<Conflict>(() => bench.Stages.Undo.Take(project, people[0], sent.SubmissionId));
        await Should.ThrowAsync<NotFound>(() => bench.Stages.Undo.Take(project, people[1], sent.SubmissionId), "nobody undoes another's answer");
    }

    [Theory]
    [Engines]
    public async Task A_draft_is_given_back_with_the_task_and_ends_with_the_answer(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, task) = await Claimed(bench);
        await bench.Stages.Drafts.Save(project, people[0], task, """{"topic":"wor"}""");
        await bench.Stages.Drafts.Save(project, people[1], task, """{"topic":"not mine to draft"}""");
        bench.Restart();

        (await bench.Queue.Claim(project, people[0])).Tasks.Single().Draft!.Value.GetRawText().ShouldBe("""{"topic":"wor"}""");
        await bench.Submit(project, people[0], task);
        bench.One<long>("SELECT count(*) FROM draft").ShouldBe(0);
        await Should.ThrowAsync<Invalid>(() => bench.Stages.Drafts.Save(project, people[0], task, "[1"));
    }

    [Theory]
    [Engines]
    public async Task An_acknowledged_answer_is_there_after_a_restart(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, task) = await Claimed(bench);
        await bench.Submit(project, people[0], task, "world");
        bench.Restart();

        bench.One<string>("SELECT answers FROM annotation").ShouldBe(TestProject.Answer("world"));
        new Trail(bench.Db).Mine(project, people[0], 10).ShouldHaveSingleItem().Excerpt.ShouldBe("item 1");
    }

    private static async Task<(long Project, IReadOnlyList<long> People, long Task)> Claimed(Bench bench, int overlap = 1)
    {
        var people = await TestProject.People(bench.Db, 2);
        var project = await TestProject.Create(bench.Db, people[0], overlap);
        await TestProject.Tasks(bench.Db, project, 1);
        return (project, people, (await bench.Queue.Claim(project, people[0])).Tasks.Single().Id);
    }
}
