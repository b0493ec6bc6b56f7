using Assay.Learning.Acceptance;
using Assay.Model;
using Assay.Pipeline.ActiveLearning;
using Assay.Pipeline.Metrics;
using Assay.Pipeline.Queue;
using Assay.Pipeline.Tests.ActiveLearning;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Metrics;

public sealed class MetricsReportsTests
{
    private static readonly OwnModelFigure NoModel = new(false, "topic", false, null);

    /// <summary>Twelve answered, three of these decided again by a reviewer, six accepted unseen: 9·1 + 3·2 = 15 tasks of people for 18 documents, of which six have none.</summary>
    [Theory, Engines]
    public async Task Tasks_and_hours_are_those_of_documents_with_a_final_label(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 30);
        for (var i = 0; i < 12; i++)
            await AnswerNext(bench, project, people[0]);
        foreach (var task in tasks.Take(3))
            await bench.Stages.Decisions.Decide(project, people[1], task, TestProject.Answer("world"), null);
        await Accept(bench, project, tasks.Skip(12).Take(6));
        await bench.Queue.Claim(project, people[0]);

        var report = Report(bench, project);
        (report.Work.Documents, report.Work.Answers, report.Work.Decisions, report.Work.WithoutPerson, report.Work.Timed, report.Work.Seconds).ShouldBe((18, 12, 3, 6, 18, 18));

        // variance (21 − 18 (15/18)²) / 17 = 0.5; Student's t of 17 degrees of freedom is 2.1098
        var half = 2.1098 * Math.Sqrt(0.5 / 18);
        Is(report, "tasks_per_1000", 1000 * 15 / 18.0, 1000 * ((15 / 18.0) - half), 1000 * ((15 / 18.0) + half), 18, 0.1);
        var (low, high) = Binomial.Interval(6, 18);
        Is(report, "without_person_per_1000", 1000 / 3.0, 1000 * low, 1000 * high, 18);

        // a second and a half each: sum 18, squares 27, variance (27 − 18) / 17
        var halfHours = 2.1098 * Math.Sqrt(9 / 17.0 / 18) / 3.6;
        Is(report, "hours_per_1000", 1 / 3.6, (1 / 3.6) - halfHours, (1 / 3.6) + halfHours, 18, 0.0001);
    }

    [Theory, Engines]
    public async Task Too_few_documents_tell_nothing_and_archived_ones_do_not_count(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 12);
        for (var i = 0; i < 10; i++)
            await AnswerNext(bench, project, people[0]);
        Row(Report(bench, project), "tasks_per_1000").Value!.Value.ShouldBe(1000);
        await bench.Stages.Decisions.Archive(project, people[0], tasks[0]);

        var report = Report(bench, project);
        report.Work.Documents.ShouldBe(9);
        foreach (var name in (string[])["tasks_per_1000", "without_person_per_1000", "hours_per_1000"])
            Row(report, name).ShouldBe(new MetricRow(name, null, null, "too_few_documents"));
        Row(report, "alpha").ShouldBe(new MetricRow("alpha", "topic", null, "too_few_shared"));
        Row(report, "model_accuracy").ShouldBe(new MetricRow("model_accuracy", "topic", null, "off"));
    }

    [Theory, Engines]
    public async Task Imported_answers_are_work_whose_time_is_not_known_and_those_to_known_tasks_are_spread_over_all(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 13);
        for (var i = 0; i < 11; i++)
            await AnswerNext(bench, project, people[0]);
        await bench.Db.Write(session => session.Execute("UPDATE annotation SET batch_id = 7, lead_time_ms = 0 WHERE task_id = @task", new { task = tasks[0] }));
        await bench.Stages.Decisions.MarkGold(project, people[0], tasks[12], TestProject.Answer("sport"));
        await Say(bench, project, people[1], tasks[12], "sport", milliseconds: 11_000);

        var report = Report(bench, project);
        (report.Work.Documents, report.Work.OutsideAnswers, report.Work.Timed, report.Work.GoldAnswers, report.Work.GoldSeconds).ShouldBe((11, 1, 10, 1, 11));
        Row(report, "tasks_per_1000").Value!.Value.ShouldBe(1000 * 12 / 11.0, 1e-9);
        Row(report, "hours_per_1000").Value!.Value.ShouldBe((1.5 + 1) / 3.6, 1e-9, "a second of each document for checks");
        report.Labels.ShouldBe([new LabelSource("single", null, 11), new LabelSource("gold", null, 1)]);
    }

    /// <summary>Of 12 known tasks nine are answered rightly by both, one wrongly by both, and on two people differ: 9 of the 10 that come to a label. Accepted unseen: 19 of 20 audits.</summary>
    [Theory, Engines]
    public async Task Labels_are_as_right_as_known_tasks_and_audits_tell_each_by_its_share(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 80, overlap: 2);
        for (var i = 0; i < 30; i++)
            foreach (var person in people.Take(2))
                await AnswerNext(bench, project, person);
        foreach (var (i, task) in tasks.TakeLast(12).Index())
        {
            await Say(bench, project, people[0], task, "world", milliseconds: 0);
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
            await bench.Stages.Decisions.MarkGold(project, people[2], task, TestProject.Answer("sport"));
            await Say(bench, project, people[1], task, i == 9 ? "world" : "sport", milliseconds: 0);
            await Say(bench, project, people[2], task, i >= 9 ? "world" : "sport", milliseconds: 0);
        }

        await Accept(bench, project, tasks.Skip(30).Take(10));
        await Audit(bench, project, tasks.Take(22), wrong: 1);

        var report = Report(bench, project);
        var (low, high) = Binomial.Interval(9, 10);
        Row(report, "label_accuracy", "people").ShouldBe(new MetricRow("label_accuracy", "people", new Estimate(0.9, low, high, 10), null, 0.75));
        var (lowest, highest) = Binomial.Interval(19, 20);
        Row(report, "label_accuracy", "auto_accepted").ShouldBe(new MetricRow("label_accuracy", "auto_accepted", new Estimate(0.95, lowest, highest, 20), null, 0.25));
        var all = Row(report, "label_accuracy");
        (all.Value!.Value, all.Value.Count, all.Share).ShouldBe(((0.75 * 0.9) + (0.25 * 0.95), 30, 1));
        all.Value.Low.ShouldBe(all.Value.Value - Math.Sqrt(Math.Pow(0.75 * (0.9 - low), 2) + Math.Pow(0.25 * (0.95 - lowest), 2)), 1e-12);
        all.Value.High.ShouldBe(all.Value.Value + Math.Sqrt(Math.Pow(0.75 * (high - 0.9), 2) + Math.Pow(0.25 * (highest - 0.95), 2)), 1e-12);
    }

    [Theory, Engines]
    public async Task Without_evidence_accuracy_is_not_told(string engine)
    {
        using var bench = new Bench(engine);
        var (project, people, tasks) = await Project(bench, 30);
        for (var i = 0; i < 12; i++)
            await AnswerNext(bench, project, people[0]);
        Row(Report(bench, project), "label_accuracy").ShouldBe(new MetricRow("label_accuracy", null, null, "too_few_known"));

        await Accept(bench, project, tasks.Skip(12).Take(18));
        var report = Report(bench, project);
        Row(report, "label_accuracy").ShouldBe(new MetricRow("label_accuracy", null, null, "too_few_audits"), "most labels");
        Row(report, "label_accuracy", "people").ShouldBe(new MetricRow("label_accuracy", "people", null, "too_few_known", 0.4));
        report.Labels.ShouldBe([new LabelSource("auto_accepted", "net", 18), new LabelSource("single", null, 12)]);
    }

    [Theory, Engines]
    public async Task What_waits_is_told_by_what_brings_it_forward(string engine)
    {
        using var bench = await LearningBench.Create(engine, 200);
        await bench.Set(new LearningSettings(IsOn: true, RandomShare: 0.3, Batch: 60));
        await bench.RunAll();
        var placed = bench.Placed();
        var others = bench.Tasks.Except(placed).ToList();
        await bench.Bench.Db.Write(session =>
        {
            foreach (var (task, rank) in ((long, long)[])[(others[0], Ranks.BeforeAll(0)), (others[1], Ranks.Of(3)), (others[2], Ranks.At(0, PlaceKind.Easy, 5)), (others[3], Ranks.Of(-2))])
                session.Execute("UPDATE task SET rank = @rank WHERE id = @task", new { rank, task });
            session.Execute("UPDATE task SET overlap = 2, submitted = 1 WHERE id = @task", new { task = placed[0] });
            session.Execute("UPDATE task SET status = 'disputed', open_slots = 0 WHERE id = @task", new { task = others[4] });
        });

        var queue = Report(bench.Bench, bench.Project).Queue.ToDictionary(part => part.Kind, part => part.Tasks);
        var measures = placed.Skip(1).Count(task => bench.IsMeasure(task, 0.3));
        measures.ShouldBeInRange(10, 25);
        queue.ShouldBe(new Dictionary<string, long>
        {
            ["another_answer"] = 1,
            ["audit"] = 1,
            ["informative"] = 59 - measures,
            ["random"] = measures,
            ["easy"] = 1,
            ["priority"] = 1,
            ["plain"] = 136,
            ["review"] = 1,
        }, ignoreOrder: true);
    }

    private static async Task<(long Project, IReadOnlyList<long> People, IReadOnlyList<long> Tasks)> Project(Bench bench, int tasks, int overlap = 1)
    {
        var people = await TestProject.People(bench.Db, 3);
        var project = await TestProject.Create(bench.Db, people[0], overlap);
        return (project, people, await TestProject.Tasks(bench.Db, project, tasks));
    }

    private static async Task AnswerNext(Bench bench, long project, long person)
    {
        var task = (await bench.Queue.Claim(project, person)).Tasks.ShouldHaveSingleItem().Id;
        await bench.Submit(project, person, task);
    }

    /// <summary>An answer that counts, as a person gives it to a task they were handed.</summary>
    private static Task<int> Say(Bench bench, long project, long person, long task, string topic, long milliseconds) => bench.Db.Write(session => session.Execute(
        """
        INSERT INTO annotation (submission_id, project_id, task_id, person_id, state, is_standing, answers, lead_time_ms, guideline_version, created_at)
        VALUES (@id, @project, @task, @person, 'counted', TRUE, @answers, @milliseconds, 0, @now)
        """,
        new { id = Guid.NewGuid().ToString("D"), project, task, person, answers = TestProject.Answer(topic), milliseconds, now = bench.Clock.GetUtcNow().ToUnixTimeMilliseconds() }));

    /// <summary>Drafts of a model that became labels unseen.</summary>
    private static Task Accept(Bench bench, long project, IEnumerable<long> tasks) => bench.Db.Write(project, session =>
    {
        var model = session.One<long>("INSERT INTO weak_model (project_id, name, version, created_by, created_at) VALUES (@project, 'net', '1', 1, 0) RETURNING id", new { project });
        foreach (var task in tasks)
        {
            var prediction = session.One<long>(
                "INSERT INTO prediction (project_id, task_id, model_id, schema_version, answers, confidence, created_at) VALUES (@project, @task, @model, 1, @answers, 0.95, 0) RETURNING id",
                new { project, task, model, answers = TestProject.Answer("sport") });
            var label = new FinalLabelRow { Answers = TestProject.Answer("sport"), How = FinalHow.AutoAccepted, GuidelineVersion = 0, From = [], PredictionId = prediction };
            TaskOutcomes.Complete(session, TaskState.Load(session, project, task), label, 0);
        }
    });

    /// <summary>Drafts held against what people said: the first ones wrong, the last one not sure enough, the one before from when nothing was accepted yet.</summary>
    private static Task Audit(Bench bench, long project, IEnumerable<long> tasks, int wrong) => bench.Db.Write(session =>
    {
        session.Execute(
            """
            INSERT INTO auto_accept (model_id, project_id, mode, threshold, epsilon, delta, audit_share, audits_see_draft, run, in_force, audit_rank, changed_by, changed_at)
            SELECT id, project_id, 'fixed', 0.9, 0.05, 0.05, 0.1, FALSE, 1, 0.9, 0, 1, 0 FROM weak_model WHERE project_id = @project
            """,
            new { project });
        long[] all = [.. tasks];
        foreach (var (i, task) in all.Index())
            session.Execute(
                "INSERT INTO audited_draft (model_id, task_id, run, in_force, confidence, is_wrong) SELECT id, @task, 1, @inForce, @confidence, @isWrong FROM weak_model WHERE project_id = @project",
                new { task, project, inForce = i == all.Length - 2 ? (double?)null : 0.9, confidence = i == all.Length - 1 ? 0.5 : 0.95, isWrong = i < wrong || i >= all.Length - 2 });
    });

    private static MetricsReport Report(Bench bench, long project) =>
        new MetricsReports(bench.Db, _ => [new AlphaFigure("topic", null)], _ => NoModel, bench.Clock).Of(project);

    private static MetricRow Row(MetricsReport report, string name, string? of = null) =>
        report.Table.First(row => row.Name == name && (name != "label_accuracy" || row.Of == of));

    private static void Is(MetricsReport report, string name, double value, double low, double high, long count, double tolerance = 1e-9)
    {
        var told = Row(report, name).Value.ShouldNotBeNull(name);
        told.Count.ShouldBe(count, name);
        told.Value.ShouldBe(value, 1e-9, name);
        told.Low.ShouldBe(low, tolerance, name);
        told.High.ShouldBe(high, tolerance, name);
    }
}
