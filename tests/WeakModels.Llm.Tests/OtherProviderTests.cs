namespace Assay.WeakModels.Llm.Tests;

public sealed class OtherProviderTests
{
    [Fact]
    public async Task OpenAI_is_asked_for_the_schema_strictly_and_what_it_had_cached_is_counted_apart()
    {
        await using var api = new FakeApi(ApiAnswer.OpenAI(Bench.Says("sport")));
        var model = api.Model("openai/m");

        var drafts = await model.Draft("a goal");

        drafts[0].LabelOf().ShouldBe("sport");
        var request = api.Asked.Single();
        (request.Path, request.Headers["Authorization"]).ShouldBe(("/v1/chat/completions", "Bearer sk-secret"));
        var format = request.Json.GetProperty("response_format");
        format.GetProperty("type").GetString().ShouldBe("json_schema");
        format.GetProperty("json_schema").GetProperty("strict").GetBoolean().ShouldBeTrue();
        format.GetProperty("json_schema").GetProperty("schema").GetProperty("properties").GetProperty("topic").GetProperty("properties").GetProperty("answer").GetProperty("enum").GetArrayLength().ShouldBe(4);
        model.Spent.ShouldBe(new Spent(1, 60, 0, 40, 10, null));
    }

    [Theory]
    [InlineData("json_schema", "json_object")]
    [InlineData("json_object", null)]
    public async Task An_endpoint_that_does_not_know_a_form_is_asked_by_the_next_and_that_is_remembered(string refused, string? taken)
    {
        await using var api = new FakeApi(request => Form(request) is "json_schema" || Form(request) == refused
            ? ApiAnswer.Error(400, "invalid_request_error", $"{Form(request)} is not supported")
            : ApiAnswer.OpenAI(Bench.Says("sport")));

        var drafts = await api.Model("openai/m").Draft("a", "b", "c");

        drafts.ShouldAllBe(draft => draft.LabelOf() == "sport");
        api.Asked.Select(Form).Where(form => form == "json_schema").Count().ShouldBe(1);
        api.Asked.Select(Form).Where(form => form == taken).Count().ShouldBe(3);
        api.Asked.Last().System.ShouldContain("The reply is a JSON object of this JSON schema:");

        static string? Form(ApiRequest request) => request.Json.TryGetProperty("response_format", out var format) ? format.GetProperty("type").GetString() : null;
    }

    [Fact]
    public async Task A_request_that_no_form_makes_right_is_refused_with_the_words_of_the_provider()
    {
        await using var api = new FakeApi(ApiAnswer.Error(400, "invalid_request_error", "too long"));

        (await api.Model("openai/m").Draft("a"))[0].Refusal.ShouldBe("openai answered 400: invalid_request_error: too long");
    }

    [Fact]
    public async Task A_refusal_and_a_cut_of_OpenAI_are_refused()
    {
        await using var api = new FakeApi(request => request.LastTurn.Contains("bad") ? ApiAnswer.OpenAI(null, refusal: "I cannot help with that") : ApiAnswer.OpenAI("{\"topic\":", finish: "length"));

        var drafts = await api.Model("openai/m").Draft("bad", "long");

        drafts[0].Refusal.ShouldBe("the model declines to answer: I cannot help with that");
        drafts[1].Refusal.ShouldBe("the reply was cut off at 2,048 tokens; allow more");
    }

    [Fact]
    public async Task An_account_that_is_used_up_is_not_asked_again()
    {
        await using var api = new FakeApi(ApiAnswer.Error(429, "insufficient_quota", "You exceeded your current quota"));

        (await Should.ThrowAsync<UnfitModel>(async () => await api.Model("openai/m").Draft("a"))).Message.ShouldContain("You exceeded your current quota");
        api.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Ollama_is_shown_the_schema_that_it_forces_and_told_how_long_its_context_is()
    {
        await using var api = new FakeApi(ApiAnswer.Ollama(Bench.Says("sport")));
        var model = api.Model("ollama/m");

        var drafts = await model.Draft("a goal");

        drafts[0].LabelOf().ShouldBe("sport");
        var request = api.Asked.Single().Json;
        api.Asked.Single().Path.ShouldBe("/api/chat");
        request.GetProperty("format").GetProperty("type").GetString().ShouldBe("object");
        request.GetProperty("options").GetProperty("num_ctx").GetInt32().ShouldBe(8_192);
        request.GetProperty("stream").GetBoolean().ShouldBeFalse();
        api.Asked.Single().System.ShouldContain("The reply is a JSON object of this JSON schema:");
        model.Spent.ShouldBe(new Spent(1, 100, 0, 0, 10, null));
    }

    [Fact]
    public async Task What_would_not_fit_the_context_of_Ollama_is_refused_and_not_cut()
    {
        await using var api = new FakeApi(ApiAnswer.Ollama(Bench.Says("sport")));

        var drafts = await api.Model("ollama/m").Draft(new string('x', 30_000));

        drafts[0].Refusal!.ShouldContain("do not fit a context of 8,192");
        api.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_by_its_address()
    {
        var api = new FakeApi(ApiAnswer.Ollama(""));
        var model = new LlmModel(api.Caller("ollama/m", settings: new Calling.CallingSettings { Attempts = 2 }), new LlmSettings());
        var url = api.Url;
        await api.DisposeAsync();

        (await model.Draft("a"))[0].Refusal!.ShouldStartWith($"no answer in 2 attempts: ollama cannot be reached at {url.GetLeftPart(UriPartial.Authority)}: ");
    }

    [Fact]
    public async Task A_server_that_fails_is_asked_again()
    {
        await using var api = new FakeApi(new ApiAnswer(500, "<html>oops</html>"), ApiAnswer.Ollama(Bench.Says("sport")));

        (await api.Model("ollama/m").Draft("a"))[0].LabelOf().ShouldBe("sport");
    }

    [Fact]
    public async Task Several_samples_agree_as_far_as_they_do()
    {
        string[] labels = ["sport", "world", "sport", "sport", "tech"];
        var next = -1;
        await using var api = new FakeApi(_ => ApiAnswer.OpenAI(Bench.Says(labels[Interlocked.Increment(ref next)])));

        var drafts = await api.Model("openai/m", new LlmSettings { Samples = 5, Temperature = 0.7 }).Draft("a");

        drafts[0].LabelOf().ShouldBe("sport");
        drafts[0].Confidence!.Value.ShouldBe(0.6, 1e-9);
        drafts[0].ByQuestion["topic"].Scores["world"].ShouldBe(0.2, 1e-9);
        api.Asked.Count.ShouldBe(5, "each sample is asked for, though they are worded alike");
        api.Asked.First().Json.GetProperty("temperature").GetDouble().ShouldBe(0.7, 1e-6);
    }

    [Fact]
    public async Task A_sample_that_is_refused_counts_against_the_others_and_a_tie_says_nothing()
    {
        string[] labels = ["sport", "nonsense", "nonsense", "world"];
        var next = -1;
        await using var api = new FakeApi(_ => ApiAnswer.OpenAI(Bench.Says(labels[Interlocked.Increment(ref next)])));

        var drafts = await api.Model("openai/m", new LlmSettings { Samples = 3 }).Draft("a");

        drafts[0].ShouldSatisfyAllConditions(draft => draft.Refusal.ShouldBeNull(), draft => draft.ByQuestion.ShouldBeEmpty());
    }

    [Fact]
    public async Task Several_models_are_one_that_says_what_most_of_them_say()
    {
        await using var one = new FakeApi(ApiAnswer.OpenAI(Bench.Says("sport")));
        await using var two = new FakeApi(request => ApiAnswer.Ollama(Bench.Says(request.LastTurn.Contains("goal") ? "sport" : "world")));
        await using var three = new FakeApi(ApiAnswer.Error(400, "e", "no"));
        using var panel = new ModelPanel(one.Model("openai/m"), two.Model("ollama/m"), three.Model("openai/other"));

        var drafts = await panel.Predict(Bench.Topic, [Bench.Item("a goal"), Bench.Item("a vote")]);

        panel.Name.ShouldBe("llm:openai/m+llm:ollama/m+llm:openai/other");
        drafts[0].LabelOf().ShouldBe("sport");
        drafts[0].Confidence!.Value.ShouldBe(2 / 3.0, 1e-9);
        drafts[1].ByQuestion.ShouldBeEmpty();
        panel.Spent.Requests.ShouldBe(4);
        panel.Spent.Money.ShouldBeNull();
    }
}
