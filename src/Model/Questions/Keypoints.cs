using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Regions;

namespace Assay.Model.Questions;

/// <summary>A point every skeleton has.</summary>
/// <param name="Name">Its name in answers.</param>
/// <param name="Title">What the person reads; null shows the name.</param>
public sealed record SkeletonPoint(string Name, string? Title = null)
{
    /// <summary>What the person reads.</summary>
    public string Shown => Title ?? Name;
}

/// <summary>A line drawn between two points of a skeleton.</summary>
public sealed record SkeletonEdge(string From, string To);

/// <summary>Set the points of skeletons in an image.</summary>
/// <param name="Head">Name, title, hint, required, condition.</param>
/// <param name="Field">The image.</param>
/// <param name="Points">The points of a skeleton, at least one.</param>
/// <param name="Edges">The lines between them.</param>
/// <param name="Labels">What a skeleton may be of.</param>
/// <param name="Attributes">What is asked about each.</param>
/// <param name="AgreeAt">The least OKS at which two people's skeletons are the same.</param>
public sealed record KeypointsQuestion(
    QuestionHead Head, string Field, IReadOnlyList<SkeletonPoint> Points, IReadOnlyList<SkeletonEdge> Edges, LabelSet Labels,
    IReadOnlyList<RegionAttribute> Attributes, double AgreeAt = KeypointsKind.UsualAgreement) : RegionQuestion(Head, Labels, Attributes, AgreeAt)
{
    /// <summary>The points of a skeleton, at least one.</summary>
    public IReadOnlyList<SkeletonPoint> Points { get; } = ValueList<SkeletonPoint>.Of(Points);

    /// <summary>The lines between them.</summary>
    public IReadOnlyList<SkeletonEdge> Edges { get; } = ValueList<SkeletonEdge>.Of(Edges);

    /// <inheritdoc/>
    public override IQuestionKind Kind => KeypointsKind.Instance;
}

/// <summary>A point of a skeleton that was set.</summary>
/// <param name="Name">Which one.</param>
/// <param name="X">Pixels of the image as displayed, to two decimals.</param>
/// <param name="Y">Likewise.</param>
/// <param name="IsVisible">Whether it is seen, or hidden behind something.</param>
public sealed record Keypoint(string Name, double X, double Y, bool IsVisible);

/// <summary>A skeleton.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Points">At least one, in the order of the question; points that are not in the image are left out.</param>
/// <param name="Attributes">What was said about it.</param>
public sealed record Skeleton(string Label, IReadOnlyList<Keypoint> Points, IReadOnlyList<AttributeAnswer> Attributes) : Region(Label, Attributes)
{
    /// <summary>At least one, in the order of the question.</summary>
    public IReadOnlyList<Keypoint> Points { get; init; } = ValueList<Keypoint>.Of(Points);
}

/// <summary>The skeletons set.</summary>
public sealed record KeypointsAnswer(IReadOnlyList<Skeleton> Regions) : RegionsAnswer<Skeleton>(Regions)
{
    /// <inheritdoc/>
    public override IQuestionKind Kind => KeypointsKind.Instance;
}

/// <summary>The rules of keypoints.</summary>
/// <remarks>
/// Overlap is <see cref="KeypointSimilarity"/>. Of several people's skeletons a point is kept when more than half have it, at the median of its places,
/// visible when most say so.
/// </remarks>
public sealed class KeypointsKind : RegionKind<KeypointsQuestion, KeypointsAnswer, Skeleton>
{
    /// <summary>The only instance.</summary>
    public static readonly KeypointsKind Instance = new();

    /// <summary>As in COCO's least strict threshold.</summary>
    public const double UsualAgreement = 0.5;

    private const int Hidden = 1, Visible = 2;

    private KeypointsKind() { }

    /// <inheritdoc/>
    public override string Name => "keypoints";

    /// <inheritdoc/>
    public override IReadOnlyList<EditorKey> EditorKeys => Questions.EditorKeys.OfShapes;

    private protected override string One => "skeleton";

    private protected override string Many => "skeletons";

    /// <inheritdoc/>
    protected override KeypointsQuestion? ReadQuestion(QuestionHead head, JsonProperties json, SchemaSoFar schema, Findings findings)
    {
        var field = RegionSchema.Field(head.Name, json, FieldKind.Image, schema, findings);
        var (points, edges) = new SkeletonReader(head.Name, findings).Read(json);
        var (labels, attributes, agreeAt) = RegionSchema.Read(head.Name, json, UsualAgreement, findings);
        return field is null ? null : new KeypointsQuestion(head, field, points, edges, labels, attributes, agreeAt);
    }

    /// <inheritdoc/>
    protected override void WriteQuestion(Utf8JsonWriter writer, KeypointsQuestion question)
    {
        writer.WriteString("field", question.Field);
        SkeletonReader.Write(writer, question);
        RegionSchema.WriteLabels(writer, question, UsualAgreement);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> PointsInto(KeypointsQuestion question) => [question.Field];

    private protected override Skeleton? ReadRegion(KeypointsQuestion question, string label, IReadOnlyList<AttributeAnswer> attributes, RegionReader json, ItemFacts item)
    {
        var before = json.Found;
        if (json.Inner("points") is not { } given) return null;
        var points = new List<Keypoint>();
        json.Enter("points");
        foreach (var point in question.Points)
            if (given.OptionalAny(point.Name) is { } value && Placed(point.Name, value, given, item.Of(question.Field)) is { } set) points.Add(set);
        given.NothingElse();
        json.Leave();
        if (json.Found == before && points.Count == 0) json.ReportAt("points", "too_few", "no point is set");
        return json.Found == before ? new Skeleton(label, points, attributes) : null;
    }

    private static Keypoint? Placed(string name, JsonElement value, RegionReader json, FieldFacts image)
    {
        if (json.Point(value, name, name, image) is not var (x, y)) return null;
        var visibility = Visible;
        if (value.GetArrayLength() == 2 || (value.GetArrayLength() == 3 && JsonText.TryWhole(value[2], out visibility) && visibility is Hidden or Visible))
            return new Keypoint(name, x, y, visibility == Visible);
        json.ReportAt(name, "type", $"{JsonText.Show(value)} is no point [x, y, v] with v {Visible} for visible or {Hidden} for hidden; leave out a point that is not there");
        return null;
    }

    private protected override void WriteRegion(Utf8JsonWriter writer, KeypointsQuestion question, Skeleton region)
    {
        writer.WriteString("label", region.Label);
        writer.WriteStartObject("points");
        foreach (var point in region.Points)
        {
            writer.WriteStartArray(point.Name);
            writer.WriteNumberValue(point.X);
            writer.WriteNumberValue(point.Y);
            writer.WriteNumberValue(point.IsVisible ? Visible : Hidden);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private protected override double Overlap(KeypointsQuestion question, Skeleton a, Skeleton b) => KeypointSimilarity.Of(a, b);

    private protected override Extent ExtentOf(KeypointsQuestion question, Skeleton region) => KeypointSimilarity.Reach(region);

    private protected override int ComparePlaces(KeypointsQuestion question, Skeleton a, Skeleton b)
    {
        for (var i = 0; i < a.Points.Count && i < b.Points.Count; i++)
        {
            var (one, other) = (a.Points[i], b.Points[i]);
            if (string.CompareOrdinal(one.Name, other.Name) is var byName and not 0) return byName;
            if ((one.X, one.Y, one.IsVisible).CompareTo((other.X, other.Y, other.IsVisible)) is var order and not 0) return order;
        }
        return a.Points.Count - b.Points.Count;
    }

    private protected override Skeleton Middle(KeypointsQuestion question, string label, IReadOnlyList<Skeleton> same)
    {
        var points = new List<Keypoint>();
        foreach (var name in question.Points.Select(point => point.Name))
        {
            var set = same.SelectMany(skeleton => skeleton.Points).Where(point => point.Name == name).ToList();
            if (2 * set.Count > same.Count)
                points.Add(new Keypoint(name, Of(set, point => point.X), Of(set, point => point.Y), 2 * set.Count(point => point.IsVisible) >= set.Count));
        }
        if (points.Count > 0) return same[0] with { Points = ValueList<Keypoint>.Of(points) };
        return same[Medoid.Of(same.Count, (a, b) => KeypointSimilarity.Of(same[a], same[b])).Place];

        static double Of(List<Keypoint> set, Func<Keypoint, double> side) => Pixels.Kept(Medians.Of(set.Select(side).ToArray()));
    }

    private protected override string Place(KeypointsQuestion question, Skeleton region)
    {
        var at = Extent.Around(region.Points.Select(point => new Point(point.X, point.Y)));
        var hidden = region.Points.Count(point => !point.IsVisible);
        return $"at {Pixels.Words(at.Left)}, {Pixels.Words(at.Top)}, {region.Points.Count} of {question.Points.Count} points{(hidden > 0 ? $", {hidden} hidden" : "")}";
    }

    private protected override IEnumerable<string> Moves(KeypointsQuestion question, Skeleton before, Skeleton after)
    {
        foreach (var point in question.Points)
        {
            var (old, now) = (before.Points.FirstOrDefault(one => one.Name == point.Name), after.Points.FirstOrDefault(one => one.Name == point.Name));
            if (old is null && now is not null) yield return $"{point.Shown} added at {Pixels.Words(now.X)}, {Pixels.Words(now.Y)}";
            else if (old is not null && now is null) yield return $"{point.Shown} removed";
            else if (old is not null && now is not null && old != now)
                yield return $"{point.Shown} {Pixels.Words(old.X)}, {Pixels.Words(old.Y)} → {Pixels.Words(now.X)}, {Pixels.Words(now.Y)}{Seen(old, now)}";
        }

        static string Seen(Keypoint old, Keypoint now) => old.IsVisible == now.IsVisible ? "" : now.IsVisible ? ", now visible" : ", now hidden";
    }

    private protected override KeypointsAnswer Of(IReadOnlyList<Skeleton> regions) => new(regions);

    private protected override IEnumerable<string> Narrowed(KeypointsQuestion before, KeypointsQuestion after)
    {
        if (before.Field != after.Field) yield return $"skeletons would be in the field \"{after.Field}\" instead of \"{before.Field}\"";
        foreach (var point in before.Points)
            if (after.Points.All(next => next.Name != point.Name)) yield return $"the point \"{point.Name}\" would be gone";
    }
}
