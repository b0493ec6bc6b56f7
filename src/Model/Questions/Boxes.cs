using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Regions;

namespace Assay.Model.Questions;

/// <summary>Draw boxes in an image.</summary>
/// <param name="Head">Name, title, hint, required, condition.</param>
/// <param name="Field">The image.</param>
/// <param name="Labels">What a box may hold.</param>
/// <param name="Attributes">What is asked about each.</param>
/// <param name="Rotated">Whether boxes may be turned.</param>
/// <param name="AgreeAt">The least IoU at which two people's boxes are the same.</param>
public sealed record BoxesQuestion(
    QuestionHead Head, string Field, LabelSet Labels, IReadOnlyList<RegionAttribute> Attributes, bool Rotated = false, double AgreeAt = BoxesKind.UsualAgreement)
    : RegionQuestion(Head, Labels, Attributes, AgreeAt)
{
    /// <inheritdoc/>
    public override IQuestionKind Kind => BoxesKind.Instance;
}

/// <summary>A box in pixels of the image as displayed, to two decimals.</summary>
/// <param name="Label">What it holds.</param>
/// <param name="X">Its left side, before turning.</param>
/// <param name="Y">Its upper side, before turning.</param>
/// <param name="Width">Above 0.</param>
/// <param name="Height">Above 0.</param>
/// <param name="Rotation">Degrees clockwise about its centre, from 0 to below 360.</param>
/// <param name="Attributes">What was said about it.</param>
public sealed record BoxRegion(string Label, double X, double Y, double Width, double Height, double Rotation, IReadOnlyList<AttributeAnswer> Attributes)
    : Region(Label, Attributes)
{
    internal RotatedBox Shape => new(X + Width / 2, Y + Height / 2, Width, Height, Rotation);
}

/// <summary>The boxes drawn.</summary>
public sealed record BoxesAnswer(IReadOnlyList<BoxRegion> Regions) : RegionsAnswer<BoxRegion>(Regions)
{
    /// <inheritdoc/>
    public override IQuestionKind Kind => BoxesKind.Instance;
}

/// <summary>The rules of boxes.</summary>
/// <remarks>
/// Overlap is intersection over union. Of several people's boxes each side is the median; where one of them is turned, the box is the <see cref="Medoid"/>,
/// since angles and sides cannot be averaged apart.
/// </remarks>
public sealed class BoxesKind : RegionKind<BoxesQuestion, BoxesAnswer, BoxRegion>
{
    /// <summary>The only instance.</summary>
    public static readonly BoxesKind Instance = new();

    /// <summary>As in Pascal VOC.</summary>
    public const double UsualAgreement = 0.5;

    private const double FullTurn = 360, Smallest = 0.01;

    private BoxesKind() { }

    /// <inheritdoc/>
    public override string Name => "boxes";

    /// <inheritdoc/>
    public override IReadOnlyList<EditorKey> EditorKeys => Questions.EditorKeys.OfShapes;

    private protected override string One => "box";

    private protected override string Many => "boxes";

    /// <inheritdoc/>
    protected override BoxesQuestion? ReadQuestion(QuestionHead head, JsonProperties json, SchemaSoFar schema, Findings findings)
    {
        var field = RegionSchema.Field(head.Name, json, FieldKind.Image, schema, findings);
        var (labels, attributes, agreeAt) = RegionSchema.Read(head.Name, json, UsualAgreement, findings);
        var rotated = json.Flag("rotated") ?? false;
        return field is null ? null : new BoxesQuestion(head, field, labels, attributes, rotated, agreeAt);
    }

    /// <inheritdoc/>
    protected override void WriteQuestion(Utf8JsonWriter writer, BoxesQuestion question)
    {
        writer.WriteString("field", question.Field);
        RegionSchema.WriteLabels(writer, question, UsualAgreement);
        if (question.Rotated) writer.WriteBoolean("rotated", true);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> PointsInto(BoxesQuestion question) => [question.Field];

    private protected override BoxRegion? ReadRegion(BoxesQuestion question, string label, IReadOnlyList<AttributeAnswer> attributes, RegionReader json, ItemFacts item)
    {
        var before = json.Found;
        var (left, top, across, down) = (json.Number("x"), json.Number("y"), json.Number("width"), json.Number("height"));
        var turned = json.Optional("rotation", -FullTurn, FullTurn);
        if (json.Found > before || left is not { } fromLeft || top is not { } fromTop || across is not { } wide || down is not { } high) return null;
        var (x, y) = (Pixels.Kept(fromLeft), Pixels.Kept(fromTop));
        // the far sides are rounded too, so that rounding cannot push them over the edge
        var (width, height) = (Pixels.Kept(Pixels.Kept(fromLeft + wide) - x), Pixels.Kept(Pixels.Kept(fromTop + high) - y));
        var rotation = Pixels.Kept(((turned ?? 0) % FullTurn + FullTurn) % FullTurn) % FullTurn;
        if (rotation != 0 && !question.Rotated) json.ReportAt("rotation", "rotated", $"it is turned, and boxes of \"{question.Name}\" are upright");
        if (!(width > 0)) json.ReportAt("width", "empty", $"its width {Pixels.Words(width)} is not above 0");
        if (!(height > 0)) json.ReportAt("height", "empty", $"its height {Pixels.Words(height)} is not above 0");
        if (json.Found > before) return null;
        var box = new BoxRegion(label, x, y, width, height, rotation, attributes);
        Inside(box, item.Of(question.Field), json);
        return json.Found > before ? null : box;
    }

    private static void Inside(BoxRegion box, FieldFacts image, RegionReader json)
    {
        // a turned box may reach over the edge with a corner; its centre may not
        var (x, y) = box.Rotation == 0 ? (box.X, box.Y) : (box.Shape.CenterX, box.Shape.CenterY);
        if (Pixels.Outside(new Point(x, y), image) is { } why) json.Report("outside", $"its {(box.Rotation == 0 ? "corner" : "centre")} {why}");
        else if (box.Rotation == 0 && Pixels.IsBeyond(box.X + box.Width, image.Width))
            json.ReportAt("width", "outside", $"x + width {Pixels.Words(box.X + box.Width)} lies outside the image of width {image.Width}");
        else if (box.Rotation == 0 && Pixels.IsBeyond(box.Y + box.Height, image.Height))
            json.ReportAt("height", "outside", $"y + height {Pixels.Words(box.Y + box.Height)} lies outside the image of height {image.Height}");
    }

    private protected override void WriteRegion(Utf8JsonWriter writer, BoxesQuestion question, BoxRegion region)
    {
        writer.WriteString("label", region.Label);
        writer.WriteNumber("x", region.X);
        writer.WriteNumber("y", region.Y);
        writer.WriteNumber("width", region.Width);
        writer.WriteNumber("height", region.Height);
        if (region.Rotation != 0) writer.WriteNumber("rotation", region.Rotation);
    }

    private protected override double Overlap(BoxesQuestion question, BoxRegion a, BoxRegion b) => RotatedBox.Iou(a.Shape, b.Shape);

    private protected override Extent ExtentOf(BoxesQuestion question, BoxRegion region) => region.Rotation == 0
        ? new Extent(region.X, region.Y, region.X + region.Width, region.Y + region.Height)
        : Extent.Around(region.Shape.ToPolygon().Corners);

    private protected override int ComparePlaces(BoxesQuestion question, BoxRegion a, BoxRegion b) =>
        (a.X, a.Y, a.Width, a.Height, a.Rotation).CompareTo((b.X, b.Y, b.Width, b.Height, b.Rotation));

    private protected override BoxRegion Middle(BoxesQuestion question, string label, IReadOnlyList<BoxRegion> same)
    {
        if (same.Any(box => box.Rotation != 0)) return same[Medoid.Of(same.Count, (a, b) => RotatedBox.Iou(same[a].Shape, same[b].Shape)).Place];
        var (left, top) = (Of(box => box.X), Of(box => box.Y));
        var (width, height) = (Pixels.Kept(Of(box => box.X + box.Width) - left), Pixels.Kept(Of(box => box.Y + box.Height) - top));
        return same[0] with { X = left, Y = top, Width = Math.Max(Smallest, width), Height = Math.Max(Smallest, height) };

        double Of(Func<BoxRegion, double> side) => Pixels.Kept(Medians.Of(same.Select(side).ToArray()));
    }

    private protected override string Place(BoxesQuestion question, BoxRegion region) =>
        $"at {Pixels.Words(region.X)}, {Pixels.Words(region.Y)}, {Pixels.Words(region.Width)} × {Pixels.Words(region.Height)}"
        + (region.Rotation == 0 ? "" : $", turned by {Pixels.Words(region.Rotation)}°");

    private protected override IEnumerable<string> Moves(BoxesQuestion question, BoxRegion before, BoxRegion after) => new[]
        {
            ("x", before.X, after.X), ("y", before.Y, after.Y), ("width", before.Width, after.Width), ("height", before.Height, after.Height),
            ("rotation", before.Rotation, after.Rotation),
        }
        .Where(side => side.Item2 != side.Item3).Select(side => $"{side.Item1} {Pixels.Words(side.Item2)} → {Pixels.Words(side.Item3)}");

    private protected override BoxesAnswer Of(IReadOnlyList<BoxRegion> regions) => new(regions);

    private protected override IEnumerable<string> Narrowed(BoxesQuestion before, BoxesQuestion after)
    {
        if (before.Field != after.Field) yield return $"boxes would be in the field \"{after.Field}\" instead of \"{before.Field}\"";
        if (before.Rotated && !after.Rotated) yield return "turned boxes would not be allowed";
    }
}
