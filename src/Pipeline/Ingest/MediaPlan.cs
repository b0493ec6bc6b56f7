using System.Text.Json;
using Assay.Formats;
using Assay.Model;
using Assay.Pipeline.Media;

namespace Assay.Pipeline.Ingest;

/// <summary>How a folder or archive of images and recordings becomes items: one a file, its name in an image or audio field.</summary>
internal static class MediaPlan
{
    /// <summary>The format's name, beside those of data files.</summary>
    public const string Format = "media";

    /// <summary>The one column such an import has.</summary>
    private const string Name = "name";

    private const int RowsShown = 20;

    /// <summary>Whether this is to be imported as files. An archive that goes into a project without fields for them is left to the data formats to refuse.</summary>
    public static bool Suits(LabelSchema schema, string path, string? format) =>
        format == Format || (format is null && (Directory.Exists(path) || (ItemMedia.HasMedia(schema) && MediaFiles.IsArchive(path))));

    public static ImportInput Make(LabelSchema schema, string path, ImportOptions options)
    {
        using var files = Open(path);
        var mapping = options.Mapping ?? Suggest(schema);
        var wrong = Check(schema, mapping, options).ToList();
        if (wrong.Count > 0)
            throw new Invalid(wrong);
        if (files.All.Count == 0)
            throw new Invalid("format", "empty", "There are no files in it.");
        var (bytes, writtenAt) = State(path, files);
        return new ImportInput
        {
            Path = path,
            Bytes = bytes,
            WrittenAt = writtenAt,
            Format = Format,
            Mapping = new SortedDictionary<string, string>(mapping.ToDictionary(), StringComparer.Ordinal),
            Duplicates = options.Duplicates,
        };
    }

    /// <summary>Opens what an import was planned for.</summary>
    /// <exception cref="InvalidDataException">It has changed since.</exception>
    public static MediaFiles Open(ImportInput input, string fileName)
    {
        if (!Path.Exists(input.Path))
            throw new FileNotFoundException($"{fileName} is not there any more.");
        var files = Open(input.Path);
        if (State(input.Path, files) == (input.Bytes, input.WrittenAt))
            return files;
        files.Dispose();
        throw new InvalidDataException($"{fileName} has changed since the import was begun. Undo the import and import it anew.");
    }

    /// <summary>The field that is filled.</summary>
    public static Field FieldOf(LabelSchema schema, IReadOnlyDictionary<string, string> mapping) =>
        schema.Fields.First(field => field.IsMedia && mapping.ContainsKey(field.Name));

    /// <summary>What an uploaded archive looks like before it is imported; nothing is decoded yet.</summary>
    public static Upload Preview(LabelSchema schema, UploadedFile file, string path)
    {
        using var files = Open(path);
        var rows = files.All.Take(RowsShown).Select(each => JsonSerializer.SerializeToElement(new Dictionary<string, string> { [Name] = each.Name })).ToList();
        var warnings = new List<string>();
        if (files.All.Count == 0)
            warnings.Add("There are no files in it.");
        warnings.AddRange(Check(schema, Suggest(schema), new ImportOptions()).Select(violation => violation.Message));
        return new Upload
        {
            UploadId = file.Id,
            FileName = file.FileName,
            Bytes = file.Bytes,
            Format = Format,
            Formats = [Format],
            Compressed = false,
            Columns = [new PreviewColumn(Name, ColumnKind.Text, [.. files.All.Take(3).Select(each => each.Name)])],
            Rows = rows,
            Suggested = Suggest(schema),
            Warnings = warnings,
            Files = files.All.Count,
        };
    }

    private static MediaFiles Open(string path)
    {
        try
        {
            return MediaFiles.Open(path);
        }
        catch (UnusableMedium refused)
        {
            throw new Invalid("format", "unreadable", refused.Message);
        }
    }

    /// <summary>The first field for an image, or else for a recording.</summary>
    private static Dictionary<string, string> Suggest(LabelSchema schema) =>
        schema.Fields.Where(field => field.IsMedia).OrderBy(field => field.Kind == FieldKind.Image ? 0 : 1).Take(1).ToDictionary(field => field.Name, _ => Name);

    private static IEnumerable<Violation> Check(LabelSchema schema, IReadOnlyDictionary<string, string> mapping, ImportOptions options)
    {
        if (!ItemMedia.HasMedia(schema))
        {
            yield return new Violation("mapping", "no_field", "The project has no field for images or recordings; give its schema one of the kind image or audio.");
            yield break;
        }

        if (mapping.Count != 1)
            yield return new Violation("mapping", "one", "Files fill one image or audio field of each item.");
        foreach (var (name, column) in mapping)
        {
            if (schema.Fields.FirstOrDefault(field => field.Name == name) is not { IsMedia: true })
                yield return new Violation($"mapping.{name}", "unknown", $"The project has no image or audio field \"{name}\".");
            if (column != Name)
                yield return new Violation($"mapping.{name}", "unknown_column", $"Files have only the column \"{Name}\", not \"{column}\".");
        }

        foreach (var field in schema.Fields.Where(field => field.Required && !mapping.ContainsKey(field.Name)))
            yield return new Violation(
                $"mapping.{field.Name}", "required",
                $"The field \"{field.Name}\" is required, and a file fills only one field. Send the files as media, then import a table or JSONL that names them.");
        if (options.PriorityColumn is not null)
            yield return new Violation("priorityColumn", "unknown_column", "Files have no column of priorities.");
        if (options.Duplicates is not (DuplicatePolicy.Link or DuplicatePolicy.Keep))
            yield return new Violation("duplicates", "unknown", $"\"{options.Duplicates}\" is neither \"link\" nor \"keep\".");
    }

    /// <summary>By what a changed archive or folder is told.</summary>
    private static (long Bytes, long WrittenAt) State(string path, MediaFiles files) => Directory.Exists(path)
        ? (files.All.Sum(file => file.Bytes), Directory.EnumerateDirectories(path, "*", SearchOption.AllDirectories).Prepend(path).Max(folder => Directory.GetLastWriteTimeUtc(folder).Ticks))
        : (new FileInfo(path).Length, File.GetLastWriteTimeUtc(path).Ticks);
}
