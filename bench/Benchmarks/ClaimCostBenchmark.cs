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
        report.Table("engine", "tasks", "done before by the person", "claim p50 ms", "p99 ms", "first ms", "against the first row");
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
                if (done > 0)
                    await HaveDone(database, project, people[0], done);
                var times = new List<double>();
                for (var i = 0; i < Claims; i++)
                {
                    var begun = Stopwatch.GetTimestamp();
                    var task = (await queue.Claim(project, people[0])).Tasks[0].Id;
                    times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                    await submissions.Submit(project, people[0], new NewSubmission(Guid.NewGuid().ToString("D"), task, TestProject.Answer("sport"), 1500, 0));
                }

                var earliest = times[0];
                times.Sort();
                var median = Report.Percentile(times, 0.5);
                first ??= median;
                report.Row(engine, Report.Number(tasks), Report.Number(done), $"{median:F3}", $"{Report.Percentile(times, 0.99):F2}", $"{earliest:F1}", $"{median / first:F2} ×");
            }
        }
    }

    /// <summary>The person's answers to the first tasks of the queue, put there by statements: answering them would take hours on some machines.</summary>
    private static async Task HaveDone(TestDb database, long project, long person, int count) => await database.Db.Write(project, session =>
    {
        session.Execute(
            """
            INSERT INTO annotation (submission_id, project_id, task_id, person_id, state, is_standing, answers, lead_time_ms, guideline_version, created_at)
            SELECT 'done ' || id, project_id, id, @person, 'counted', TRUE, @answers, 1500, 0, 1 FROM task
            WHERE project_id = @project ORDER BY rank, id LIMIT @count
            """,
            new { project, person, count, answers = TestProject.Answer("sport") });
        session.Execute(
            """
            UPDATE task SET submitted = 1, open_slots = open_slots - 1, status = 'in_progress'
            WHERE id IN (SELECT task_id FROM annotation WHERE project_id = @project)
            """,
            new { project });
        session.Execute(
            "INSERT INTO tally (project_id, person_id, day, answers, lead_time_ms) VALUES (@project, @person, 0, @count, 1500 * @count)",
            new { project, person, count });
        if (database.Engine == "postgresql")
            session.Execute("ANALYZE task; ANALYZE annotation; ANALYZE tally");
    });
}
