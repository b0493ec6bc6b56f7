namespace Assay.Model.Regions;

/// <summary>A rectangle turned about its centre, pixels, with or without a label.</summary>
/// <param name="CenterX">The centre's x.</param>
/// <param name="CenterY">The centre's y.</param>
/// <param name="Width">Before turning, 0 or above.</param>
/// <param name="Height">Before turning, 0 or above.</param>
/// <param name="Degrees">Clockwise as seen, y pointing down.</param>
/// <param name="Label">What it is; null for none.</param>
public readonly record struct RotatedBox(double CenterX, double CenterY, double Width, double Height, double Degrees, string? Label = null)
{
    /// <summary>A box turned about its upper left corner, which stays where it is, as Label Studio has it.</summary>
    public static RotatedBox AboutCorner(double left, double top, double width, double height, double degrees, string? label = null)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return new RotatedBox(left + (width * cos - height * sin) / 2, top + (width * sin + height * cos) / 2, width, height, degrees, label);
    }

    /// <summary>Its four corners, from the upper left one before turning, clockwise.</summary>
    /// <exception cref="ArgumentException">A coordinate is not a finite number.</exception>
    public Polygon ToPolygon()
    {
        var (sin, cos) = Math.SinCos(Degrees * Math.PI / 180);
        var (x, y, halfWidth, halfHeight) = (CenterX, CenterY, Width / 2, Height / 2);
        return new Polygon([Corner(-1, -1), Corner(1, -1), Corner(1, 1), Corner(-1, 1)], Label);

        Point Corner(int right, int down) => new(
            x + right * halfWidth * cos - down * halfHeight * sin, y + right * halfWidth * sin + down * halfHeight * cos);
    }

    /// <summary>Intersection over union, as <see cref="Polygon.Iou"/>.</summary>
    public static double Iou(RotatedBox a, RotatedBox b)
    {
        if (a.Label != b.Label) return 0;
        return a.Degrees == 0 && b.Degrees == 0 ? Upright(a, b) : Polygon.Iou(a.ToPolygon(), b.ToPolygon());
    }

    private static double Upright(RotatedBox a, RotatedBox b)
    {
        var shared = Math.Max(0, Along(a.CenterX, a.Width, b.CenterX, b.Width)) * Math.Max(0, Along(a.CenterY, a.Height, b.CenterY, b.Height));
        var union = a.Width * a.Height + b.Width * b.Height - shared;
        return union > 0 ? Math.Clamp(shared / union, 0, 1) : 0;

        static double Along(double middle, double length, double other, double otherLength) =>
            Math.Min(middle + length / 2, other + otherLength / 2) - Math.Max(middle - length / 2, other - otherLength / 2);
    }
}
