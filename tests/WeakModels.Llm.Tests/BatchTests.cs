using System.Text.Json;
using Assay.WeakModels.Llm.Batching;
using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm.Tests;

public sealed class BatchTests : IAsyncDisposable
{
    private const int Count = 25;

    private static readonly JsonElement[] Items = Bench.Items(Count);

    private readonly string folder = Directory.CreateTempSubdirectory("assay-batch-").FullName;
    private readonly AnswerMemory cache = new();
    private readonly JumpingClock clock = new();
    private readonly FakeBatches provider;
    private readonly FakeApi api;

    public BatchTests()
    {
        provider = new FakeBatches(_ => Bench.Says("sport"), clock) { Polls = 2 };
        api = new FakeApi(request => provider.Answer(request));
    }

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Replies_of_a_batch_are_kept_and_billed_at_its_price_and_drafting_finds_them()
    {
        var run = Start(new Budget(prices: Bench.Prices));

        var outcome = await run.Fill();

        outcome.ShouldBe(new Preparation(null, 0, 0, Count - 1, 0), "the first was asked directly");
        await AllDrafted(run);
        provider.Alone.Count.ShouldBe(1);
        const decimal Each = (100 * 3m + 10 * 15m) / 1_000_000;
        (run.Caller.Spent.Money, run.Batches.Spent.Money).ShouldBe((Each, (Count - 1) * Each * 0.5m));
        run.Caller.Budget.Spent.Money.ShouldBe(run.Caller.Spent.Money + run.Batches.Spent.Money);
        run.Caller.Budget.InBatches.ShouldBe((0, 0));
        clock.Waits.ToArray().ShouldBe([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)], "when it was sent, and twice it went on");
        Directory.GetFiles(folder).ShouldBeEmpty();
        var first = provider.Taken.ShouldHaveSingleItem()[0];
        first.GetProperty("custom_id").GetString()!.Length.ShouldBe(64);
        first.GetProperty("params").GetProperty("output_config").GetProperty("format").GetProperty("type").GetString().ShouldBe("json_schema");
    }

    [Fact]
    public async Task A_few_are_not_worth_the_wait()
    {
        var run = Start();
        var few = Bench.Items(AnthropicBatches.FewestRequests - 1);
        (await run.Batches.Advance(run.Model, Bench.Topic, few)).ShouldBe(new Preparation(null, 0, 0, 0, 0));
        api.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_does_not_wait_and_tells_how_far_it_is_and_pauses_grow()
    {
        provider.Polls = null;
        var run = Start(most: 10);
        var sent = await run.Advance();
        sent.ShouldBe(new Preparation(TimeSpan.FromMinutes(1), Count - 1, 0, 0, 0));
        provider.Taken.Select(batch => batch.Count).ShouldBe([9, 10, 5]);
        clock.Advance(TimeSpan.FromMinutes(40));
        (await Start(most: 10).Advance()).Pause.ShouldNotBeNull().ShouldBe(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1));
        clock.Advance(TimeSpan.FromHours(5));
        (await Start(most: 10).Advance()).Pause.ShouldBe(TimeSpan.FromMinutes(15));
        provider.Taken.Count.ShouldBe(3, "nothing is sent again");
        provider.End();
        (await Start(most: 10).Advance()).ShouldBe(new Preparation(null, 0, 0, Count - 1, 0));
    }

    [Fact]
    public async Task A_run_that_crashed_amid_the_results_finds_its_batch_again_and_pays_for_nothing_twice()
    {
        provider.Before = request => request.Path.EndsWith("/results", StringComparison.Ordinal) ? throw new IOException("the program ends here") : null;
        await Start().Advance();
        provider.End();
        (await Start().Advance()).Trouble.ShouldNotBeNull();
        Directory.GetFiles(folder).Length.ShouldBe(1);

        provider.Before = _ => null;
        var again = Start();
        (await again.Fill()).Answered.ShouldBe(Count - 1);
        provider.Taken.Count.ShouldBe(1);
        await AllDrafted(again);
        provider.Alone.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_is_announced_before_it_is_sent()
    {
        var announced = -1;
        provider.Before = request =>
        {
            if (IsSubmit(request)) announced = Directory.GetFiles(folder, "*.batch").Length;
            return null;
        };
        await Start().Advance();
        announced.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_that_was_taken_although_nobody_heard_of_it_is_found_among_others_and_not_sent_twice()
    {
        provider.Polls = null;
        // others of the same size under the same key, before and after
        var others = Enumerable.Range(0, Count - 1).Select(place => JsonSerializer.SerializeToElement(new { custom_id = $"other {place}", @params = new { } })).ToList();
        provider.Take(others, hasEnded: true);
        provider.After = (request, answer) => IsSubmit(request) ? ApiAnswer.Error(500, "api_error", "who knows") : answer;
        var sent = await Start().Advance();
        (sent.Waiting, sent.Trouble).ShouldBe((Count - 1, sent.Trouble.ShouldNotBeNull()));
        provider.Take(others, hasEnded: false);

        (await Start().Advance()).Waiting.ShouldBe(Count - 1, "it is one of two that have not ended");
        provider.End();
        var again = Start();
        (await again.Advance()).Answered.ShouldBe(Count - 1);
        provider.Taken.Count.ShouldBe(3, "ours and the two others");
        await AllDrafted(again);
    }

    [Fact]
    public async Task A_batch_that_was_not_taken_is_sent_again_when_it_can_come_no_more()
    {
        provider.Before = request => IsSubmit(request) ? ApiAnswer.Error(500, "api_error", "who knows") : null;
        await Start().Advance();
        provider.Before = _ => null;
        (await Start().Advance()).Waiting.ShouldBe(Count - 1, "it may still come");
        provider.Taken.ShouldBeEmpty();
        clock.Advance(TimeSpan.FromMinutes(11));
        var again = Start();
        (await again.Fill()).Answered.ShouldBe(Count - 1);
        provider.Taken.Count.ShouldBe(1);
        await AllDrafted(again);
    }

    [Fact]
    public async Task A_busy_provider_is_asked_again_and_one_that_refuses_is_not()
    {
        var busy = 3;
        provider.Before = request => IsSubmit(request) && busy-- > 0 ? ApiAnswer.Error(529, "overloaded_error", "busy") : null;
        var run = Start();
        var first = await run.Advance();
        (first.Pause, first.Waiting).ShouldBe((TimeSpan.FromMinutes(1), 0));
        first.Trouble.ShouldNotBeNull().ShouldContain("busy");
        (await run.Fill()).Answered.ShouldBe(Count - 1, "one went ahead, once");
        provider.Taken.Count.ShouldBe(1);

        provider.Before = request => IsSubmit(request) ? ApiAnswer.Error(400, "invalid_request_error", "no batches for you") : null;
        var refused = Start();
        (await Should.ThrowAsync<UnfitModel>(() => refused.Batches.Advance(refused.Model, Bench.Topic, [.. Enumerable.Range(100, Count).Select(place => Bench.Item($"item {place}"))])))
            .Message.ShouldContain("no batches for you");
        Directory.GetFiles(folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_failed_in_a_batch_is_asked_alone_and_what_expired_goes_into_one_more()
    {
        // of the first batch one fails and the others expire, of the second all expire
        provider.Outcome = (batch, place) => batch == 0 && place == 0 ? "errored" : "expired";
        var run = Start();
        var outcome = await run.Fill();
        (outcome.Answered, outcome.Failed).ShouldBe((0, Count - 1 + (Count - 2)));
        provider.Taken.Select(batch => batch.Count).ShouldBe([Count - 1, Count - 2]);
        await AllDrafted(run);
        provider.Alone.Count.ShouldBe(Count);
    }

    [Fact]
    public async Task A_batch_holds_what_the_budget_allows_at_its_price_and_the_rest_follows_as_long_as_it_is_worth_it()
    {
        var run = Start(new Budget(money: 0.5m, prices: Bench.Prices));
        provider.Polls = null;

        var sent = await run.Batches.Advance(run.Model, Bench.Topic, Bench.Items(200));

        sent.Waiting.ShouldBeInRange(20, 40);
        sent.Trouble.ShouldNotBeNull().ShouldContain("budget (");
        run.Caller.Budget.Fits(1, 3_000, isBatch: false).ShouldBeFalse("what is on its way is set aside");
        provider.Polls = 0;
        await run.Batches.Fill(run.Model, Bench.Topic, Bench.Items(200));
        provider.Taken.Count.ShouldBeGreaterThan(3);
        run.Caller.Budget.Spent.Money!.Value.ShouldBeLessThan(0.5m);
    }

    [Fact]
    public async Task What_is_stopped_costs_nothing_and_may_be_sent_again_and_what_was_answered_is_kept()
    {
        provider.Polls = null;
        var run = Start();
        await run.Advance();
        (await run.Batches.BringHome(stop: true)).Waiting.ShouldBe(Count - 1);
        (await run.Batches.BringHome(stop: false)).ShouldBe(new Preparation(null, 0, 0, 12, 0));
        provider.Polls = 0;
        var again = Start();
        (await again.Batches.Fill(again.Model, Bench.Topic, Bench.Items(50))).Answered.ShouldBe(50 - 1 - 12);
    }

    [Fact]
    public async Task A_batch_that_the_provider_does_not_know_is_told_while_it_should_have_it()
    {
        provider.Polls = null;
        await Start().Advance();
        provider.Before = request => request.Path.Contains("/batch_", StringComparison.Ordinal) ? ApiAnswer.Error(404, "not_found_error", "no such batch") : null;
        (await Should.ThrowAsync<UnfitModel>(() => Start().Advance())).Message.ShouldContain("does not know the batch batch_0");
        clock.Advance(TimeSpan.FromDays(30));
        (await Start().Advance()).Waiting.ShouldBe(Count - 1, "after that it is lost, and asked for again");
    }

    [Fact]
    public void Only_Anthropic_takes_batches() =>
        Should.Throw<UnfitModel>(() => new AnthropicBatches(api.Caller("ollama/m", clock: clock), Settings(), new BatchFolder(folder, cache))).Message.ShouldContain("anthropic/MODEL");

    private static bool IsSubmit(ApiRequest request) => request.Method == "POST" && request.Path == "/v1/messages/batches";

    private static async Task AllDrafted(Run run) => (await run.Model.Predict(Bench.Topic, Items)).ShouldAllBe(draft => draft.LabelOf() == "sport");

    private Run Start(Budget? budget = null, int most = AnthropicBatches.MostRequests)
    {
        var caller = api.Caller(budget: budget, cache: cache, clock: clock);
        return new Run(caller, new LlmModel(caller, new LlmSettings()), new AnthropicBatches(caller, Settings(), new BatchFolder(folder, cache), most));
    }

    private ProviderSettings Settings() => new() { Url = api.Url, Key = "k", Clock = clock };

    private sealed record Run(Caller Caller, LlmModel Model, AnthropicBatches Batches)
    {
        public Task<Preparation> Fill() => Batches.Fill(Model, Bench.Topic, Items);

        public Task<Preparation> Advance() => Batches.Advance(Model, Bench.Topic, Items);
    }
}
