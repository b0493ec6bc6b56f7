using System.Diagnostics;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.TestKit;

namespace Assay.Benchmarks;

/// <summary>Claim + submit by 64 people over 1,000,000 tasks with overlap 2: through the C# API, and as bare statements grouped 64 to a transaction.</summary>
internal static class QueueBenchmark
{
    private const int People = 64;
    private static readonly int Tasks = int.Parse(Environment.GetEnvironmentVariable("ASSAY_BENCH_TASKS") ?? "1000000");
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(8);

    public static async Task Run(Report report)
    {
        report.Heading("Claim + submit, 64 people, 1,000,000 tasks, overlap 2");
        report.Table("engine", "bare statements, pairs/s", "C# API, pairs/s", "ratio", "claim p50 / p99 ms", "submit p50 / p99 ms");
        foreach (var engine in Report.Engines)
        {
            using var database = TestDb.Create(engine);
            var people = await TestProject.People(database.Db, People);
            var project = await TestProject.Create(database.Db, people[0], overlap: 2);
            await Fill(database, project, Tasks);
            var bare = new List<double>();
            var ours = new List<double>();
            List<double> claims = [], submits = [];
            var queue = new TaskQueue(database.Db, TimeProvider.System, new RecentCounts(database.Db, TimeProvider.System));
            var submissions = new Submissions(database.Db, TimeProvider.System);
            for (var round = 0; round < 5; round++)
            {
                bare.Add(await Bare(database, project, people));
                ours.Add(await Ours(queue, submissions, project, people, claims, submits));
            }

            claims.Sort();
            submits.Sort();
            var (b, o) = (bare.Order().ElementAt(2), ours.Order().ElementAt(2));
            report.Row(
                engine, Report.Number(b), Report.Number(o), $"{o / b:P0}",
                $"{Report.Percentile(claims, 0.5):F2} / {Report.Percentile(claims, 0.99):F1}", $"{Report.Percentile(submits, 0.5):F2} / {Report.Percentile(submits, 0.99):F1}");
        }

        report.Note("Medians of five rounds of 8 s each, taken in turn. SQLite: WAL, synchronous=FULL. PostgreSQL: a cluster on the same machine; fsync as the cluster says.");
    }

    public static async Task Fill(TestDb database, long project, int tasks)
    {
        for (var done = 0; done < tasks; done += 50_000)
            await TestProject.Tasks(database.Db, project, Math.Min(50_000, tasks - done));
        if (database.Engine == "postgresql")
            await database.Db.Write(session => session.Execute("ANALYZE task; ANALYZE annotation; ANALYZE lease"));
    }

    private static async Task<double> Bare(TestDb database, long project, IReadOnlyList<long> people)
    {
        var cursors = people.ToDictionary(person => person, _ => (Rank: long.MinValue, Task: 0L));
        var pairs = 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Window)
        {
            var held = new List<(long Person, long Task, bool Last)>();
            await database.Db.Write(project, session =>
            {
                foreach (var person in people)
                    if (BareQueue.Claim(session, project, person, cursors[person].Rank, cursors[person].Task, 1) is { } claim)
                    {
                        cursors[person] = (claim.Rank, claim.Task);
                        held.Add((person, claim.Task, claim.Submitted == 1));
                    }
            });
            await database.Db.Write(project, session =>
            {
                foreach (var (person, task, last) in held)
                    BareQueue.Submit(session, project, person, task, last, TestProject.Answer("sport"), 1);
            });
            pairs += held.Count;
        }

        return pairs / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> Ours(
        TaskQueue queue, Submissions submissions, long project, IReadOnlyList<long> people, List<double> claims, List<double> submits)
    {
        var pairs = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(people.Select(person => Task.Run(async () =>
        {
            List<double> claimed = [], submitted = [];
            while (watch.Elapsed < Window)
            {
                var begun = Stopwatch.GetTimestamp();
                var task = (await queue.Claim(project, person)).Tasks[0].Id;
                claimed.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                begun = Stopwatch.GetTimestamp();
                await submissions.Submit(project, person, new NewSubmission(Guid.NewGuid().ToString("D"), task, TestProject.Answer("sport"), 1500, 0));
                submitted.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                Interlocked.Increment(ref pairs);
            }

            lock (claims)
            {
                claims.AddRange(claimed);
                submits.AddRange(submitted);
            }
        })));
        return pairs / watch.Elapsed.TotalSeconds;
    }
}
