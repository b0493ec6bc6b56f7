using System.Diagnostics;
using Assay.Pipeline.Database;
using Assay.Pipeline.People;
using Assay.TestKit;

namespace Assay.Benchmarks;

/// <summary>
/// 64 people at once over HTTP, each with a token and a connection of their own, against the real program (assay serve, a process of its
/// own) on SQLite with 1,000,000 tasks: flat out, and at a pace a team could not keep up.
/// </summary>
internal static class HttpBenchmark
{
    private const int People = 64;
    private const int Tasks = 1_000_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    public static async Task Run(Report report)
    {
        report.Heading($"Claim + submit over HTTP, {People} clients, {Report.Number(Tasks)} tasks, overlap 2, SQLite");
        report.Table("load", "pairs/s", "claim p50 / p99 ms", "submit p50 / p99 ms", "server's peak memory, MB");
        var folder = Directory.CreateTempSubdirectory("assay-bench-").FullName;
        try
        {
            var (project, tokens) = await Fill(folder);
            foreach (var (name, pause) in ((string, TimeSpan)[])
                [("one answer a second each", TimeSpan.FromSeconds(1)), ("ten a second each", TimeSpan.FromMilliseconds(100)), ("flat out", TimeSpan.Zero)])
            {
                await using var server = ServerProcess.Start(folder);
                var (pairs, claims, submits) = await Load(server.Address, project, tokens, pause);
                report.Row(
                    name, Report.Number(pairs), $"{Report.Percentile(claims, 0.5):F2} / {Report.Percentile(claims, 0.99):F1}",
                    $"{Report.Percentile(submits, 0.5):F2} / {Report.Percentile(submits, 0.99):F1}", Report.Number(server.PeakMemory / 1e6));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        report.Note($"Every request signs in by token. Windows of {Window.TotalSeconds:F0} s after {WarmUp.TotalSeconds:F0} s of warming up; the clients run on the same cores. "
            + "Memory: the kernel's high-water mark of resident memory (VmHWM).");
    }

    private static async Task<(long Project, List<string> Tokens)> Fill(string folder)
    {
        using var db = Db.Open(folder);
        var people = await TestProject.People(db, People);
        var project = await TestProject.Create(db, people[0], overlap: 2);
        await db.Write(session => session.Execute(
            "INSERT INTO member (project_id, person_id, role, joined_at) VALUES (@project, @person, 'annotator', 0)",
            people.Skip(1).Select(person => new { project, person })));
        var tokens = new List<string>();
        foreach (var person in people)
            tokens.Add((await new ApiTokens(db, TimeProvider.System).Create(new Person { Id = person, Name = "p", Email = "p" }, "bench", [Scope.Annotate])).Token);
        for (var done = 0; done < Tasks; done += 50_000)
            await TestProject.Tasks(db, project, 50_000);
        return (project, tokens);
    }

    private static async Task<(double Pairs, List<double> Claims, List<double> Submits)> Load(Uri address, long project, List<string> tokens, TimeSpan pause)
    {
        List<double> claims = [], submits = [];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(tokens.Select((token, i) => Task.Run(async () =>
        {
            using var client = new LoadClient(address, token);
            List<double> claimed = [], submitted = [];
            await Task.Delay(pause * i / People);
            while (watch.Elapsed < WarmUp + Window)
            {
                var counts = watch.Elapsed > WarmUp;
                var begun = Stopwatch.GetTimestamp();
                var task = LoadClient.TaskOf(await client.Post($"/api/projects/{project}/claims", """{"count":1}"""));
                if (counts)
                    claimed.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                await Task.Delay(pause);
                begun = Stopwatch.GetTimestamp();
                var answer = await client.Post(
                    $"/api/projects/{project}/submissions",
                    $$"""{"submissionId":"{{Guid.NewGuid():D}}","taskId":{{task}},"answers":{{TestProject.Answer("sport")}},"leadTimeMs":1500,"guidelineVersion":0}""");
                if (!answer.Contains("\"accepted\"", StringComparison.Ordinal))
                    throw new InvalidOperationException(answer);
                if (counts)
                    submitted.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            lock (claims)
            {
                claims.AddRange(claimed);
                submits.AddRange(submitted);
            }
        })));
        claims.Sort();
        submits.Sort();
        return (submits.Count / Window.TotalSeconds, claims, submits);
    }
}
