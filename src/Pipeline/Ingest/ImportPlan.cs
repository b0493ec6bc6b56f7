using Assay.Formats;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Ingest.Answers;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Ingest;

/// <summary>Checks what was asked against the project and the file, and fills in what was left open, before any row is read.</summary>
internal static class ImportPlan
{
    private const int HeadBytes = 64 << 10;

    public static ImportInput Make(Session session, ProjectSettings project, string path, string fileName, ImportOptions options)
    {
        if (project.ArchivedAt is not null)
            throw new Conflict($"The project \"{project.Name}\" is archived.");
        if (!Path.Exists(path))
            throw new NotFound($"There is no file {path}.");
        if (MediaPlan.Suits(project.Schema, path, options.Format))
            return MediaPlan.Make(project.Schema, path, options);
        var file = new FileInfo(path);
        var format = options.Format is null ? Guess(path, fileName) : Format(options.Format);
        var preview = Look(path, fileName, format);
        var columns = preview.Columns.Select(column => column.Name).ToList();
        if (options.Answers is { } answers)
            return Input(file, format, options) with { Answers = AnswerPlan.Make(session, project, answers, columns) };
        var mapping = options.Mapping ?? ColumnMapping.Suggest([.. project.Schema.Fields.Select(field => field.Name)], preview.Columns);
        var wrong = Check(project.Schema, mapping, columns, options).ToList();
        if (wrong.Count > 0)
            throw new Invalid(wrong);
        return Input(file, format, options) with { Mapping = new SortedDictionary<string, string>(mapping.ToDictionary(), StringComparer.Ordinal) };
    }

    private static ImportInput Input(FileInfo file, IDatasetFormat format, ImportOptions options) => new()
    {
        Path = file.FullName,
        Bytes = file.Length,
        WrittenAt = file.LastWriteTimeUtc.Ticks,
        Format = format.Name,
        Mapping = new SortedDictionary<string, string>(),
        PriorityColumn = options.PriorityColumn,
        KeepOtherColumns = options.KeepOtherColumns,
        Duplicates = options.Duplicates,
    };

    public static IDatasetFormat Format(string name) => DatasetFormats.Find(name) ?? throw new Invalid(
        "format", "unknown", $"There is no format \"{name}\"; there are {string.Join(", ", DatasetFormats.All.Select(format => format.Name))}.");

    public static IDatasetFormat Guess(string path, string fileName)
    {
        using var file = File.OpenRead(path);
        var head = new byte[HeadBytes];
        return DatasetFormats.Guess(fileName, head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }

    public static Preview Look(string path, string fileName, IDatasetFormat format)
    {
        try
        {
            return Preview.Of(File.OpenRead(path), format);
        }
        catch (UnreadableFile error)
        {
            throw new Invalid("format", "unreadable", $"{fileName} cannot be read as {format.Title}: {error.Message}");
        }
    }

    private static IEnumerable<Violation> Check(LabelSchema schema, IReadOnlyDictionary<string, string> mapping, List<string> columns, ImportOptions options)
    {
        var there = $"the file has {(columns.Count == 0 ? "none" : string.Join(", ", columns.Take(20).Select(column => $"\"{column}\"")))}";
        foreach (var field in schema.Fields.Where(field => field.Required && !mapping.ContainsKey(field.Name)))
            yield return new Violation($"mapping.{field.Name}", "required", $"The field \"{field.Name}\" needs a column; {there}.");
        if (mapping.Count == 0 && schema.Fields.All(field => !field.Required))
            yield return new Violation("mapping", "required", $"No column fits any field; {there}.");
        foreach (var (field, column) in mapping)
        {
            if (schema.Fields.All(known => known.Name != field))
                yield return new Violation($"mapping.{field}", "unknown", $"The project has no field \"{field}\".");

            // a file of JSON may have the column only further down, but nobody asks for one that none of the first rows has
            if (columns.Count > 0 && !columns.Contains(column))
                yield return new Violation($"mapping.{field}", "unknown_column", $"There is no column \"{column}\" in the first rows; {there}.");
        }

        if (options.PriorityColumn is { } priority && columns.Count > 0 && !columns.Contains(priority))
            yield return new Violation("priorityColumn", "unknown_column", $"There is no column \"{priority}\" in the first rows; {there}.");
        if (options.Duplicates is not (DuplicatePolicy.Link or DuplicatePolicy.Keep))
            yield return new Violation("duplicates", "unknown", $"\"{options.Duplicates}\" is neither \"link\" nor \"keep\".");
    }
}
