namespace Assay.Model.Regions;

/// <summary>An outline with straight sides and the holes in it.</summary>
/// <param name="Outer">At least three corners, not crossing itself.</param>
/// <param name="Holes">Outlines inside the outer one.</param>
public sealed record ShapePart(IReadOnlyList<Point> Outer, IReadOnlyList<IReadOnlyList<Point>> Holes)
{
    /// <summary>At least three corners, not crossing itself.</summary>
    public IReadOnlyList<Point> Outer { get; } = ValueList<Point>.Of(Outer);

    /// <summary>Outlines inside the outer one.</summary>
    public IReadOnlyList<IReadOnlyList<Point>> Holes { get; } = ValueList<IReadOnlyList<Point>>.Of(Holes.Select(ValueList<Point>.Of));
}

/// <summary>A region of several parts with holes. Parts may overlap: what is in any of them is in the region.</summary>
public sealed class Shape
{
    private readonly Point[][] outlines;
    private double? area;

    /// <summary>A region of the parts; corners may turn either way.</summary>
    public Shape(IEnumerable<ShapePart> parts)
    {
        // outer outlines wind one way and holes the other, so that a hole winds to nothing
        outlines = [.. parts.SelectMany(part => part.Holes.Select(hole => Wound(hole, isHole: true)).Prepend(Wound(part.Outer, isHole: false)))];
        Extent = Extent.Around(outlines.SelectMany(outline => outline));
    }

    /// <summary>The rectangle around it.</summary>
    public Extent Extent { get; }

    /// <summary>Square pixels, 0 or above.</summary>
    public double Area => area ??= PolygonOverlay.Of(outlines, []).First;

    /// <summary>Intersection over union, 0 to 1, exact up to rounding; 0 for two without area.</summary>
    public static double Iou(Shape a, Shape b)
    {
        if (!a.Extent.Touches(b.Extent)) return 0;
        var (first, second, shared) = PolygonOverlay.Of(a.outlines, b.outlines);
        var union = first + second - shared;
        return union > 0 ? Math.Clamp(shared / union, 0, 1) : 0;
    }

    private static Point[] Wound(IReadOnlyList<Point> corners, bool isHole) =>
        Outline.SignedArea(corners) < 0 != isHole ? [.. corners.Reverse()] : [.. corners];
}
