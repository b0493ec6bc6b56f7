using System.Globalization;
using System.Text.Json;
using Assay.Model;
using Assay.WeakModels;
using Assay.WeakModels.Http;
using Assay.WeakModels.Onnx;
using Assay.WeakModels.Onnx.Entailment;
using Assay.WeakModels.Onnx.Gliner;
using Assay.WeakModels.Rules;

namespace Assay.Cli.Models;

/// <summary>The weak models of the command line, by the word before the colon of <c>--model</c>. A new one is a line here.</summary>
internal static class WeakModels
{
    private static readonly IReadOnlyList<(string Word, string What, string[] Takes, Func<string, ModelOptions, ModelAtHand> Open)> All =
    [
        ("rules", "FILE.yaml", [.. ModelOptions.OfSpans], OpenRules),
        ("llm", "anthropic/MODEL|openai/MODEL|ollama/MODEL", [.. ModelOptions.OfSpans, .. LlmOptions.Names], (named, options) => LanguageModels.Open(named, options.Llm) with { Spans = Choice(options) }),
        ("http", "URL", [.. ModelOptions.OfSpans], (url, options) => new ModelAtHand(HttpModel.At(url.StartsWith("//", StringComparison.Ordinal) ? $"http:{url}" : url)) { Spans = Choice(options) }),
        ("trained", "FILE", [], (path, _) => TrainedTexts.Open(path)),
        ("nli", "DIR", ["--template", "--threshold", "--entailment"], OpenEntailment),
        ("gliner", "DIR", [.. ModelOptions.OfSpans], OpenGliner),
    ];

    /// <summary>How models are named: <c>rules:FILE.yaml</c>.</summary>
    public static string Forms => string.Join(", ", All.Select(kind => $"{kind.Word}:{kind.What}"));

    /// <exception cref="BadInput">There is no such model, it does not take an option, or its files are not what it needs.</exception>
    public static ModelAtHand Open(string named, ModelOptions options)
    {
        var colon = named.IndexOf(':', StringComparison.Ordinal);
        var (word, rest) = colon < 0 ? (named, "") : (named[..colon], named[(colon + 1)..]);
        var kind = All.FirstOrDefault(one => one.Word == word);
        if (kind.Open is null || rest.Length == 0)
            throw new BadInput($"--model {named}: name a model as {Forms}");
        if (options.Given.Except(kind.Takes).FirstOrDefault() is { } unused)
            throw new BadInput($"{unused} does not go with --model {word}{(kind.Takes.Length == 0 ? "" : $", which takes {string.Join(", ", kind.Takes)}")}; it goes with {string.Join(", ", All.Where(one => one.Takes.Contains(unused)).Select(one => one.Word))}");
        try
        {
            return kind.Open(rest, options);
        }
        catch (UnfitModel error)
        {
            throw new BadInput(error.Message);
        }
    }

    private static ModelAtHand OpenRules(string path, ModelOptions options)
    {
        var rules = RuleFile.Load(path);
        return new ModelAtHand(new RulesModel(rules)) { Question = rules.Question, Labels = rules.Labels, Fields = [.. rules.Rules.Select(rule => rule.Field).Distinct()], Spans = Choice(options) };
    }

    private static SpanChoice Choice(ModelOptions options) => new(options.Threshold, options.Nested);

    private static ModelAtHand OpenEntailment(string folder, ModelOptions options) => new(EntailmentModel.Open(ModelFolder.Open(folder), new EntailmentOptions
    {
        Template = options.Template ?? EntailmentOptions.UsualTemplate,
        Threshold = options.Threshold,
        EntailmentName = options.Entailment,
    }));

    private static ModelAtHand OpenGliner(string folder, ModelOptions options)
    {
        var usual = new GlinerOptions();
        return new(GlinerModel.Open(ModelFolder.Open(folder), usual with { Threshold = options.Threshold ?? usual.Threshold, Nested = options.Nested })) { MarksSpans = true };
    }
}

/// <summary>A model that was opened, and what it says of the question it was made for.</summary>
internal sealed record ModelAtHand(IWeakModel Model)
{
    /// <summary>The question it answers; null where it answers any.</summary>
    public string? Question { get; init; }

    /// <summary>Empty where it takes any.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The fields it reads; empty where it reads what it is given.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>What comes before a run, with all of its items: says what it will cost. Null for nothing.</summary>
    public Func<LabelSchema, IEnumerable<JsonElement>, TextWriter, CancellationToken, Task>? Prepare { get; init; }

    /// <summary>Whether it labels stretches of text and nothing else.</summary>
    public bool MarksSpans { get; init; }

    /// <summary>Whether it gives an item several labels.</summary>
    public bool TakesSeveral { get; init; }

    /// <summary>Which of its spans are drafted; null where the model itself sees to that.</summary>
    public SpanChoice? Spans { get; init; }

    /// <summary>Of the model, and of what was said of its spans.</summary>
    public string Version => Model.Version
        + (Spans?.Nested == true ? "-nested" : "")
        + (Spans?.Threshold is { } threshold ? string.Create(CultureInfo.InvariantCulture, $"-{threshold}") : "");

    /// <inheritdoc cref="IWeakModel.Predict"/>
    public async ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation)
    {
        var drafts = await Model.Predict(schema, items, cancellation);
        return Spans is null ? drafts : [.. drafts.Select(Spans.Of)];
    }
}
