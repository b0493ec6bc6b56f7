using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Regions;

namespace Assay.Model.Questions;

/// <summary>Paint over the pixels of an image.</summary>
/// <param name="Head">Name, title, hint, required, condition.</param>
/// <param name="Field">The image.</param>
/// <param name="Labels">What a mask may cover.</param>
/// <param name="Attributes">What is asked about each.</param>
/// <param name="AgreeAt">The least IoU at which two people's masks are the same.</param>
public sealed record MasksQuestion(
    QuestionHead Head, string Field, LabelSet Labels, IReadOnlyList<RegionAttribute> Attributes, double AgreeAt = MasksKind.UsualAgreement)
    : RegionQuestion(Head, Labels, Attributes, AgreeAt)
{
    /// <inheritdoc/>
    public override IQuestionKind Kind => MasksKind.Instance;
}

/// <summary>The pixels of one thing.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Mask">At least one pixel, as large as the image; without a label of its own.</param>
/// <param name="Attributes">What was said about it.</param>
public sealed record MaskRegion(string Label, RunMask Mask, IReadOnlyList<AttributeAnswer> Attributes) : Region(Label, Attributes);

/// <summary>The masks painted.</summary>
public sealed record MasksAnswer(IReadOnlyList<MaskRegion> Regions) : RegionsAnswer<MaskRegion>(Regions)
{
    /// <inheritdoc/>
    public override IQuestionKind Kind => MasksKind.Instance;
}

/// <summary>The rules of masks, kept as COCO's compressed runs.</summary>
/// <remarks>Overlap is intersection over union of pixels. Of several people's masks a pixel belongs when more than half of them have it.</remarks>
public sealed class MasksKind : RegionKind<MasksQuestion, MasksAnswer, MaskRegion>
{
    /// <summary>The only instance.</summary>
    public static readonly MasksKind Instance = new();

    /// <summary>As in COCO's least strict threshold.</summary>
    public const double UsualAgreement = 0.5;

    /// <summary>Pixels along one side of an image.</summary>
    public const int LongestSide = 60_000;

    /// <summary>Pixels of an image.</summary>
    public const long MostPixels = 1_000_000_000;

    private MasksKind() { }

    /// <inheritdoc/>
    public override string Name => "masks";

    /// <inheritdoc/>
    public override IReadOnlyList<EditorKey> EditorKeys => Questions.EditorKeys.OfMasks;

    private protected override string One => "mask";

    private protected override string Many => "masks";

    /// <inheritdoc/>
    protected override MasksQuestion? ReadQuestion(QuestionHead head, JsonProperties json, SchemaSoFar schema, Findings findings)
    {
        var field = RegionSchema.Field(head.Name, json, FieldKind.Image, schema, findings);
        var (labels, attributes, agreeAt) = RegionSchema.Read(head.Name, json, UsualAgreement, findings);
        return field is null ? null : new MasksQuestion(head, field, labels, attributes, agreeAt);
    }

    /// <inheritdoc/>
    protected override void WriteQuestion(Utf8JsonWriter writer, MasksQuestion question)
    {
        writer.WriteString("field", question.Field);
        RegionSchema.WriteLabels(writer, question, UsualAgreement);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> PointsInto(MasksQuestion question) => [question.Field];

    private protected override MaskRegion? ReadRegion(MasksQuestion question, string label, IReadOnlyList<AttributeAnswer> attributes, RegionReader json, ItemFacts item)
    {
        var size = Size(json, item.Of(question.Field));
        if (json.Any("counts") is not { } counts || size is not var (height, width)) return null;
        if (JsonText.String(counts) is not { } text) json.ReportAt("counts", "type", $"{JsonText.Show(counts)} is no text of runs");
        else if (RunMask.TryParse(text, height, width, label: null, out var why) is not { } mask) json.ReportAt("counts", "not_a_mask", $"{JsonText.Show(text)} is no mask: {why}");
        else if (mask.Area == 0) json.Report("empty", "it has no pixel");
        else return new MaskRegion(label, mask, attributes);
        return null;
    }

    private static (int Height, int Width)? Size(RegionReader json, FieldFacts image)
    {
        if (json.List("size", 2, 2) is not { } size) return null;
        if (!JsonText.TryWhole(size[0], out var height) || !JsonText.TryWhole(size[1], out var width)
            || height is < 1 or > LongestSide || width is < 1 or > LongestSide || (long)height * width > MostPixels)
            json.ReportAt("size", "out_of_range", $"{JsonText.Show(size)} is no size [height, width]: each from 1 to {LongestSide:N0}, together at most {MostPixels:N0} pixels");
        else if ((image.Height ?? height) != height || (image.Width ?? width) != width)
            json.ReportAt("size", "outside", $"a mask of height {height} and width {width} does not fit the image of height {image.Height} and width {image.Width}");
        else return (height, width);
        return null;
    }

    private protected override void WriteRegion(Utf8JsonWriter writer, MasksQuestion question, MaskRegion region)
    {
        writer.WriteString("label", region.Label);
        writer.WriteStartArray("size");
        writer.WriteNumberValue(region.Mask.Height);
        writer.WriteNumberValue(region.Mask.Width);
        writer.WriteEndArray();
        writer.WriteString("counts", region.Mask.ToText());
    }

    private protected override double Overlap(MasksQuestion question, MaskRegion a, MaskRegion b) => Share(a.Mask, b.Mask);

    // masks of different images, given before the size was known
    private static double Share(RunMask a, RunMask b) => a.Height == b.Height && a.Width == b.Width ? RunMask.Iou(a, b) : 0;

    private protected override Extent ExtentOf(MasksQuestion question, MaskRegion region) => region.Mask.Extent();

    private protected override int ComparePlaces(MasksQuestion question, MaskRegion a, MaskRegion b)
    {
        var (one, other) = (a.Mask, b.Mask);
        if ((one.Height, one.Width).CompareTo((other.Height, other.Width)) is var bySize and not 0) return bySize;
        for (var i = 0; i < one.Runs.Count && i < other.Runs.Count; i++)
            if (one.Runs[i] != other.Runs[i]) return one.Runs[i].CompareTo(other.Runs[i]);
        return one.Runs.Count - other.Runs.Count;
    }

    private protected override MaskRegion Middle(MasksQuestion question, string label, IReadOnlyList<MaskRegion> same)
    {
        var medoid = same[Medoid.Of(same.Count, (a, b) => Share(same[a].Mask, same[b].Mask)).Place];
        var majority = RunMask.Majority([.. same.Select(region => region.Mask).Where(mask => mask.Height == medoid.Mask.Height && mask.Width == medoid.Mask.Width)]);
        return majority.Area > 0 ? medoid with { Mask = majority } : medoid;
    }

    private protected override string Place(MasksQuestion question, MaskRegion region)
    {
        var at = region.Mask.Extent();
        return $"at {at.Left}, {at.Top}, {at.Right - at.Left} × {at.Bottom - at.Top}, {region.Mask.Area:N0} pixels";
    }

    private protected override IEnumerable<string> Moves(MasksQuestion question, MaskRegion before, MaskRegion after)
    {
        yield return $"pixels {before.Mask.Area:N0} → {after.Mask.Area:N0}, IoU {Pixels.Words(Share(before.Mask, after.Mask))}";
    }

    private protected override MasksAnswer Of(IReadOnlyList<MaskRegion> regions) => new(regions);

    private protected override IEnumerable<string> Narrowed(MasksQuestion before, MasksQuestion after)
    {
        if (before.Field != after.Field) yield return $"masks would be in the field \"{after.Field}\" instead of \"{before.Field}\"";
    }
}
