using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Pipeline.Database;
using Assay.Pipeline.People;
using Assay.TestKit;

namespace Assay.Benchmarks;

/// <summary>
/// A turn of the learning loop on a project of 100,000 texts, in the real program (assay serve, a process of its own) on SQLite: how long it takes, what processor time it costs, and what people feel of it
/// who label meanwhile.
/// </summary>
internal static class LearningLoopBenchmark
{
    private const int Tasks = 100_000, People = 16, FirstLabels = 1_200, MoreLabels = 200, Rounds = 3, Windows = 5;

    /// <summary>What is brought forward in a turn: what it would be by itself with 2,500 labels. Turns come when they are asked for, not after labels.</summary>
    private const int Batch = 500;

    private const string Schema = """
        {"fields":[{"name":"text","kind":"text"}],"questions":[{"name":"topic","kind":"choice","title":"Topic?","mode":"single",
        "labels":[{"name":"World"},{"name":"Sports"},{"name":"Business"},{"name":"Sci/Tech"}]}]}
        """;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    /// <summary>Each person answers so often on average, half to one and a half times it after the answer before: people are no clocks, and those that are stay in step after whatever made them wait.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(50), Seldom = TimeSpan.FromMilliseconds(250);

    public static async Task Run(Report report)
    {
        report.Heading($"A turn of the learning loop, {Report.Number(Tasks)} texts, SQLite, the whole program");
        var folder = Directory.CreateTempSubdirectory("assay-bench-").FullName;
        try
        {
            var (project, tokens, owner, labels) = await Fill(folder);
            await using var server = ServerProcess.Start(folder);
            using var http = new HttpClient { BaseAddress = new Uri(server.Address, $"/api/projects/{project}/") };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", owner);
            await Turns(report, server, http, project, tokens, labels);
            await Claims(report, server, http, project, tokens, labels);
            report.Note($"Server's peak memory {Report.Number(server.PeakMemory / 1e6)} MB. Texts are news cut in two and joined anew, about 37 words each. "
                + "Seconds of computing are those of learning and choosing; the whole turn also writes places and drafts. Learning is done in a process of its own, by one thread on a machine of two processors.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Turns(Report report, ServerProcess server, HttpClient http, long project, List<string> tokens, Dictionary<long, string> labels)
    {
        report.Table("turn", "whole, s", "computing, s", "server's processor time, s", "drafts written");
        var (wall, cpu) = await Timed(server, async () => await Turn(
            http, () => http.PutAsJsonAsync("learning", new { isOn = true, everyLabels = 10_000, everyMinutes = 1_440, randomShare = 0.1, batch = Batch }), Often));
        await Row("the first, without a label: all texts read", wall, cpu);
        await Label(server.Address, project, tokens, labels, FirstLabels);
        (wall, cpu) = await Timed(server, () => Turn(http, () => http.PostAsync("learning/start", null), Often));
        await Row($"{Report.Number(FirstLabels)} labels: the first drafts of all tasks", wall, cpu);
        for (var round = 0; round < Rounds; round++)
        {
            await Label(server.Address, project, tokens, labels, MoreLabels);
            (wall, cpu) = await Timed(server, () => Turn(http, () => http.PostAsync("learning/start", null), Often));
            await Row($"{MoreLabels} labels more", wall, cpu);
        }

        async Task Row(string name, double whole, double processor)
        {
            var state = await http.GetFromJsonAsync<JsonElement>("learning");
            var seconds = state.GetProperty("rounds").EnumerateArray().Last().GetProperty("seconds").GetDouble();
            report.Row(name, $"{whole:F1}", $"{seconds:F1}", $"{processor:F1}", Report.Number(await Drafts(http)));
        }
    }

    private static async Task Claims(Report report, ServerProcess server, HttpClient http, long project, List<string> tokens, Dictionary<long, string> labels)
    {
        List<double> calm = [], beside = [], busy = [];
        var turns = 0;
        for (var window = 0; window < Windows; window++)
        {
            calm.AddRange(await Load(server.Address, project, tokens, labels, Window));
            using (var other = Process.Start("chrt", ["--idle", "0", "sh", "-c", "while :; do :; done"]))
            {
                beside.AddRange(await Load(server.Address, project, tokens, labels, Window));
                other.Kill();
                await other.WaitForExitAsync();
            }

            using var end = new CancellationTokenSource();
            var learning = Task.Run(async () =>
            {
                for (; !end.IsCancellationRequested; turns++)
                    await Turn(http, () => http.PostAsync("learning/start", null), Seldom);
            });
            busy.AddRange(await Load(server.Address, project, tokens, labels, Window));
            await end.CancelAsync();
            await learning;
        }

        report.Heading($"What {People} people feel of it, each {1 / Pace.TotalSeconds:F0} answers a second, {Windows} windows of {Window.TotalSeconds:F0} s of each, in turn");
        report.Table("", "claims", "claim p50, ms", "p99, ms", "longest, ms");
        foreach (var (name, times) in ((string, List<double>)[])[("nothing is learned", calm), ("nothing is learned, and a program of the lowest priority keeps a processor busy", beside), ($"turn after turn ({turns})", busy)])
        {
            times.Sort();
            report.Row(name, Report.Number(times.Count), $"{Report.Percentile(times, 0.5):F2}", $"{Report.Percentile(times, 0.99):F1}", $"{times[^1]:F0}");
        }
    }

    /// <param name="http">Of the project.</param>
    /// <param name="begin">Asks for the turn.</param>
    /// <param name="pause">Between two looks at whether it is over, which take a processor too.</param>
    private static async Task Turn(HttpClient http, Func<Task<HttpResponseMessage>> begin, TimeSpan pause)
    {
        var before = await Rounds();
        (await begin()).EnsureSuccessStatusCode();
        while (await Rounds() is var (rounds, isWorking) && (rounds == before.Count || isWorking))
            await Task.Delay(pause);

        async Task<(int Count, bool IsWorking)> Rounds()
        {
            var state = await http.GetFromJsonAsync<JsonElement>("learning");
            if (state.GetProperty("error").GetString() is { } error)
                throw new InvalidOperationException(error);
            return (state.GetProperty("rounds").GetArrayLength(), state.GetProperty("isWorking").GetBoolean());
        }
    }

    private static async Task<(double Wall, double Processor)> Timed(ServerProcess server, Func<Task> work)
    {
        var (begun, before) = (Stopwatch.GetTimestamp(), server.ProcessorTime);
        await work();
        return (Stopwatch.GetElapsedTime(begun).TotalSeconds, (server.ProcessorTime - before).TotalSeconds);
    }

    private static async Task<long> Drafts(HttpClient http) =>
        (await http.GetFromJsonAsync<JsonElement>("models")).EnumerateArray().Sum(model => model.GetProperty("predictions").GetInt64());

    private static async Task Label(Uri address, long project, List<string> tokens, Dictionary<long, string> labels, int count)
    {
        var left = count;
        await Task.WhenAll(tokens.Select(token => Task.Run(async () =>
        {
            using var client = new LoadClient(address, token);
            while (Interlocked.Decrement(ref left) >= 0)
                await Answer(client, project, labels);
        })));
    }

    private static async Task<List<double>> Load(Uri address, long project, List<string> tokens, Dictionary<long, string> labels, TimeSpan window)
    {
        var all = new List<double>();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(tokens.Select((token, place) => Task.Run(async () =>
        {
            using var client = new LoadClient(address, token);
            var (own, random) = (new List<double>(), new Random(place));
            await Task.Delay(Pace * place / People);
            while (watch.Elapsed < window)
            {
                own.Add(await Answer(client, project, labels));
                await Task.Delay(Pace * (0.5 + random.NextDouble()));
            }

            lock (all)
                all.AddRange(own);
        })));
        return all;
    }

    /// <summary>Milliseconds of the claim.</summary>
    private static async Task<double> Answer(LoadClient client, long project, Dictionary<long, string> labels)
    {
        var begun = Stopwatch.GetTimestamp();
        var task = LoadClient.TaskOf(await client.Post($"/api/projects/{project}/claims", """{"count":1}"""));
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        var answer = await client.Post(
            $"/api/projects/{project}/submissions",
            $$"""{"submissionId":"{{Guid.NewGuid():D}}","taskId":{{task}},"answers":{"topic":"{{labels[task]}}"},"leadTimeMs":1500,"guidelineVersion":0}""");
        return answer.Contains("\"accepted\"", StringComparison.Ordinal) ? took : throw new InvalidOperationException(answer);
    }

    private static async Task<(long Project, List<string> Tokens, string Owner, Dictionary<long, string> Labels)> Fill(string folder)
    {
        using var db = Db.Open(folder);
        var people = await TestProject.People(db, People);
        var project = await TestProject.Create(db, people[0], overlap: 1, schema: Schema);
        await db.Write(session => session.Execute(
            "INSERT INTO member (project_id, person_id, role, joined_at) VALUES (@project, @person, 'annotator', 0)", people.Skip(1).Select(person => new { project, person })));
        var tokens = new List<string>();
        foreach (var person in people)
            tokens.Add(await Token(db, person, Scope.Annotate));
        var news = Texts();
        var labels = new Dictionary<long, string>();
        for (var done = 0; done < Tasks; done += 50_000)
        {
            var (from, count) = (done, Math.Min(50_000, Tasks - done));
            var ids = await TestProject.Tasks(db, project, count, text: place => news[from + place].Text);
            foreach (var (place, id) in ids.Index())
                labels.Add(id, news[from + place].Label);
        }

        return (project, tokens, await Token(db, people[0], Scope.Manage, Scope.Read), labels);
    }

    private static async Task<string> Token(Db db, long person, params string[] scopes) =>
        (await new ApiTokens(db, TimeProvider.System).Create(new Person { Id = person, Name = "p", Email = "p" }, "bench", scopes)).Token;

    /// <summary>Halves of two news of one topic.</summary>
    private static (string Text, string Label)[] Texts()
    {
        var path = SharedData.Find("text/ag_news/train.jsonl") ?? throw new FileNotFoundException("The loop needs the text sets; text/ag_news/train.jsonl is not beside the repository.");
        var byLabel = File.ReadLines(path).Select(line => JsonElement.Parse(line)).Select(row => (Text: row.GetProperty("text").GetString()!, Label: row.GetProperty("label").GetString()!))
            .GroupBy(row => row.Label, row => row.Text.Replace('\\', ' ').Replace('"', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(group => (Label: group.Key, Words: group.ToArray())).ToArray();
        var random = new Random(1);
        return
        [
            .. Enumerable.Range(0, Tasks).Select(_ =>
            {
                var (label, words) = byLabel[random.Next(byLabel.Length)];
                var (one, other) = (words[random.Next(words.Length)], words[random.Next(words.Length)]);
                return (string.Join(' ', one.Take(one.Length / 2).Concat(other.Skip(other.Length / 2))), label);
            }),
        ];
    }
}
