using System.Text.Json;
using Assay.WeakModels.Llm.Batching;
using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm.Tests;

public sealed class BatchTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assay-batch-").FullName;
    private readonly AnswerMemory cache = new();
    private readonly JumpingClock clock = new();
    private readonly FakeApi api;
    private readonly List<JsonElement> submitted = [];
    private int polls;

    public BatchTests() => api = new FakeApi(Answer);

    /// <summary>What the provider does when it is asked for results.</summary>
    private Func<ApiAnswer>? OnResults { get; set; }

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Replies_of_a_batch_are_kept_and_billed_at_its_price_and_drafting_finds_them()
    {
        var (caller, model, batches) = Start(new Budget(prices: Bench.Prices));

        var outcome = await batches.Fill(model, Bench.Topic, Bench.Items(5));
        var drafts = await model.Predict(Bench.Topic, Bench.Items(5));

        outcome.ShouldBe(new BatchOutcome(4, 0, 0), "the first was asked directly");
        drafts.ShouldAllBe(draft => draft.LabelOf() == "sport");
        Sent("/v1/messages").ShouldBe(1);
        caller.Spent.Money.ShouldBe((100 * 3m + 10 * 15m) / 1_000_000 * (1 + 4 * 0.5m));
        clock.Waits.Count.ShouldBe(2, "twice it was still in progress");
        Directory.GetFiles(folder).ShouldBeEmpty();
        var first = submitted[0];
        first.GetProperty("custom_id").GetString()!.Length.ShouldBe(64);
        first.GetProperty("params").GetProperty("output_config").GetProperty("format").GetProperty("type").GetString().ShouldBe("json_schema");
    }

    [Fact]
    public async Task A_run_that_crashed_finds_its_batch_again_and_pays_for_nothing_twice()
    {
        OnResults = () => throw new IOException("the program ends here");
        var (_, model, batches) = Start();
        await Should.ThrowAsync<Exception>(() => batches.Fill(model, Bench.Topic, Bench.Items(5)));
        Directory.GetFiles(folder).Length.ShouldBe(1);

        OnResults = null;
        var (_, again, resumed) = Start();
        var outcome = await resumed.Fill(again, Bench.Topic, Bench.Items(5));

        outcome.Kept.ShouldBe(4);
        submitted.Count.ShouldBe(4, "one batch");
        (await again.Predict(Bench.Topic, Bench.Items(5))).ShouldAllBe(draft => draft.LabelOf() == "sport");
        Sent("/v1/messages").ShouldBe(1);
    }

    [Fact]
    public async Task The_id_is_stored_before_the_state_of_the_batch_is_asked_for()
    {
        var stored = false;
        var store = new Watched(new BatchFolder(folder), () => stored = Sent("/v1/messages/batches/batch_1") == 0);
        var caller = api.Caller(cache: cache, clock: clock);

        await new AnthropicBatches(caller, Settings(), store).Fill(new LlmModel(caller, new LlmSettings()), Bench.Topic, Bench.Items(3));

        stored.ShouldBeTrue();
    }

    [Fact]
    public async Task What_failed_in_a_batch_is_asked_again_alone()
    {
        OnResults = () => new ApiAnswer(200, string.Join('\n', submitted.Select((request, place) => Result(request, place == 0))));
        var (_, model, batches) = Start();

        (await batches.Fill(model, Bench.Topic, Bench.Items(4))).ShouldBe(new BatchOutcome(2, 1, 0));
        (await model.Predict(Bench.Topic, Bench.Items(4))).ShouldAllBe(draft => draft.LabelOf() == "sport");
        Sent("/v1/messages").ShouldBe(2);
    }

    [Fact]
    public async Task A_batch_holds_what_the_budget_allows_at_its_price()
    {
        var (caller, model, batches) = Start(new Budget(money: 0.1m, prices: Bench.Prices));

        var outcome = await batches.Fill(model, Bench.Topic, Bench.Items(50));

        outcome.Kept.ShouldBeInRange(4, 6);
        outcome.NotAsked.ShouldBe(49 - outcome.Kept);
        outcome.Why!.ShouldStartWith("budget (");
        caller.Spent.Money!.Value.ShouldBeLessThan(0.1m);
    }

    [Fact]
    public async Task A_batch_that_may_have_been_taken_is_not_sent_twice()
    {
        OnSubmit = () => ApiAnswer.Error(500, "api_error", "who knows");
        var (_, model, batches) = Start();

        (await Should.ThrowAsync<ProviderError>(() => batches.Fill(model, Bench.Topic, Bench.Items(3)))).Message.ShouldContain("who knows");
        Sent("/v1/messages/batches").ShouldBe(1);
    }

    private Func<ApiAnswer>? OnSubmit { get; set; }

    private (Caller Caller, LlmModel Model, AnthropicBatches Batches) Start(Budget? budget = null)
    {
        var caller = api.Caller(budget: budget, cache: cache, clock: clock);
        return (caller, new LlmModel(caller, new LlmSettings()), new AnthropicBatches(caller, Settings(), new BatchFolder(folder)));
    }

    private ProviderSettings Settings() => new() { Url = api.Url, Key = "k", Clock = clock };

    private int Sent(string path) => api.Asked.Count(request => request.Path == path);

    private ApiAnswer Answer(ApiRequest request)
    {
        switch (request.Method, request.Path)
        {
            case ("POST", "/v1/messages"):
                return ApiAnswer.Anthropic(Bench.Says("sport"));
            case ("POST", "/v1/messages/batches"):
                if (OnSubmit is { } submit) return submit();
                submitted.AddRange(request.Json.GetProperty("requests").EnumerateArray());
                return new ApiAnswer(200, State("in_progress"));
            case ("GET", "/v1/messages/batches/batch_1"):
                return new ApiAnswer(200, State(++polls > 2 ? "ended" : "in_progress"));
            case ("GET", "/v1/messages/batches/batch_1/results"):
                return OnResults?.Invoke() ?? new ApiAnswer(200, string.Join('\n', submitted.AsEnumerable().Reverse().Select(one => Result(one, isError: false))));
            default:
                return new ApiAnswer(404, "");
        }
    }

    private static string Result(JsonElement request, bool isError) => JsonSerializer.Serialize(new
    {
        custom_id = request.GetProperty("custom_id").GetString(),
        result = isError
            ? JsonElement.Parse("""{"type":"errored","error":{"type":"error","request_id":"r","error":{"type":"api_error","message":"no"}}}""")
            : JsonElement.Parse($$"""{"type":"succeeded","message":{{ApiAnswer.Message(Bench.Says("sport"))}}}"""),
    });

    private string State(string status) => JsonSerializer.Serialize(new
    {
        id = "batch_1",
        type = "message_batch",
        processing_status = status,
        request_counts = new { processing = 0, succeeded = submitted.Count, errored = 0, canceled = 0, expired = 0 },
        created_at = "2026-01-01T00:00:00Z",
        expires_at = "2026-01-02T00:00:00Z",
        ended_at = (string?)null,
        archived_at = (string?)null,
        cancel_initiated_at = (string?)null,
        results_url = status == "ended" ? $"{api.Url}v1/messages/batches/batch_1/results" : null,
    });

    private sealed class Watched(IBatchStore store, Action onPut) : IBatchStore
    {
        public ValueTask<string?> Find(string run, CancellationToken cancellation = default) => store.Find(run, cancellation);

        public ValueTask Put(string run, string batch, CancellationToken cancellation = default)
        {
            onPut();
            return store.Put(run, batch, cancellation);
        }

        public ValueTask Remove(string run, CancellationToken cancellation = default) => store.Remove(run, cancellation);
    }
}
