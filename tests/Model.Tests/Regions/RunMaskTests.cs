using Assay.Model.Regions;
using CsCheck;

namespace Assay.Model.Tests.Regions;

public sealed class RunMaskTests
{
    private static readonly Gen<(int Height, int Width, bool[] First, bool[] Second)> Pairs = Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9]).SelectMany((height, width) =>
        Gen.Select(Gen.Bool.Array[height * width], Gen.Bool.Array[height * width]).Select((first, second) => (height, width, first, second)));

    [Fact]
    public void Runs_go_down_the_columns_and_begin_outside()
    {
        // the middle of 4 × 4
        bool[] middle = [.. Enumerable.Range(0, 16).Select(at => at / 4 is 1 or 2 && at % 4 is 1 or 2)];
        var mask = RunMask.OfPixels(middle, 4, 4);

        mask.Runs.ShouldBe([5, 2, 2, 2, 5]);
        mask.Area.ShouldBe(4);
        RunMask.Parse("52203", 4, 4).Runs.ShouldBe(mask.Runs);
        RunMask.Parse("61X13mN000`0", 9, 10).Runs.ShouldBe([6, 1, 40, 4, 5, 4, 5, 4, 21]);
    }

    [Fact]
    public void Runs_overlap_as_pixels_do() => Seeded.Each(Pairs, pair => $"{pair.Height} × {pair.Width}", pair =>
    {
        var (a, b) = (RunMask.OfPixels(pair.First, pair.Height, pair.Width), RunMask.OfPixels(pair.Second, pair.Height, pair.Width));
        var both = pair.First.Zip(pair.Second).Count(pixel => pixel.First && pixel.Second);
        var either = pair.First.Zip(pair.Second).Count(pixel => pixel.First || pixel.Second);
        RunMask.Iou(a, b).ShouldBe(either == 0 ? 0 : (double)both / either);
        RunMask.Iou(b, a).ShouldBe(RunMask.Iou(a, b));
        a.Area.ShouldBe(pair.First.Count(pixel => pixel));
        if (a.Area > 0) RunMask.Iou(a, a).ShouldBe(1);
    });

    [Fact]
    public void What_is_no_mask_is_refused()
    {
        Should.Throw<ArgumentException>(() => new RunMask(2, 2, [1, 2])).Message.ShouldContain("The runs have 3 pixels, an image of 2 × 2 has 4.");
        Should.Throw<ArgumentException>(() => new RunMask(2, 2, [-1, 5])).Message.ShouldContain("Run 0 has -1 pixels");
        Should.Throw<ArgumentException>(() => RunMask.Parse("5220P", 4, 4)).Message.ShouldContain("ends within a run");
        Should.Throw<ArgumentException>(() => RunMask.Parse("5 203", 4, 4)).Message.ShouldContain("belongs to no run");
        Should.Throw<ArgumentException>(() => RunMask.Iou(new RunMask(1, 2, [2]), new RunMask(2, 1, [2]))).Message.ShouldContain("equally large");
    }
}
