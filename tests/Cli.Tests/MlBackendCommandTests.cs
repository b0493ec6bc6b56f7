using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Assay.Cli.Tests;

public sealed partial class MlBackendCommandTests
{
    private const string Config = """<View><Text name="txt" value="$text"/><Choices name="topic" toName="txt"><Choice value="sport"/><Choice value="World news" alias="world"/></Choices></View>""";

    [Fact]
    public async Task Label_Studio_is_told_that_it_is_up_takes_a_config_and_gets_predictions()
    {
        await using var backend = await Running.Start();

        var health = await backend.Get("/health");
        (health.GetProperty("status").GetString(), health.GetProperty("model_class").GetString()).ShouldBe(("UP", "rules"));
        (await backend.Get("/")).GetRawText().ShouldBe(health.GetRawText());
        (await backend.Get("/metrics")).GetRawText().ShouldBe("{}");
        var version = (await backend.Post("/setup", new { project = "1.1000000000", schema = Config, hostname = "http://localhost:8080", access_token = "x", extra_params = new { } })).GetProperty("model_version").GetString()!;
        version.ShouldStartWith("rules:");

        var reply = await backend.Post("/predict", new
        {
            tasks = new object[]
            {
                new { id = 7, data = new { text = "a match", other = 1 }, annotations = Array.Empty<object>(), predictions = new[] { 3 } },
                new { data = new { text = "nothing" } },
                new { text = "a goal in France, a match" },
                new { id = 9, data = new { } },
                5,
            },
            project = "1.1000000000",
            label_config = Config,
            @params = new { login = (string?)null, password = (string?)null, context = new { } },
        });

        var results = reply.GetProperty("results").EnumerateArray().ToList();
        results.Count.ShouldBe(5);
        results[0].GetRawText().ShouldBe($$"""{"result":[{"id":"topic_1","from_name":"topic","to_name":"txt","type":"choices","value":{"choices":["sport"]},"score":1}],"score":1,"model_version":"{{version}}"}""");
        results[1].GetRawText().ShouldBe($$"""{"result":[],"score":0,"model_version":"{{version}}"}""");
        results[2].GetProperty("score").GetDouble().ShouldBe(2 / 3.0);
        results.Skip(3).ShouldAllBe(result => result.GetProperty("result").GetArrayLength() == 0);
    }

    /// <summary>The requests of the tests of Label Studio's own library of ML backends: a config without a tag, and a task without a list around it.</summary>
    [Fact]
    public async Task A_project_that_asks_nothing_yet_is_taken()
    {
        await using var backend = await Running.Start();
        (await backend.Post("/setup", new { project = "1.1000000000", schema = "<View></View>", extra_params = new { } })).GetProperty("model_version").GetString()!.ShouldStartWith("rules:");
        var reply = await backend.Post("/predict", new { tasks = new { id = 1 }, label_config = "<View></View>", project = "1.1000000000", @params = new { context = new { } } });
        reply.GetProperty("results")[0].GetProperty("result").GetArrayLength().ShouldBe(0);
        reply.GetProperty("results").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Spans_count_as_a_browser_does()
    {
        await using var backend = await Running.Start();
        const string spans = """<View><Text name="t" value="$text"/><Labels name="topic" toName="t"><Label value="sport"/><Label value="world"/></Labels></View>""";
        var reply = await backend.Post("/predict", new { tasks = new[] { new { data = new { text = "😀 a goal" } } }, label_config = spans });
        reply.GetProperty("results")[0].GetProperty("result")[0].GetProperty("value").GetRawText().ShouldBe("""{"start":5,"end":9,"text":"goal","labels":["sport"]}""");
    }

    [Theory]
    [InlineData("ANNOTATION_CREATED")]
    [InlineData("ANNOTATION_UPDATED")]
    [InlineData("ANNOTATION_DELETED")]
    [InlineData("START_TRAINING")]
    public async Task Training_events_are_taken_with_a_result_that_says_what_of_them_is_not_used(string action)
    {
        await using var backend = await Running.Start();
        var said = await backend.Post("/webhook", new { action, project = new { id = 1, label_config = "<View></View>" } }, HttpStatusCode.Created);
        said.EnumerateObject().Select(one => one.Name).ShouldBe(["result", "status"]);
        said.GetProperty("status").GetString().ShouldBe("ok");
        said.GetProperty("result").GetProperty("ignored").GetString().ShouldBe($"{action}: the model does not learn from annotations sent here");
        said.GetProperty("result").GetProperty("model_version").GetString()!.ShouldStartWith("rules:");
    }

    /// <summary>The plural is Label Studio's own event of a deletion, which no backend knows.</summary>
    [Theory]
    [InlineData("""{"action":"PROJECT_UPDATED","project":{"id":1,"label_config":"<View></View>"}}""")]
    [InlineData("""{"action":"ANNOTATIONS_DELETED","project":{"id":1,"label_config":"<View></View>"}}""")]
    [InlineData("""{"action":"annotation_created","project":{"id":1,"label_config":"<View></View>"}}""")]
    [InlineData("""{"action":7}""")]
    [InlineData("""{"project":{"id":1}}""")]
    [InlineData("[]")]
    public async Task Other_events_are_unknown(string body)
    {
        await using var backend = await Running.Start();
        (await backend.Post("/webhook", JsonElement.Parse(body))).GetRawText().ShouldBe("""{"status":"Unknown event"}""");
    }

    [Theory]
    [InlineData("POST", "/predict", "{", 400, "this is not JSON")]
    [InlineData("POST", "/predict", "{}", 400, "there is no list of tasks")]
    [InlineData("POST", "/predict", "[]", 400, "there is no list of tasks")]
    [InlineData("POST", "/predict", """{"tasks":[{"data":{}}]}""", 400, "there is no label config")]
    [InlineData("POST", "/setup", """{"schema":"<View><Header value='x'/></View>"}""", 400, "no tag of this config shows a part of an item")]
    [InlineData("POST", "/setup", """{"schema":"<View"}""", 400, "this is no XML")]
    [InlineData("POST", "/setup", """{"schema":"\ud800"}""", 400, "half of a surrogate pair")]
    [InlineData("POST", "/setup", """{"schema":"<View><Text name='t' value='$text'/><Rating name='stars' toName='t'/></View>"}""", 400, "the rules answer \"topic\", and there is no such question; there are stars")]
    [InlineData("POST", "/setup", """{"schema":"<View><Text name='t' value='$text'/><Choices name='topic' toName='t'><Choice value='chess'/></Choices></View>"}""", 400, "the rules vote for \"sport\", which is no label")]
    [InlineData("POST", "/webhook", """{"action":"ANNOTATION_CREATED"}""", 400, "ANNOTATION_CREATED comes with a project that has an id and a label_config")]
    [InlineData("POST", "/webhook", """{"action":"START_TRAINING","project":{"id":1}}""", 400, "START_TRAINING comes with a project that has an id and a label_config")]
    [InlineData("GET", "/predict", null, 405, "/predict takes POST, not GET")]
    [InlineData("POST", "/health", "{}", 405, "/health takes GET, not POST")]
    [InlineData("GET", "/versions", null, 404, "there is /health, /setup, /predict and /webhook here")]
    public async Task What_is_wrong_is_told_as_JSON(string method, string path, string? body, int status, string why)
    {
        await using var backend = await Running.Start();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await backend.Http.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(status);
        JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("error").GetString()!.ShouldContain(why);
    }

    [Fact]
    public async Task A_request_without_end_is_refused()
    {
        await using var backend = await Running.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict") { Content = new StringContent("[]") };
        request.Content.Headers.ContentLength = 65_000_000;
        request.Headers.ExpectContinue = true;
        using var response = await backend.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task With_basic_auth_only_who_knows_the_password_is_answered()
    {
        using var shell = new Shell();
        await using var backend = await Running.Start("--basic-auth", shell.Write("secret.txt", "ann:p:w"));
        using var refused = await backend.Http.GetAsync(new Uri("/health", UriKind.Relative));
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Headers.WwwAuthenticate.ToString().ShouldStartWith("Basic");
        backend.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("ann:p:w"u8));
        (await backend.Get("/health")).GetProperty("status").GetString().ShouldBe("UP");
    }

    [Fact]
    public async Task A_label_model_learns_from_the_items_it_is_given_before()
    {
        using var shell = new Shell();
        var rules = shell.Write("rules.yaml", "question: topic", "labels: [sport, world]", "combine: label-model", "rules:", "- {name: goals, label: sport, keywords: [goal]}", "- {name: lands, label: world, keywords: [France]}");
        var ran = await Shell.Plain("ml-backend", "--port", "0", "--model", $"rules:{rules}");
        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain("name a file of items with --learn");
        await using var backend = await Running.With("--model", $"rules:{rules}", "--learn", shell.Write("items.csv", "text", "a goal", "France", "none"));
        const string config = """<View><Text name="t" value="$text"/><Choices name="topic" toName="t"><Choice value="sport"/><Choice value="world"/></Choices></View>""";
        var reply = await backend.Post("/predict", new { tasks = new[] { new { data = new { text = "a goal" } } }, label_config = config });
        reply.GetProperty("results")[0].GetProperty("result").GetArrayLength().ShouldBe(1);
    }

    /// <summary>A trainer of ours as an ML backend.</summary>
    [Fact]
    public async Task What_assay_train_wrote_is_served()
    {
        using var shell = new Shell();
        var model = Path.Combine(shell.Folder, "news.model");
        string[] texts = ["text,label", .. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? $"the team won game {i},sport" : $"the minister held talks {i},world")];
        (await Shell.Plain("train", shell.Write("train.csv", texts), "--output", model)).Exit.ShouldBe(0);
        await using var backend = await Running.With("--model", $"trained:{model}");
        const string config = """<View><Text name="t" value="$text"/><Choices name="about" toName="t"><Choice value="other"/><Choice value="sport"/><Choice value="world"/></Choices></View>""";
        var prediction = (await backend.Post("/predict", new { tasks = new[] { new { data = new { text = "a game of the team" } } }, label_config = config })).GetProperty("results")[0];
        prediction.GetProperty("result")[0].GetProperty("value").GetRawText().ShouldBe("""{"choices":["sport"]}""");
        prediction.GetProperty("score").GetDouble().ShouldBeGreaterThan(0.5);
    }

    [Theory]
    [InlineData("--port 70000", "a port is 0 to 65535")]
    [InlineData("--host nowhere.example", "it is an address of this machine")]
    [InlineData("--port 0 --basic-auth {empty}", "the first line must be name:password")]
    [InlineData("--model magic:x", "name a model as rules:FILE.yaml")]
    [InlineData("--model http:nowhere", "no address of a model server")]
    [InlineData("--model http://127.0.0.1:1 --learn {empty}", "http does not learn from items without labels")]
    public async Task What_cannot_be_served_is_told(string line, string why)
    {
        using var shell = new Shell();
        var rules = Running.Rules(shell);
        string[] args = ["ml-backend", .. line.Replace("{empty}", shell.Write("empty.txt", ""), StringComparison.Ordinal).Split(' ')];
        var ran = await Shell.Plain(line.Contains("--model", StringComparison.Ordinal) ? args : [.. args, "--model", $"rules:{rules}"]);
        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain(why);
    }

    /// <summary>There and back through the protocol: what the backend's own model drafts is what <c>http:</c> drafts of it.</summary>
    [Theory]
    [InlineData("single")]
    [InlineData("multiple")]
    [InlineData("spans")]
    public async Task A_model_drafts_the_same_over_HTTP_as_itself(string question)
    {
        using var shell = new Shell();
        var rules = Running.Rules(shell);
        await using var backend = await Running.With("--model", $"rules:{rules}");
        var items = shell.Write("items.jsonl", """{"text":"a match, a goal 😀 and France"}""", """{"text":"nothing"}""", """{"text":"😀😀 goal goal"}""", """{"text":"a goal in New Zealand"}""", """{"text":7}""", """{"id":"no text"}""");

        var direct = await Drafts($"rules:{rules}");
        var overHttp = await Drafts($"http:{backend.Http.BaseAddress}");

        overHttp.Select(Said).ShouldBe(direct.Select(Said));
        overHttp.ShouldAllBe(line => line.GetProperty("version").GetString()!.StartsWith("rules:"));
        direct.Count(line => !line.GetProperty("abstained").GetBoolean()).ShouldBeGreaterThan(1);

        async Task<List<JsonElement>> Drafts(string model)
        {
            var schema = shell.Write("schema.json", JsonSerializer.Serialize(new
            {
                fields = new[] { new { name = "text", required = false } },
                questions = new object[] { question == "spans" ? (object)new { name = "topic", kind = "spans", labels = Both, overlap = "nested" } : new { name = "topic", kind = "choice", mode = question, labels = Both } },
            }));
            var ran = await Shell.Plain("preannotate", items, "--model", model, "--schema", schema, "--json");
            ran.Exit.ShouldBe(0, ran.Error);
            return [.. ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
        }

        static string Said(JsonElement line) => $"{line.GetProperty("answers")} {line.GetProperty("confidence")} {line.GetProperty("abstained")} {line.TryGetProperty("error", out var error)}{error}";
    }

    [Fact]
    public async Task A_server_that_does_not_know_the_question_says_so()
    {
        using var shell = new Shell();
        await using var backend = await Running.Start();
        // the backend's rules do not know this question
        var ran = await Shell.Plain("preannotate", shell.Write("items.csv", "text", "a goal"), "--model", $"http:{backend.Http.BaseAddress}", "--labels", "yes,no");
        ran.Exit.ShouldBe(1);
        ran.Error.ShouldContain("/setup answered 400: ");
        ran.Error.ShouldContain("there is no such question; there are label");
    }

    private static readonly string[] Both = ["sport", "world"];

    /// <summary>A backend that runs as the command line starts it, on a free port.</summary>
    private sealed partial class Running : IAsyncDisposable
    {
        private readonly Shell? own;
        private readonly CancellationTokenSource stop = new();
        private readonly StringWriter error = new();
        private Task<int> run = Task.FromResult(0);

        private Running(Shell? own) => this.own = own;

        public HttpClient Http { get; } = new();

        public static string Rules(Shell shell) => shell.Write(
            "rules.yaml", "question: topic", "labels: [sport, world]", "rules:", "- {name: goals, label: sport, keywords: [goal, match], field: text}",
            "- {name: match, label: sport, regex: 'm.tch'}", "- {name: countries, label: world, keywords: [France, New Zealand]}");

        public static Task<Running> Start(params string[] more)
        {
            var shell = new Shell();
            return With(shell, ["--model", $"rules:{Rules(shell)}", .. more]);
        }

        public static Task<Running> With(params string[] args) => With(null, args);

        private static async Task<Running> With(Shell? own, string[] args)
        {
            var running = new Running(own);
            var output = new Watched();
            running.run = CommandLine.Run(["ml-backend", "--port", "0", .. args], output, running.error, running.stop.Token);
            await Task.WhenAny(output.Seen, running.run);
            output.Seen.IsCompleted.ShouldBeTrue(running.error.ToString());
            running.Http.BaseAddress = new Uri(Address().Match(output.ToString()).Value);
            return running;
        }

        public async Task<JsonElement> Get(string path) => JsonElement.Parse(await Http.GetStringAsync(new Uri(path, UriKind.Relative)));

        public async Task<JsonElement> Post(string path, object body, HttpStatusCode status = HttpStatusCode.OK)
        {
            using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
            using var response = await Http.PostAsync(new Uri(path, UriKind.Relative), content);
            var said = await response.Content.ReadAsStringAsync();
            response.StatusCode.ShouldBe(status, said);
            return JsonElement.Parse(said);
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            (await run).ShouldBe(0, error.ToString());
            Http.Dispose();
            stop.Dispose();
            own?.Dispose();
        }

        [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
        private static partial Regex Address();
    }

    /// <summary>Output that tells when the backend runs.</summary>
    private sealed class Watched : StringWriter
    {
        private readonly TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => seen.Task;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains("Ctrl C", StringComparison.Ordinal) == true)
                seen.TrySetResult();
        }
    }
}
