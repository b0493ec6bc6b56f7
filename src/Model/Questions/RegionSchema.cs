using System.Text.Json;
using Assay.Model.Json;

namespace Assay.Model.Questions;

/// <summary>Reads and writes what the JSON of all questions about regions has: labels, attributes, the threshold, and the fields they are about.</summary>
internal static class RegionSchema
{
    public static (LabelSet Labels, IReadOnlyList<RegionAttribute> Attributes, double AgreeAt) Read(
        string question, JsonProperties json, double agreeAt, Findings findings)
    {
        var labels = new LabelReader(question, tree: false, findings).Read(json);
        return (labels, RegionAttributes.Read(json, question, labels, findings), AgreeAt(json, agreeAt));
    }

    /// <summary>The least overlap at which two people's regions are the same.</summary>
    public static double AgreeAt(JsonProperties json, double otherwise) => json.Number("agree", 0.01, 1) is { } least ? Math.Round(least, 3) : otherwise;

    /// <summary>The field the question is about, by default the only one of its kind; null after a report.</summary>
    public static string? Field(string question, JsonProperties json, FieldKind kind, SchemaSoFar schema, Findings findings)
    {
        var before = findings.Count;
        var name = json.Text("field", 64);
        if (findings.Count > before) return null;
        List<string> fields = [.. schema.Fields.Where(field => field.Kind == kind).Select(field => field.Name)];
        if (name is null && fields.Count == 1) return fields[0];
        if (name is not null && fields.Contains(name)) return name;
        Report("field", question, name, kind, fields, findings);
        return null;
    }

    /// <summary>The fields the question is about, by default all of the kind; at least one, or a report.</summary>
    public static IReadOnlyList<string> Fields(string question, JsonProperties json, FieldKind kind, SchemaSoFar schema, Findings findings)
    {
        List<string> fields = [.. schema.Fields.Where(field => field.Kind == kind).Select(field => field.Name)];
        if (json.List("fields", SchemaJson.MostFields) is not { } list || list.GetArrayLength() == 0)
        {
            if (fields.Count == 0) Report("fields", question, null, kind, fields, findings);
            return fields;
        }
        var chosen = new List<string>();
        findings.Enter("fields");
        foreach (var (index, element) in list.EnumerateArray().Index())
        {
            if (JsonText.String(element) is not { } name || !fields.Contains(name))
                findings.ReportAt(index, "unknown_field", $"{JsonText.Show(element)} is no field of kind {SchemaJson.Word(kind)} for \"{question}\" ({Named(fields)})");
            else if (chosen.Contains(name)) findings.ReportAt(index, "repeated", $"{JsonText.Show(element)} is named twice");
            else chosen.Add(name);
        }
        findings.Leave();
        return [.. fields.Where(chosen.Contains)];
    }

    public static void WriteLabels(Utf8JsonWriter writer, RegionQuestion question, double agreeAt, Action<Label>? more = null)
    {
        LabelReader.Write(writer, "labels", question.Labels, more);
        RegionAttributes.Write(writer, question.Attributes);
        if (question.AgreeAt != agreeAt) writer.WriteNumber("agree", question.AgreeAt);
    }

    private static void Report(string at, string question, string? name, FieldKind kind, List<string> fields, Findings findings)
    {
        var word = SchemaJson.Word(kind);
        if (fields.Count == 0) findings.ReportAt(at, "unknown_field", $"\"{question}\" needs a field of kind {word}; the schema has none");
        else if (name is null) findings.ReportAt(at, "required", $"say which field of kind {word} \"{question}\" is about: {Named(fields)}");
        else findings.ReportAt(at, "unknown_field", $"{JsonText.Show(name)} is no field of kind {word} for \"{question}\" ({Named(fields)})");
    }

    private static string Named(List<string> fields) => fields.Count == 0 ? "there is none" : string.Join(", ", fields);
}
