using Assay.Model.Questions;
using Assay.Model.Regions;

namespace Assay.Simulation.Tests;

public sealed class MarkerTests
{
    private static readonly Confusion Never = new(new Dictionary<string, IReadOnlyDictionary<string, double>>());
    private static readonly Confusion Often = new(new Dictionary<string, IReadOnlyDictionary<string, double>> { ["cup"] = new Dictionary<string, double> { ["coin"] = 0.5 } });
    private static readonly BoxRegion Cup = new("cup", 100, 120, 80, 60, 0, []);
    private const string Text = "Ada Winter of Hofer Works paid 20 euros";
    private static readonly SpanRegion[] Spans = [Span("person", 0, 10), Span("organisation", 14, 25), Span("amount", 31, 39)];

    [Fact]
    public void Who_never_errs_gives_back_the_truth()
    {
        new BoxMarker(0, 0, 0, Never).Mark([Cup], 400, 300, new Random(1)).ShouldBe([Cup]);
        new SpanMarker(0, 0, Never).Mark(Text, Spans, new Random(1)).ShouldBe(Spans);
        var mask = new MaskRegion("leaf", Square(), []);
        new MaskMarker(0, 0, Never).Mark([mask], new Random(1)).ShouldBe([mask]);
    }

    [Fact]
    public void Boxes_are_missed_doubled_and_mistaken_as_often_as_given()
    {
        var drawn = Many(chance => new BoxMarker(0.2, 0.1, 2, Often).Mark([Cup], 400, 300, chance));

        drawn.Count(boxes => boxes.Count == 0).ShouldBeInRange(340, 460);
        drawn.Count(boxes => boxes.Count == 2).ShouldBeInRange(110, 210);
        drawn.Count(boxes => boxes.Any(box => box.Label == "coin")).ShouldBeInRange(700, 900);
    }

    [Fact]
    public void An_unsteady_hand_strays_a_few_pixels_and_never_out_of_the_image()
    {
        var corner = new BoxRegion("cup", 0, 0, 50, 40, 0, []);
        var drawn = Many(chance => new BoxMarker(0, 0, 3, Never).Mark([corner], 52, 41, chance).Single());

        drawn.ShouldAllBe(box => box.X >= 0 && box.Y >= 0 && box.Width > 0 && box.Height > 0 && box.X + box.Width <= 52.001 && box.Y + box.Height <= 41.001);
        drawn.Select(box => box.X).Max().ShouldBeInRange(5, 20);
    }

    [Fact]
    public void A_wrong_border_is_a_word_off_and_never_within_another_span()
    {
        var marked = Many(chance => new SpanMarker(0, 1, Never).Mark(Text, Spans, chance)!);

        marked.Select(spans => spans[0]!.Parts[0]).Distinct().ShouldBe([new Stretch(0, 3), new Stretch(4, 10), new Stretch(0, 13), new Stretch(0, 10)], ignoreOrder: true);
        foreach (var spans in marked)
            for (var i = 1; i < spans.Count; i++)
                spans[i]!.Start.ShouldBeGreaterThanOrEqualTo(spans[i - 1]!.End);
    }

    [Fact]
    public void Offsets_of_words_are_code_points()
    {
        var marked = Many(chance => new SpanMarker(0, 1, Never).Mark("🎶 Ada sings", [Span("person", 2, 5)], chance)[0]!.Parts[0]).Distinct();

        marked.ShouldBe([new Stretch(2, 5), new Stretch(2, 11)], ignoreOrder: true);
    }

    [Fact]
    public void A_painted_mask_is_near_the_truth_and_differs_from_it()
    {
        var truth = Square();
        var overlaps = Enumerable.Range(0, 40).Select(seed => RunMask.Iou(truth, new MaskMarker(0, 2, Never).Mark([new MaskRegion("leaf", truth, [])], new Random(seed)).Single().Mask)).ToList();

        overlaps.ShouldAllBe(iou => iou > 0.7 && iou < 1);
        overlaps.Average().ShouldBeInRange(0.85, 0.98);
    }

    private static List<T> Many<T>(Func<Random, T> mark) => [.. Enumerable.Range(0, 2000).Select(seed => mark(new Random(seed)))];

    private static SpanRegion Span(string label, int start, int end) => new(label, "text", [new Stretch(start, end)], []);

    private static RunMask Square()
    {
        var pixels = new bool[200 * 160];
        for (var y = 40; y < 120; y++)
            for (var x = 50; x < 150; x++)
                pixels[y * 200 + x] = true;
        return RunMask.OfPixels(pixels, 160, 200);
    }
}
