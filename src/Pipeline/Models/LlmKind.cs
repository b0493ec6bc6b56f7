using System.Text.Json;
using Assay.WeakModels;
using Assay.WeakModels.Arbitration;
using Assay.WeakModels.Llm;
using Assay.WeakModels.Llm.Batching;
using Assay.WeakModels.Llm.Calling;
using Assay.WeakModels.Llm.Judging;

namespace Assay.Pipeline.Models;

/// <summary>
/// A language model, asked with the project's guidelines and a few items whose label is agreed. Keys and addresses are the server's, by its environment: whoever
/// manages a project names a model, and neither where its items are sent nor whose key pays.
/// </summary>
internal sealed class LlmKind(ModelPlaces places, TimeProvider time) : IModelKind
{
    internal const string Word = "llm";

    private readonly LlmPurses purses = new(time);

    private static readonly string[] Words = ["anthropic", "openai", "ollama"];

    public string Name => Word;

    /// <summary>Few, so that a crash or a stop loses little: replies are kept one by one, and asked for again they cost nothing.</summary>
    public int BatchSize => 16;

    /// <summary>Those whose key or address the server has.</summary>
    public IReadOnlyList<string>? Choices => [.. Words.Where(word => places.Providers(word) is { Key: not null } or { Url: not null })];

    public IWeakModel Open(JsonElement settings, ProjectContext project)
    {
        var setup = Read(settings);
        var (caller, briefing) = (Caller(setup, project), Briefing.Of(project, setup.Examples));
        var model = new LlmModel(caller, new LlmSettings { Guidelines = briefing.Guidelines, Examples = briefing.Examples, Samples = setup.Samples });
        if (!setup.Batches || project.Setup is not { } id)
            return model;
        var store = new LlmBatches(project.Db, project.Project.Id, id, caller.Provider.Identity, time);
        return new BatchedModel(model, new AnthropicBatches(caller, ProviderOf(setup), store), caller.Budget.Prices);
    }

    public IArbiter OpenArbiter(JsonElement settings, ProjectContext project) => new Arbiter(Caller(Read(settings), project));

    public IDifficultyJudge OpenJudge(JsonElement settings, ProjectContext project) => new DifficultyJudge(Caller(Read(settings), project), project.Guidelines());

    private Caller Caller(LlmSetup setup, ProjectContext project)
    {
        var provider = Providers.Open(setup.Model, ProviderOf(setup));
        var prices = setup.Prices is { Length: > 0 } text ? Prices.Parse(text) : null;
        var (budget, paces) = purses.Of(project, setup, prices);
        return new Caller(provider, budget, new LlmReplies(project, prices, time), clock: time, paces: paces);
    }

    private ProviderSettings ProviderOf(LlmSetup setup) => places.Providers(setup.Model.Split('/')[0]);

    private static LlmSetup Read(JsonElement settings)
    {
        const string Form = "the settings of a language model are {\"model\": \"anthropic/MODEL\"}, and perhaps samples, examples, mostTokens, mostMoney, prices, requestsAMinute, tokensAMinute, batches";
        var setup = KindSettings.Read<LlmSetup>(settings, Form);
        if (string.IsNullOrWhiteSpace(setup.Model))
            throw new UnfitModel(Form);
        if (setup.Examples is < 0 or > LlmSetup.MostExamples)
            throw new UnfitModel($"{setup.Examples} examples are shown with every item; 0 to {LlmSetup.MostExamples} can be");
        if (setup.MostTokens is <= 0 || setup.MostMoney is <= 0 || setup.RequestsAMinute is <= 0 || setup.TokensAMinute is <= 0)
            throw new UnfitModel("limits of tokens, of money, of requests a minute and of tokens a minute are above 0, or left out");
        if (setup.Batches && !AnthropicBatches.CanAsk(setup.Model))
            throw new UnfitModel($"\"{setup.Model}\" takes no batches: only anthropic/MODEL does; leave batches out, or name such a model");
        return setup;
    }
}

/// <param name="Model"><c>anthropic/MODEL</c>, <c>openai/MODEL</c> or <c>ollama/MODEL</c>.</param>
/// <param name="Samples">How often an item is asked about, 1 to 20.</param>
/// <param name="Examples">How many items whose label is agreed are shown with every item, 0 to 20.</param>
/// <param name="MostTokens">Tokens that all runs together may use; null for no limit.</param>
/// <param name="MostMoney">Money that all runs together may cost, in the currency of the prices; null for no limit.</param>
/// <param name="Prices">Of a million tokens sent and received: <c>3,15</c>. Null counts no money.</param>
/// <param name="RequestsAMinute">Null for no limit.</param>
/// <param name="Batches">Whether runs send their requests as batches, for half the price, where there are enough of them.</param>
/// <param name="TokensAMinute">Sent and received; null for no limit.</param>
internal sealed record LlmSetup(
    string Model, int Samples = 1, int Examples = 4, long? MostTokens = null, decimal? MostMoney = null, string? Prices = null, int? RequestsAMinute = null,
    bool Batches = false, long? TokensAMinute = null)
{
    public const int MostExamples = 20;
}
