using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Regions;

namespace Assay.Model.Questions;

/// <summary>Which spans may overlap.</summary>
public enum SpanOverlap
{
    /// <summary>None: no character belongs to two.</summary>
    None,

    /// <summary>One may lie within another; they may not cross.</summary>
    Nested,

    /// <summary>Any may.</summary>
    Any,
}

/// <summary>Mark stretches of text.</summary>
/// <param name="Head">Name, title, hint, required, condition.</param>
/// <param name="Fields">The texts that are marked, at least one.</param>
/// <param name="Labels">What a stretch may be.</param>
/// <param name="Attributes">What is asked about each.</param>
/// <param name="Overlap">Which may overlap.</param>
/// <param name="Discontinuous">Whether one span may have gaps.</param>
/// <param name="SnapToWords">Whether the editor takes whole words; answers need not.</param>
/// <param name="AgreeAt">The least overlap in characters at which two people's spans are the same; 1 for the same bounds.</param>
public sealed record SpansQuestion(
    QuestionHead Head, IReadOnlyList<string> Fields, LabelSet Labels, IReadOnlyList<RegionAttribute> Attributes, SpanOverlap Overlap = SpanOverlap.None,
    bool Discontinuous = false, bool SnapToWords = true, double AgreeAt = SpansKind.UsualAgreement) : RegionQuestion(Head, Labels, Attributes, AgreeAt)
{
    /// <summary>The texts that are marked, at least one.</summary>
    public IReadOnlyList<string> Fields { get; } = ValueList<string>.Of(Fields);

    /// <inheritdoc/>
    public override IQuestionKind Kind => SpansKind.Instance;
}

/// <summary>A stretch of a text in Unicode code points, the end exclusive.</summary>
public readonly record struct Stretch(int Start, int End);

/// <summary>Reads <see cref="SpanOverlap"/>.</summary>
public static class SpanOverlaps
{
    /// <summary>Whether two stretches of one text may both be marked.</summary>
    public static bool Allows(this SpanOverlap overlap, Stretch a, Stretch b)
    {
        if (overlap == SpanOverlap.Any || a.End <= b.Start || b.End <= a.Start) return true;
        return overlap == SpanOverlap.Nested && (a.Start <= b.Start && b.End <= a.End || b.Start <= a.Start && a.End <= b.End);
    }
}

/// <summary>A marked stretch of text, perhaps with gaps.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Field">The text it is in.</param>
/// <param name="Parts">At least one, ascending, none touching the next.</param>
/// <param name="Attributes">What was said about it.</param>
public sealed record SpanRegion(string Label, string Field, IReadOnlyList<Stretch> Parts, IReadOnlyList<AttributeAnswer> Attributes) : Region(Label, Attributes)
{
    /// <summary>At least one, ascending, none touching the next.</summary>
    public IReadOnlyList<Stretch> Parts { get; init; } = ValueList<Stretch>.Of(Parts);

    /// <summary>The first code point.</summary>
    public int Start => Parts[0].Start;

    /// <summary>The code point after the last.</summary>
    public int End => Parts[^1].End;
}

/// <summary>The spans marked.</summary>
public sealed record SpansAnswer(IReadOnlyList<SpanRegion> Regions) : RegionsAnswer<SpanRegion>(Regions)
{
    /// <inheritdoc/>
    public override IQuestionKind Kind => SpansKind.Instance;
}

/// <summary>The rules of spans.</summary>
/// <remarks>
/// Overlap is shared characters over all characters of both, 0 in different texts. People agree at the same bounds unless the question says less, as
/// CoNLL-2003 counts entities. Of several people's spans the <see cref="Medoid"/> is taken: bounds that somebody marked.
/// </remarks>
public sealed class SpansKind : RegionKind<SpansQuestion, SpansAnswer, SpanRegion>
{
    /// <summary>The only instance.</summary>
    public static readonly SpansKind Instance = new();

    /// <summary>The same bounds.</summary>
    public const double UsualAgreement = 1;

    private const string SnapWords = "words", SnapCharacters = "characters";

    private SpansKind() { }

    /// <inheritdoc/>
    public override string Name => "spans";

    /// <inheritdoc/>
    public override IReadOnlyList<EditorKey> EditorKeys => Questions.EditorKeys.OfSpans;

    private protected override string One => "span";

    private protected override string Many => "spans";

    /// <inheritdoc/>
    protected override SpansQuestion? ReadQuestion(QuestionHead head, JsonProperties json, SchemaSoFar schema, Findings findings)
    {
        var fields = RegionSchema.Fields(head.Name, json, FieldKind.Text, schema, findings);
        var (labels, attributes, agreeAt) = RegionSchema.Read(head.Name, json, UsualAgreement, findings);
        var overlap = json.Word("overlap", ("none", SpanOverlap.None), ("nested", SpanOverlap.Nested), ("any", SpanOverlap.Any)) ?? SpanOverlap.None;
        var discontinuous = json.Flag("discontinuous") ?? false;
        var snap = json.Word("snap", (SnapWords, true), (SnapCharacters, false)) ?? true;
        return new SpansQuestion(head, fields, labels, attributes, overlap, discontinuous, snap, agreeAt);
    }

    /// <inheritdoc/>
    protected override void WriteQuestion(Utf8JsonWriter writer, SpansQuestion question)
    {
        writer.WriteStartArray("fields");
        foreach (var field in question.Fields) writer.WriteStringValue(field);
        writer.WriteEndArray();
        RegionSchema.WriteLabels(writer, question, UsualAgreement);
        if (question.Overlap != SpanOverlap.None) writer.WriteString("overlap", question.Overlap == SpanOverlap.Nested ? "nested" : "any");
        if (question.Discontinuous) writer.WriteBoolean("discontinuous", true);
        if (!question.SnapToWords) writer.WriteString("snap", SnapCharacters);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> PointsInto(SpansQuestion question) => question.Fields;

    private protected override SpanRegion? ReadRegion(SpansQuestion question, string label, IReadOnlyList<AttributeAnswer> attributes, RegionReader json, ItemFacts item) =>
        SpanJson.Read(question, label, attributes, json, item);

    private protected override void WriteRegion(Utf8JsonWriter writer, SpansQuestion question, SpanRegion region) => SpanJson.Write(writer, question, region);

    private protected override double Overlap(SpansQuestion question, SpanRegion a, SpanRegion b) => Share(a, b);

    /// <summary>Characters of both over characters of either; 0 in different texts.</summary>
    internal static double Share(SpanRegion a, SpanRegion b)
    {
        var shared = Shared(a, b);
        return shared == 0 ? 0 : (double)shared / (Length(a) + Length(b) - shared);
    }

    private protected override Extent ExtentOf(SpansQuestion question, SpanRegion region) => new(region.Start, 0, region.End, 0);

    private protected override int ComparePlaces(SpansQuestion question, SpanRegion a, SpanRegion b) => Compare(question, a, b);

    internal static int Compare(SpansQuestion question, SpanRegion a, SpanRegion b)
    {
        if (PlaceOf(a) - PlaceOf(b) is var byField and not 0) return byField;
        if (a.Start != b.Start) return a.Start.CompareTo(b.Start);
        if (a.End != b.End) return a.End.CompareTo(b.End);
        for (var i = 0; i < a.Parts.Count && i < b.Parts.Count; i++)
            if ((a.Parts[i].Start, a.Parts[i].End).CompareTo((b.Parts[i].Start, b.Parts[i].End)) is var order and not 0) return order;
        return a.Parts.Count - b.Parts.Count;

        int PlaceOf(SpanRegion span)
        {
            for (var place = 0; place < question.Fields.Count; place++)
                if (question.Fields[place] == span.Field) return place;
            return -1;
        }
    }

    private protected override SpanRegion Middle(SpansQuestion question, string label, IReadOnlyList<SpanRegion> same) =>
        same[Medoid.Of(same.Count, (a, b) => Share(same[a], same[b])).Place];

    private protected override string Place(SpansQuestion question, SpanRegion region) => Words(question, region);

    internal static string Words(SpansQuestion question, SpanRegion region) =>
        string.Join(" + ", region.Parts.Select(part => $"{part.Start}–{part.End}")) + (question.Fields.Count > 1 ? $" in {region.Field}" : "");

    private protected override IEnumerable<string> Moves(SpansQuestion question, SpanRegion before, SpanRegion after) =>
        [$"{Words(question, before)} → {Words(question, after)}"];

    private protected override SpansAnswer Of(IReadOnlyList<SpanRegion> regions) => new(regions);

    private protected override string? Conflict(SpansQuestion question, SpanRegion a, SpanRegion b)
    {
        if (question.Overlap == SpanOverlap.Any || Shared(a, b) is var shared && shared == 0) return null;
        if (question.Overlap == SpanOverlap.None) return "overlap, which the question does not allow";
        return shared == Length(a) || shared == Length(b) ? null : "cross each other; one may only lie within the other";
    }

    private protected override void CheckTogether(SpansQuestion question, IReadOnlyList<(SpanRegion Region, int Index)> regions, Findings findings)
    {
        if (question.Overlap == SpanOverlap.Any) return;
        for (var i = 0; i < regions.Count && !findings.Full; i++)
        {
            for (var j = i + 1; j < regions.Count && !findings.Full; j++)
            {
                var ((a, first), (b, second)) = (regions[i], regions[j]);
                if (a.Field != b.Field || b.Start >= a.End) break;
                if (Conflict(question, a, b) is not { } why) continue;
                var (later, one, other) = first > second ? (first, a, b) : (second, b, a);
                findings.ReportAt(later, "overlap",
                    $"{RegionReader.Whose(question, later)}this one, {Words(question, one)}, and region {Math.Min(first, second) + 1}, {Words(question, other)}, {why}");
            }
        }
    }

    private protected override IEnumerable<string> Narrowed(SpansQuestion before, SpansQuestion after)
    {
        foreach (var field in before.Fields)
            if (!after.Fields.Contains(field)) yield return $"spans in the field \"{field}\" would be lost";
        if (before.Fields.Count == 1 && after.Fields.Count > 1) yield return "spans would have to name their field";
        if (after.Overlap < before.Overlap) yield return "spans that overlap would not be allowed";
        if (before.Discontinuous && !after.Discontinuous) yield return "spans with gaps would not be allowed";
    }

    private static int Length(SpanRegion span)
    {
        var length = 0;
        foreach (var (start, end) in span.Parts) length += end - start;
        return length;
    }

    private static int Shared(SpanRegion a, SpanRegion b)
    {
        if (a.Field != b.Field || a.Start >= b.End || b.Start >= a.End) return 0;
        var (shared, i, j) = (0, 0, 0);
        while (i < a.Parts.Count && j < b.Parts.Count)
        {
            shared += Math.Max(0, Math.Min(a.Parts[i].End, b.Parts[j].End) - Math.Max(a.Parts[i].Start, b.Parts[j].Start));
            if (a.Parts[i].End < b.Parts[j].End) i++;
            else j++;
        }
        return shared;
    }
}
