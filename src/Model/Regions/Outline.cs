namespace Assay.Model.Regions;

/// <summary>What can be said of one closed outline of straight sides.</summary>
/// <remarks>Decided in whole hundredths of a pixel, so that no rounding turns a touch into a crossing.</remarks>
internal static class Outline
{
    /// <summary>The area by the shoelace formula, positive when it turns clockwise as seen, y pointing down.</summary>
    public static double SignedArea(IReadOnlyList<Point> corners)
    {
        var twice = 0.0;
        for (var i = 0; i < corners.Count; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Count]);
            twice += (a.X - corners[0].X) * (b.Y - corners[0].Y) - (b.X - corners[0].X) * (a.Y - corners[0].Y);
        }
        return twice / 2;
    }

    /// <summary>Two sides of one outline, or of two, that cross: the corners they begin at. Null when none do; touching is no crossing.</summary>
    /// <remarks>Sides whose heights overlap are compared; time grows with the square of them at worst.</remarks>
    public static (int First, int Second)? Crossing(IReadOnlyList<Point> one, IReadOnlyList<Point>? other = null)
    {
        var sides = Sides(one, 0).Concat(other is null ? [] : Sides(other, 1)).OrderBy(side => side.Top).ToList();
        for (var i = 0; i < sides.Count; i++)
            for (var j = i + 1; j < sides.Count && sides[j].Top <= sides[i].Bottom; j++)
                if ((other is null || sides[i].Of != sides[j].Of) && sides[i].Crosses(sides[j]))
                    return sides[i].Of == sides[j].Of
                        ? (Math.Min(sides[i].Start, sides[j].Start), Math.Max(sides[i].Start, sides[j].Start))
                        : sides[i].Of == 0 ? (sides[i].Start, sides[j].Start) : (sides[j].Start, sides[i].Start);
        return null;
    }

    /// <summary>Whether the point is inside or on the outline.</summary>
    public static bool Holds(IReadOnlyList<Point> corners, Point point)
    {
        var (isIn, (x, y)) = (false, Whole(point));
        foreach (var (from, to, _, _) in Sides(corners, 0))
        {
            var turn = Turn(from, to, (x, y));
            if (turn == 0 && Math.Min(from.X, to.X) <= x && x <= Math.Max(from.X, to.X) && Math.Min(from.Y, to.Y) <= y && y <= Math.Max(from.Y, to.Y)) return true;
            if (from.Y > y != to.Y > y && (to.Y > from.Y ? turn > 0 : turn < 0)) isIn = !isIn;
        }
        return isIn;
    }

    private static IEnumerable<Side> Sides(IReadOnlyList<Point> corners, int of)
    {
        for (var i = 0; i < corners.Count; i++) yield return new Side(Whole(corners[i]), Whole(corners[(i + 1) % corners.Count]), i, of);
    }

    private static (long X, long Y) Whole(Point point) => ((long)Math.Round(point.X * 100), (long)Math.Round(point.Y * 100));

    private static int Turn((long X, long Y) a, (long X, long Y) b, (long X, long Y) c) =>
        Math.Sign((b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X));

    private readonly record struct Side((long X, long Y) From, (long X, long Y) To, int Start, int Of)
    {
        public long Top => Math.Min(From.Y, To.Y);

        public long Bottom => Math.Max(From.Y, To.Y);

        public bool Crosses(Side other) =>
            Turn(From, To, other.From) * Turn(From, To, other.To) < 0 && Turn(other.From, other.To, From) * Turn(other.From, other.To, To) < 0;
    }
}
