using System.Globalization;
using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Regions;

namespace Assay.Model.Questions;

/// <summary>Mark stretches of time in a recording.</summary>
/// <param name="Head">Name, title, hint, required, condition.</param>
/// <param name="Field">The recording.</param>
/// <param name="Labels">What a stretch may be.</param>
/// <param name="Attributes">What is asked about each.</param>
/// <param name="MayOverlap">Whether two may overlap.</param>
/// <param name="AgreeAt">The least IoU in time at which two people's segments are the same.</param>
public sealed record SegmentsQuestion(
    QuestionHead Head, string Field, LabelSet Labels, IReadOnlyList<RegionAttribute> Attributes, bool MayOverlap = true, double AgreeAt = SegmentsKind.UsualAgreement)
    : RegionQuestion(Head, Labels, Attributes, AgreeAt)
{
    /// <inheritdoc/>
    public override IQuestionKind Kind => SegmentsKind.Instance;
}

/// <summary>A stretch of time.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Start">Seconds from the beginning, to milliseconds.</param>
/// <param name="End">After the start.</param>
/// <param name="Attributes">What was said about it.</param>
public sealed record SegmentRegion(string Label, double Start, double End, IReadOnlyList<AttributeAnswer> Attributes) : Region(Label, Attributes);

/// <summary>The segments marked.</summary>
public sealed record SegmentsAnswer(IReadOnlyList<SegmentRegion> Regions) : RegionsAnswer<SegmentRegion>(Regions)
{
    /// <inheritdoc/>
    public override IQuestionKind Kind => SegmentsKind.Instance;
}

/// <summary>The rules of segments.</summary>
/// <remarks>Overlap is shared time over all time of both. Of several people's segments start and end are the medians.</remarks>
public sealed class SegmentsKind : RegionKind<SegmentsQuestion, SegmentsAnswer, SegmentRegion>
{
    /// <summary>The only instance.</summary>
    public static readonly SegmentsKind Instance = new();

    /// <summary>Half of the time.</summary>
    public const double UsualAgreement = 0.5;

    private const int Decimals = 3;

    private const double Longest = 1_000_000, Smallest = 0.001;

    /// <summary>Seconds by which programs differ on how long a recording is; what ends later is refused, what ends within them ends with the recording.</summary>
    public const double Slack = 0.1;

    private SegmentsKind() { }

    /// <inheritdoc/>
    public override string Name => "segments";

    /// <inheritdoc/>
    public override IReadOnlyList<EditorKey> EditorKeys => Questions.EditorKeys.OfSegments;

    private protected override string One => "segment";

    private protected override string Many => "segments";

    /// <inheritdoc/>
    protected override SegmentsQuestion? ReadQuestion(QuestionHead head, JsonProperties json, SchemaSoFar schema, Findings findings)
    {
        var field = RegionSchema.Field(head.Name, json, FieldKind.Audio, schema, findings);
        var (labels, attributes, agreeAt) = RegionSchema.Read(head.Name, json, UsualAgreement, findings);
        var mayOverlap = json.Word("overlap", ("none", false), ("any", true)) ?? true;
        return field is null ? null : new SegmentsQuestion(head, field, labels, attributes, mayOverlap, agreeAt);
    }

    /// <inheritdoc/>
    protected override void WriteQuestion(Utf8JsonWriter writer, SegmentsQuestion question)
    {
        writer.WriteString("field", question.Field);
        RegionSchema.WriteLabels(writer, question, UsualAgreement);
        if (!question.MayOverlap) writer.WriteString("overlap", "none");
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> PointsInto(SegmentsQuestion question) => [question.Field];

    private protected override SegmentRegion? ReadRegion(SegmentsQuestion question, string label, IReadOnlyList<AttributeAnswer> attributes, RegionReader json, ItemFacts item)
    {
        if (json.Number("start", 0, Longest) is not { } first || json.Number("end", 0, Longest) is not { } last) return null;
        var (start, end) = (Kept(first), Kept(last));
        var length = item.Of(question.Field).Duration?.TotalSeconds ?? Longest;
        if (end > length && end <= length + Slack) end = Kept(Math.Floor(length / Smallest) * Smallest);
        if (end > length + Slack) json.ReportAt("end", "outside", $"end {Words(end)} lies beyond the recording of {Words(length)} seconds");
        else if (end <= start) json.Report("empty", $"its end {Words(end)} is not after its start {Words(start)}");
        else return new SegmentRegion(label, start, end, attributes);
        return null;
    }

    private static double Kept(double seconds) => Math.Round(seconds, Decimals, MidpointRounding.AwayFromZero) + 0.0;

    private static string Words(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);

    private protected override void WriteRegion(Utf8JsonWriter writer, SegmentsQuestion question, SegmentRegion region)
    {
        writer.WriteString("label", region.Label);
        writer.WriteNumber("start", region.Start);
        writer.WriteNumber("end", region.End);
    }

    private protected override double Overlap(SegmentsQuestion question, SegmentRegion a, SegmentRegion b)
    {
        var shared = Math.Min(a.End, b.End) - Math.Max(a.Start, b.Start);
        return shared <= 0 ? 0 : shared / (Math.Max(a.End, b.End) - Math.Min(a.Start, b.Start));
    }

    private protected override Extent ExtentOf(SegmentsQuestion question, SegmentRegion region) => new(region.Start, 0, region.End, 0);

    private protected override int ComparePlaces(SegmentsQuestion question, SegmentRegion a, SegmentRegion b) => (a.Start, a.End).CompareTo((b.Start, b.End));

    private protected override SegmentRegion Middle(SegmentsQuestion question, string label, IReadOnlyList<SegmentRegion> same)
    {
        var start = Of(segment => segment.Start);
        return same[0] with { Start = start, End = Math.Max(Of(segment => segment.End), Kept(start + Smallest)) };

        double Of(Func<SegmentRegion, double> end) => Kept(Medians.Of(same.Select(end).ToArray()));
    }

    private protected override string Place(SegmentsQuestion question, SegmentRegion region) => $"{Words(region.Start)}–{Words(region.End)} s";

    private protected override IEnumerable<string> Moves(SegmentsQuestion question, SegmentRegion before, SegmentRegion after)
    {
        if (before.Start != after.Start) yield return $"start {Words(before.Start)} → {Words(after.Start)}";
        if (before.End != after.End) yield return $"end {Words(before.End)} → {Words(after.End)}";
    }

    private protected override SegmentsAnswer Of(IReadOnlyList<SegmentRegion> regions) => new(regions);

    private protected override string? Conflict(SegmentsQuestion question, SegmentRegion a, SegmentRegion b) =>
        !question.MayOverlap && a.Start < b.End && b.Start < a.End ? "overlap, which the question does not allow" : null;

    private protected override void CheckTogether(SegmentsQuestion question, IReadOnlyList<(SegmentRegion Region, int Index)> regions, Findings findings)
    {
        for (var i = 1; i < regions.Count; i++)
        {
            var ((a, first), (b, second)) = (regions[i - 1], regions[i]);
            if (Conflict(question, a, b) is { } why)
                findings.ReportAt(Math.Max(first, second), "overlap", $"{RegionReader.Whose(question, Math.Max(first, second))}this one and region {Math.Min(first, second) + 1} {why}");
        }
    }

    private protected override IEnumerable<string> Narrowed(SegmentsQuestion before, SegmentsQuestion after)
    {
        if (before.Field != after.Field) yield return $"segments would be in the field \"{after.Field}\" instead of \"{before.Field}\"";
        if (before.MayOverlap && !after.MayOverlap) yield return "segments that overlap would not be allowed";
    }
}
