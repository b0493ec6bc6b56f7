using Assay.Model.Regions;
using CsCheck;

namespace Assay.Model.Tests.Regions;

public sealed class PolygonTests
{
    private static readonly Polygon Square = Of((0, 0), (4, 0), (4, 4), (0, 4));

    /// <summary>An L: the square of 4 without its upper right quarter.</summary>
    private static readonly Polygon Ell = Of((0, 0), (2, 0), (2, 2), (4, 2), (4, 4), (0, 4));

    /// <summary>Star-shaped about its middle, so simple, and mostly concave.</summary>
    private static readonly Gen<Polygon> Stars = Gen.Select(Gen.Double[1, 10].Array[3, 12], Gen.Double[-5, 5], Gen.Double[-5, 5], Gen.Double[0, 6]).Select((radii, x, y, turn) =>
        new Polygon(radii.Select((radius, at) => new Point(
            x + radius * Math.Cos(turn + 2 * Math.PI * at / radii.Length), y + radius * Math.Sin(turn + 2 * Math.PI * at / radii.Length)))));

    [Fact]
    public void Areas_and_overlaps_worked_out_by_hand_come_out()
    {
        Square.Area.ShouldBe(16, 1e-12);
        Ell.Area.ShouldBe(12, 1e-12);
        Polygon.Iou(Square, Ell).ShouldBe(0.75, 1e-12);

        // the L and its mirror image share the lower half of 8, of 16 covered
        Polygon.Iou(Ell, Of((4, 0), (2, 0), (2, 2), (0, 2), (0, 4), (4, 4))).ShouldBe(8 / 16.0, 1e-12);

        // a square on its corner: of its 8 square pixels about (2, 2) all lie in the square
        Polygon.Iou(Square, Of((2, 0), (4, 2), (2, 4), (0, 2))).ShouldBe(0.5, 1e-12);

        // a triangle in the missing quarter touches the L along two sides and shares nothing
        Polygon.Iou(Ell, Of((2, 0), (4, 2), (2, 2))).ShouldBe(0);
    }

    [Fact]
    public void An_outline_that_crosses_itself_covers_what_it_winds_around()
    {
        Of((0, 0), (2, 2), (2, 0), (0, 2)).Area.ShouldBe(2, 1e-12, "two triangles of 1 each");

        // a five-pointed star drawn in one line has its middle inside, though it is wound around twice
        var star = new Polygon(Enumerable.Range(0, 5).Select(at => new Point(Math.Sin(at * 4 * Math.PI / 5), Math.Cos(at * 4 * Math.PI / 5))));
        var outline = 5 * Math.Sin(Math.PI / 5) * Math.Sin(Math.PI / 10) / Math.Sin(7 * Math.PI / 10);
        star.Area.ShouldBe(outline, 1e-12);
    }

    [Fact]
    public void The_overlap_is_the_same_both_ways_between_0_and_1_and_1_with_itself() => Seeded.Each(Gen.Select(Stars, Stars), Show, pair =>
    {
        var overlap = Polygon.Iou(pair.Item1, pair.Item2);
        overlap.ShouldBeInRange(0, 1);
        Polygon.Iou(pair.Item2, pair.Item1).ShouldBe(overlap, 1e-12);
        Polygon.Iou(pair.Item1, pair.Item1).ShouldBe(1, 1e-12);
        Polygon.Iou(pair.Item1, new Polygon(pair.Item1.Corners.Reverse())).ShouldBe(1, 1e-12);
    });

    [Fact]
    public void Moving_turning_and_stretching_both_changes_no_overlap() => Seeded.Each(
        Gen.Select(Stars, Stars, Gen.Double[0, 6.3], Gen.Double[-1000, 1000], Gen.Double[0.1, 10]), all => Show((all.Item1, all.Item2)), all =>
    {
        var (a, b, turn, by, scale) = all;
        var (sin, cos) = Math.SinCos(turn);
        Polygon.Iou(Moved(a), Moved(b)).ShouldBe(Polygon.Iou(a, b), 1e-9);
        Moved(a).Area.ShouldBe(a.Area * scale, 1e-6);

        // a shear and a stretch as well: overlap is a ratio of areas
        Polygon Moved(Polygon polygon) => new(polygon.Corners.Select(p => new Point(by + scale * (cos * p.X - sin * p.Y), by / 2 + sin * p.X + cos * p.Y)));
    });

    [Fact]
    public void The_area_of_a_simple_polygon_is_that_of_Gauss_s_formula() => Seeded.Each(Stars, polygon => Show((polygon, polygon)), polygon =>
        polygon.Area.ShouldBe(Math.Abs(Shoelace(polygon.Corners)), 1e-9));

    [Fact]
    public void Polygons_that_are_upright_boxes_overlap_as_boxes_do()
    {
        var box = Gen.Select(Gen.Double[0, 10], Gen.Double[0, 10], Gen.Double[0.1, 10], Gen.Double[0.1, 10]);
        Seeded.Each(Gen.Select(box, box), pair => $"{pair}", pair =>
        {
            var ((ax, ay, aw, ah), (bx, by, bw, bh)) = pair;
            var shared = Math.Max(0, Math.Min(ax + aw, bx + bw) - Math.Max(ax, bx)) * Math.Max(0, Math.Min(ay + ah, by + bh) - Math.Max(ay, by));
            var expected = shared / (aw * ah + bw * bh - shared);
            Polygon.Iou(Corners(ax, ay, aw, ah), Corners(bx, by, bw, bh)).ShouldBe(expected, 1e-9);
            RotatedBox.Iou(Box(ax, ay, aw, ah, 0), Box(bx, by, bw, bh, 0)).ShouldBe(expected, 1e-9);
            RotatedBox.Iou(Box(ax, ay, aw, ah, 180), Box(bx, by, bw, bh, 360)).ShouldBe(expected, 1e-9);
        });

        static Polygon Corners(double x, double y, double width, double height) => Of((x, y), (x + width, y), (x + width, y + height), (x, y + height));
        static RotatedBox Box(double x, double y, double width, double height, double turn) => new(x + width / 2, y + height / 2, width, height, turn);
    }

    [Fact]
    public void A_square_and_itself_turned_by_45_degrees_share_a_regular_octagon()
    {
        // side 2: the octagon has area 8 (√2 − 1), the two cover 8 less that
        var octagon = 8 * (Math.Sqrt(2) - 1);
        RotatedBox.Iou(new RotatedBox(5, 5, 2, 2, 0), new RotatedBox(5, 5, 2, 2, 45)).ShouldBe(octagon / (8 - octagon), 1e-12);
    }

    [Fact]
    public void A_box_turned_about_its_corner_keeps_it()
    {
        // a quarter turn clockwise about (10, 20): what was to the right is below, what was below is to the left
        var corners = RotatedBox.AboutCorner(10, 20, 4, 2, 90).ToPolygon().Corners;

        (int, int)[] expected = [(10, 20), (10, 24), (8, 24), (8, 20)];
        foreach (var (corner, (x, y)) in corners.Zip(expected))
        {
            corner.X.ShouldBe(x, 1e-12);
            corner.Y.ShouldBe(y, 1e-12);
        }
    }

    [Fact]
    public void Different_labels_do_not_overlap() =>
        Polygon.Iou(new Polygon(Square.Corners, "cat"), new Polygon(Square.Corners, "dog")).ShouldBe(0);

    [Fact]
    public void What_is_no_polygon_is_refused()
    {
        Should.Throw<ArgumentException>(() => Of((0, 0), (1, 1))).Message.ShouldContain("at least 3 corners, not 2");
        Should.Throw<ArgumentException>(() => Of((0, 0), (1, double.NaN), (2, 2))).Message.ShouldContain("finite");
        Polygon.Iou(Of((0, 0), (1, 1), (2, 2)), Of((0, 0), (1, 1), (2, 2))).ShouldBe(0, "neither has an area");
    }

    private static Polygon Of(params (double X, double Y)[] corners) => new(corners.Select(corner => new Point(corner.X, corner.Y)));

    private static string Show((Polygon, Polygon) pair) => $"{string.Join(' ', pair.Item1.Corners)} | {string.Join(' ', pair.Item2.Corners)}";

    private static double Shoelace(IReadOnlyList<Point> corners) =>
        corners.Zip(corners.Skip(1).Append(corners[0]), (a, b) => a.X * b.Y - b.X * a.Y).Sum() / 2;
}
