using System.Text.Json;
using Assay.Formats;

namespace Assay.Cli;

/// <summary>A label schema made of a list of labels and a look at the file: one field to show, one choice to make.</summary>
internal static class QuickSchema
{
    private const int HeadBytes = 64 << 10;

    /// <param name="question">What is asked.</param>
    /// <param name="labels">Separated by commas; spaces around them do not count.</param>
    /// <param name="file">Whose columns are looked at when no field is mapped.</param>
    /// <param name="format">As which format; null: told from the file.</param>
    /// <param name="mapping">Fields by column as the person gave them; the field found is added when there are none.</param>
    public static string Of(string question, string labels, string file, string? format, Dictionary<string, string> mapping)
    {
        var names = labels.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length < 2)
            throw new BadInput($"--choice {labels}: name at least two labels, separated by commas");
        if (mapping.Count == 0)
            mapping.Add("text", TextColumn(file, format));
        return JsonSerializer.Serialize(new
        {
            fields = mapping.Keys.Select(field => new { name = field, kind = "text" }),
            questions = new[] { new { name = "label", kind = "choice", title = question, mode = "single", labels = names.Select(name => new { name }) } },
        });
    }

    /// <summary>The column called text, or else the one with the longest texts.</summary>
    private static string TextColumn(string file, string? format)
    {
        Preview preview;
        try
        {
            preview = Preview.Of(File.OpenRead(file), (format is null ? null : DatasetFormats.Find(format)) ?? Guess(file));
        }
        catch (UnreadableFile error)
        {
            throw new BadInput($"{file}: {error.Message}");
        }

        return preview.Columns.FirstOrDefault(column => column.Name == "text")?.Name
            ?? preview.Columns.Where(column => column.Kind == ColumnKind.Text).MaxBy(column => column.Samples.DefaultIfEmpty("").Average(sample => sample.Length))?.Name
            ?? throw new BadInput($"{file}: no column of text is to be seen in the first rows; say which one with --map text=COLUMN");
    }

    private static IDatasetFormat Guess(string file)
    {
        using var stream = File.OpenRead(file);
        var head = new byte[HeadBytes];
        return DatasetFormats.Guess(Path.GetFileName(file), head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }
}
