using System.Text.Json;
using Assay.Formats;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Ingest;

/// <summary>What an uploaded file looks like, for the person who says how it is to be read.</summary>
public sealed record Upload
{
    public required string UploadId { get; init; }

    public required string FileName { get; init; }

    public required long Bytes { get; init; }

    /// <summary>The format it was read as.</summary>
    public required string Format { get; init; }

    /// <summary>All there are to choose from.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    public required bool Compressed { get; init; }

    public required IReadOnlyList<PreviewColumn> Columns { get; init; }

    public required IReadOnlyList<JsonElement> Rows { get; init; }

    /// <summary>Column by field.</summary>
    public required IReadOnlyDictionary<string, string> Suggested { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Of an archive of images and recordings: how many files it holds.</summary>
    public int? Files { get; init; }

    internal static Upload Of(Db db, UploadedFile file, string path, string? format)
    {
        var schema = db.Read(session => ProjectSettings.Load(session, file.ProjectId)).Schema;
        if (MediaPlan.Suits(schema, path, format))
            return MediaPlan.Preview(schema, file, path);
        var chosen = format is null ? ImportPlan.Guess(path, file.FileName) : ImportPlan.Format(format);
        var preview = ImportPlan.Look(path, file.FileName, chosen);
        return new Upload
        {
            UploadId = file.Id,
            FileName = file.FileName,
            Bytes = file.Bytes,
            Format = chosen.Name,
            Formats = [.. DatasetFormats.All.Select(each => each.Name)],
            Compressed = preview.Compressed,
            Columns = preview.Columns,
            Rows = preview.Rows,
            Suggested = ColumnMapping.Suggest([.. schema.Fields.Select(field => field.Name)], preview.Columns),
            Warnings = preview.Warnings,
        };
    }
}
