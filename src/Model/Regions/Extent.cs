namespace Assay.Model.Regions;

/// <summary>The upright rectangle around a region, or the stretch around a span with no height.</summary>
public readonly record struct Extent(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Whether they share a point.</summary>
    public bool Touches(Extent other) => Left <= other.Right && other.Left <= Right && Top <= other.Bottom && other.Top <= Bottom;

    /// <summary>The rectangle around some points.</summary>
    public static Extent Around(IEnumerable<Point> points)
    {
        var (left, top, right, bottom) = (double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);
        foreach (var (x, y) in points) (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        return new Extent(left, top, right, bottom);
    }
}
