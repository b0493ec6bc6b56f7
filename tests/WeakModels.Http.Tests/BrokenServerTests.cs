using System.Globalization;
using System.Text.Json;
using Assay.Model;
using Microsoft.AspNetCore.Http;

namespace Assay.WeakModels.Http.Tests;

/// <summary>Servers that are down, busy, slow, hostile or wrong: every item says why it has no draft, and no run ends in a crash.</summary>
public sealed class BrokenServerTests
{
    private static readonly LabelSchema Sentiment = LabelSchema.Parse(
        """{"fields":[{"name":"text"}],"questions":[{"name":"sentiment","kind":"choice","labels":["Positive","Negative"]}]}""");

    private static readonly string[] Two = ["""{"text":"a"}""", """{"text":"b"}"""];

    [Theory]
    [InlineData("{\"results\":[{\"result\":[", "is no JSON")]
    [InlineData("<html><body>Bad Gateway</body></html>", "what is no JSON")]
    [InlineData("", "what is no JSON")]
    [InlineData("{\"results\":[{\"score\":NaN}]}", "what is no JSON")]
    [InlineData("{\"result\":[]}", "the reply has no list of results")]
    [InlineData("{\"results\":{}}", "the reply has no list of results")]
    [InlineData("[1,2,3]", "3 results for 1 task")]
    [InlineData("{\"results\":[null,null,null]}", "3 results for 1 task")]
    [InlineData("{\"results\":[{\"result\":\"\\ud800\"}]}", "stands where a list of results belongs")]
    public async Task A_reply_that_makes_no_sense_refuses_each_item(string reply, string why)
    {
        await using var server = await LoopbackServer.Saying(reply);
        using var model = HttpModelTests.At(server);
        var drafts = await HttpModelTests.Drafts(model, Sentiment, Two);
        drafts.Count.ShouldBe(2);
        drafts.ShouldAllBe(draft => draft.ByQuestion.Count == 0 && draft.Refusal != null && draft.Refusal.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_batch_that_fails_is_asked_again_task_by_task()
    {
        await using var server = await LoopbackServer.Start(async (context, body) =>
        {
            var texts = body.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("data").GetProperty("text").GetString()).ToList();
            if (texts.Contains("poison")) context.Response.StatusCode = 500;
            await context.Response.WriteAsync(texts.Contains("poison") ? "KeyError: 'text'" : $$"""{"results":[{{string.Join(',', texts.Select(_ => HttpModelTests.Choice("Positive", 1)))}}]}""");
        });
        using var model = HttpModelTests.At(server);
        var drafts = await HttpModelTests.Drafts(model, Sentiment, """{"text":"a"}""", """{"text":"poison"}""", """{"text":"b"}""");
        drafts.Select(draft => draft.ByQuestion.Count).ShouldBe([1, 0, 1]);
        drafts[1].Refusal.ShouldBe($"{server.Url}/predict answered 500: KeyError: 'text'");
    }

    [Fact]
    public async Task Fewer_results_than_tasks_are_not_given_to_the_wrong_ones()
    {
        await using var server = await LoopbackServer.Start((context, body) => context.Response.WriteAsync(
            $$"""{"results":[{{string.Join(',', body.GetProperty("tasks").EnumerateArray().Where(task => task.GetProperty("data").GetProperty("text").GetString() != "a").Select(_ => HttpModelTests.Choice("Positive", 1)))}}]}"""));
        using var model = HttpModelTests.At(server);
        (await HttpModelTests.Drafts(model, Sentiment, Two)).Select(draft => draft.ByQuestion.Count).ShouldBe([0, 1], "a server that leaves out what it has nothing for is asked for each alone");
    }

    [Fact]
    public async Task A_server_that_fails_for_everything_is_not_asked_for_each_item_of_a_batch()
    {
        await using var server = await LoopbackServer.Start((context, _) =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        using var model = HttpModelTests.At(server);
        var drafts = await HttpModelTests.Drafts(model, Sentiment, [.. Enumerable.Range(0, 16).Select(at => $$"""{"text":"{{at}}"}""")]);
        drafts.Count(draft => draft.Refusal is not null).ShouldBe(16);
        server.Bodies("/predict").Count().ShouldBe(1 + 3);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_busy_server_is_asked_again(int status)
    {
        var calls = 0;
        await using var server = await LoopbackServer.Start((context, _) =>
        {
            if (++calls > 2) return context.Response.WriteAsync($$"""{"results":[{{HttpModelTests.Choice("Positive", 1)}}]}""");
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        });
        using var model = HttpModelTests.At(server);
        (await HttpModelTests.Drafts(model, Sentiment, Two[0])).Single().ByQuestion.Count.ShouldBe(1);
        calls.ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_stays_busy_refuses_the_items_after_the_last_try()
    {
        await using var server = await LoopbackServer.Start((context, _) =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        using var model = HttpModelTests.At(server, new HttpModelOptions { Retries = 2 });
        (await HttpModelTests.Drafts(model, Sentiment, Two)).ShouldAllBe(draft => draft.Refusal!.Contains("answered 503"));
        server.Bodies("/predict").Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_refuses_the_items()
    {
        using var over = new CancellationTokenSource();
        await using var server = await LoopbackServer.Start((context, _) => Task.Delay(Timeout.Infinite, over.Token));
        using var model = HttpModelTests.At(server, new HttpModelOptions { PredictTimeout = TimeSpan.FromMilliseconds(200) });
        (await HttpModelTests.Drafts(model, Sentiment, Two)).ShouldAllBe(draft => draft.Refusal!.EndsWith("/predict did not answer within 0.2 seconds"));
        await over.CancelAsync();
    }

    [Fact]
    public async Task Whoever_stops_the_run_stops_the_request()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await LoopbackServer.Start(async (context, _) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var model = HttpModelTests.At(server);
        await Should.ThrowAsync<OperationCanceledException>(async () => await model.Predict(Sentiment, [JsonElement.Parse(Two[0])], stop.Token));
    }

    [Fact]
    public async Task A_reply_that_never_ends_is_not_read_on_and_on()
    {
        await using var server = await LoopbackServer.Start(async (context, _) =>
        {
            var spaces = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(spaces, context.RequestAborted);
        });
        using var model = HttpModelTests.At(server, new HttpModelOptions { MostBytes = 100_000 });
        (await HttpModelTests.Drafts(model, Sentiment, Two)).ShouldAllBe(draft => draft.Refusal!.Contains("answered with more than 100,000 bytes"));
    }

    [Fact]
    public async Task A_connection_that_breaks_off_is_tried_again_and_then_told()
    {
        await using var server = await LoopbackServer.Start(async (context, _) =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{\"results\":");
            context.Abort();
        });
        using var model = HttpModelTests.At(server, new HttpModelOptions { Retries = 1 });
        (await HttpModelTests.Drafts(model, Sentiment, Two)).ShouldAllBe(draft => draft.Refusal!.Contains("cannot be reached"));
        server.Bodies("/predict").Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_redirect_is_followed_on_the_same_server_only()
    {
        await using var other = await LoopbackServer.Saying("{}");
        var target = "";
        await using var server = await LoopbackServer.Start(
            (context, _) => context.Response.WriteAsync($$"""{"results":[{{HttpModelTests.Choice("Positive", 1)}}]}"""),
            context =>
            {
                if (context.Request.Path != "/old/predict" && context.Request.Path.StartsWithSegments("/old", out var rest)) context.Request.Path = rest;
                if (context.Request.Path != "/old/predict") return Task.FromResult(false);
                context.Response.StatusCode = 307;
                context.Response.Headers.Location = target;
                return Task.FromResult(true);
            });
        target = "/predict";
        using var model = HttpModel.At($"http://ann:secret@{server.Host}/old", new HttpModelOptions { FirstDelay = TimeSpan.Zero });
        (await HttpModelTests.Drafts(model, Sentiment, Two[0])).Single().ByQuestion.Count.ShouldBe(1);
        target = $"{other.Url}/predict";
        var refused = (await HttpModelTests.Drafts(model, Sentiment, Two[0])).Single().Refusal!;
        refused.ShouldContain($"sends on to http://{other.Host}, another server");
        refused.ShouldNotContain("secret");
        other.Asked.ShouldBeEmpty("the password would go there too");
    }

    [Fact]
    public async Task The_password_of_the_address_is_sent_and_told_to_nobody()
    {
        await using var server = await LoopbackServer.Start(
            (context, _) => context.Response.WriteAsync($$"""{"results":[{{HttpModelTests.Choice("Positive", 1)}}]}"""),
            context =>
            {
                if (context.Request.Headers.Authorization == "Basic YW5uOnA6YSBzcw==") return Task.FromResult(false); // ann, p:a ss
                context.Response.StatusCode = 401;
                context.Response.Headers.WWWAuthenticate = "Basic";
                return Task.FromResult(true);
            });
        using var right = HttpModel.At($"http://ann:p%3Aa%20ss@{server.Host}");
        (await HttpModelTests.Drafts(right, Sentiment, Two[0])).Single().ByQuestion.Count.ShouldBe(1);
        using var none = HttpModel.At(server.Url);
        (await Should.ThrowAsync<UnfitModel>(() => HttpModelTests.Drafts(none, Sentiment, Two[0]))).Message.ShouldBe($"{server.Url}/health answered 401: it asks who you are: give http://NAME:PASSWORD@HOST");
        using var wrong = HttpModel.At($"http://ann:wrongword@{server.Host}");
        (await Should.ThrowAsync<UnfitModel>(() => HttpModelTests.Drafts(wrong, Sentiment, Two[0]))).Message.ShouldNotContain("wrongword");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_before_any_item_is_sent()
    {
        string url;
        await using (var server = await LoopbackServer.Saying("{}")) url = server.Url;
        using var model = HttpModel.At(url, new HttpModelOptions { Retries = 0 });
        (await Should.ThrowAsync<UnfitModel>(() => HttpModelTests.Drafts(model, Sentiment, Two))).Message.ShouldStartWith($"{url} cannot be reached: ");
    }

    [Fact]
    public async Task Old_servers_without_health_and_set_up_are_asked_all_the_same()
    {
        await using var server = await LoopbackServer.Start(
            (context, _) => context.Response.WriteAsync($$"""{"results":[{{HttpModelTests.Choice("Positive", 1)}}]}"""),
            async context =>
            {
                if (context.Request.Path == "/predict") return false;
                context.Response.StatusCode = context.Request.Path == "/" ? 200 : 404;
                await context.Response.WriteAsync("{}");
                return true;
            });
        using var model = HttpModelTests.At(server);
        (await HttpModelTests.Drafts(model, Sentiment, Two[0])).Single().ByQuestion.Count.ShouldBe(1);
        model.Version.ShouldBe("unversioned");
    }

    [Fact]
    public async Task A_server_that_refuses_the_config_says_why()
    {
        await using var server = await LoopbackServer.Start((_, _) => Task.CompletedTask, async context =>
        {
            if (context.Request.Path != "/setup") return false;
            context.Response.StatusCode = 500;
            await context.Response.WriteAsync("AssertionError: no Labels tag");
            return true;
        });
        using var model = HttpModelTests.At(server);
        (await Should.ThrowAsync<UnfitModel>(() => HttpModelTests.Drafts(model, Sentiment, Two))).Message.ShouldBe($"{server.Url}/setup answered 500: AssertionError: no Labels tag");
    }

    /// <summary>Random damage to a sound reply: whatever comes of it, there is an answer, an abstention or a reason for each item.</summary>
    [Fact]
    public async Task Damaged_replies_never_crash()
    {
        var sound = $$"""{"results":[{{HttpModelTests.Choice("Positive", 0.5)}},{"result":[{"from_name":"sentiment","to_name":"text","type":"choices","value":{"choices":["Negative"]} }]}]}""";
        var random = new Random(7);
        var reply = "";
        await using var server = await LoopbackServer.Start((context, _) => context.Response.WriteAsync(reply));
        using var model = HttpModelTests.At(server);
        string[] parts = ["{", "}", "[", "]", "null", "1e999", "\"\\ud800\"", "-1", "\"x\"", ",", ":", "true", "99999999999999999999"];
        for (var round = 0; round < 300; round++)
        {
            var (at, length) = (random.Next(sound.Length), random.Next(12));
            reply = string.Create(CultureInfo.InvariantCulture, $"{sound[..at]}{parts[random.Next(parts.Length)]}{sound[Math.Min(sound.Length, at + length)..]}");
            (await HttpModelTests.Drafts(model, Sentiment, Two)).Count.ShouldBe(2, reply);
        }
    }
}
