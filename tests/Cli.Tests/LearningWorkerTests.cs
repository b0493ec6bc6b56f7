using System.Diagnostics;
using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.ActiveLearning;
using Assay.Pipeline.ActiveLearning.Work;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Media.Vectors;
using Assay.Pipeline.Models;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.TestKit;

namespace Assay.Cli.Tests;

/// <summary>The real program, started as the server starts it to learn in a process of its own.</summary>
public sealed class LearningWorkerTests
{
    private const int Tasks = 200, Labels = 60;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    public async Task It_learns_and_says_the_same_as_this_process_does(string engine)
    {
        using var database = TestDb.Create(engine);
        var project = await Project(database.Db);
        await using var here = new LocalWork(database.Db, ImageEncoding.ByDescriptors(), TimeProvider.System);
        await using var there = Process(database);

        var (ours, theirs) = ((await here.Learn(project, Stop)).ShouldNotBeNull(), (await there.Learn(project, Stop)).ShouldNotBeNull());

        var model = ours.Model.ShouldNotBeNull();
        var bytes = await Bytes(here, project, model.Version);
        bytes.Length.ShouldBeGreaterThan(1_000);
        (await Bytes(there, project, theirs.Model.ShouldNotBeNull().Version)).ShouldBe(bytes);
        theirs.Basis.ShouldBe(ours.Basis);
        Words(theirs.Round with { At = 0, Seconds = 0 }).ShouldBe(Words(ours.Round with { At = 0, Seconds = 0 }));
        await Keep(database.Db, theirs, bytes);
        var said = await Drafts(here, project, model.Version);
        said.Sum(page => page.Drafts.Count).ShouldBeGreaterThan(100);
        (await Drafts(there, project, model.Version)).Select(Words).ShouldBe(said.Select(Words));
        var (saving, same) = (await here.Saving(project, model.Version, ours.Round.Labels, Stop), await there.Saving(project, model.Version, ours.Round.Labels, Stop));
        Words(same.ShouldNotBeNull() with { At = default }).ShouldBe(Words(saving.ShouldNotBeNull() with { At = default }));
        (await Drafts(there, project, "another version")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_server_learns_in_it_and_one_that_was_killed_is_started_anew()
    {
        using var database = TestDb.Create("sqlite");
        var project = await Project(database.Db);
        var jobs = new Jobs(database.Db, TimeProvider.System);
        var images = ImageEncoding.ByDescriptors();
        await using var work = Process(database);
        await using var runner = new JobRunner(database.Db, jobs, TimeProvider.System, [new Learn(database.Db, jobs, images, work, TimeProvider.System)]);
        var learnings = new Learnings(database.Db, jobs, TimeProvider.System);

        (await runner.RunNext(Stop)).ShouldBeTrue();

        var first = learnings.Get(project);
        first.Error.ShouldBeNull();
        first.Rounds.ShouldHaveSingleItem().Version.ShouldNotBeNull();
        database.Db.Read(session => session.One<long>("SELECT count(*) FROM prediction")).ShouldBeGreaterThan(100);
        Kill(work);
        await learnings.Start(project, 1);
        while (learnings.Get(project).Rounds.Count == 1)
            (await runner.RunNext(Stop)).ShouldBeTrue();
        learnings.Get(project).Error.ShouldBeNull();
    }

    [Fact]
    public async Task The_model_of_one_that_was_killed_is_gone_and_the_turn_may_be_tried_again()
    {
        using var database = TestDb.Create("sqlite");
        var project = await Project(database.Db);
        await using var work = Process(database);
        var version = (await work.Learn(project, Stop)).ShouldNotBeNull().Model.ShouldNotBeNull().Version;

        Kill(work);

        (await Should.ThrowAsync<IOException>(() => Bytes(work, project, version))).Message.ShouldContain("not there any more");
    }

    [Fact]
    public async Task What_cannot_be_learned_is_told_in_the_same_words_and_the_process_stays()
    {
        using var database = TestDb.Create("sqlite");
        var project = await Project(database.Db);
        await using var work = Process(database);
        await database.Db.Write(session => session.Execute("UPDATE learning SET question = 'gone'"));

        var error = await Should.ThrowAsync<Invalid>(() => work.Learn(project, Stop));

        error.Violations.ShouldHaveSingleItem().Path.ShouldBe("question");
        error.Message.ShouldContain("gone");
        var process = work.ProcessId.ShouldNotBeNull();
        await database.Db.Write(session => session.Execute("UPDATE learning SET question = 'topic'"));
        (await work.Learn(project, Stop)).ShouldNotBeNull();
        work.ProcessId.ShouldBe(process);
    }

    [Fact]
    public async Task What_is_no_longer_wanted_ends_and_so_does_the_process_with_whoever_started_it()
    {
        using var database = TestDb.Create("sqlite");
        var project = await Project(database.Db);
        var work = Process(database);
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => work.Learn(project, stopped.Token));
        (await work.Learn(project, Stop)).ShouldNotBeNull();
        using var process = System.Diagnostics.Process.GetProcessById(work.ProcessId.ShouldNotBeNull());
        await work.DisposeAsync();

        await process.WaitForExitAsync(Stop);
    }

    [Fact]
    public async Task One_that_does_not_stop_is_ended()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the stand-in is a program of it");
        await using var work = new LearningProcess(new LearnerProgram("/bin/sh", ["-c", "exec sleep 600"]), new WorkPlace(Path.GetTempPath(), null), TimeProvider.System) { ToStop = TimeSpan.FromMilliseconds(20) };
        using var stopped = new CancellationTokenSource();
        var asked = work.Learn(1, stopped.Token);
        while (work.ProcessId is null)
            await Task.Yield();
        using var process = System.Diagnostics.Process.GetProcessById(work.ProcessId.Value);

        await stopped.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asked);
        await process.WaitForExitAsync(Stop);
        work.ProcessId.ShouldBeNull();
    }

    [Fact]
    public async Task One_that_has_nothing_to_do_ends_and_the_next_turn_starts_another()
    {
        using var database = TestDb.Create("sqlite");
        var project = await Project(database.Db);
        await using var work = Process(database, keptFor: TimeSpan.Zero);

        for (var turn = 0; turn < 2; turn++)
        {
            (await work.Learn(project, Stop)).ShouldNotBeNull();
            while (work.ProcessId is not null)
                await Task.Yield();
        }
    }

    [Fact]
    public async Task One_whose_input_ends_ends_by_itself()
    {
        var program = LearningWorkerCommand.Program;
        using var folder = new Shell();
        using var process = System.Diagnostics.Process.Start(new ProcessStartInfo(program.FileName, program.Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        new WorkPipe(process.StandardOutput.BaseStream, process.StandardInput.BaseStream).Write(WorkFrame.Open, new WorkPlace(folder.Data, null));

        process.StandardInput.Close();

        await process.WaitForExitAsync(Stop);
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task One_that_gets_no_processor_is_started_anew_at_the_usual_priority()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the stand-in for a starved process is a shell script");
        using var database = TestDb.Create("sqlite");
        var project = await Project(database.Db);
        var program = LearningWorkerCommand.Program;
        var script = $"""
            if [ "$1" = {LearningWorker.Usual} ]; then exec '{program.FileName}' '{string.Join("' '", program.Arguments)}' "$1"; fi
            printf '\{Convert.ToString((int)WorkFrame.Starved, 8).PadLeft(3, '0')}\000\000\000\000'; cat > /dev/null
            """;
        await using var work = new LearningProcess(new LearnerProgram("/bin/sh", ["-c", script, "sh"]), new WorkPlace(database.Folder, null), TimeProvider.System);

        (await work.Learn(project, Stop)).ShouldNotBeNull().Model.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(0, 9.9, true)]
    [InlineData(0.5, 9.5, true)]
    [InlineData(2, 8, false)]
    [InlineData(8, 12, false)] // two threads, one processor
    [InlineData(0, 1, false)] // waits for whoever asked
    public void Starved_is_who_has_something_to_do_and_next_to_no_processor(double ran, double waited, bool isStarved) =>
        LearningWorker.IsStarved(TimeSpan.FromSeconds(ran), TimeSpan.FromSeconds(waited)).ShouldBe(isStarved);

    [Fact]
    public void How_long_threads_have_run_and_waited_is_told_on_Linux()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "by /proc");
        var before = LastPriority.Times().ShouldNotBeNull();
        var until = Stopwatch.StartNew();
        while (until.ElapsedMilliseconds < 50)
        {
            // busy
        }

        var after = LastPriority.Times().ShouldNotBeNull();
        (after.Ran + after.Waited).ShouldBeGreaterThan(before.Ran + before.Waited);
    }

    [Fact]
    public async Task A_program_that_ends_or_does_not_start_is_said_so()
    {
        var place = new WorkPlace(Path.GetTempPath(), null);
        await using var ends = new LearningProcess(new LearnerProgram("/bin/sh", ["-c", "exit 3"]), place, TimeProvider.System);
        await using var missing = new LearningProcess(new LearnerProgram("/nowhere/assay", []), place, TimeProvider.System);

        (await Should.ThrowAsync<IOException>(() => ends.Learn(1, Stop))).Message.ShouldContain("code 3");
        (await Should.ThrowAsync<InvalidDataException>(() => missing.Learn(1, Stop))).Message.ShouldContain("/nowhere/assay");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static LearningProcess Process(TestDb database, TimeSpan? keptFor = null) =>
        new(LearningWorkerCommand.Program, new WorkPlace(database.Folder, database.Db.ConnectionString), TimeProvider.System) { KeptFor = keptFor ?? TimeSpan.FromMinutes(10) };

    private static void Kill(LearningProcess work)
    {
        using var process = System.Diagnostics.Process.GetProcessById(work.ProcessId.ShouldNotBeNull());
        process.Kill();
        process.WaitForExit();
    }

    private static async Task<byte[]> Bytes(ILearningWork work, long project, string version)
    {
        var bytes = new List<byte>();
        await foreach (var part in work.Model(project, version, Stop))
            bytes.AddRange(part.Span);
        return [.. bytes];
    }

    private static async Task<List<DraftPage>> Drafts(ILearningWork work, long project, string version)
    {
        var pages = new List<DraftPage>();
        await foreach (var page in work.Drafts(project, version, Stop))
            pages.Add(page);
        return pages;
    }

    private static string Words<T>(T message) => JsonSerializer.Serialize(message, JsonSerializerOptions.Web);

    /// <summary>As the job does.</summary>
    private static Task Keep(Db db, TurnResult result, byte[] bytes) => db.Write(session =>
    {
        var model = result.Model!;
        var id = model.Begin(session);
        foreach (var (place, part) in LearnedModelParts.Of(bytes).Index())
            LearnedModelParts.Add(session, id, place, part);
        LearnedModelRow.End(session, id);
        result.Round.Add(session);
    });

    /// <summary>Texts whose first word tells the topic, some of them answered; it learns.</summary>
    private static async Task<long> Project(Db db)
    {
        string[] topics = ["sport", "world", "business"];
        var person = await TestProject.Person(db, "ada");
        var project = await TestProject.Create(db, person);
        var ids = await TestProject.Tasks(db, project, Tasks, text: place => $"{topics[place % 3]} news {place % 7} of the {place % 11}");
        var (queue, submissions) = (new TaskQueue(db, TimeProvider.System, new RecentCounts(db, TimeProvider.System)), new Submissions(db, TimeProvider.System));
        for (var label = 0; label < Labels; label++)
        {
            var task = (await queue.Claim(project, person)).Tasks[0].Id;
            await submissions.Submit(project, person, new NewSubmission(Guid.NewGuid().ToString("D"), task, TestProject.Answer(topics[ids.ToList().IndexOf(task) % 3]), 1500, 0));
        }

        await new Learnings(db, new Jobs(db, TimeProvider.System), TimeProvider.System).Set(project, person, new LearningSettings(IsOn: true, RandomShare: 0.2));
        return project;
    }
}
