using System.Text.Json;
using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm.Tests;

public sealed class AnthropicTests
{
    [Fact]
    public async Task A_reply_becomes_a_draft_with_the_confidence_it_states()
    {
        await using var api = new FakeApi(ApiAnswer.Anthropic(Bench.Says("sport", 0.8)));
        var model = api.Model();

        var drafts = await model.Draft("a goal");

        drafts[0].LabelOf().ShouldBe("sport");
        drafts[0].Confidence.ShouldBe(0.8);
        drafts[0].ByQuestion["topic"].Scores.ShouldBe(new Dictionary<string, double> { ["sport"] = 0.8 });
        drafts[0].Refusal.ShouldBeNull();
        model.Name.ShouldBe("llm:anthropic/m");
        model.Version.Length.ShouldBe(12);
    }

    [Fact]
    public async Task The_form_of_the_reply_is_forced_and_what_is_shared_is_marked_for_the_cache_of_the_provider()
    {
        await using var api = new FakeApi(ApiAnswer.Anthropic(Bench.Says("sport")));

        await api.Model().Draft("a goal", "a match");

        var (first, second) = (api.Asked.First().Json, api.Asked.Last().Json);
        first.GetProperty("output_config").GetProperty("format").GetProperty("type").GetString().ShouldBe("json_schema");
        first.GetProperty("output_config").GetRawText().ShouldBe(second.GetProperty("output_config").GetRawText());
        first.GetProperty("system")[0].GetProperty("cache_control").GetProperty("type").GetString().ShouldBe("ephemeral");
        first.GetProperty("system").GetRawText().ShouldBe(second.GetProperty("system").GetRawText());
        api.Asked.First().System.ShouldNotContain("a goal");
        api.Asked.First().LastTurn.ShouldContain("a goal");
    }

    [Fact]
    public async Task What_is_used_is_billed_by_the_prices_given_with_what_was_cached_at_its_own()
    {
        await using var api = new FakeApi(ApiAnswer.Anthropic(Bench.Says("sport"), input: 1_000, output: 100, written: 2_000, read: 4_000));
        var model = new LlmModel(api.Caller(budget: new Budget(prices: Bench.Prices)), new LlmSettings());

        await model.Draft("a goal");

        model.Spent.ShouldBe(new Spent(1, 1_000, 2_000, 4_000, 100, 0.003m + 0.0075m + 0.0012m + 0.0015m));
    }

    [Fact]
    public async Task Busy_is_asked_again_after_the_time_the_provider_names()
    {
        await using var api = new FakeApi(
            ApiAnswer.Error(429, "rate_limit_error", "slow down", "retry-after: 7\r\n"), ApiAnswer.Error(529, "overloaded_error", "Overloaded"), ApiAnswer.Anthropic(Bench.Says("sport")));
        var clock = new JumpingClock();
        var model = new LlmModel(api.Caller(clock: clock), new LlmSettings());

        var drafts = await model.Draft("a goal");

        drafts[0].LabelOf().ShouldBe("sport");
        api.Asked.Count.ShouldBe(3, "tried again by us alone, and not by the vendor's client too");
        clock.Waits.First().ShouldBeInRange(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8));
        clock.Waits.Last().ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        model.Spent.Requests.ShouldBe(1, "what was not answered is not paid for");
    }

    [Fact]
    public async Task After_the_last_attempt_the_item_says_why_and_the_rest_is_not_asked()
    {
        await using var api = new FakeApi(ApiAnswer.Error(529, "overloaded_error", "Overloaded"));
        var model = new LlmModel(api.Caller(settings: new CallingSettings { Attempts = 2, MostFailures = 2 }), new LlmSettings());

        var drafts = await model.Draft("a", "b", "c", "d");

        drafts[0].Refusal.ShouldBe("no answer in 2 attempts: anthropic answered 529: overloaded_error: Overloaded");
        drafts[3].Refusal.ShouldBe("not asked: no answer from anthropic/m: anthropic answered 529: overloaded_error: Overloaded");
        api.Asked.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_in_time_is_asked_again()
    {
        var (clock, never, count) = (new JumpingClock(), new TaskCompletionSource(), 0);
        await using var api = new FakeApi(async _ =>
        {
            if (Interlocked.Increment(ref count) > 1) return ApiAnswer.Anthropic(Bench.Says("sport"));
            clock.TimeOut();
            await never.Task;
            return ApiAnswer.Anthropic(Bench.Says("world"));
        });
        var model = new LlmModel(api.Caller(clock: clock), new LlmSettings());

        var drafts = await model.Draft("a goal");

        drafts[0].LabelOf().ShouldBe("sport");
        api.Asked.Count.ShouldBe(2);
        never.SetResult();
    }

    [Fact]
    public async Task A_reply_that_was_cut_off_or_declined_or_empty_is_refused_with_its_reason()
    {
        await using var api = new FakeApi(request => request.LastTurn switch
        {
            var text when text.Contains("long") => ApiAnswer.Anthropic("""{"topic":{"answer":"spo""", stop: "max_tokens"),
            var text when text.Contains("bad") => ApiAnswer.Anthropic("", stop: "refusal"),
            _ => ApiAnswer.Anthropic(""),
        });

        var drafts = await api.Model().Draft("long", "bad", "silent");

        drafts[0].Refusal.ShouldBe("the reply was cut off at 2,048 tokens; allow more");
        drafts[1].Refusal.ShouldBe("the model declines to answer");
        drafts[2].Refusal.ShouldBe("asked twice, and the reply is still wrong: the reply is empty");
        drafts.ShouldAllBe(draft => draft.ByQuestion.Count == 0 && draft.Confidence == null);
    }

    [Fact]
    public async Task An_answer_outside_the_schema_is_asked_once_more_with_what_is_wrong()
    {
        await using var api = new FakeApi(ApiAnswer.Anthropic(Bench.Says("politics")), ApiAnswer.Anthropic(Bench.Says("world")));
        var model = api.Model();

        var drafts = await model.Draft("an election");

        drafts[0].LabelOf().ShouldBe("world");
        var turns = api.Asked.Last().Json.GetProperty("messages");
        turns.EnumerateArray().Select(turn => turn.GetProperty("role").GetString()).ShouldBe(["user", "assistant", "user"]);
        api.Asked.Last().LastTurn.ShouldContain("\"topic\": \"politics\" is none of its labels; there are sport, world, tech");
        model.Spent.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task An_answer_that_stays_outside_the_schema_is_refused()
    {
        await using var api = new FakeApi(ApiAnswer.Anthropic(Bench.Says("politics")));

        var drafts = await api.Model().Draft("an election");

        drafts[0].Refusal.ShouldStartWith("asked twice, and the reply is still wrong: \"topic\": \"politics\" is none of its labels");
        api.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_that_is_refused_ends_the_run_and_is_not_in_the_message()
    {
        await using var api = new FakeApi(ApiAnswer.Error(401, "authentication_error", "no such key: sk-secret"));
        var model = api.Model();

        var error = await Should.ThrowAsync<UnfitModel>(async () => await model.Draft("a", "b"));

        error.Message.ShouldBe("anthropic answered 401: authentication_error: no such key: (the key)");
        error.ToString().ShouldNotContain("sk-secret");
        api.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_status_of_200_with_half_a_body_is_refused_and_not_paid_again()
    {
        await using var api = new FakeApi(new ApiAnswer(200, """{"id":"msg_1","type":"mess"""));

        var drafts = await api.Model().Draft("a");

        drafts[0].Refusal.ShouldStartWith("anthropic/m sent an answer that is not of its interface: ");
        api.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_first_item_goes_alone_so_that_the_others_find_the_prompt_in_the_cache()
    {
        var (most, now) = (0, 0);
        var all = new TaskCompletionSource();
        await using var api = new FakeApi(async request =>
        {
            var there = Interlocked.Increment(ref now);
            if (request.LastTurn.Contains("item 0\n")) there.ShouldBe(1);
            InterlockedMax(ref most, there);
            if (there == 4) all.TrySetResult();
            if (!request.LastTurn.Contains("item 0\n")) await all.Task;
            Interlocked.Decrement(ref now);
            return ApiAnswer.Anthropic(Bench.Says("sport"));
        });
        var model = new LlmModel(api.Caller(settings: new CallingSettings { Concurrency = 4 }), new LlmSettings());

        var drafts = await model.Predict(Bench.Topic, Bench.Items(5));

        drafts.ShouldAllBe(draft => draft.LabelOf() == "sport");
        most.ShouldBe(4);

        static void InterlockedMax(ref int most, int value)
        {
            for (var seen = most; value > seen; seen = most) Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    [Fact]
    public void A_key_is_wanted_where_the_vendor_wants_one() =>
        Should.Throw<UnfitModel>(() => Providers.Open("anthropic/m", new ProviderSettings())).Message
            .ShouldBe("anthropic wants an API key, and there is none; set the environment variable ANTHROPIC_API_KEY");

    [Theory]
    [InlineData("anthropic/m")]
    [InlineData("openai/m")]
    public async Task A_key_of_the_environment_does_not_go_to_an_address_that_it_was_not_given_for(string named)
    {
        await using var api = new FakeApi(ApiAnswer.Error(400, "e", "no"));
        string[] variables = ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "OPENAI_API_KEY"];
        var before = variables.Select(Environment.GetEnvironmentVariable).ToArray();
        try
        {
            foreach (var variable in variables) Environment.SetEnvironmentVariable(variable, "leaked-secret");

            await Should.ThrowAsync<ProviderError>(() => api.Provider(named, key: null).Ask(new LlmRequest("s", [new LlmTurn(false, "u")], "{}", 10)));
        }
        finally
        {
            foreach (var (place, variable) in variables.Index()) Environment.SetEnvironmentVariable(variable, before[place]);
        }

        api.Asked.ShouldNotBeEmpty();
        api.Asked.ShouldAllBe(request => !request.Headers.Any(header => header.Value.Contains("leaked")) && !request.Body.Contains("leaked"));
    }

    [Theory]
    [InlineData("mistral/m")]
    [InlineData("anthropic")]
    [InlineData("anthropic/")]
    public void A_name_that_is_none_says_how_models_are_named(string named) =>
        Should.Throw<UnfitModel>(() => Providers.Open(named, new ProviderSettings { Key = "k" })).Message
            .ShouldBe($"\"{named}\" names no language model; name one as anthropic/MODEL, openai/MODEL, ollama/MODEL");

    [Fact]
    public async Task Settings_that_decide_the_reply_change_the_version()
    {
        await using var api = new FakeApi(ApiAnswer.Anthropic("{}"));
        LlmSettings[] all = [new(), new() { Guidelines = "g" }, new() { Samples = 2 }, new() { MaxTokens = 9 }, new() { Seed = 2 }, new() { Temperature = 0 }];

        all.Select(settings => api.Model(settings: settings).Version).Append(api.Model("anthropic/other").Version).Distinct().Count().ShouldBe(all.Length + 1);
        api.Model().Version.ShouldBe(api.Model().Version);
        JsonSerializer.Serialize(new ProviderSettings().ToString()).ShouldNotContain("Key =");
    }
}
