namespace Assay.Model.Regions;

/// <summary>
/// Areas of two sets of outlines laid over each other, exact up to rounding. The plane is cut into horizontal strips at every corner and every crossing of two
/// sides; within a strip no sides cross, so what lies between neighbours is a trapezoid, as wide on average as it is in the middle, and wholly inside
/// or outside each outline.
/// </summary>
/// <remarks>
/// The trapezoidal decomposition of de Berg, Cheong, van Kreveld and Overmars (2008), Computational Geometry, 3rd ed., ch. 2 and 6, with crossings
/// found by comparing sides whose heights overlap. Concave outlines, touching and lying sides are no special cases. Time grows with the square of the
/// sides at worst, memory with sides and crossings. Where sides cross so often that there would be more than <see cref="MostStrips"/> strips, there are
/// <see cref="EvenStrips"/> even ones instead, and the areas are off by about their height's share.
/// </remarks>
internal static class PolygonOverlay
{
    public const int MostStrips = 65_536;
    public const int EvenStrips = 4_096;

    /// <summary>The area inside the first, inside the second, and inside both.</summary>
    public static (double First, double Second, double Shared) Of(IReadOnlyList<Point[]> first, IReadOnlyList<Point[]> second)
    {
        var sides = new List<Side>();
        foreach (var outline in first) AddSides(sides, outline, isSecond: false);
        foreach (var outline in second) AddSides(sides, outline, isSecond: true);
        sides.Sort((a, b) => a.Top.CompareTo(b.Top));
        var heights = Heights(sides);

        var (inFirst, inSecond, inBoth) = (0.0, 0.0, 0.0);
        var strip = new List<Side>();
        var crossed = new List<(double X, int Turn, bool IsSecond)>();
        var next = 0;
        for (var at = 0; at + 1 < heights.Count; at++)
        {
            var (top, height) = (heights[at], heights[at + 1] - heights[at]);
            if (!(height > 0)) continue;
            while (next < sides.Count && sides[next].Top <= top) strip.Add(sides[next++]);
            crossed.Clear();
            var kept = 0;
            for (var i = 0; i < strip.Count; i++)
            {
                var side = strip[i];
                if (side.Bottom <= top) continue;
                strip[kept++] = side;
                crossed.Add((side.At(Math.Min(top + height / 2, side.Bottom)), side.Turn, side.IsSecond));
            }
            strip.RemoveRange(kept, strip.Count - kept);
            crossed.Sort((a, b) => a.X.CompareTo(b.X));

            var (windsFirst, windsSecond) = (0, 0);
            for (var i = 0; i + 1 < crossed.Count; i++)
            {
                if (crossed[i].IsSecond) windsSecond += crossed[i].Turn;
                else windsFirst += crossed[i].Turn;
                var piece = (crossed[i + 1].X - crossed[i].X) * height;
                if (windsFirst != 0) inFirst += piece;
                if (windsSecond != 0) inSecond += piece;
                if (windsFirst != 0 && windsSecond != 0) inBoth += piece;
            }
        }
        return (inFirst, inSecond, inBoth);
    }

    // a level side bounds no trapezoid
    private static void AddSides(List<Side> sides, ReadOnlySpan<Point> corners, bool isSecond)
    {
        for (var i = 0; i < corners.Length; i++)
        {
            var (from, to) = (corners[i], corners[(i + 1) % corners.Length]);
            if (from.Y < to.Y) sides.Add(new Side(from, to, 1, isSecond));
            else if (from.Y > to.Y) sides.Add(new Side(to, from, -1, isSecond));
        }
    }

    /// <summary>Where strips begin and end, from the top.</summary>
    private static List<double> Heights(List<Side> sides)
    {
        var heights = new List<double>(4 * sides.Count);
        for (var i = 0; i < sides.Count; i++)
        {
            heights.Add(sides[i].Top);
            heights.Add(sides[i].Bottom);
            for (var j = i + 1; j < sides.Count && sides[j].Top < sides[i].Bottom; j++)
                if (sides[i].Crossing(sides[j]) is { } y) heights.Add(y);
            if (heights.Count > MostStrips) return EvenHeights(sides);
        }
        heights.Sort();
        return heights;
    }

    private static List<double> EvenHeights(List<Side> sides)
    {
        double top = sides[0].Top, bottom = sides.Max(side => side.Bottom);
        return [.. Enumerable.Range(0, EvenStrips + 1).Select(strip => top + (bottom - top) * strip / EvenStrips)];
    }

    /// <summary>A side from its upper to its lower end; it turns 1 where the outline goes down, −1 where it goes up.</summary>
    private readonly record struct Side(Point From, Point To, int Turn, bool IsSecond)
    {
        public double Top => From.Y;

        public double Bottom => To.Y;

        public double At(double y) => From.X + (To.X - From.X) * ((y - From.Y) / (To.Y - From.Y));

        /// <summary>The height at which the two cross, ends aside; null where they do not, and where they lie on each other.</summary>
        public double? Crossing(Side other)
        {
            var (dx, dy, ex, ey) = (To.X - From.X, To.Y - From.Y, other.To.X - other.From.X, other.To.Y - other.From.Y);
            var turn = dx * ey - dy * ex;
            if (turn == 0) return null;
            var (x, y) = (other.From.X - From.X, other.From.Y - From.Y);
            var (mine, its) = ((x * ey - y * ex) / turn, (x * dy - y * dx) / turn);
            return mine is > 0 and < 1 && its is > 0 and < 1 ? From.Y + mine * dy : null;
        }
    }
}
