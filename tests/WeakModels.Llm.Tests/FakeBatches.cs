using System.Collections.Concurrent;
using System.Text.Json;

namespace Assay.WeakModels.Llm.Tests;

/// <summary>Anthropic's Batches API, and its Messages API beside it, on a <see cref="FakeApi"/>: batches run until they are told to end.</summary>
/// <param name="says">What the model replies.</param>
/// <param name="clock">Of the provider.</param>
internal sealed class FakeBatches(Func<JsonElement, string> says, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly List<Made> made = [];

    /// <summary>The batches that were taken, in their order, with their requests.</summary>
    public IReadOnlyList<IReadOnlyList<JsonElement>> Taken
    {
        get
        {
            lock (gate) return [.. made.Select(batch => batch.Requests)];
        }
    }

    /// <summary>Questions that were asked alone.</summary>
    public ConcurrentQueue<JsonElement> Alone { get; } = new();

    /// <summary>Answers instead, before anything else is done; null does what is asked.</summary>
    public Func<ApiRequest, ApiAnswer?> Before { get; set; } = _ => null;

    /// <summary>Changes the answer to what was done.</summary>
    public Func<ApiRequest, ApiAnswer, ApiAnswer> After { get; set; } = (_, answer) => answer;

    /// <summary>What becomes of a request, by its batch and its place in it: succeeded, errored or expired.</summary>
    public Func<int, int, string> Outcome { get; set; } = (_, _) => "succeeded";

    /// <summary>How often a batch says that it goes on before it ends by itself; null: never.</summary>
    public int? Polls { get; set; }

    /// <summary>Ends all that goes on.</summary>
    public void End()
    {
        lock (gate)
            foreach (var batch in made) batch.HasEnded = true;
    }

    /// <summary>A batch that somebody else has sent with the same key.</summary>
    public void Take(IReadOnlyList<JsonElement> requests, bool hasEnded)
    {
        lock (gate) made.Add(new Made($"batch_{made.Count}", clock.GetUtcNow(), requests) { HasEnded = hasEnded });
    }

    public ApiAnswer Answer(ApiRequest request)
    {
        if (Before(request) is { } instead) return instead;
        return After(request, Do(request));
    }

    private ApiAnswer Do(ApiRequest request)
    {
        var path = request.Path.Split('?')[0];
        const string batches = "/v1/messages/batches";
        if (path == "/v1/messages")
        {
            Alone.Enqueue(request.Json);
            return ApiAnswer.Anthropic(says(request.Json));
        }
        lock (gate)
        {
            if (path == batches && request.Method == "POST")
            {
                Take([.. request.Json.GetProperty("requests").EnumerateArray()], hasEnded: false);
                return new ApiAnswer(200, State(made[^1]));
            }
            if (path == batches) return List(request);
            if (made.Find(one => path.Split('/')[4] == one.Id) is not { } batch) return ApiAnswer.Error(404, "not_found_error", "no such batch");
            if (path.EndsWith("/results", StringComparison.Ordinal)) return new ApiAnswer(200, string.Join('\n', Enumerable.Range(0, batch.Requests.Count).Reverse().Select(place => Result(batch, place))));
            if (path.EndsWith("/cancel", StringComparison.Ordinal)) batch.StopsAt = batch.Requests.Count / 2;
            else if (batch.StopsAt is not null || Polls is { } polls && batch.Polled++ >= polls) batch.HasEnded = true;
            return new ApiAnswer(200, State(batch));
        }
    }

    private ApiAnswer List(ApiRequest request)
    {
        var after = request.Path.Contains("after_id=", StringComparison.Ordinal) ? request.Path.Split("after_id=")[1].Split('&')[0] : null;
        var newest = made.AsEnumerable().Reverse().ToList();
        // two a page, so that there are pages
        var page = newest.Skip(after is null ? 0 : newest.FindIndex(batch => batch.Id == after) + 1).Take(2).ToList();
        return new ApiAnswer(200, JsonSerializer.Serialize(new
        {
            data = page.Select(batch => JsonElement.Parse(State(batch))),
            has_more = page.Count > 0 && page[^1] != newest[^1],
            first_id = page.FirstOrDefault()?.Id,
            last_id = page.LastOrDefault()?.Id,
        }));
    }

    private string Result(Made batch, int place) => JsonSerializer.Serialize(new
    {
        custom_id = batch.Requests[place].GetProperty("custom_id").GetString(),
        result = OutcomeOf(batch, place) switch
        {
            "succeeded" => JsonElement.Parse($$"""{"type":"succeeded","message":{{ApiAnswer.Message(says(batch.Requests[place].GetProperty("params")))}}}"""),
            "errored" => JsonElement.Parse("""{"type":"errored","error":{"type":"error","request_id":"r","error":{"type":"api_error","message":"no"}}}"""),
            var other => JsonElement.Parse($$"""{"type":"{{other}}"}"""),
        },
    });

    private string OutcomeOf(Made batch, int place) => place >= batch.StopsAt ? "canceled" : Outcome(made.IndexOf(batch), place);

    private string State(Made batch)
    {
        var outcomes = Enumerable.Range(0, batch.HasEnded ? batch.Requests.Count : 0).Select(place => OutcomeOf(batch, place)).ToList();
        return JsonSerializer.Serialize(new
        {
            id = batch.Id,
            type = "message_batch",
            processing_status = batch.HasEnded ? "ended" : batch.StopsAt is null ? "in_progress" : "canceling",
            request_counts = new
            {
                processing = batch.Requests.Count - outcomes.Count,
                succeeded = outcomes.Count(one => one == "succeeded"),
                errored = outcomes.Count(one => one == "errored"),
                canceled = outcomes.Count(one => one == "canceled"),
                expired = outcomes.Count(one => one == "expired"),
            },
            created_at = batch.At,
            expires_at = batch.At.AddDays(1),
            ended_at = (string?)null,
            archived_at = (string?)null,
            cancel_initiated_at = (string?)null,
            results_url = batch.HasEnded ? $"https://api.example/v1/messages/batches/{batch.Id}/results" : null,
        });
    }

    private sealed class Made(string id, DateTimeOffset at, IReadOnlyList<JsonElement> requests)
    {
        public string Id => id;

        public DateTimeOffset At => at;

        public IReadOnlyList<JsonElement> Requests => requests;

        public bool HasEnded { get; set; }

        public int? StopsAt { get; set; }

        public int Polled { get; set; }
    }
}
