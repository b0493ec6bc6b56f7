using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Jobs;

public class JobRunnerTests
{
    [Theory, Engines]
    public async Task Of_eight_runners_on_two_nodes_exactly_one_runs_each_job(string engine)
    {
        using var database = TestDb.Create(engine);
        using var other = database.OpenAnother();
        var clock = new FakeClock();
        var ran = new System.Collections.Concurrent.ConcurrentBag<long>();
        var runners = Enumerable.Range(0, 8)
            .Select(i => Runner(i % 2 == 0 ? database.Db : other, clock, new Does((run, _) =>
            {
                ran.Add(run.Job.Id);
                return Task.CompletedTask;
            })))
            .ToList();
        var jobs = new List<long>();
        for (var i = 0; i < 40; i++)
            jobs.Add(await Add(database.Db, clock));

        await Task.WhenAll(runners.Select(runner => Task.Run(async () =>
        {
            while (Left(database.Db) > 0)
                await runner.RunNext();
        })));

        ran.Order().ShouldBe(jobs);
        foreach (var runner in runners)
            await runner.DisposeAsync();
    }

    [Theory, Engines]
    public async Task A_passing_trouble_is_tried_again_after_a_pause_that_doubles(string engine)
    {
        using var database = TestDb.Create(engine);
        var clock = new FakeClock();
        var pauses = new List<long>();
        await using var runner = Runner(database.Db, clock, new Does((_, _) => throw new IOException("the disk is away")));
        var id = await Add(database.Db, clock);
        while (await runner.RunNext())
        {
            var job = Get(database.Db, id);
            if (job.IsFinished)
                break;
            pauses.Add(job.DueAt - clock.GetUtcNow().ToUnixTimeMilliseconds());
            (await runner.RunNext()).ShouldBeFalse("it is not due yet");
            clock.Advance(TimeSpan.FromMilliseconds(pauses[^1]));
        }

        pauses.ShouldBe([1000, 2000, 4000, 8000, 16000]);
        (Get(database.Db, id).State, Get(database.Db, id).Error).ShouldBe(("failed", "the disk is away"));
    }

    [Theory, Engines]
    public async Task A_broken_rule_fails_at_once_and_says_why(string engine)
    {
        using var database = TestDb.Create(engine);
        var clock = new FakeClock();
        await using var runner = Runner(database.Db, clock, new Does((_, _) => throw new NotFound("There is no project 7.")));
        var id = await Add(database.Db, clock);
        await runner.RunNext();
        (Get(database.Db, id).State, Get(database.Db, id).Error).ShouldBe(("failed", "There is no project 7."));
    }

    [Theory, Engines]
    public async Task A_job_whose_process_has_gone_silent_is_taken_over_and_the_silent_one_may_not_write(string engine)
    {
        using var database = TestDb.Create(engine);
        var clock = new FakeClock();
        var begun = new TaskCompletionSource<JobRun>();
        var wakes = new TaskCompletionSource();
        var silent = Runner(database.Db, clock, new Does(async (run, _) =>
        {
            begun.SetResult(run);
            await wakes.Task;
        }), "elsewhere/1/1");
        await using var runner = Runner(database.Db, clock, new Does((_, _) => Task.CompletedTask));
        var id = await Add(database.Db, clock);
        var sleeping = silent.RunNext();
        var run = await begun.Task;

        clock.Advance(TimeSpan.FromSeconds(14));
        (await runner.RunNext()).ShouldBeFalse("a heartbeat may be that old");
        clock.Advance(TimeSpan.FromSeconds(2));
        (await runner.RunNext()).ShouldBeTrue();
        Get(database.Db, id).State.ShouldBe("completed");

        await Should.ThrowAsync<JobLost>(() => database.Db.Write(session => run.Hold(session)));
        wakes.SetResult();
        await sleeping;
        (Get(database.Db, id).State, Get(database.Db, id).Attempt).ShouldBe(("completed", 2));
        await silent.DisposeAsync();
    }

    [Theory, Engines]
    public async Task A_job_that_kills_every_process_is_given_up(string engine)
    {
        using var database = TestDb.Create(engine);
        var clock = new FakeClock();
        var id = await Add(database.Db, clock);
        var hangs = new TaskCompletionSource();
        var dead = new List<(JobRunner Runner, Task Run)>();
        for (var i = 0; i < 6; i++)
        {
            var reached = new TaskCompletionSource();
            var runner = Runner(database.Db, clock, new Does(async (_, _) =>
            {
                reached.SetResult();
                await hangs.Task;
            }), $"{Environment.MachineName}/{int.MaxValue - i}/0");
            dead.Add((runner, runner.RunNext()));
            await reached.Task;
        }

        await using var last = Runner(database.Db, clock, new Does((_, _) => Task.CompletedTask));
        await last.RunNext();
        Get(database.Db, id).State.ShouldBe("failed");
        Get(database.Db, id).Error.ShouldNotBeNull().ShouldContain("died");
        hangs.SetResult();
        foreach (var (runner, run) in dead)
        {
            await run;
            await runner.DisposeAsync();
        }
    }

    [Theory, Engines]
    public async Task Cancelling_from_another_node_stops_a_run_at_its_next_transaction(string engine)
    {
        using var database = TestDb.Create(engine);
        using var other = database.OpenAnother();
        var clock = new FakeClock();
        var away = new Pipeline.Jobs.Jobs(other, clock);
        await using var runner = Runner(database.Db, clock, new Does(async (run, stop) =>
        {
            await away.Cancel(run.Job.Id);
            await database.Db.Write(session => run.Hold(session, new { done = 1 }));
            stop.IsCancellationRequested.ShouldBeTrue();
            stop.ThrowIfCancellationRequested();
        }));
        var id = await Add(database.Db, clock);
        await runner.RunNext();
        (Get(database.Db, id).State, Get(database.Db, id).Progress).ShouldBe(("cancelled", "{\"done\":1}"));
    }

    [Theory, Engines]
    public async Task Jobs_that_need_another_folders_files_or_an_unknown_kind_are_left_alone(string engine)
    {
        using var database = TestDb.Create(engine);
        var clock = new FakeClock();
        await using var runner = Runner(database.Db, clock, new Does((_, _) => Task.CompletedTask));
        await Add(database.Db, clock, place: "another folder");
        await Add(database.Db, clock, kind: "of a newer program");
        (await runner.RunNext()).ShouldBeFalse();
        await Add(database.Db, clock, place: Place.Of(database.Folder));
        (await runner.RunNext()).ShouldBeTrue();
    }

    [Theory, Engines]
    public async Task A_started_runner_does_what_is_added(string engine)
    {
        using var database = TestDb.Create(engine);
        var clock = new FakeClock();
        var jobs = new Pipeline.Jobs.Jobs(database.Db, clock);
        var done = new TaskCompletionSource<long>();
        await using var runner = new JobRunner(database.Db, jobs, clock, [new Does((run, _) =>
        {
            done.SetResult(run.Input<long>());
            return Task.CompletedTask;
        })]);
        runner.Start();
        await database.Db.Write(session => jobs.Add(session, new NewJob("does", null, 1, "42")));
        jobs.Wake();
        (await done.Task).ShouldBe(42);
    }

    [Theory, Engines]
    public async Task A_job_that_puts_itself_off_keeps_no_runner_and_is_taken_up_at_its_time_by_any(string engine)
    {
        using var database = TestDb.Create(engine);
        using var other = database.OpenAnother();
        var clock = new FakeClock();
        await using var runner = Runner(database.Db, clock, new Does((run, _) =>
        {
            run.PutOff(TimeSpan.FromMinutes(5), new { waitsFor = "an answer" });
            return Task.CompletedTask;
        }));
        await using var another = Runner(other, clock, new Does((_, _) => Task.CompletedTask));
        var id = await Add(database.Db, clock);
        (await runner.RunNext()).ShouldBeTrue();

        var off = Get(database.Db, id);
        (off.State, off.Progress, off.Failures, off.Error, off.FinishedAt).ShouldBe(("queued", "{\"waitsFor\":\"an answer\"}", 0, null, null));
        var next = await Add(database.Db, clock);
        (await runner.RunNext()).ShouldBeTrue("the runner is free");
        Get(database.Db, next).Attempt.ShouldBe(1);
        clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        (await another.RunNext()).ShouldBeFalse("it is not due yet");
        clock.Advance(TimeSpan.FromMilliseconds(1));
        (await another.RunNext()).ShouldBeTrue();
        (Get(other, id).State, Get(other, id).Attempt).ShouldBe(("completed", 2));
    }

    [Theory, Engines]
    public async Task A_job_that_is_put_off_can_be_cancelled_at_once_and_resumed(string engine)
    {
        using var database = TestDb.Create(engine);
        var clock = new FakeClock();
        var jobs = new Pipeline.Jobs.Jobs(database.Db, clock);
        await using var runner = Runner(database.Db, clock, new Does((run, _) =>
        {
            if (run.Job.Attempt == 1)
                run.PutOff(TimeSpan.FromMinutes(5), new { });
            return Task.CompletedTask;
        }));
        var id = await Add(database.Db, clock);
        await runner.RunNext();
        await jobs.Cancel(id);
        Get(database.Db, id).State.ShouldBe("cancelled");
        clock.Advance(TimeSpan.FromMinutes(6));
        (await runner.RunNext()).ShouldBeFalse();

        await database.Db.Write(session => jobs.Resume(session, id));
        (await runner.RunNext()).ShouldBeTrue("it is due at once");
        Get(database.Db, id).State.ShouldBe("completed");
    }

    [Theory, Engines]
    public async Task A_job_that_is_cancelled_while_it_puts_itself_off_ends(string engine)
    {
        using var database = TestDb.Create(engine);
        using var other = database.OpenAnother();
        var clock = new FakeClock();
        var away = new Pipeline.Jobs.Jobs(other, clock);
        var kind = new Does(async (run, _) =>
        {
            run.PutOff(TimeSpan.FromMinutes(5), new { });
            await away.Cancel(run.Job.Id);
        });
        await using var runner = Runner(database.Db, clock, kind);
        var id = await Add(database.Db, clock);
        await runner.RunNext();
        var ended = Get(database.Db, id);
        (ended.State, ended.FinishedAt).ShouldBe(("cancelled", clock.GetUtcNow().ToUnixTimeMilliseconds()));
        kind.Ended.ShouldBe(["cancelled"]);
    }

    [Theory, Engines]
    public async Task A_job_is_not_put_off_by_a_process_that_has_lost_it(string engine)
    {
        using var database = TestDb.Create(engine);
        var clock = new FakeClock();
        var (begun, wakes) = (new TaskCompletionSource(), new TaskCompletionSource());
        var silent = Runner(database.Db, clock, new Does(async (run, _) =>
        {
            begun.SetResult();
            await wakes.Task;
            run.PutOff(TimeSpan.FromMinutes(5), new { });
        }), "elsewhere/1/1");
        await using var runner = Runner(database.Db, clock, new Does((_, _) => Task.CompletedTask));
        var id = await Add(database.Db, clock);
        var sleeping = silent.RunNext();
        await begun.Task;
        clock.Advance(TimeSpan.FromSeconds(16));
        await runner.RunNext();
        wakes.SetResult();
        await sleeping;
        (Get(database.Db, id).State, Get(database.Db, id).Progress).ShouldBe(("completed", null));
        await silent.DisposeAsync();
    }

    private static JobRunner Runner(Db db, TimeProvider clock, IJobKind kind, string? name = null) =>
        new(db, new Pipeline.Jobs.Jobs(db, clock), clock, [kind], name);

    private static Task<long> Add(Db db, TimeProvider clock, string? place = null, string kind = "does") =>
        db.Write(session => new Pipeline.Jobs.Jobs(db, clock).Add(session, new NewJob(kind, null, 1, "{}", place)));

    private static Job Get(Db db, long id) => db.Read(session => Pipeline.Jobs.Jobs.Get(session, id));

    private static long Left(Db db) => db.Read(session => session.One<long>("SELECT count(*) FROM job WHERE state IN ('queued', 'running')"));

    private sealed class Does(Func<JobRun, CancellationToken, Task> work) : IJobKind
    {
        public string Name => "does";

        /// <summary>The states in which jobs of the kind ended.</summary>
        public List<string> Ended { get; } = [];

        public Task Run(JobRun run, CancellationToken stop) => work(run, stop);

        public Task Finished(Job job)
        {
            Ended.Add(job.State);
            return Task.CompletedTask;
        }
    }
}
