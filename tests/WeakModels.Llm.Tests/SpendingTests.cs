using System.Text.Json;
using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm.Tests;

/// <summary>Nothing is lost, nothing is paid twice, nothing is spent that may not be.</summary>
public sealed class SpendingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assay-llm-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_same_request_twice_costs_nothing_the_second_time()
    {
        await using var api = new FakeApi(ApiAnswer.Anthropic(Bench.Says("sport")));
        var cache = new AnswerMemory();

        await new LlmModel(api.Caller(cache: cache), new LlmSettings()).Draft("a", "b");
        var again = new LlmModel(api.Caller(cache: cache), new LlmSettings());
        var drafts = await again.Draft("a", "b");

        drafts.ShouldAllBe(draft => draft.LabelOf() == "sport");
        api.Asked.Count.ShouldBe(2);
        again.Spent.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task Equal_items_are_asked_about_once()
    {
        await using var api = new FakeApi(ApiAnswer.Anthropic(Bench.Says("sport")));

        var drafts = await api.Model().Draft("same", "same", "same", "same", "same");

        drafts.ShouldAllBe(draft => draft.LabelOf() == "sport");
        api.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public void Another_model_or_another_sample_is_another_request()
    {
        var request = new LlmRequest("s", [new LlmTurn(false, "u")], "{}", 10);
        LlmRequest[] all =
        [
            request, request with { System = "t" }, request with { Turns = [new LlmTurn(true, "u")] }, request with { Schema = "{ }" }, request with { MaxTokens = 11 },
            request with { Temperature = 0 }, request with { Sample = 1 }, request.Then("r", "a"),
        ];

        all.Select(one => one.Key("one")).Append(request.Key("other")).Distinct().Count().ShouldBe(all.Length + 1);
    }

    [Fact]
    public async Task A_budget_that_runs_out_amid_a_batch_leaves_the_rest_unasked_and_says_so()
    {
        await using var api = new FakeApi(ApiAnswer.Anthropic(Bench.Says("sport"), input: 500, output: 100));
        var cache = new AnswerMemory();
        // three requests of 600 tokens fit beside the worst case of the next
        var model = new LlmModel(api.Caller(budget: new Budget(tokens: 3_200), cache: cache), new LlmSettings { MaxTokens = 400 });

        var drafts = await model.Predict(Bench.Topic, Bench.Items(10));

        var asked = drafts.Count(draft => draft.LabelOf() == "sport");
        asked.ShouldBeInRange(3, 5);
        api.Asked.Count.ShouldBe(asked);
        drafts.Where(draft => draft.LabelOf() is null).ShouldAllBe(draft => draft.Refusal!.StartsWith("not asked: budget ("));
        drafts[^1].Refusal.ShouldBe($"not asked: budget ({asked * 600:N0} of 3,200 tokens spent)");
        model.Spent.Tokens.ShouldBeLessThanOrEqualTo(3_200);

        // with more to spend, only the rest is asked
        var more = await new LlmModel(api.Caller(cache: cache), new LlmSettings { MaxTokens = 400 }).Predict(Bench.Topic, Bench.Items(10));
        more.ShouldAllBe(draft => draft.LabelOf() == "sport");
        api.Asked.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Money_is_limited_too_and_counted_over_all_who_share_the_budget()
    {
        await using var api = new FakeApi(ApiAnswer.Anthropic(Bench.Says("sport"), input: 100_000, output: 0));
        var budget = new Budget(money: 1m, prices: Bench.Prices, already: new Spent(9, 0, 0, 0, 0, 0.5m));
        var (one, other) = (new LlmModel(api.Caller(budget: budget), new LlmSettings()), new LlmModel(api.Caller("anthropic/other", budget: budget), new LlmSettings()));

        (await one.Draft("a"))[0].LabelOf().ShouldBe("sport");
        (await other.Draft("a"))[0].Refusal.ShouldBeNull();
        (await one.Draft("b"))[0].Refusal.ShouldBe("not asked: budget (1.1 of 1 spent)");

        one.Spent.Money.ShouldBe(0.3m);
        budget.Spent.Money.ShouldBe(1.1m);
    }

    [Fact]
    public void Money_wants_prices() =>
        Should.Throw<UnfitModel>(() => new Budget(money: 1)).Message.ShouldContain("wants the prices");

    [Fact]
    public async Task The_estimate_leaves_out_what_is_kept()
    {
        await using var api = new FakeApi(ApiAnswer.Anthropic(Bench.Says("sport")));
        var cache = new AnswerMemory();
        var model = new LlmModel(api.Caller(cache: cache, budget: new Budget(prices: Bench.Prices)), new LlmSettings { MaxTokens = 100 });
        await model.Predict(Bench.Topic, Bench.Items(2));

        var estimate = await model.Estimate(Bench.Topic, Bench.Items(5));

        (estimate.Requests, estimate.Kept, estimate.OutputTokens).ShouldBe((3, 2, 300));
        estimate.InputTokens.ShouldBeInRange(900, 3_000);
        estimate.Money.ShouldBe((estimate.InputTokens * 3.75m + 300 * 15m) / 1_000_000);
    }

    [Fact]
    public async Task A_reply_is_on_the_disk_before_anything_else_comes_of_it()
    {
        await using var api = new FakeApi(ApiAnswer.Anthropic(Bench.Says("sport")));
        using (var file = AnswerFile.Open(folder))
            await new LlmModel(api.Caller(cache: file), new LlmSettings()).Draft("a", "b");

        using var reopened = AnswerFile.Open(folder);
        var drafts = await new LlmModel(api.Caller(cache: reopened), new LlmSettings()).Draft("a", "b");

        reopened.Count.ShouldBe(2);
        drafts.ShouldAllBe(draft => draft.LabelOf() == "sport" && draft.Confidence == 0.9);
        api.Asked.Count.ShouldBe(2);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(folder, "answers.jsonl")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_crash_while_a_reply_is_written_loses_that_reply_alone_wherever_it_comes()
    {
        var path = Path.Combine(folder, "answers.jsonl");
        using (var file = AnswerFile.Open(folder))
            foreach (var key in (string[])["one", "two", "thrée 😀"]) await file.Keep(key, new LlmReply($"text of {key}", LlmFinish.Done, new LlmUsage(1, 2, 3, 4)));
        var whole = File.ReadAllBytes(path);
        var second = whole.AsSpan().IndexOf((byte)'\n') + 1;
        var third = second + whole.AsSpan(second).IndexOf((byte)'\n') + 1;

        for (var cut = third; cut < whole.Length; cut++)
        {
            File.WriteAllBytes(path, whole[..cut]);
            using (var file = AnswerFile.Open(folder))
            {
                file.Count.ShouldBe(2);
                (await file.Find("two")).ShouldBe(new LlmReply("text of two", LlmFinish.Done, new LlmUsage(1, 2, 3, 4)));
                await file.Keep("thrée 😀", new LlmReply("again", LlmFinish.CutOff, default));
            }
            using (var file = AnswerFile.Open(folder)) (await file.Find("thrée 😀"))!.Text.ShouldBe("again");
        }
    }

    [Fact]
    public async Task Zeros_that_a_power_cut_left_are_no_reply()
    {
        var path = Path.Combine(folder, "answers.jsonl");
        File.WriteAllBytes(path, [.. new byte[100], (byte)'\n', .. JsonSerializer.SerializeToUtf8Bytes(new { Key = "k", Reply = new LlmReply("t", LlmFinish.Done, default) }), (byte)'\n']);

        using var file = AnswerFile.Open(folder);

        file.Count.ShouldBe(1);
        (await file.Find("k"))!.Text.ShouldBe("t");
    }

    [Fact]
    public void Two_runs_do_not_write_into_one_file()
    {
        using var file = AnswerFile.Open(folder);

        Should.Throw<UnfitModel>(() => AnswerFile.Open(folder)).Message.ShouldContain("the file of kept answers cannot be opened");
    }

    [Fact]
    public async Task A_cancel_stops_between_items_and_keeps_what_is_on_its_way()
    {
        using var cancel = new CancellationTokenSource();
        await using var api = new FakeApi(async request =>
        {
            if (request.LastTurn.Contains("item 3\n")) await cancel.CancelAsync();
            return ApiAnswer.Anthropic(Bench.Says("sport"));
        });
        var cache = new AnswerMemory();
        var settings = new CallingSettings { Concurrency = 1, Grace = JumpingClock.Timeout };
        var model = new LlmModel(api.Caller(cache: cache, settings: settings), new LlmSettings());

        await Should.ThrowAsync<OperationCanceledException>(async () => await model.Predict(Bench.Topic, Bench.Items(10), cancel.Token));

        api.Asked.Count.ShouldBe(4);
        model.Spent.Requests.ShouldBe(4);
        await new LlmModel(api.Caller(cache: cache), new LlmSettings()).Predict(Bench.Topic, Bench.Items(10));
        api.Asked.Count.ShouldBe(10, "the one on its way at the cancel was kept");
    }

    [Fact]
    public async Task Requests_and_tokens_a_minute_are_kept_to()
    {
        await using var api = new FakeApi(ApiAnswer.Anthropic(Bench.Says("sport")));
        var (byRequests, byTokens) = (new JumpingClock(), new JumpingClock());

        await new LlmModel(api.Caller(settings: new CallingSettings { Concurrency = 1, RequestsAMinute = 30 }, clock: byRequests), new LlmSettings()).Predict(Bench.Topic, Bench.Items(4));
        await new LlmModel(api.Caller(settings: new CallingSettings { Concurrency = 1, TokensAMinute = 110 }, clock: byTokens), new LlmSettings()).Predict(Bench.Topic, Bench.Items(4));

        byRequests.Waits.ShouldBe(Enumerable.Repeat(TimeSpan.FromSeconds(2), 3));
        byTokens.Waits.Count.ShouldBe(3);
        byTokens.Waits.ShouldAllBe(wait => Math.Abs(wait.TotalSeconds - 60) < 1, "by what was used, 110 tokens each, and not by what was feared");
    }
}
