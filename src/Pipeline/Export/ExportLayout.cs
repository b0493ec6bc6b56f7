using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Formats;
using Assay.Model;

namespace Assay.Pipeline.Export;

/// <summary>Which columns a format gets, and what a row puts into them.</summary>
internal sealed class ExportLayout
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Name, Func<ExportRow, Cell> Value)> columns = [];

    public IReadOnlyList<string> Columns => [.. columns.Select(column => column.Name)];

    public Cell[] Cells(ExportRow row) => [.. columns.Select(column => column.Value(row))];

    /// <summary>Data and label as objects.</summary>
    public static ExportLayout Nested(bool annotations)
    {
        var layout = new ExportLayout();
        layout.Add("id", row => Cell.Number(row.Id));
        layout.Add("data", row => Cell.Json(row.Data));
        layout.Add("label", row => Cell.Json(row.Label));
        layout.AddProvenance(annotations);
        return layout;
    }

    /// <summary>A column for each top-level name in the data and for each question; a name that is taken gets its kind before it.</summary>
    public static ExportLayout Flat(LabelSchema schema, IReadOnlyList<string> data, bool annotations)
    {
        var provenance = new ExportLayout();
        provenance.Add("id", _ => default);
        provenance.AddProvenance(annotations);
        var taken = provenance.Columns.ToHashSet(StringComparer.Ordinal);
        var layout = new ExportLayout();
        layout.Add("id", row => Cell.Number(row.Id));
        foreach (var question in schema.Questions)
            layout.Add(Free(taken, "label", question.Name), row => Property(row.Label, question.Name));
        foreach (var name in data)
            layout.Add(Free(taken, "data", name), row => Property(row.Data, name));
        layout.AddProvenance(annotations);
        return layout;
    }

    private static string Free(HashSet<string> taken, string kind, string name)
    {
        var free = name.Length == 0 ? $"{kind}." : name;
        while (!taken.Add(free))
            free = $"{kind}.{free}";
        return free;
    }

    private void AddProvenance(bool annotations)
    {
        Add("status", row => Cell.Text(row.Status));
        Add("how", row => Cell.Text(row.How));
        Add("confidence", row => Cell.Number(row.Confidence));
        Add("decided_at", row => row.DecidedAt is { } at ? Cell.Text(Time(at)) : Cell.Null);
        Add("decided_by", row => Cell.Number(row.DecidedBy));
        Add("comment", row => Cell.Text(row.Comment));
        Add("guideline_version", row => Cell.Number(row.GuidelineVersion));
        Add("from_annotations", row => Cell.Json(row.FromAnnotations));
        Add("from_draft", row => Cell.Json(FromDraft(row)));
        Add("is_gold", row => Cell.Boolean(row.IsGold));
        Add("is_duplicate", row => Cell.Boolean(row.IsDuplicate));
        Add("file", row => Cell.Text(row.File));
        Add("line", row => Cell.Number(row.Line));
        if (annotations)
            Add("annotations", row => Cell.Json(Annotations(row.Annotations)));
    }

    private void Add(string name, Func<ExportRow, Cell> value) => columns.Add((name, value));

    private static Cell Property(string? json, string name)
    {
        if (json is null)
            return Cell.Null;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty(name, out var value) ? Cell.Json(value.GetRawText()) : Cell.Null;
    }

    private static string? FromDraft(ExportRow row)
    {
        if (row.Model is not { } model)
            return null;
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            writer.WriteString("version", row.ModelVersion);
            if (row.PromptKey is { } key)
                writer.WriteString("prompt", key);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Annotations(IReadOnlyList<ExportAnnotation> annotations)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartArray();
            foreach (var annotation in annotations)
            {
                writer.WriteStartObject();
                writer.WriteNumber("id", annotation.Id);
                writer.WriteNumber("person_id", annotation.PersonId);
                writer.WriteString("person", annotation.Person);
                if (annotation.IsSimulated)
                    writer.WriteBoolean("is_simulated", true);
                writer.WriteString("state", annotation.State);
                if (annotation.Answers is { } answers)
                {
                    writer.WritePropertyName("answers");
                    writer.WriteRawValue(answers);
                }

                if (annotation.SkipReason is { } reason)
                    writer.WriteString("skipped", reason);
                writer.WriteString("at", Time(annotation.CreatedAt));
                writer.WriteNumber("lead_time_ms", annotation.LeadTimeMs);
                writer.WriteNumber("guideline_version", annotation.GuidelineVersion);
                WriteDraft(writer, annotation);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteDraft(Utf8JsonWriter writer, ExportAnnotation annotation)
    {
        if (annotation.Model is not { } model)
            return;
        writer.WriteStartObject("draft");
        writer.WriteString("model", model);
        writer.WriteString("version", annotation.ModelVersion);
        if (annotation.PromptKey is { } key)
            writer.WriteString("prompt", key);
        if (annotation.DraftUse is { } use)
        {
            writer.WritePropertyName("use");
            writer.WriteRawValue(use);
        }

        writer.WriteEndObject();
    }

    private static string Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
