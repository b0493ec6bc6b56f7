using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Assay.Pipeline.Database;
using Assay.Pipeline.People;
using Assay.TestKit;

namespace Assay.Benchmarks;

/// <summary>
/// How long the quality page of a project with 1,000,000 answers (200,000 tasks by 5 of 100 people, 5 labels) takes to open, over HTTP against the
/// real program: when it was never measured, warm, after 1,000 more answers, after a restart; and how long until it counts them.
/// </summary>
internal static class QualityBenchmark
{
    private const int Tasks = 200_000;
    private const int Overlap = 5;
    private const int People = 100;
    private const int More = 200;
    private const long Minute = 60_000;

    private static readonly string[] Labels = ["one", "two", "three", "four", "five"];

    private static readonly string Schema = $$"""
        {"fields":[{"name":"text","kind":"text"}],"questions":[{"name":"topic","kind":"choice","title":"Topic?","mode":"single",
        "labels":[{{string.Join(",", Labels.Select(label => $$"""{"name":"{{label}}"}"""))}}]}]}
        """;

    public static async Task Run(Report report)
    {
        report.Heading($"Quality page, {Report.Number(Tasks * Overlap)} answers, over HTTP");
        report.Table(
            "engine", "never measured, s", "warm, ms", "after 1,000 more answers, ms", "until it counts them, s", "after a restart, ms", "after one and 1,000 more, ms",
            "until it counts them, s", "confusion of two, ms", "server's peak memory, MB");
        foreach (var engine in Report.Engines)
        {
            var folder = Directory.CreateTempSubdirectory("assay-bench-").FullName;
            var database = engine == "postgresql" ? PostgresCluster.NewDatabase() : null;
            try
            {
                using var db = Db.Open(folder, database);
                var filled = await Fill(db);
                report.Row([engine, .. await Measure(db, folder, database, filled)]);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        report.Note("Warm: median of 9. Until it counts them: the page is asked again every 50 ms. After a restart: the first request of a new process.");
    }

    private static async Task<List<string>> Measure(Db db, string folder, string? database, Filled filled)
    {
        var cells = new List<string>();
        var memory = 0L;
        await using (var server = ServerProcess.Start(folder, database))
        {
            using var page = new Page(server, filled);
            cells.Add($"{(await page.Open()).Milliseconds / 1000:F1}");
            var warm = new List<double>();
            for (var i = 0; i < 9; i++)
                warm.Add((await page.Open()).Milliseconds);
            warm.Sort();
            cells.Add($"{warm[4]:F1}");
            await Answer(db, filled, Tasks, More);
            var (opened, current) = await page.OpenUntilCurrent();
            cells.AddRange([$"{opened:F0}", $"{current:F2}"]);
            memory = server.PeakMemory;
        }

        await using (var server = ServerProcess.Start(folder, database))
        using (var page = new Page(server, filled))
            cells.Add($"{(await page.Open()).Milliseconds:F0}");
        await Answer(db, filled, Tasks + More, More);
        await using (var server = ServerProcess.Start(folder, database))
        {
            using var page = new Page(server, filled);
            var (opened, current) = await page.OpenUntilCurrent();
            cells.AddRange([$"{opened:F0}", $"{current:F1}", $"{await page.Confusion():F0}"]);
            cells.Add(Report.Number(Math.Max(memory, server.PeakMemory) / 1e6));
        }

        return cells;
    }

    private static async Task<Filled> Fill(Db db)
    {
        var people = await TestProject.People(db, People);
        var project = await TestProject.Create(db, people[0], Overlap, schema: Schema);
        var token = (await new ApiTokens(db, TimeProvider.System).Create(new Person { Id = people[0], Name = "p", Email = "p" }, "bench", [Scope.Read])).Token;
        var tasks = new List<long>();
        while (tasks.Count < Tasks + (2 * More))
            tasks.AddRange(await TestProject.Tasks(db, project, tasks.Count < Tasks ? 50_000 : 2 * More));
        var filled = new Filled(project, people, tasks, token);
        for (var done = 0; done < Tasks; done += 5_000)
            await Answer(db, filled, done, 5_000);
        if (db.Dialect.Name == "postgresql")
            await db.Write(session => session.Execute("ANALYZE task; ANALYZE annotation; ANALYZE final_label"));
        return filled;
    }

    /// <summary>Five answers and a final label to each of some tasks, as they stand in the tables afterwards.</summary>
    private static Task Answer(Db db, Filled filled, int from, int count) => db.Write(filled.Project, session =>
    {
        var random = new Random(from);
        var votes = Enumerable.Range(from, count).Select(task => Votes(random, task)).ToList();
        using (var rows = session.Dialect.BulkInsert(
            session, "annotation", new("submission_id", ColumnKind.Text), new("project_id", ColumnKind.Number), new("task_id", ColumnKind.Number),
            new("person_id", ColumnKind.Number), new("state", ColumnKind.Text), new("is_standing", ColumnKind.Truth), new("answers", ColumnKind.Text),
            new("lead_time_ms", ColumnKind.Number), new("guideline_version", ColumnKind.Number), new("created_at", ColumnKind.Number)))
        {
            foreach (var (task, said) in Enumerable.Range(from, count).Zip(votes))
            {
                foreach (var (person, label) in said)
                {
                    rows.Write(Guid.NewGuid().ToString("D"));
                    rows.Write(filled.Project);
                    rows.Write(filled.Tasks[task]);
                    rows.Write(filled.People[person]);
                    rows.Write("counted");
                    rows.Write(true);
                    rows.Write(Json(label));
                    rows.Write(1_500L);
                    rows.Write(0L);
                    rows.Write(1_770_000_000_000 + (task * Minute / 4));
                    rows.EndRow();
                }
            }

            rows.Complete();
        }

        using (var finals = session.Dialect.BulkInsert(
            session, "final_label", new("task_id", ColumnKind.Number), new("project_id", ColumnKind.Number), new("answers", ColumnKind.Text), new("how", ColumnKind.Text),
            new("decided_at", ColumnKind.Number), new("guideline_version", ColumnKind.Number), new("from_annotations", ColumnKind.Text)))
        {
            foreach (var (task, said) in Enumerable.Range(from, count).Zip(votes))
            {
                finals.Write(filled.Tasks[task]);
                finals.Write(filled.Project);
                finals.Write(Json(said.GroupBy(vote => vote.Label).MaxBy(group => group.Count())!.Key));
                finals.Write("majority");
                finals.Write(1_770_000_000_000 + (task * Minute / 4));
                finals.Write(0L);
                finals.Write("[]");
                finals.EndRow();
            }

            finals.Complete();
        }

        session.Execute(
            "INSERT INTO tally (project_id, person_id, day, answers) VALUES (@Project, @person, @from, @answers)",
            new { filled.Project, person = filled.People[0], from, answers = count * Overlap });
    });

    /// <summary>Five different people, each right four times of five.</summary>
    private static List<(int Person, int Label)> Votes(Random random, int task)
    {
        var first = random.Next(People);
        var truth = task % 7 % Labels.Length;
        return [.. Enumerable.Range(0, Overlap).Select(i => ((first + (i * 7)) % People, random.Next(5) == 0 ? random.Next(Labels.Length) : truth))];
    }

    private static string Json(int label) => $$"""{"topic":"{{Labels[label]}}"}""";

    private sealed record Filled(long Project, IReadOnlyList<long> People, IReadOnlyList<long> Tasks, string Token);

    private sealed class Page : IDisposable
    {
        private readonly HttpClient client;
        private readonly Filled filled;

        public Page(ServerProcess server, Filled filled)
        {
            this.filled = filled;
            client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", filled.Token);
        }

        public async Task<(double Milliseconds, bool IsCurrent)> Open()
        {
            var begun = Stopwatch.GetTimestamp();
            var text = await client.GetStringAsync(new Uri($"/api/projects/{filled.Project}/quality", UriKind.Relative));
            var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            return (took, JsonElement.Parse(text).GetProperty("isCurrent").GetBoolean());
        }

        public async Task<(double Opened, double Current)> OpenUntilCurrent()
        {
            var begun = Stopwatch.GetTimestamp();
            var (opened, isCurrent) = await Open();
            while (!isCurrent)
            {
                await Task.Delay(50);
                (_, isCurrent) = await Open();
            }

            return (opened, Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        public void Dispose() => client.Dispose();

        public async Task<double> Confusion()
        {
            var begun = Stopwatch.GetTimestamp();
            await client.GetStringAsync(new Uri($"/api/projects/{filled.Project}/quality/confusion?question=topic&a={filled.People[0]}&b={filled.People[7]}", UriKind.Relative));
            return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }
    }
}
