using System.Text.Json;
using Assay.Cli.Votes;
using Assay.Dedup;
using Assay.Formats;

namespace Assay.Cli.Selecting;

/// <summary>Which columns of a file hold what; null: none does.</summary>
internal sealed record PoolColumns(string? Text, string? Label, string? Seconds, string? Tokens, string? Group);

/// <summary>The rows of a file as items to choose from. A row that has a label already is not one of them, and is known for keeping away from.</summary>
internal sealed class PoolFile
{
    private readonly Dictionary<string, int> groups = [];
    private readonly HashSet<string> seen = [];

    private PoolFile() { }

    /// <summary>Of each item to choose from its row, from 0.</summary>
    public List<int> Open { get; } = [];

    /// <summary>The rows that have a label.</summary>
    public List<int> Labeled { get; } = [];

    /// <summary>How many rows there are.</summary>
    public int Rows => Open.Count + Labeled.Count;

    /// <summary>A text a row; empty without such a column.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>A number an item to choose from; empty without such a column.</summary>
    public List<float> Seconds { get; } = [];

    /// <summary>A list an item to choose from; empty without such a column.</summary>
    public List<float[]> Tokens { get; } = [];

    /// <summary>The group of near duplicates of each item to choose from: by the column, or of texts that are nearly the same; −1 for one alone. Empty where neither is known.</summary>
    public List<int> Groups { get; } = [];

    /// <exception cref="BadInput">The file cannot be read, or a column is not what it should be; the message names the line.</exception>
    public static PoolFile Read(string file, PoolColumns columns, CancellationToken cancellation)
    {
        var pool = new PoolFile();
        try
        {
            using var reader = TableFile.Open(file);
            while (reader.Read(cancellation))
            {
                if (reader.Rejected is { } bad)
                    throw new BadInput($"{file}:{bad.Line}: {bad.Reason}");
                using var row = JsonDocument.Parse(reader.Row);
                pool.Add(new PoolRow(row.RootElement, $"{file}:{reader.Line}"), columns);
            }
        }
        catch (UnreadableFile error)
        {
            throw new BadInput($"{file}: {error.Message}");
        }

        foreach (var column in (string?[])[columns.Label, columns.Group])
            if (column is not null && pool.Rows > 0 && !pool.seen.Contains(column))
                throw new BadInput($"{file}: no row has a column {column}");
        if (columns is { Group: null, Text: not null })
            pool.Groups.AddRange(NearDuplicates.Of([.. pool.Open.Select(row => pool.Texts[row])], new NearDuplicateOptions { Threads = Environment.ProcessorCount }, cancellation));
        return pool;
    }

    private void Add(PoolRow row, PoolColumns columns)
    {
        var number = Rows;
        foreach (var column in (string?[])[columns.Label, columns.Group])
            if (column is not null && row.Row.TryGetProperty(column, out _))
                seen.Add(column);
        if (columns.Text is { } text)
            Texts.Add(row.Text(text));
        if (columns.Label is { } label && row.TextOrNone(label).Length > 0)
        {
            Labeled.Add(number);
            return;
        }

        Open.Add(number);
        if (columns.Seconds is { } seconds)
            Seconds.Add(row.Number(seconds));
        if (columns.Tokens is { } tokens)
            Tokens.Add(row.Numbers(tokens));
        if (columns.Group is { } group)
            Groups.Add(row.TextOrNone(group) is { Length: > 0 } name ? Number(name) : -1);
    }

    private int Number(string group)
    {
        if (!groups.TryGetValue(group, out var number))
            groups.Add(group, number = groups.Count);
        return number;
    }
}
