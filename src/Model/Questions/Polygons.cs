using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Regions;

namespace Assay.Model.Questions;

/// <summary>Draw outlines in an image.</summary>
/// <param name="Head">Name, title, hint, required, condition.</param>
/// <param name="Field">The image.</param>
/// <param name="Labels">What an outline may hold.</param>
/// <param name="Attributes">What is asked about each.</param>
/// <param name="AgreeAt">The least IoU at which two people's polygons are the same.</param>
public sealed record PolygonsQuestion(
    QuestionHead Head, string Field, LabelSet Labels, IReadOnlyList<RegionAttribute> Attributes, double AgreeAt = PolygonsKind.UsualAgreement)
    : RegionQuestion(Head, Labels, Attributes, AgreeAt)
{
    /// <inheritdoc/>
    public override IQuestionKind Kind => PolygonsKind.Instance;
}

/// <summary>A region with straight sides, in one or several parts, with or without holes; pixels of the image as displayed, to two decimals.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Parts">At least one. Outlines begin at their uppermost corner, the leftmost of these; outer ones turn clockwise as seen, holes the other way.</param>
/// <param name="Attributes">What was said about it.</param>
public sealed record PolygonRegion(string Label, IReadOnlyList<ShapePart> Parts, IReadOnlyList<AttributeAnswer> Attributes) : Region(Label, Attributes)
{
    private readonly KnownShape known = new();

    /// <summary>At least one, in the order of where they begin.</summary>
    public IReadOnlyList<ShapePart> Parts { get; init; } = ValueList<ShapePart>.Of(Parts);

    internal Shape Shape => known.Of(Parts);

    /// <summary>Made at the first use; of no matter for what is equal.</summary>
    private sealed class KnownShape : IEquatable<KnownShape>
    {
        private IReadOnlyList<ShapePart>? parts;
        private Shape? shape;

        public Shape Of(IReadOnlyList<ShapePart> wanted)
        {
            if (shape is { } made && ReferenceEquals(parts, wanted)) return made;
            (parts, shape) = (wanted, new Shape(wanted));
            return shape;
        }

        public bool Equals(KnownShape? other) => other is not null;

        public override bool Equals(object? obj) => obj is KnownShape;

        public override int GetHashCode() => 0;
    }
}

/// <summary>The polygons drawn.</summary>
public sealed record PolygonsAnswer(IReadOnlyList<PolygonRegion> Regions) : RegionsAnswer<PolygonRegion>(Regions)
{
    /// <inheritdoc/>
    public override IQuestionKind Kind => PolygonsKind.Instance;
}

/// <summary>The rules of polygons.</summary>
/// <remarks>Overlap is intersection over union, exact (<see cref="Shape.Iou"/>). Of several people's polygons the <see cref="Medoid"/> is taken.</remarks>
public sealed class PolygonsKind : RegionKind<PolygonsQuestion, PolygonsAnswer, PolygonRegion>
{
    /// <summary>The only instance.</summary>
    public static readonly PolygonsKind Instance = new();

    /// <summary>As in COCO's least strict threshold.</summary>
    public const double UsualAgreement = 0.5;

    private PolygonsKind() { }

    /// <inheritdoc/>
    public override string Name => "polygons";

    /// <inheritdoc/>
    public override IReadOnlyList<EditorKey> EditorKeys => Questions.EditorKeys.OfPolygons;

    private protected override string One => "polygon";

    private protected override string Many => "polygons";

    /// <inheritdoc/>
    protected override PolygonsQuestion? ReadQuestion(QuestionHead head, JsonProperties json, SchemaSoFar schema, Findings findings)
    {
        var field = RegionSchema.Field(head.Name, json, FieldKind.Image, schema, findings);
        var (labels, attributes, agreeAt) = RegionSchema.Read(head.Name, json, UsualAgreement, findings);
        return field is null ? null : new PolygonsQuestion(head, field, labels, attributes, agreeAt);
    }

    /// <inheritdoc/>
    protected override void WriteQuestion(Utf8JsonWriter writer, PolygonsQuestion question)
    {
        writer.WriteString("field", question.Field);
        RegionSchema.WriteLabels(writer, question, UsualAgreement);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> PointsInto(PolygonsQuestion question) => [question.Field];

    private protected override PolygonRegion? ReadRegion(PolygonsQuestion question, string label, IReadOnlyList<AttributeAnswer> attributes, RegionReader json, ItemFacts item) =>
        new OutlineReader(json, item.Of(question.Field)).Parts() is { } parts ? new PolygonRegion(label, parts, attributes) : null;

    private protected override void WriteRegion(Utf8JsonWriter writer, PolygonsQuestion question, PolygonRegion region)
    {
        writer.WriteString("label", region.Label);
        writer.WriteStartArray("parts");
        foreach (var part in region.Parts)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("outer");
            OutlineReader.Write(writer, part.Outer);
            if (part.Holes.Count > 0)
            {
                writer.WriteStartArray("holes");
                foreach (var hole in part.Holes) OutlineReader.Write(writer, hole);
                writer.WriteEndArray();
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private protected override double Overlap(PolygonsQuestion question, PolygonRegion a, PolygonRegion b) => Shape.Iou(a.Shape, b.Shape);

    private protected override Extent ExtentOf(PolygonsQuestion question, PolygonRegion region) => region.Shape.Extent;

    private protected override int ComparePlaces(PolygonsQuestion question, PolygonRegion a, PolygonRegion b) => OutlineReader.Compare(a.Parts, b.Parts);

    private protected override PolygonRegion Middle(PolygonsQuestion question, string label, IReadOnlyList<PolygonRegion> same) =>
        same[Medoid.Of(same.Count, (a, b) => Shape.Iou(same[a].Shape, same[b].Shape)).Place];

    private protected override string Place(PolygonsQuestion question, PolygonRegion region)
    {
        var at = region.Shape.Extent;
        var holes = region.Parts.Sum(part => part.Holes.Count);
        return $"at {Pixels.Words(at.Left)}, {Pixels.Words(at.Top)}, {Pixels.Words(at.Right - at.Left)} × {Pixels.Words(at.Bottom - at.Top)}, "
            + $"{region.Parts.Sum(part => part.Outer.Count + part.Holes.Sum(hole => hole.Count))} corners"
            + (region.Parts.Count > 1 ? $", {region.Parts.Count} parts" : "") + (holes > 0 ? $", {holes} {(holes == 1 ? "hole" : "holes")}" : "");
    }

    private protected override IEnumerable<string> Moves(PolygonsQuestion question, PolygonRegion before, PolygonRegion after)
    {
        yield return $"outline: IoU {Pixels.Words(Shape.Iou(before.Shape, after.Shape))}, area {Pixels.Words(before.Shape.Area)} → {Pixels.Words(after.Shape.Area)}";
    }

    private protected override PolygonsAnswer Of(IReadOnlyList<PolygonRegion> regions) => new(regions);

    private protected override IEnumerable<string> Narrowed(PolygonsQuestion before, PolygonsQuestion after)
    {
        if (before.Field != after.Field) yield return $"polygons would be in the field \"{after.Field}\" instead of \"{before.Field}\"";
    }
}
