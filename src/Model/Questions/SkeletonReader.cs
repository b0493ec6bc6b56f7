using System.Text.Json;
using Assay.Model.Json;

namespace Assay.Model.Questions;

/// <summary>Reads and writes the points of a skeleton and the lines between them.</summary>
internal sealed class SkeletonReader(string question, Findings findings)
{
    /// <summary>Points a skeleton may have.</summary>
    public const int MostPoints = 500;

    private const int MostEdges = 2_000;

    public (IReadOnlyList<SkeletonPoint> Points, IReadOnlyList<SkeletonEdge> Edges) Read(JsonProperties json)
    {
        var points = new List<SkeletonPoint>();
        var before = findings.Count;
        if (json.List("points", MostPoints) is { } list)
        {
            findings.Enter("points");
            foreach (var (index, element) in list.EnumerateArray().Index())
            {
                findings.Enter(index);
                if (Point(element) is { } point)
                {
                    if (points.Exists(other => other.Name == point.Name)) findings.Report("repeated", $"two points of \"{question}\" are called {JsonText.Show(point.Name)}");
                    else points.Add(point);
                }
                findings.Leave();
            }
            findings.Leave();
        }
        if (points.Count == 0 && findings.Count == before) findings.ReportAt("points", "required", $"say which points a skeleton of \"{question}\" has");
        return (points, Edges(json, points));
    }

    private SkeletonPoint? Point(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            if (JsonText.String(element) is { Length: > 0 and <= 100 } name && name.Trim() == name && !name.Any(char.IsControl)) return new SkeletonPoint(name);
            findings.Report("name", $"{JsonText.Show(element)} is no name of a point: 1 to 100 printable characters, no space around them");
            return null;
        }
        if (JsonProperties.Of(element, findings) is not { } json) return null;
        var before = findings.Count;
        var (given, title) = (json.Text("name", 100), json.Text("title", 200));
        if (given is null && findings.Count == before) findings.ReportAt("name", "required", $"a point of \"{question}\" has no name");
        json.NothingElse();
        return given is null ? null : new SkeletonPoint(given, title);
    }

    private List<SkeletonEdge> Edges(JsonProperties json, List<SkeletonPoint> points)
    {
        var edges = new List<SkeletonEdge>();
        if (json.List("edges", MostEdges) is not { } list) return edges;
        findings.Enter("edges");
        foreach (var (index, element) in list.EnumerateArray().Index())
        {
            if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 2 && Known(element[0]) is { } from && Known(element[1]) is { } to && from != to)
                edges.Add(new SkeletonEdge(from, to));
            else findings.ReportAt(index, "unknown_point", $"{JsonText.Show(element)} is no line between two points of \"{question}\": give [\"{(points.Count > 0 ? points[0].Name : "a")}\", …]");
        }
        findings.Leave();
        return edges;

        string? Known(JsonElement name) => JsonText.String(name) is { } text && points.Exists(point => point.Name == text) ? text : null;
    }

    public static void Write(Utf8JsonWriter writer, KeypointsQuestion question)
    {
        writer.WriteStartArray("points");
        foreach (var point in question.Points)
        {
            writer.WriteStartObject();
            writer.WriteString("name", point.Name);
            if (point.Title is not null) writer.WriteString("title", point.Title);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        if (question.Edges.Count == 0) return;
        writer.WriteStartArray("edges");
        foreach (var edge in question.Edges)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(edge.From);
            writer.WriteStringValue(edge.To);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }
}
