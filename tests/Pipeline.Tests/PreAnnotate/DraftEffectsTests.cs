using Assay.Agreement;
using Assay.Model;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Models;
using Assay.Pipeline.PreAnnotate.Effects;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.PreAnnotate;

public sealed class DraftEffectsTests
{
    [Theory]
    [Engines]
    public async Task Drafts_of_the_stated_share_of_tasks_are_kept_from_everybody_and_answers_say_so(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 200, 0.3);
        var withheld = new HashSet<long>();
        foreach (var person in people)
            for (var i = 0; i < tasks.Count; i++)
            {
                var task = (await bench.Queue.Claim(project, person)).Tasks.ShouldHaveSingleItem();
                (task.Suggestion is null).ShouldBe(Withholding.Holds(task.Id, 0.3), "for one person as for the other");
                if (task.Suggestion is null)
                    withheld.Add(task.Id);
                await Answer(bench, project, person, task, "sport", 1000);
            }

        withheld.Count.ShouldBeInRange(40, 80);
        bench.One<long>("SELECT count(*) FROM annotation WHERE draft_withheld AND draft_id IS NOT NULL AND prediction_id IS NULL").ShouldBe(2 * withheld.Count);
        bench.One<long>("SELECT count(*) FROM annotation WHERE NOT draft_withheld AND draft_id = prediction_id").ShouldBe(2 * (200 - withheld.Count));
    }

    [Theory]
    [Engines]
    public async Task What_drafts_do_to_time_agreement_and_errors_is_the_difference_of_the_groups(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 100, 0.5);
        var held = tasks.Count(task => Withholding.Holds(task, 0.5));
        foreach (var (index, person) in people.Index())
            for (var i = 0; i < tasks.Count; i++)
            {
                // with a draft people say what it says; without, the first is right and the second says "world"
                var task = (await bench.Queue.Claim(project, person)).Tasks.ShouldHaveSingleItem();
                var right = tasks.ToList().IndexOf(task.Id) % 2 == 0 ? "sport" : "world";
                if (task.Suggestion is not null)
                    await Answer(bench, project, person, task, "sport", 1000);
                else
                    await Answer(bench, project, person, task, index == 0 ? right : "world", 2000);
            }

        foreach (var (place, task) in tasks.Index())
            await bench.Db.Write(project, session =>
            {
                // the truth is known of all: the draft ("sport") is wrong on every second one
                session.Execute("DELETE FROM final_label WHERE task_id = @task", new { task });
                session.Execute(
                    """
                    INSERT INTO final_label (task_id, project_id, answers, how, decided_at, from_annotations, guideline_version)
                    VALUES (@task, @project, @answers, 'gold', 0, '', 0)
                    """,
                    new { task, project, answers = TestProject.Answer(place % 2 == 0 ? "sport" : "world") });
            });
        var effect = new DraftEffects(bench.Db).Of(project);
        var even = tasks.Where((task, place) => place % 2 == 0 && Withholding.Holds(task, 0.5)).Count();
        (effect.Share, effect.Counted, effect.Shown.Answers, effect.Withheld.Answers).ShouldBe((0.5, 200, 2 * (100 - held), 2 * held));
        effect.Shown.Seconds!.Value.ShouldBe(1, 1e-9);
        effect.TimeSaved!.Value.ShouldBe(0.5, 1e-9);
        effect.AgreementGained!.Value.ShouldBe(1 - ((double)(held - even) / held), 1e-9);
        effect.WrongDraftFollowed!.Value.ShouldBe(1);
        var wrongShown = tasks.Where((task, place) => place % 2 == 1 && !Withholding.Holds(task, 0.5)).Count();
        var errors = NewcombeInterval.Of((double)wrongShown / (100 - held), 2 * (100 - held), even / 2.0 / held, 2 * held);
        effect.ErrorsAdded!.Value.ShouldBe(((double)wrongShown / (100 - held)) - (even / 2.0 / held), 1e-9);
        (effect.ErrorsAdded.Low, effect.ErrorsAdded.High).ShouldBe((errors.Low, errors.High));
    }

    [Theory]
    [Engines]
    public async Task Where_nothing_is_withheld_nothing_is_measured_and_that_is_said(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, _) = await Project(bench, 2, 0);
        await Answer(bench, project, people[0], (await bench.Queue.Claim(project, people[0])).Tasks[0], "sport", 1000);
        var effect = new DraftEffects(bench.Db).Of(project);
        (effect.Counted, effect.TimeSaved, effect.ErrorsAdded, effect.Withheld.Seconds).ShouldBe((0, null, null, null));
        await Should.ThrowAsync<Invalid>(() => new Assay.Pipeline.Projects.Projects(bench.Db, new RecentCounts(bench.Db, bench.Clock), bench.Clock)
            .Change(project, new ProjectChanges { WithheldShare = 0.6 }, people[0], ProjectRole.Owner));
    }

    private static Task<Submitted> Answer(Bench bench, long project, long person, ClaimedTask task, string topic, int ms) => bench.Submissions.Submit(
        project, person, new NewSubmission(Guid.NewGuid().ToString("D"), task.Id, TestProject.Answer(topic), ms, 0, task.Suggestion?.PredictionId));

    private static async Task<(long Project, IReadOnlyList<long> People, IReadOnlyList<long> Tasks)> Project(Bench bench, int count, double share)
    {
        var people = await TestProject.People(bench.Db, 2);
        var project = await TestProject.Create(bench.Db, people[0], overlap: 2);
        var tasks = await TestProject.Tasks(bench.Db, project, count);
        await bench.Db.Write(project, session => session.Execute("UPDATE project SET withheld_share = @share WHERE id = @project", new { share, project }));
        await bench.Stages.Predictions.Add(
            project, people[0], new ModelName("words", "1"), [.. tasks.Select(task => new NewPrediction(task, TestProject.Answer("sport"), 0.9))]);
        return (project, people, tasks);
    }
}
