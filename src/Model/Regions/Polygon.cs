namespace Assay.Model.Regions;

/// <summary>A place in an image, pixels, x to the right and y down.</summary>
public readonly record struct Point(double X, double Y);

/// <summary>A region with straight sides, simple or not, with or without a label.</summary>
/// <remarks>
/// Where sides cross each other, what the outline winds around is inside (the non-zero rule, as canvases fill). Two without area, or with different
/// labels, do not overlap.
/// </remarks>
public sealed class Polygon
{
    private readonly Point[] corners;
    private double? area;

    /// <summary>A polygon whose last corner is joined to its first.</summary>
    /// <param name="corners">At least three; turning either way.</param>
    /// <param name="label">What it is; null for none.</param>
    /// <exception cref="ArgumentException">There are too few corners, or a coordinate is not a finite number.</exception>
    public Polygon(IEnumerable<Point> corners, string? label = null)
    {
        this.corners = [.. corners];
        Label = label;
        if (this.corners.Length < 3) throw new ArgumentException($"A polygon has at least 3 corners, not {this.corners.Length}.", nameof(corners));
        (Left, Top, Right, Bottom) = (double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);
        foreach (var (x, y) in this.corners)
        {
            if (!double.IsFinite(x) || !double.IsFinite(y)) throw new ArgumentException($"The corner {x}, {y} must have finite coordinates.", nameof(corners));
            (Left, Top, Right, Bottom) = (Math.Min(Left, x), Math.Min(Top, y), Math.Max(Right, x), Math.Max(Bottom, y));
        }
    }

    /// <summary>The corners in order.</summary>
    public IReadOnlyList<Point> Corners => corners;

    /// <summary>What it is; null for none.</summary>
    public string? Label { get; }

    /// <summary>Square pixels, 0 or above.</summary>
    public double Area => area ??= PolygonOverlay.Of([corners], []).First;

    /// <summary>The least x.</summary>
    public double Left { get; }

    /// <summary>The least y.</summary>
    public double Top { get; }

    /// <summary>The greatest x.</summary>
    public double Right { get; }

    /// <summary>The greatest y.</summary>
    public double Bottom { get; }

    /// <summary>Intersection over union, 0 to 1, exact up to rounding; 0 for polygons of different labels, and for two without area.</summary>
    public static double Iou(Polygon a, Polygon b)
    {
        if (a.Label != b.Label || a.Left >= b.Right || b.Left >= a.Right || a.Top >= b.Bottom || b.Top >= a.Bottom) return 0;
        var (first, second, shared) = PolygonOverlay.Of([a.corners], [b.corners]);
        var union = first + second - shared;
        return union > 0 ? Math.Clamp(shared / union, 0, 1) : 0;
    }
}
