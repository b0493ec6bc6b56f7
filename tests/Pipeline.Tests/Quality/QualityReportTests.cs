using System.Text.Json;
using Assay.Agreement;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Quality.Measuring;
using Assay.Pipeline.Queue;
using Assay.Pipeline.Tests.Ingest;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Quality;

public sealed class QualityReportTests
{
    [Theory]
    [Engines(1)]
    [Engines(2)]
    [Engines(3)]
    public async Task After_every_burst_of_work_the_report_is_what_measuring_from_scratch_gives(string engine, int seed)
    {
        using var bench = new Bench(engine);
        var history = new RandomHistory(bench, seed);
        await history.Begin();
        using var secondNode = bench.Database.OpenAnother();
        var kept = Reports(bench);
        var elsewhere = new QualityReports(secondNode, new VoteMemory(secondNode), bench.Clock);
        for (var burst = 0; burst < 12; burst++)
        {
            await history.Steps(25);
            var found = await kept.Now(history.Project);
            var other = burst % 3 == 0 ? await elsewhere.Now(history.Project) : found;
            await ForgetStored(bench);
            var scratch = await Reports(bench).Now(history.Project);

            Json(found).ShouldBe(Json(scratch));
            Json(other).ShouldBe(Json(scratch));
            if (burst % 3 == 1)
            {
                await ForgetStored(bench);
                Json(await elsewhere.Now(history.Project)).ShouldBe(Json(scratch), "what a second node kept is brought up to date too");
            }

            EqualsTheLibrary(bench, history, found);
        }

        foreach (var what in (string[])["answered", "undone", "repeated", "late", "skipped", "decided", "decision undone", "gold", "no longer gold", "archived", "put back", "one more"])
            history.Done.Keys.ShouldContain(what);
    }

    [Theory]
    [Engines]
    public async Task A_restart_begins_with_the_last_report_and_says_that_it_is_not_of_now(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Answered(bench, "sport", "sport");
        var first = await Reports(bench).Now(project);
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await bench.Queue.Claim(project, people[2]);
        await bench.Submit(project, people[2], tasks[0], "world");
        bench.Restart();
        var reports = new QualityReports(bench.Db, new VoteMemory(bench.Db), bench.Clock) { Patience = TimeSpan.Zero };

        var old = await reports.Lately(project);
        var now = await reports.Now(project);

        (old.IsCurrent, old.MeasuredAt, old.Answers).ShouldBe((false, first.MeasuredAt, 2));
        (now.IsCurrent, now.MeasuredAt, now.Answers).ShouldBe((true, bench.Clock.GetUtcNow(), 3));
        (await reports.Lately(project)).IsCurrent.ShouldBeTrue();
        now.Questions[0].Percent!.Value.ShouldBe(1.0 / 3, 1e-12);
    }

    [Theory]
    [Engines]
    public async Task A_report_that_nothing_has_outdated_is_current_after_a_restart_without_reading_any_vote(string engine)
    {
        using var bench = new Bench(engine);
        var (project, _, _) = await Answered(bench, "sport", "world");
        await Reports(bench).Now(project);
        bench.Restart();
        var memory = new VoteMemory(bench.Db);

        (await new QualityReports(bench.Db, memory, bench.Clock).Lately(project)).IsCurrent.ShouldBeTrue();
        memory.Bytes.ShouldBe(0);
    }

    [Theory]
    [Engines]
    public async Task What_was_never_measured_is_measured_ahead_and_what_is_not_far_behind_is_left(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Answered(bench, "sport", "world");
        var empty = await TestProject.Create(bench.Db, people[0]);
        await Reports(bench).KeepUp(CancellationToken.None);
        var measured = await bench.Db.Write(session => session.Query<long>("SELECT project_id FROM quality_report ORDER BY project_id").ToList());

        await bench.Queue.Claim(project, people[2]);
        await bench.Submit(project, people[2], tasks[0], "world");
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await Reports(bench).KeepUp(CancellationToken.None);
        var reports = new QualityReports(bench.Db, new VoteMemory(bench.Db), bench.Clock) { Patience = TimeSpan.Zero };

        measured.ShouldBe([project], $"project {empty} has no answers");
        (await reports.Lately(project)).Answers.ShouldBe(2, "one answer more is no reason to measure anew");

        await bench.Db.Write(session => session.Execute("UPDATE quality_report SET last_annotation = last_annotation - 25000"));
        await Reports(bench).KeepUp(CancellationToken.None);
        (await Reports(bench).Lately(project)).Answers.ShouldBe(3);
    }

    [Theory]
    [Engines]
    public async Task Without_answers_everything_is_undefined_with_its_reason(string engine)
    {
        using var bench = new Bench(engine);
        var people = await TestProject.People(bench.Db, 1);
        var project = await TestProject.Create(bench.Db, people[0], schema: RandomHistory.Schema);

        var report = await Reports(bench).Lately(project);

        (report.Answers, report.ItemsWithTwo, report.IsCurrent).ShouldBe((0, 0, true));
        report.Questions.Select(question => question.Level).ShouldBe(["nominal", "set", "ordinal", "nominal"]);
        report.Questions.Select(question => question.IsOpen).ShouldBe([false, false, false, true]);
        foreach (var question in report.Questions)
        {
            question.Undefined.ShouldBe(Undefined.NoSharedItems);
            question.Coefficients.ShouldAllBe(figure => figure.Value == null && figure.Undefined != null);
            question.Coefficients.Select(figure => figure.Name).Take(2).ShouldBe(["percent_agreement", "krippendorff_alpha"]);
            question.Labels.ShouldAllBe(label => label.Given == 0 && label.Undefined == LabelAgreements.NeverGiven);
            question.OverTime.ShouldBeNull();
            question.Confusion.ShouldBeNull();
        }
    }

    [Theory]
    [Engines]
    public async Task Two_people_who_always_say_the_same_label_have_no_agreement_beyond_chance_to_measure(string engine)
    {
        using var bench = new Bench(engine);
        var (project, _, _) = await Answered(bench, "sport", "sport");

        var question = (await Reports(bench).Now(project)).Questions.Single();

        Figure("percent_agreement").Value!.Value.ShouldBe(1);
        Figure("krippendorff_alpha").Undefined.ShouldBe(Undefined.OneCategory);
        Figure("cohen_kappa").Undefined.ShouldBe(Undefined.OneCategory);
        question.Coefficients.ShouldAllBe(figure => (figure.Value == null) == (figure.Undefined != null));
        question.Labels[0].Specific!.Value.ShouldBe(1);
        question.Labels[1].Undefined.ShouldBe(LabelAgreements.NeverGiven);
        question.OverTime!.Periods.Single().AlphaUndefined.ShouldBe(Undefined.OneCategory);

        CoefficientFigure Figure(string name) => question.Coefficients.Single(figure => figure.Name == name);
    }

    [Theory]
    [Engines]
    public async Task Kappa_of_two_stands_only_where_there_are_two_and_weights_only_where_there_is_an_order(string engine)
    {
        using var bench = new Bench(engine);
        var history = new RandomHistory(bench, 4);
        await history.Begin();
        await history.Steps(120);

        var report = await Reports(bench).Now(history.Project);

        report.Questions[0].Coefficients.Select(figure => figure.Name).ShouldBe(
            ["percent_agreement", "krippendorff_alpha", "scott_pi", "fleiss_kappa", "conger_kappa", "brennan_prediger", "gwet_ac1"]);
        report.Questions[1].Coefficients.Select(figure => figure.Name).ShouldBe(["percent_agreement", "krippendorff_alpha"]);
        report.Questions[2].Coefficients.Select(figure => figure.Name).ShouldBe(
            ["percent_agreement", "krippendorff_alpha", "scott_pi", "fleiss_kappa", "conger_kappa", "brennan_prediger", "gwet_ac1", "gwet_ac2_linear", "gwet_ac2_quadratic", "gwet_ac2_ordinal"]);
        report.Questions[3].Coefficients.Select(figure => figure.Name).ShouldBe(["percent_agreement", "krippendorff_alpha"]);
    }

    [Theory]
    [Engines]
    public async Task What_a_log_of_changes_has_forgotten_is_read_anew(string engine)
    {
        using var bench = new Bench(engine);
        var history = new RandomHistory(bench, 5);
        await history.Begin();
        var reports = Reports(bench);
        await history.Steps(60);
        await reports.Now(history.Project);
        await history.Steps(60);
        await bench.Db.Write(session => session.Execute(
            "DELETE FROM vote_change WHERE project_id = @Project AND sequence < (SELECT max(sequence) FROM vote_change WHERE project_id = @Project)", new { history.Project }));

        var found = await reports.Now(history.Project);

        await ForgetStored(bench);
        Json(found).ShouldBe(Json(await Reports(bench).Now(history.Project)));
        EqualsTheLibrary(bench, history, found);
    }

    [Theory]
    [Engines]
    public async Task Votes_that_lie_far_apart_among_those_of_others_are_found(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Answered(bench, "sport", "sport");
        await bench.Db.Write(session => session.Execute(
            """
            INSERT INTO annotation (id, submission_id, project_id, task_id, person_id, state, is_standing, answers, lead_time_ms, guideline_version, created_at)
            VALUES (9000000, 'far', @project, @task, @person, 'late', TRUE, @answer, 0, 0, 1772442000000)
            """,
            new { project, task = tasks[0], person = people[2], answer = TestProject.Answer("world") }));

        (await Reports(bench).Now(project)).Answers.ShouldBe(3);
    }

    [Theory]
    [Engines]
    public async Task A_schema_that_has_grown_reads_the_earlier_answers_in_its_own_order(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Answered(bench, "sport", "world");
        var reports = Reports(bench);
        await reports.Now(project);
        var grown = TestProject.Schema.Replace("""[{"name":"sport"}""", """[{"name":"art"},{"name":"sport"}""", StringComparison.Ordinal);
        await bench.Db.Write(project, session => session.Execute("UPDATE project SET schema_json = @grown, schema_version = 2 WHERE id = @project", new { grown, project }));
        await bench.Queue.Claim(project, people[2]);
        await bench.Submit(project, people[2], tasks[0], "art");

        var report = await reports.Now(project);

        report.Answers.ShouldBe(3);
        report.Questions[0].Labels.Select(label => (label.Label, label.Given)).ShouldBe([("art", 1), ("sport", 1), ("world", 1), ("business", 0)]);
    }

    [Theory]
    [Engines]
    public async Task Memory_forgets_the_project_looked_at_longest_ago(string engine)
    {
        using var bench = new Bench(engine);
        var (first, _, _) = await Answered(bench, "sport", "world");
        var owner = bench.One<long>("SELECT min(id) FROM person");
        var second = await TestProject.Create(bench.Db, owner);
        var task = (await TestProject.Tasks(bench.Db, second, 1))[0];
        await bench.Queue.Claim(second, owner);
        await bench.Submit(second, owner, task);
        var memory = new VoteMemory(bench.Db) { MostBytes = 1 };
        await memory.Of(second);
        var alone = memory.Bytes;

        await memory.Of(first);
        await memory.Of(second);

        memory.Bytes.ShouldBe(alone);
    }

    [Theory, Engines]
    public async Task Answers_to_tasks_of_an_import_taken_back_no_longer_count(string engine)
    {
        await using var bench = await ImportBench.Create(engine, overlap: 2);
        var queue = new TaskQueue(bench.Db, bench.Clock, new RecentCounts(bench.Db, bench.Clock));
        var submissions = new Submissions(bench.Db, bench.Clock);
        var import = await bench.Import(bench.Lines("a.jsonl", ["one", "two"]));
        foreach (var person in (long[])[bench.Person, await TestProject.Person(bench.Db, "other")])
            foreach (var task in (await queue.Claim(bench.Project, person, 2)).Tasks)
                await submissions.Submit(bench.Project, person, new NewSubmission(Guid.NewGuid().ToString("D"), task.Id, TestProject.Answer("sport"), 10, 0));
        var reports = new QualityReports(bench.Db, new VoteMemory(bench.Db), bench.Clock);
        (await reports.Now(bench.Project)).Answers.ShouldBe(4);

        await bench.Undo(import.Id);

        (await reports.Now(bench.Project)).Answers.ShouldBe(0);
    }

    [Fact]
    public async Task A_project_that_is_not_there_is_not_found()
    {
        using var bench = new Bench("sqlite");
        await Should.ThrowAsync<NotFound>(() => Reports(bench).Lately(99));
    }

    /// <summary>The same votes read by one plain statement and measured with nothing of the report's own.</summary>
    private static void EqualsTheLibrary(Bench bench, RandomHistory history, ProjectAgreement report)
    {
        var schema = LabelSchema.Parse(RandomHistory.Schema);
        var rows = bench.Db.Read(session => session.Query<(long Task, long Person, string Answers)>(
            """
            SELECT task_id, person_id, answers FROM annotation
            WHERE state IN ('counted', 'late') AND answers IS NOT NULL AND task_id IN (SELECT id FROM task WHERE status <> 'archived')
            """).ToList());
        report.Answers.ShouldBe(rows.Count);
        foreach (var (question, measured) in schema.Questions.Zip(report.Questions))
        {
            var table = new VoteTable<long, long>(question.Kind.Categories(question));
            var sets = new Dictionary<long, List<IReadOnlySet<string>>>();
            foreach (var row in rows)
            {
                if (schema.ReadAnswers(row.Answers).OrThrow()[question.Name] is not { } answer)
                    continue;
                table.Add(row.Task, row.Person, question.Kind.Category(question, answer) ?? question.Kind.Describe(question, answer).Replace("  ", " ", StringComparison.Ordinal));
                if (!sets.TryGetValue(row.Task, out var said))
                    sets.Add(row.Task, said = []);
                said.Add(question.Kind.Members(question, answer).ToHashSet());
            }

            var votes = table.ToVotes();
            var scale = question is RatingQuestion ? Scale.Ranks(5) : Scale.Nominal;
            foreach (var figure in measured.Coefficients)
            {
                var expected = question.Name == "tags" && figure.Name == "krippendorff_alpha"
                    ? DistanceAlpha.Of(sets.Values, SetDistance.Masi, HashSet<string>.CreateSetComparer() as IEqualityComparer<IReadOnlySet<string>>)
                    : Coefficients.Find(figure.Name)!.Measure(votes, scale);
                Same(figure.Value, expected, figure.Name);
                figure.Undefined.ShouldBe(expected.Undefined);
            }

            foreach (var (label, agreement) in measured.Labels.Zip(question.Name == "tags" ? [] : LabelAgreements.Of(votes)))
                Same(label.Specific, agreement.Specific, label.Label);
            foreach (var pair in AnnotatorPairs.Of(votes))
            {
                var (one, other) = (table.Annotators[pair.First], table.Annotators[pair.Second]);
                var found = measured.Pairs.Single(each => (each.A, each.B) == (Math.Min(one, other), Math.Max(one, other)));
                found.Tasks.ShouldBe(pair.Items);
                Same(found.Percent, pair.Percent, "pair");
                if (question.Kind.Categories(question).Count > 0)
                    Same(found.Kappa, pair.Kappa, "pair");
            }

            measured.OverTime?.Periods.Sum(period => period.Answers).ShouldBe(votes.Count);
        }

        static void Same(Estimate? found, Coefficient expected, string name)
        {
            (found is null).ShouldBe(expected.Value is null, name);
            if (found is null)
                return;
            found.Value.ShouldBe(expected.Value!.Value, 1e-9, name);
            found.Low.ShouldBe(expected.Interval!.Value.Low, 1e-9, name);
            found.High.ShouldBe(expected.Interval!.Value.High, 1e-9, name);
            found.Count.ShouldBe(expected.Items, name);
        }
    }

    private static async Task<(long Project, IReadOnlyList<long> People, IReadOnlyList<long> Tasks)> Answered(Bench bench, string first, string second)
    {
        var people = await TestProject.People(bench.Db, 3);
        var project = await TestProject.Create(bench.Db, people[0], overlap: 3);
        var tasks = await TestProject.Tasks(bench.Db, project, 1);
        foreach (var (person, said) in people.Zip([first, second]))
        {
            await bench.Queue.Claim(project, person);
            await bench.Submit(project, person, tasks[0], said);
        }

        return (project, people, tasks);
    }

    private static QualityReports Reports(Bench bench) => new(bench.Db, new VoteMemory(bench.Db), bench.Clock);

    private static Task<int> ForgetStored(Bench bench) => bench.Db.Write(session => session.Execute("DELETE FROM quality_report"));

    private static string Json(ProjectAgreement report) => JsonSerializer.Serialize(report);
}
