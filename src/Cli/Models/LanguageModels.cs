using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Cli.Votes;
using Assay.Model;
using Assay.WeakModels;
using Assay.WeakModels.Llm;
using Assay.WeakModels.Llm.Asking;
using Assay.WeakModels.Llm.Batching;
using Assay.WeakModels.Llm.Calling;

namespace Assay.Cli.Models;

/// <summary>
/// <c>llm:anthropic/MODEL</c>, or several joined by a plus, which then share a budget and have to agree. Examples can be read only when it is known what is asked: the
/// models are opened then.
/// </summary>
internal sealed partial class LanguageModels : IWeakModel, IMetered, IDisposable
{
    private readonly LlmOptions options;
    private readonly Budget budget;
    private readonly IReadOnlyList<(ILlmProvider Provider, ProviderSettings Settings)> providers;
    private IReadOnlyList<(LlmModel Model, Caller Caller, ProviderSettings Settings, AnswerFile Answers, string Folder)>? models;
    private IWeakModel? whole;
    private Spent inBatches;

    private LanguageModels(IReadOnlyList<string> names, LlmOptions options)
    {
        (this.options, budget) = (options, options.Budget());
        providers =
        [
            .. names.Select(name => (Name: name, Settings: ProviderSettings.FromEnvironment(name.Split('/')[0], options.Url)))
                .Select(one => (Providers.Open(one.Name, one.Settings), one.Settings)),
        ];
    }

    /// <exception cref="UnfitModel">There is no such model, no key, or its options do not fit.</exception>
    public static ModelAtHand Open(string named, LlmOptions options)
    {
        var names = Joint().Split(named);
        if (names.Length > 1 && options.Url is not null)
            throw new BadInput($"--llm-url is the address of one model; {named} names {names.Length}");
        var model = new LanguageModels(names, options);
        return new ModelAtHand(model) { Prepare = model.Prepare };
    }

    public string Name => string.Join('+', providers.Select(one => $"llm:{one.Provider.Name}"));

    public string Version => whole?.Version ?? "";

    public Spent Spent => ((whole as IMetered)?.Spent ?? default) + inBatches;

    public void Check(LabelSchema schema) => AnswerSchema.Of(schema);

    public ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default)
    {
        Opened(schema);
        return whole!.Predict(schema, items, cancellation);
    }

    public void Dispose() => (whole as IDisposable)?.Dispose();

    private async Task Prepare(LabelSchema schema, IEnumerable<JsonElement> items, TextWriter told, CancellationToken cancellation)
    {
        foreach (var (name, why) in AnswerSchema.Of(schema).Omitted)
            await told.WriteLineAsync($"Not asked: \"{name}\" {why}");
        foreach (var (model, caller, settings, answers, folder) in Opened(schema))
        {
            await told.WriteLineAsync(Words(model.Name, await model.Estimate(schema, items, cancellation: cancellation)));
            if (!options.IsBatch)
                continue;
            var batches = new AnthropicBatches(caller, settings, new BatchFolder(folder, answers));
            var outcome = await batches.Fill(model, schema, items, cancellation);
            inBatches += batches.Spent;
            var rest = outcome.Trouble is { } trouble ? $"; the rest is asked one by one: {trouble}" : "";
            await told.WriteLineAsync($"In batches: {outcome.Answered:N0} answered, {outcome.Failed:N0} failed{rest}");
        }
    }

    private static string Words(string name, CostEstimate estimate)
    {
        var kept = estimate.Kept > 0 ? $" ({estimate.Kept:N0} more are answered already)" : "";
        var money = estimate.Money is { } most ? string.Create(CultureInfo.InvariantCulture, $", {most:0.####} at most") : "";
        return $"{name}: {estimate.Requests:N0} requests{kept}, about {estimate.InputTokens:N0} tokens sent and at most {estimate.OutputTokens:N0} received{money}";
    }

    private IReadOnlyList<(LlmModel Model, Caller Caller, ProviderSettings Settings, AnswerFile Answers, string Folder)> Opened(LabelSchema schema)
    {
        if (models is not null)
            return models;
        var settings = options.Settings with { Examples = ExamplesOf(schema) };
        models = [.. providers.Select(one => Opened(one.Provider, one.Settings, settings))];
        whole = models.Count == 1 ? models[0].Model : new ModelPanel([.. models.Select(one => one.Model)]);
        return models;
    }

    private (LlmModel Model, Caller Caller, ProviderSettings Settings, AnswerFile Answers, string Folder) Opened(ILlmProvider provider, ProviderSettings of, LlmSettings settings)
    {
        var folder = Path.Combine(options.AnswersFolder ?? DefaultFolder(), FolderOf(provider));
        var answers = AnswerFile.Open(folder);
        var caller = new Caller(provider, budget, answers, options.Calling);
        return (new LlmModel(caller, settings) { Owned = answers }, caller, of, answers, folder);
    }

    private IReadOnlyList<Example> ExamplesOf(LabelSchema schema)
    {
        if (options.Examples is not { } file)
            return [];
        var examples = new List<Example>();
        using var reader = TableFile.Open(file.FullName);
        for (var row = 1; reader.Read(CancellationToken.None); row++)
        {
            if (reader.Rejected is { } bad)
                throw new BadInput($"{file.FullName}:{bad.Line}: {bad.Reason}");
            try
            {
                if (ExampleFile.Read(schema, JsonElement.Parse(reader.Row.Span)) is { } example)
                    examples.Add(example);
            }
            catch (UnfitModel error)
            {
                throw new BadInput($"{file.FullName}, row {row}: {error.Message}");
            }
        }

        if (examples.Count == 0)
            throw new BadInput($"{file.FullName}: no row answers {string.Join(" or ", schema.Questions.Select(question => question.Name))}");
        return ExamplePicker.Pick(schema, examples, options.ExampleCount, options.Settings.Seed);
    }

    private static string DefaultFolder()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "assay", "llm");
    }

    /// <summary>One a model, so that runs of different models do not wait for each other.</summary>
    private static string FolderOf(ILlmProvider provider) =>
        string.Concat(provider.Name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '_'))
        + "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(provider.Identity)))[..8];

    [GeneratedRegex(@"\+(?=(?:anthropic|openai|ollama)/)")]
    private static partial Regex Joint();
}
