using System.Diagnostics;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.TestKit;

namespace Assay.Benchmarks;

/// <summary>What one claim costs as the project grows and as the person has done more: it should cost the same.</summary>
internal static class ClaimCostBenchmark
{
    private const int Claims = 2_000;

    public static async Task Run(Report report)
    {
        report.Heading("Cost of one claim (one person at a time, overlap 2)");
        report.Table("engine", "tasks", "done before by the person", "claim p50 ms", "p99 ms", "against the first row");
        foreach (var engine in Report.Engines)
        {
            double? first = null;
            foreach (var (tasks, done) in ((int, int)[])[(10_000, 0), (1_000_000, 0), (1_000_000, 100_000)])
            {
                using var database = TestDb.Create(engine);
                var people = await TestProject.People(database.Db, 1);
                var project = await TestProject.Create(database.Db, people[0], overlap: 2);
                await QueueBenchmark.Fill(database, project, tasks);
                var queue = new TaskQueue(database.Db, TimeProvider.System, new RecentCounts(database.Db, TimeProvider.System));
                var submissions = new Submissions(database.Db, TimeProvider.System);
                while (done > 0)
                {
                    var held = (await queue.Claim(project, people[0], TaskQueue.MostHeld)).Tasks;
                    await Task.WhenAll(held.Select(task =>
                        submissions.Submit(project, people[0], new NewSubmission(Guid.NewGuid().ToString("D"), task.Id, TestProject.Answer("sport"), 1500, 0))));
                    if (database.Db.Read(session => session.One<long>("SELECT sum(answers) FROM tally")) >= done)
                        break;
                }

                var times = new List<double>();
                for (var i = 0; i < Claims; i++)
                {
                    var begun = Stopwatch.GetTimestamp();
                    var task = (await queue.Claim(project, people[0])).Tasks[0].Id;
                    times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                    await submissions.Submit(project, people[0], new NewSubmission(Guid.NewGuid().ToString("D"), task, TestProject.Answer("sport"), 1500, 0));
                }

                times.Sort();
                var median = Report.Percentile(times, 0.5);
                first ??= median;
                report.Row(engine, Report.Number(tasks), Report.Number(done), $"{median:F3}", $"{Report.Percentile(times, 0.99):F2}", $"{median / first:F2} ×");
            }
        }
    }
}
