using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Assay.Cli.Selecting;
using Assay.Formats;
using Assay.Sampling;

namespace Assay.Cli;

/// <summary>assay select: which rows of a file to label next. Needs no installation.</summary>
internal static class SelectCommand
{
    private static readonly Argument<string> File = new("file") { Description = "JSONL, JSON, CSV, TSV or text, a row an item; also gzipped", HelpName = "FILE" };

    private static readonly Option<string> Strategy = new("--strategy", "-s")
    {
        Description = string.Join(", ", Strategies.All.Select(strategy => strategy.Name)),
        HelpName = "NAME",
        DefaultValueFactory = _ => Hybrid.Instance.Name,
    };

    private static readonly Option<int?> Items = new("--budget", "-n") { Description = "At most so many items", HelpName = "N" };

    private static readonly Option<double?> Time = new("--budget-seconds") { Description = "At most so many seconds of work, by the column --seconds", HelpName = "S" };

    private static readonly Option<FileInfo> Embeddings = new("--embeddings") { Description = "A NumPy file, a row an item [default: words of --text, hashed]", HelpName = "FILE.npy" };

    private static readonly Option<FileInfo> Probabilities = new("--probabilities") { Description = "A NumPy file with a model's chances, a row an item, a column a label", HelpName = "FILE.npy" };

    private static readonly Option<FileInfo[]> Committee = new("--committee") { Description = "Such a file of each model of a committee; two or more", HelpName = "FILE.npy", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<bool> Multi = new("--multi-label") { Description = "Several labels may fit an item: each chance is of one label by itself" };

    private static readonly Option<string> Text = new("--text") { Description = "The column with the text: texts that are nearly the same are not chosen together", HelpName = "COLUMN" };

    private static readonly Option<string> Label = new("--label") { Description = "The column with labels: rows that have one are not chosen, and kept away from", HelpName = "COLUMN" };

    private static readonly Option<string> Seconds = new("--seconds") { Description = "The column that says how long an item takes a person", HelpName = "COLUMN" };

    private static readonly Option<string> Tokens = new("--tokens") { Description = "The column with a list of numbers, how unsure a tagger is of each token", HelpName = "COLUMN" };

    private static readonly Option<string> Group = new("--group") { Description = "The column that is the same for near duplicates [default: texts that are nearly the same]", HelpName = "COLUMN" };

    private static readonly Option<ulong> Seed = new("--seed") { Description = "The same seed gives the same choice", HelpName = "N" };

    private static readonly Option<FileInfo> Into = new("--output", "-o") { Description = "Write the choice into this file, a JSON object a line", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Verb(
            "select",
            "Choose which rows of a file to label next (active learning)",
            "assay select news.jsonl --strategy k_center --text text --budget 100",
            "assay select news.jsonl --strategy entropy --probabilities chances.npy --budget 100 --json",
            "assay select news.jsonl --probabilities chances.npy --embeddings vectors.npy --label topic --budget 50 --output next.jsonl",
            "assay select notes.csv --strategy margin --probabilities chances.npy --seconds estimate --budget-seconds 3600");
        command.Arguments.Add(File);
        foreach (var option in (Option[])[Strategy, Items, Time, Probabilities, Embeddings, Committee, Multi, Text, Label, Seconds, Tokens, Group, Seed, Into, Options.Json])
            command.Options.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = Options.Output(parsed);
        var named = parsed.GetValue(Strategy)!;
        var strategy = Strategies.Find(named) ?? throw new BadInput($"--strategy {named}: there are {string.Join(", ", Strategies.All.Select(each => each.Name))}");
        var budget = new Budget(parsed.GetValue(Items), parsed.GetValue(Time));
        if (budget is { Items: null, Seconds: null })
            throw new BadInput("say how much may be labeled: --budget N items, --budget-seconds S, or both");
        var columns = new PoolColumns(parsed.GetValue(Text), parsed.GetValue(Label), parsed.GetValue(Seconds), parsed.GetValue(Tokens), parsed.GetValue(Group));
        var file = PoolFile.Read(parsed.GetRequiredValue(File), columns, cancellation);
        var pool = PoolOf(parsed, file, strategy, cancellation);
        var seed = parsed.GetValue(Seed);
        IReadOnlyList<Choice> choices;
        try
        {
            choices = Choices.Of(strategy, pool, strategy.Select(pool, budget, seed, cancellation), file.Open);
        }
        catch (UnfitPool error)
        {
            throw new BadInput(error.Message + Advice(strategy, pool));
        }

        if (parsed.GetValue(Into) is { } target)
            await System.IO.File.WriteAllLinesAsync(target.FullName, choices.Select(choice => JsonSerializer.Serialize(choice, JsonSerializerOptions.Web)), cancellation);
        output.Result(
            new Dictionary<string, object?> { ["strategy"] = strategy.Name, ["seed"] = seed, ["items"] = file.Open.Count, ["labeled"] = file.Labeled.Count, ["selected"] = choices },
            () => Say(output, strategy, file, choices, parsed.GetValue(Into)));
        return ExitCodes.Fine;
    }

    private static Pool PoolOf(ParseResult parsed, PoolFile file, IStrategy strategy, CancellationToken cancellation)
    {
        var vectors = Table(parsed.GetValue(Embeddings), Embeddings, file, cancellation);
        if (vectors is null && strategy.Needs.HasFlag(StrategyNeeds.Embeddings) && file.Texts.Count > 0)
            vectors = HashedWords.Of(file.Texts, cancellation);
        var open = file.Open.ToArray();
        Matrix[] committee = [.. (parsed.GetValue(Committee) ?? []).Select(member => Table(member, Committee, file, cancellation)!.Take(open))];
        return new Pool
        {
            Count = open.Length,
            Probabilities = Table(parsed.GetValue(Probabilities), Probabilities, file, cancellation)?.Take(open),
            SeveralLabels = parsed.GetValue(Multi),
            Embeddings = vectors?.Take(open),
            LabeledEmbeddings = vectors?.Take(file.Labeled.ToArray()),
            Committee = committee.Length > 0 ? committee : null,
            SpanUncertainty = parsed.GetValue(Tokens) is null ? null : SpanUncertainty.OfItems(file.Tokens),
            Seconds = file.Seconds.ToArray(),
            Duplicates = file.Groups.ToArray(),
        };
    }

    /// <summary>The rows of a NumPy file; null without one.</summary>
    private static Matrix? Table(FileInfo? source, Option option, PoolFile file, CancellationToken cancellation)
    {
        if (source is null)
            return null;
        try
        {
            using var stream = source.OpenRead();
            var read = NumpyArray.Read(stream, cancellation);
            if (read.Rows != file.Rows)
                throw new BadInput(string.Create(CultureInfo.InvariantCulture, $"{option.Name} {source}: {read.Rows} rows for the {file.Rows} of the file; there is one an item, in the same order"));
            return new Matrix(read.Rows, read.Columns, read.Values);
        }
        catch (UnreadableFile error)
        {
            throw new BadInput($"{option.Name} {source}: {error.Message}");
        }
    }

    /// <summary>How a need is met here.</summary>
    private static string Advice(IStrategy strategy, Pool pool)
    {
        var missing = new List<string>();
        if (strategy.Needs.HasFlag(StrategyNeeds.Probabilities) && pool.Probabilities is null)
            missing.Add("--probabilities FILE.npy");
        if (strategy.Needs.HasFlag(StrategyNeeds.Embeddings) && pool.Embeddings is null)
            missing.Add("--text COLUMN or --embeddings FILE.npy");
        if (strategy.Needs.HasFlag(StrategyNeeds.Committee) && pool.Committee is not { Count: > 1 })
            missing.Add("--committee A.npy B.npy");
        if (strategy.Needs.HasFlag(StrategyNeeds.SpanUncertainty) && pool.SpanUncertainty is null)
            missing.Add("--tokens COLUMN");
        return missing.Count == 0 ? "" : $" Give {string.Join(", and ", missing)}.";
    }

    private static void Say(Output output, IStrategy strategy, PoolFile file, IReadOnlyList<Choice> choices, FileInfo? target)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"{choices.Count:N0} of {file.Open.Count:N0} items by {strategy.Name}");
        if (file.Labeled.Count > 0)
            words += string.Create(CultureInfo.InvariantCulture, $"; {file.Labeled.Count:N0} have a label");
        output.Say(target is null ? words : $"{words}, written to {target}");
        if (target is not null)
            return;
        output.Table(["rank", "row", "score", "why"], choices.Select(choice => (IReadOnlyList<string>)
        [
            choice.Rank.ToString(CultureInfo.InvariantCulture), choice.Index.ToString(CultureInfo.InvariantCulture), choice.Cell, choice.Reason,
        ]));
    }
}
