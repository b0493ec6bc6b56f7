using Assay.Aggregation.Regions;
using Assay.Model.Regions;

namespace Assay.Aggregation.Tests.Regions;

public sealed class PolygonsTests
{
    [Fact]
    public void What_all_drew_comes_back()
    {
        Polygon[] drawn = [Triangle(0, "cat"), Triangle(50, "dog")];
        var merged = Polygons.Merge([See(drawn, drawn, drawn)], 3).Images[0];

        merged.Select(each => (each.Polygon.Label, each.Votes, each.MeanIou)).ShouldBe([("cat", 3, 1.0), ("dog", 3, 1.0)]);
        merged[0].Polygon.Corners.ShouldBe(drawn[0].Corners);
    }

    [Fact]
    public void The_outline_is_the_one_that_overlaps_the_others_most()
    {
        Polygon small = Square(0, 8), middle = Square(0, 10), large = Square(0, 13);
        var merged = Polygons.Merge([See([small], [middle], [large])], 3).Images[0].ShouldHaveSingleItem();

        merged.Polygon.Corners.ShouldBe(middle.Corners);
        merged.MeanIou!.Value.ShouldBe((64 / 100.0 + 100 / 169.0) / 2, 1e-12);
    }

    [Fact]
    public void A_label_is_decided_by_most_whatever_the_outline()
    {
        var merged = Polygons.Merge([See([Triangle(0, "dog")], [Triangle(0, "cat")], [Triangle(0, "cat")])], 3).Images[0];

        merged.ShouldHaveSingleItem().Polygon.Label.ShouldBe("cat");
    }

    [Fact]
    public void Two_polygons_of_one_person_stay_two_however_close()
    {
        Polygon[] pair = [Square(0, 10), Square(0.5, 10)];
        Polygons.Merge([See(pair, pair, pair)], 3).Images[0].Count.ShouldBe(2);
    }

    [Fact]
    public void A_polygon_that_one_of_many_sees_is_left_out()
    {
        Polygon[] all = [Triangle(0, "cat")];
        Polygons.Merge([.. Enumerable.Range(0, 20).Select(_ => See(all, all, all, all, [.. all, Triangle(50, "cat")]))], 5).Images.ShouldAllBe(image => image.Count == 1);
    }

    [Fact]
    public void Upright_rectangles_are_as_believable_as_the_same_boxes()
    {
        var random = new Random(5);
        var seen = Enumerable.Range(0, 10).Select(_ => Enumerable.Range(0, 4).Select(person =>
            Enumerable.Range(0, 3).Where(thing => random.NextDouble() < 0.6).Select(thing => (X: thing * 30 + 3 * random.NextDouble(), Side: 20 + 3 * random.NextDouble())).ToList()).ToList()).ToList();

        var polygons = Polygons.Merge([.. seen.Select(image => See([.. image.Select(person => person.Select(box => Square(box.X, box.Side)).ToArray())]))], 4);
        var boxes = Boxes.Merge(
            [.. seen.Select(image => new SeenImage([.. image.Select((person, at) => (at, (IReadOnlyList<LabelledBox>)[.. person.Select(box => new LabelledBox(box.X, 0, box.X + box.Side, box.Side, "x"))]))]))], 4);

        polygons.Images.SelectMany(image => image.Select(each => each.Votes)).ShouldBe(boxes.Images.SelectMany(image => image.Select(each => each.Votes)));
        foreach (var (polygon, box) in polygons.Images.SelectMany(image => image).Zip(boxes.Images.SelectMany(image => image)))
            polygon.Confidence.ShouldBe(box.Confidence, 1e-9);
        polygons.Recall.Zip(boxes.Recall).ShouldAllBe(pair => Math.Abs(pair.First!.Value - pair.Second!.Value) < 1e-9);
    }

    [Fact]
    public void Bad_input_is_refused_with_its_image()
    {
        var flat = new Polygon([new Point(0, 0), new Point(1, 1), new Point(2, 2)]);
        Should.Throw<ArgumentException>(() => Polygons.Merge([See([flat])], 1)).Message.ShouldContain("Image 0: a polygon of 3 corners of annotator 0 has no area.");
        Should.Throw<ArgumentException>(() => Polygons.Merge([See([], [])], 1)).Message.ShouldContain("seen by annotator 1; there are 1");
        Polygons.Merge([], 2).Recall.ShouldBe([null, null]);
    }

    private static IReadOnlyList<(int Annotator, IReadOnlyList<Polygon> Polygons)> See(params Polygon[][] views) =>
        [.. views.Select((view, annotator) => (annotator, (IReadOnlyList<Polygon>)view))];

    private static Polygon Triangle(double x, string label) => new([new Point(x, 0), new Point(x + 10, 0), new Point(x, 10)], label);

    private static Polygon Square(double x, double side) => new([new Point(x, 0), new Point(x + side, 0), new Point(x + side, side), new Point(x, side)]);
}
