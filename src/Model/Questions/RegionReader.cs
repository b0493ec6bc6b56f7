using System.Globalization;
using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Regions;

namespace Assay.Model.Questions;

/// <summary>Reads the properties of one region that somebody sent. Every message begins with the question and the region's number, from 1.</summary>
internal sealed class RegionReader
{
    /// <summary>Pixels from the origin that a coordinate may lie.</summary>
    public const double Farthest = 1_000_000;

    private readonly JsonProperties json;
    private readonly Findings findings;
    private readonly string whose;

    private RegionReader(JsonProperties json, Findings findings, string whose) => (this.json, this.findings, this.whose) = (json, findings, whose);

    /// <summary>The region in the element; null after a report when it is no object.</summary>
    public static RegionReader? Of(JsonElement element, Findings findings, string whose) =>
        JsonProperties.Of(element, findings, whose) is { } json ? new RegionReader(json, findings, whose) : null;

    /// <summary>What messages begin with: <c>question "q", region 3: </c>.</summary>
    public static string Whose(Question question, int index) => string.Create(CultureInfo.InvariantCulture, $"question \"{question.Name}\", region {index + 1}: ");

    /// <summary>Notes a violation of the region.</summary>
    public void Report(string rule, string message) => findings.Report(rule, whose + message);

    /// <summary>Notes a violation of one property of the region.</summary>
    public void ReportAt(string property, string rule, string message) => findings.ReportAt(property, rule, whose + message);

    /// <summary>A number; null after a report when it is missing, none, or beyond the bounds.</summary>
    public double? Number(string name, double least = -Farthest, double most = Farthest)
    {
        var before = findings.Count;
        var number = json.Number(name, least, most);
        if (number is null && findings.Count == before) ReportAt(name, "required", $"it has no {name}");
        return number;
    }

    /// <summary>A number that may be left out; null then, and after a report.</summary>
    public double? Optional(string name, double least, double most) => json.Number(name, least, most);

    /// <summary>A whole number; null after a report when it is missing, none, or beyond the bounds.</summary>
    public int? Whole(string name, int least, int most)
    {
        var before = findings.Count;
        var number = json.Whole(name, least, most);
        if (number is null && findings.Count == before) ReportAt(name, "required", $"it has no {name}");
        return number;
    }

    /// <summary>A whole number that may be left out.</summary>
    public int? OptionalWhole(string name, int least, int most) => json.Whole(name, least, most);

    /// <summary>A property of any form; null after a report when it is missing.</summary>
    public JsonElement? Any(string name)
    {
        if (json.Any(name) is { } value) return value;
        ReportAt(name, "required", $"it has no {name}");
        return null;
    }

    /// <summary>A property of any form that may be left out.</summary>
    public JsonElement? OptionalAny(string name) => json.Any(name);

    /// <summary>A list; null after a report when it is missing, none, or too long.</summary>
    public JsonElement? List(string name, int least, int most)
    {
        if (Any(name) is not { } list) return null;
        return IsList(list, name, name, least, most) ? list : null;
    }

    /// <summary>Whether the element is a list of so many; reported at a property, under a name for people, when not.</summary>
    public bool IsList(JsonElement list, string at, string name, int least, int most)
    {
        if (list.ValueKind != JsonValueKind.Array) ReportAt(at, "type", $"{JsonText.Show(list)} stands where a list belongs");
        else if (list.GetArrayLength() > most) ReportAt(at, "too_many", $"{name} has {list.GetArrayLength():N0} elements; at most {most:N0}");
        else if (list.GetArrayLength() < least) ReportAt(at, "too_few", $"{name} has {list.GetArrayLength():N0} elements; at least {least:N0}");
        else return true;
        return false;
    }

    /// <summary>The label; null after a report when it is missing or none of the question's.</summary>
    public string? Label(LabelSet labels)
    {
        if (Any("label") is not { } value) return null;
        if (JsonText.String(value) is { } name && labels.Find(name) is { } label) return label.Name;
        ReportAt("label", "unknown_label", $"{JsonText.Show(value)} is not one of its labels ({LabelReader.Some(labels)})");
        return null;
    }

    /// <summary>The two numbers of a point, kept to hundredths; null after a report at a property, under a name for people.</summary>
    public Point? Point(JsonElement element, string at, string name, FieldFacts image)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() < 2
            || !JsonText.TryNumber(element[0], out var x) || !JsonText.TryNumber(element[1], out var y) || Math.Abs(x) > Farthest || Math.Abs(y) > Farthest)
        {
            ReportAt(at, "type", $"{name}: {JsonText.Show(element)} is no point [x, y] of two numbers");
            return null;
        }
        var point = new Point(Pixels.Kept(x), Pixels.Kept(y));
        if (Pixels.Outside(point, image) is not { } why) return point;
        ReportAt(at, "outside", $"{name}: {why}");
        return null;
    }

    /// <summary>A region within this one; null after a report when it is missing or no object.</summary>
    public RegionReader? Inner(string name) => Any(name) is { } element ? Of(element, findings, whose + name + ": ") : null;

    /// <summary>The attributes answered.</summary>
    public IReadOnlyList<AttributeAnswer> Attributes(IReadOnlyList<RegionAttribute> asked, string? label, ItemFacts item) =>
        RegionAttributes.Read(asked, label, json.Any("attributes"), whose, item, findings);

    /// <summary>Steps into a property or element for what follows, until <see cref="Leave"/>.</summary>
    public void Enter(string property) => findings.Enter(property);

    /// <summary>Steps into an element of a list.</summary>
    public void Enter(int index) => findings.Enter(index);

    /// <summary>Steps out again.</summary>
    public void Leave() => findings.Leave();

    /// <summary>Violations found so far.</summary>
    public int Found => findings.Count;

    /// <summary>To be called last: reports every property nobody took.</summary>
    public void NothingElse() => json.NothingElse();
}
