using System.CommandLine;
using System.Globalization;
using Assay.WeakModels;
using Assay.WeakModels.Llm;
using Assay.WeakModels.Llm.Calling;

namespace Assay.Cli.Models;

/// <summary>What the command line says of a language model.</summary>
internal sealed record LlmOptions
{
    private static readonly Option<string> UrlOption = new("--llm-url")
    {
        Description = "llm: where the model is [default: the vendor's own address; for ollama http://localhost:11434]",
        HelpName = "URL",
    };

    private static readonly Option<FileInfo> GuidelinesOption = new("--guidelines")
    {
        Description = "llm: a text file with what annotators are told",
        HelpName = "FILE",
    };

    private static readonly Option<FileInfo> ExamplesOption = new("--examples")
    {
        Description = "llm: a file of labeled rows, of which a few are shown to the model",
        HelpName = "FILE",
    };

    private static readonly Option<int?> ExampleCountOption = new("--example-count")
    {
        Description = "llm: how many examples are shown [default: 8]",
        HelpName = "N",
    };

    private static readonly Option<int?> SamplesOption = new("--samples")
    {
        Description = "llm: ask so many times about each item; the confidence is the share that agrees [default: 1]",
        HelpName = "K",
    };

    private static readonly Option<double?> TemperatureOption = new("--temperature")
    {
        Description = "llm: randomness of replies [default: the provider's]",
        HelpName = "T",
    };

    private static readonly Option<int?> MaxTokensOption = new("--max-tokens")
    {
        Description = "llm: tokens a reply may have [default: 2048]",
        HelpName = "N",
    };

    private static readonly Option<long?> BudgetTokensOption = new("--budget-tokens")
    {
        Description = "llm: tokens this run may use, sent and received",
        HelpName = "N",
    };

    private static readonly Option<decimal?> BudgetMoneyOption = new("--budget-money")
    {
        Description = "llm: money this run may spend, in the currency of --prices",
        HelpName = "AMOUNT",
    };

    private static readonly Option<string> PricesOption = new("--prices")
    {
        Description = "llm: what a million tokens sent and received cost, as 3,15, or a JSON file",
        HelpName = "IN,OUT|FILE",
    };

    private static readonly Option<string> PerMinuteOption = new("--per-minute")
    {
        Description = "llm: requests, and tokens, the provider allows a minute",
        HelpName = "REQUESTS[,TOKENS]",
    };

    private static readonly Option<DirectoryInfo> AnswersOption = new("--answers")
    {
        Description = "llm: where answers are kept that were paid for [default: in the cache folder of the user]",
        HelpName = "DIR",
    };

    private static readonly Option<bool> BatchOption = new("--batch")
    {
        Description = "llm: ask anthropic/MODEL in batches, which cost less and take up to a day; a run that is started again goes on waiting",
    };

    /// <summary>As they stand in the help.</summary>
    public static IReadOnlyList<Option> All =>
    [
        UrlOption, GuidelinesOption, ExamplesOption, ExampleCountOption, SamplesOption, TemperatureOption, MaxTokensOption, BudgetTokensOption, BudgetMoneyOption, PricesOption,
        PerMinuteOption, AnswersOption, BatchOption,
    ];

    /// <summary>Their names.</summary>
    public static string[] Names => [.. All.Select(option => option.Name)];

    /// <summary>The options that were given, by their names.</summary>
    public IReadOnlyList<string> Given { get; private init; } = [];

    public Uri? Url { get; private init; }

    public FileInfo? Examples { get; private init; }

    public int ExampleCount { get; private init; } = 8;

    public LlmSettings Settings { get; private init; } = new();

    public CallingSettings Calling { get; private init; } = new();

    public string? AnswersFolder { get; private init; }

    public bool IsBatch { get; private init; }

    private (long? Tokens, decimal? Money, Prices? Prices) Limits { get; init; }

    /// <exception cref="UnfitModel">Money is limited without prices.</exception>
    public Budget Budget() => new(Limits.Tokens, Limits.Money, Limits.Prices);

    /// <exception cref="BadInput">A value is out of its range.</exception>
    /// <exception cref="UnfitModel">The prices are none.</exception>
    public static LlmOptions Of(ParseResult parsed)
    {
        var (requests, tokens) = PerMinute(parsed.GetValue(PerMinuteOption));
        return new LlmOptions
        {
            Given = [.. All.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name)],
            Url = parsed.GetValue(UrlOption) is not { } url ? null
                : Uri.TryCreate(url, UriKind.Absolute, out var address) ? address
                : throw new BadInput($"--llm-url {url}: give an address as https://HOST/PATH"),
            Examples = parsed.GetValue(ExamplesOption),
            ExampleCount = Positive(parsed, ExampleCountOption) ?? 8,
            Settings = new LlmSettings
            {
                Guidelines = parsed.GetValue(GuidelinesOption) is { } file ? File.ReadAllText(file.FullName) : null,
                Samples = Positive(parsed, SamplesOption) ?? 1,
                Temperature = parsed.GetValue(TemperatureOption),
                MaxTokens = Positive(parsed, MaxTokensOption) ?? new LlmSettings().MaxTokens,
            },
            Calling = new CallingSettings { RequestsAMinute = requests, TokensAMinute = tokens },
            IsBatch = parsed.GetValue(BatchOption),
            AnswersFolder = parsed.GetValue(AnswersOption)?.FullName,
            Limits = (parsed.GetValue(BudgetTokensOption), parsed.GetValue(BudgetMoneyOption), PricesOf(parsed.GetValue(PricesOption))),
        };
    }

    private static Prices? PricesOf(string? given) =>
        given is null ? null : Prices.Parse(File.Exists(given) ? File.ReadAllText(given) : given);

    private static int? Positive(ParseResult parsed, Option<int?> option) =>
        parsed.GetValue(option) is { } value and < 1 ? throw new BadInput($"{option.Name} {value}: give a number from 1 on") : parsed.GetValue(option);

    private static (int? Requests, long? Tokens) PerMinute(string? given)
    {
        if (given is null) return (null, null);
        var parts = given.Split(',', StringSplitOptions.TrimEntries);
        var tokens = 0L;
        if (parts.Length > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var requests) || requests < 1
            || parts.Length == 2 && (!long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out tokens) || tokens < 1))
            throw new BadInput($"--per-minute {given}: give requests, or requests and tokens, as 50 or 50,40000");
        return (requests, parts.Length == 2 ? tokens : null);
    }
}
