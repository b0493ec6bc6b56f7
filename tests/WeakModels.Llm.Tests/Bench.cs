using System.Text.Json;
using Assay.Model;
using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm.Tests;

/// <summary>What the tests share: a question, items, and models on a fake provider.</summary>
internal static class Bench
{
    public static readonly LabelSchema Topic = LabelSchema.Parse(
        """{"fields":[{"name":"text"}],"questions":[{"name":"topic","kind":"choice","labels":["sport","world","tech"]}]}""");

    public static readonly Prices Prices = new(3, 15) { CacheWrite = 3.75m, CacheRead = 0.3m, Batch = 0.5m };

    public static JsonElement Item(string text) => JsonSerializer.SerializeToElement(new { text });

    public static JsonElement[] Items(int count) => [.. Enumerable.Range(0, count).Select(place => Item($"item {place}"))];

    public static string Says(string label, double confidence = 0.9) => JsonSerializer.Serialize(new { topic = new { answer = label, confidence } });

    public static ILlmProvider Provider(this FakeApi api, string named = "anthropic/m", string? key = "sk-secret", TimeProvider? clock = null, HttpMessageHandler? transport = null) =>
        Providers.Open(named, new ProviderSettings { Url = named.StartsWith("openai", StringComparison.Ordinal) ? new Uri(api.Url, "/v1") : api.Url, Key = key, Clock = clock ?? TimeProvider.System, Transport = transport });

    public static Caller Caller(this FakeApi api, string named = "anthropic/m", Budget? budget = null, IAnswerCache? cache = null, CallingSettings? settings = null, TimeProvider? clock = null)
    {
        clock ??= new JumpingClock();
        settings = (settings ?? new CallingSettings()) with { Timeout = JumpingClock.Timeout };
        return new Caller(api.Provider(named, clock: clock), budget ?? Budget.Unlimited, cache ?? new AnswerMemory(), settings, clock);
    }

    public static LlmModel Model(this FakeApi api, string named = "anthropic/m", LlmSettings? settings = null) => new(api.Caller(named), settings ?? new LlmSettings());

    public static async Task<IReadOnlyList<ItemDraft>> Draft(this LlmModel model, params string[] texts) => await model.Predict(Topic, [.. texts.Select(Item)]);

    public static string? LabelOf(this ItemDraft draft, string question = "topic") =>
        draft.ByQuestion.TryGetValue(question, out var said) ? ((Model.Questions.ChoiceAnswer)said.Answer).Labels[0].ToString() : null;
}
