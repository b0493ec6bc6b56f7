using System.Text.Json;
using Assay.Model;
using Assay.WeakModels.Llm.Asking;
using Assay.WeakModels.Llm.Calling;

namespace Assay.WeakModels.Llm;

/// <summary>
/// Drafts by a language model. It is asked about one item at a time; what it replies is checked against the label schema, asked again once with what is wrong, and
/// refused with the reason when it is wrong again. Nothing is cut: an item that is too long is refused.
/// </summary>
/// <remarks>
/// Confidence: of one sample, the number the model states about itself, which is no probability; of several, the share that agrees. Calibrate either on labeled items
/// before a threshold means anything. That a version says the same of the same item holds by the kept replies: providers do not promise it.
/// </remarks>
public sealed class LlmModel : IWeakModel, IMetered, IEstimates, IDisposable
{
    private const int MostSamples = 20;

    private readonly Caller caller;
    private readonly LlmSettings settings;
    private Asked? last;

    /// <summary>A model.</summary>
    /// <exception cref="UnfitModel">The settings are beyond their ranges.</exception>
    public LlmModel(Caller caller, LlmSettings settings)
    {
        if (settings.Samples is < 1 or > MostSamples) throw new UnfitModel($"{settings.Samples} samples an item; 1 to {MostSamples} are asked for");
        if (settings.MaxTokens < 1) throw new UnfitModel($"a reply of {settings.MaxTokens} tokens holds nothing");
        (this.caller, this.settings) = (caller, settings);
        Version = settings.Fingerprint(caller.Provider.Identity);
    }

    /// <inheritdoc/>
    public string Name => $"llm:{caller.Provider.Name}";

    /// <summary>A hash of the prompt, the examples, the sampling, the model and where it is.</summary>
    public string Version { get; }

    /// <inheritdoc/>
    public Spent Spent => caller.Spent;

    /// <inheritdoc/>
    public bool IsBooked => caller.IsBooked;

    /// <summary>What ends with the model: a file of kept answers. Null where others use it too.</summary>
    public IDisposable? Owned { get; init; }

    /// <inheritdoc/>
    public void Check(LabelSchema schema) => AnswerSchema.Of(schema);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default)
    {
        var asked = AskedOf(schema);
        var drafts = new ItemDraft[items.Count];
        var first = 0;
        // alone until one was answered: those sent together would each write the provider's prompt cache, and each find out that the key is wrong
        while (first < items.Count && !caller.HasAnswered) drafts[first] = await Draft(asked, items[first++], cancellation);
        var options = new ParallelOptions { MaxDegreeOfParallelism = caller.Concurrency, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Enumerable.Range(first, items.Count - first), options, async (place, stop) => drafts[place] = await Draft(asked, items[place], stop));
        return drafts;
    }

    /// <summary>What asking about items would cost: those whose replies are kept are free, a repair is not foreseen.</summary>
    public Task<CostEstimate> Estimate(LabelSchema schema, IEnumerable<JsonElement> items, double each = 1, CancellationToken cancellation = default) =>
        RequestSum.Of(caller, items.SelectMany(item => Requests(schema, item)), each, cancellation);

    /// <summary>The first request about an item, one a sample; none where it is not asked about.</summary>
    internal IEnumerable<LlmRequest> Requests(LabelSchema schema, JsonElement item)
    {
        var asked = AskedOf(schema);
        var text = new ItemText(schema, item);
        return WhyNot(text) is null ? Enumerable.Range(0, settings.Samples).Select(sample => Request(asked, text, sample)) : [];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        caller.Dispose();
        Owned?.Dispose();
    }

    private async Task<ItemDraft> Draft(Asked asked, JsonElement item, CancellationToken cancellation)
    {
        var text = new ItemText(asked.Answers.Schema, item);
        if (WhyNot(text) is { } why) return ItemDraft.Refused(why);
        var readings = new List<IReadOnlyDictionary<string, QuestionDraft>?>();
        string? refusal = null;
        for (var sample = 0; sample < settings.Samples; sample++)
        {
            var outcome = await ReplyExchange.Run(caller, asked.Reader, Request(asked, text, sample), text, cancellation);
            refusal ??= outcome.Refusal;
            // a share of fewer samples than were asked for is not the confidence that was asked for
            if (outcome is { Refusal: { } reason, WasAsked: false }) return ItemDraft.Refused(reason);
            readings.Add(outcome.Refusal is null ? outcome.ByQuestion : null);
        }
        if (readings.TrueForAll(reading => reading is null)) return ItemDraft.Refused(refusal!);
        return new ItemDraft(settings.Samples == 1 ? readings[0]! : Together(asked, readings)) { Prompt = PromptOf(asked, text, item) };
    }

    private DraftPrompt PromptOf(Asked asked, ItemText text, JsonElement item)
    {
        var request = Request(asked, text, sample: 0);
        var shared = asked.Shared ??= KeptPrompt.SharedOf(request, caller.Provider.Identity, settings.Samples);
        return new DraftPrompt(request.Key(caller.Provider.Identity), shared, KeptPrompt.OwnOf(request.Turns[0].Text, item));
    }

    private static Dictionary<string, QuestionDraft> Together(Asked asked, List<IReadOnlyDictionary<string, QuestionDraft>?> readings)
    {
        var drafts = new Dictionary<string, QuestionDraft>();
        foreach (var question in asked.Answers.Asked.Select(one => one.Question))
            if (Consensus.Of(question, [.. readings.Select(reading => reading?.GetValueOrDefault(question.Name))]) is { } draft) drafts[question.Name] = draft;
        return drafts;
    }

    private string? WhyNot(ItemText text)
    {
        if (text.IsBlank) return "there is no text to read";
        return text.Length > settings.LongestItem ? $"the item has {text.Length:N0} characters; at most {settings.LongestItem:N0} are sent" : null;
    }

    private LlmRequest Request(Asked asked, ItemText text, int sample) =>
        new(asked.Prompt.System, [new LlmTurn(false, asked.Prompt.About(text))], asked.Answers.Json, settings.MaxTokens) { Temperature = settings.Temperature, Sample = sample };

    private Asked AskedOf(LabelSchema schema)
    {
        if (last is { } known && known.Answers.Schema.Equals(schema)) return known;
        var answers = AnswerSchema.Of(schema);
        return last = new Asked(answers, new Prompt(answers, settings.Guidelines, settings.Examples, settings.Seed), new ReplyReader(answers));
    }

    private sealed record Asked(AnswerSchema Answers, Prompt Prompt, ReplyReader Reader)
    {
        /// <summary>What all requests share, once it is known.</summary>
        public SharedPrompt? Shared { get; set; }
    }
}
