using System.Text.Json;
using Assay.Cli.Votes;
using Assay.Formats;
using Assay.Pipeline.Media;

namespace Assay.Cli;

/// <summary>A label schema made of a list of labels and a look at the file: one field to show, one choice to make.</summary>
internal static class QuickSchema
{
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
        var medium = MediumKind(file);
        if (mapping.Count == 0 && medium is null)
            mapping.Add("text", TextColumn(file, format));
        return JsonSerializer.Serialize(new
        {
            fields = medium is null ? mapping.Keys.Select(field => new { name = field, kind = "text" }) : [new { name = medium, kind = medium }],
            questions = new[] { new { name = "label", kind = "choice", title = question, mode = "single", labels = names.Select(name => new { name }) } },
        });
    }

    /// <summary>Of a folder or archive: the kind of field that shows its first image or recording, which is the field's name too. Null for a data file.</summary>
    private static string? MediumKind(string file)
    {
        try
        {
            if (!Directory.Exists(file) && !MediaFiles.IsArchive(file))
                return null;
            using var files = MediaFiles.Open(file);
            var first = files.All.Select(TypeOf).FirstOrDefault(type => type is not null)
                ?? throw new BadInput($"{file}: there is no image and no recording in it");
            return first.IsImage ? "image" : "audio";
        }
        catch (UnusableMedium error)
        {
            throw new BadInput($"{file}: {error.Message}");
        }
    }

    private static MediumType? TypeOf(MediaFile file)
    {
        try
        {
            using var content = file.Open();
            var head = new byte[MediumType.HeadBytes];
            return MediumType.Tell(head.AsSpan(0, content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        }
        catch (Exception error) when (error is UnusableMedium or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // it is for the import to say what is wrong with it
            return null;
        }
    }

    /// <summary>The column called text, or else the one with the longest texts.</summary>
    private static string TextColumn(string file, string? format)
    {
        Preview preview;
        try
        {
            preview = Preview.Of(File.OpenRead(file), (format is null ? null : DatasetFormats.Find(format)) ?? TableFile.FormatOf(file));
        }
        catch (UnreadableFile error)
        {
            throw new BadInput($"{file}: {error.Message}");
        }

        return preview.Columns.FirstOrDefault(column => column.Name == "text")?.Name
            ?? preview.Columns.Where(column => column.Kind == ColumnKind.Text).MaxBy(column => column.Samples.DefaultIfEmpty("").Average(sample => sample.Length))?.Name
            ?? throw new BadInput($"{file}: no column of text is to be seen in the first rows; say which one with --map text=COLUMN");
    }
}
