using Assay.Model;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Ingest.Answers;
using Assay.Pipeline.Metrics;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Quality.Measuring;
using Assay.Pipeline.Queue;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Ingest;

/// <summary>Answers that people gave elsewhere, imported from a table.</summary>
public class AnswersTests
{
    private static readonly ImportOptions AsAnswers = new() { Answers = new AnswerColumns() };

    [Theory, Engines]
    public async Task Answers_from_elsewhere_decide_tasks_as_votes_do(string engine)
    {
        await using var bench = await Items(engine, overlap: 2, 4);
        var job = await bench.Import(
            bench.File("votes.csv", "item,worker,label\n1,ann,sport\n1,bo,sport\n2,ann,sport\n2,bo,world\n3,ann,world\n"), AsAnswers);

        (job.State, job.Error, job.Imported, job.Rejected, job.Answers).ShouldBe(("completed", null, 5L, 0L, true));
        Statuses(bench).ShouldBe(["completed", "disputed", "in_progress", "pending"]);
        bench.One<string>("SELECT answers FROM final_label").ShouldBe(TestProject.Answer("sport"));
        bench.Db.Read(session => session.Query<string>("SELECT name FROM person WHERE email LIKE '%imported.invalid' ORDER BY name").ToList()).ShouldBe(["ann", "bo"]);
    }

    [Theory, Engines]
    public async Task Votes_beyond_the_overlap_count_and_can_turn_a_task(string engine)
    {
        await using var bench = await Items(engine, overlap: 2, 1);
        await bench.Import(bench.File("a.csv", "item,worker,label\n1,ann,sport\n1,bo,sport\n"), AsAnswers);
        Statuses(bench).ShouldBe(["completed"]);

        await bench.Import(bench.File("b.csv", "item,worker,label\n1,cy,world\n"), AsAnswers);

        Statuses(bench).ShouldBe(["disputed"]);
        bench.One<long>("SELECT submitted FROM task").ShouldBe(3);
    }

    [Theory, Engines]
    public async Task The_same_file_again_changes_nothing(string engine)
    {
        await using var bench = await Items(engine, overlap: 2, 2);
        const string votes = "item,worker,label\n1,ann,sport\n2,ann,world\n1,bo,world\n";
        await bench.Import(bench.File("a.csv", votes), AsAnswers);

        var again = await bench.Import(bench.File("b.csv", votes), AsAnswers);

        (again.Imported, again.Duplicates).ShouldBe((0, 3));
        bench.Count("annotation").ShouldBe(3);
        bench.Count("outside_annotator").ShouldBe(2);
    }

    [Theory, Engines]
    public async Task Rows_that_fit_nothing_are_reported_with_line_and_reason(string engine)
    {
        await using var bench = await Items(engine, overlap: 1, 2);
        await bench.Import(bench.File("more.jsonl", """{"text":"another","item":2}""" + "\n"));

        var job = await bench.Import(
            bench.File("votes.csv", "item,worker,label\n7,ann,sport\n1,,sport\n1,ann,tennis\n1,ann,\n2,ann,sport\n1,ann,world\n"), AsAnswers);

        (job.Imported, job.Rejected).ShouldBe((1, 5));
        job.RejectedSample.Select(row => (row.Line, row.Column)).ShouldBe([(2, "item"), (3, "worker"), (4, "label"), (5, "label"), (6, "item")]);
        job.RejectedSample[0].Reason.ShouldBe("\"7\": No item has it. Items are told apart by \"item\" of their data.");
        job.RejectedSample[2].Reason.ShouldContain("tennis");
        job.RejectedSample[4].Reason.ShouldContain("Several items have it.");
    }

    [Theory, Engines]
    public async Task Undo_takes_answers_back_and_decides_anew_without_them(string engine)
    {
        await using var bench = await Items(engine, overlap: 2, 3);
        await bench.Import(bench.File("a.csv", "item,worker,label\n1,ann,sport\n1,bo,sport\n2,ann,sport\n"), AsAnswers);
        var wrong = await bench.Import(bench.File("b.csv", "item,worker,label\n1,cy,world\n2,cy,sport\n3,cy,sport\n"), AsAnswers);
        Statuses(bench).ShouldBe(["disputed", "completed", "in_progress"]);

        (await bench.Undo(wrong.Id)).State.ShouldBe("undone");

        Statuses(bench).ShouldBe(["completed", "in_progress", "pending"]);
        bench.Db.Read(session => session.Query<(long, long)>("SELECT submitted, open_slots FROM task ORDER BY id").ToList()).ShouldBe([(2, 0), (1, 1), (0, 2)]);
        bench.One<long>("SELECT count(*) FROM annotation WHERE state = 'undone'").ShouldBe(3);
    }

    [Theory, Engines]
    public async Task People_of_the_project_go_on_where_the_file_stopped(string engine)
    {
        await using var bench = await Items(engine, overlap: 2, 1);
        await bench.Import(bench.File("a.csv", "item,worker,label\n1,ann,sport\n"), AsAnswers);
        var queue = new TaskQueue(bench.Db, bench.Clock, new RecentCounts(bench.Db, bench.Clock));
        var task = (await queue.Claim(bench.Project, bench.Person, 1)).Tasks.Single().Id;

        var submitted = await new Submissions(bench.Db, bench.Clock).Submit(
            bench.Project, bench.Person, new NewSubmission(Guid.NewGuid().ToString(), task, TestProject.Answer("sport"), 10, 0));

        submitted.Status.ShouldBe(LabelingStatus.Completed);
    }

    [Theory, Engines]
    public async Task The_quality_page_hears_of_answers_imported_and_taken_back(string engine)
    {
        await using var bench = await Items(engine, overlap: 2, 20);
        var reports = new QualityReports(bench.Db, new VoteMemory(bench.Db), bench.Clock);
        (await reports.Now(bench.Project)).Questions[0].Percent.ShouldBeNull();
        var rows = Enumerable.Range(1, 20).Select(i => $"{i},ann,sport\n{i},bo,{(i <= 15 ? "sport" : "world")}\n");
        var job = await bench.Import(bench.File("a.csv", "item,worker,label\n" + string.Concat(rows)), AsAnswers);

        (await reports.Now(bench.Project)).Questions[0].Percent!.Value.ShouldBe(0.75);

        await bench.Undo(job.Id);
        (await reports.Now(bench.Project)).Questions[0].Percent.ShouldBeNull();
    }

    [Theory, Engines]
    public async Task How_long_they_took_is_not_known_and_counts_nowhere(string engine)
    {
        await using var bench = await Items(engine, overlap: 1, 30);
        await bench.Import(bench.File("a.csv", "item,worker,label\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"{i},ann,sport\n"))), AsAnswers);

        var overview = new Overviews(bench.Db, new RecentCounts(bench.Db, bench.Clock), _ => [], bench.Clock).Of(bench.Project);

        overview.Decided.ShouldBe(30);
        overview.SecondsPerTask.ShouldBeNull();
        overview.AnswersToday.ShouldBe(0);
    }

    [Theory, Engines]
    public async Task A_request_that_cannot_work_is_refused_before_a_row_is_read(string engine)
    {
        await using var bench = await Items(engine, overlap: 1, 1);
        var file = bench.File("a.csv", "who,what\nann,sport\n");

        var refused = await Should.ThrowAsync<Invalid>(() => bench.Import(file, new ImportOptions { Answers = new AnswerColumns { Annotator = "who", Question = "mood" } }));

        refused.Violations.Select(violation => violation.Path).ShouldBe(["answers.task", "answers.label", "answers.question"]);
        refused.Violations[0].Message.ShouldBe("There is no column \"task\" or \"item\" or \"question\" for the task; the file has \"who\", \"what\".");
        bench.Count("job").ShouldBe(1, "the import of the items");
    }

    [Theory, Engines]
    public async Task An_import_cut_off_in_the_middle_goes_on_and_stores_each_answer_once(string engine)
    {
        await using var bench = await Items(engine, overlap: 1, 300);
        var file = bench.File("a.csv", "item,worker,label\n" + string.Concat(Enumerable.Range(1, 300).SelectMany(i => (string[])[$"{i},ann,sport\n", $"{i},bo,sport\n"])));
        await using var cut = new Node(bench.Db, bench.Clock, "another", kind => kind is ImportAnswers
            ? new Interrupted(kind, 3, (_, _) => throw new InvalidDataException("The disk is gone."))
            : kind);

        var first = (await cut.Imports.Run(bench.Project, bench.Person, [file], AsAnswers)).Single();
        var then = await bench.Import(file, AsAnswers);

        (first.State, first.RowsRead, first.Id).ShouldBe(("failed", 450, then.Id));
        (then.State, then.Imported, then.Duplicates, then.RowsRead).ShouldBe(("completed", 600, 0, 600));
        bench.Count("annotation").ShouldBe(600);
    }

    /// <summary>A project of items that a column "item" numbers from 1.</summary>
    private static async Task<ImportBench> Items(string engine, int overlap, int count)
    {
        var bench = await ImportBench.Create(engine, overlap: overlap);
        var rows = Enumerable.Range(1, count).Select(i => $$"""{"text":"text {{i}}","item":{{i}}}""" + "\n");
        await bench.Import(bench.File("items.jsonl", string.Concat(rows)));
        return bench;
    }

    private static List<string> Statuses(ImportBench bench) =>
        bench.Db.Read(session => session.Query<string>("SELECT status FROM task ORDER BY id").ToList());
}
