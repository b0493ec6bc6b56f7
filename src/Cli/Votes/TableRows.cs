using System.Text.Json;
using Assay.Formats;

namespace Assay.Cli.Votes;

/// <summary>The rows of a CSV, TSV or JSONL file as texts by column, every fault told with file and line.</summary>
internal sealed class TableRows : IDisposable
{
    private readonly RowReader reader;
    private JsonDocument? row;
    private bool isFirst = true;

    /// <exception cref="BadInput">There is no such file, or no row in it.</exception>
    public TableRows(string file)
    {
        File = file;
        try
        {
            reader = TableFile.Open(file);
        }
        catch (UnreadableFile error)
        {
            throw new BadInput($"{file}: {error.Message}");
        }

        if (!Read(CancellationToken.None))
        {
            reader.Dispose();
            throw new BadInput($"{file}: there is no row in it");
        }
    }

    public string File { get; }

    public long Line => reader.Line;

    /// <summary>The row at hand; valid until the next.</summary>
    public JsonElement Row => row!.RootElement;

    /// <summary>The column that holds something, by the name given or the first of the usual ones.</summary>
    /// <exception cref="BadInput">There is none; the message names those there are.</exception>
    public string Column(string what, string? given, IReadOnlyList<string> usual)
    {
        var there = row!.RootElement.EnumerateObject().Select(property => property.Name).ToList();
        var names = given is null ? usual : [given];
        return names.FirstOrDefault(there.Contains) ?? throw new BadInput(
            $"{File}:{Line}: no column {string.Join(" or ", names)} for the {what}; there are {string.Join(", ", there)}. Name it with --{what}");
    }

    /// <summary>Goes to the next row; the first call stands on the first row.</summary>
    /// <exception cref="BadInput">The row is broken.</exception>
    public bool Next(CancellationToken cancellation)
    {
        if (isFirst)
        {
            isFirst = false;
            return true;
        }

        return Read(cancellation);
    }

    /// <summary>What the row has in the column; lists and objects as JSON, null for nothing.</summary>
    public string? Cell(string column) => !row!.RootElement.TryGetProperty(column, out var cell) ? null : cell.ValueKind switch
    {
        JsonValueKind.String => cell.GetString(),
        JsonValueKind.Null => null,
        _ => cell.GetRawText(),
    };

    /// <summary>The same, where a vote must be.</summary>
    /// <exception cref="BadInput">Nothing.</exception>
    public string Text(string column)
    {
        var text = Cell(column);
        return string.IsNullOrEmpty(text) ? throw new BadInput($"{File}:{Line}: {column} is empty; where there is no vote, leave the row out") : text;
    }

    public void Dispose()
    {
        row?.Dispose();
        reader.Dispose();
    }

    private bool Read(CancellationToken cancellation)
    {
        row?.Dispose();
        row = null;
        try
        {
            if (!reader.Read(cancellation))
                return false;
        }
        catch (UnreadableFile error)
        {
            throw new BadInput($"{File}: {error.Message}");
        }

        if (reader.Rejected is { } rejected)
            throw new BadInput($"{File}:{rejected.Line}: {rejected.Reason}");
        row = JsonDocument.Parse(reader.Row);
        return true;
    }
}
