using System.Text.Json;

namespace Assay.Agreement.Tests;

public sealed class RegionAgreementTests
{
    private static readonly Box Cat = new(0, 0, 10, 10), Shifted = new(0, 0, 10, 20), Far = new(50, 50, 60, 60);

    [Fact]
    public void Overlap_of_boxes_as_the_COCO_interface_computes_it()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(ReferenceCases.Shared("images", "mask_reference", "random.json")));
        var compared = 0;
        foreach (var table in document.RootElement.GetProperty("bbox_iou").EnumerateArray())
        {
            // x, y, width, height; against a crowd region COCO divides by the detection's own area
            Box[] found = [.. table.GetProperty("dt").EnumerateArray().Select(Of)], truth = [.. table.GetProperty("gt").EnumerateArray().Select(Of)];
            foreach (var (d, row) in table.GetProperty("iou").EnumerateArray().Index())
            {
                foreach (var (g, iou) in row.EnumerateArray().Index())
                {
                    if (table.GetProperty("iscrowd")[g].GetInt32() == 1) continue;
                    Box.Iou(found[d], truth[g]).ShouldBe(iou.GetDouble(), 1e-9);
                    compared++;
                }
            }
        }
        compared.ShouldBeGreaterThan(50);

        static Box Of(JsonElement cell)
        {
            double[] box = [.. cell.EnumerateArray().Select(number => number.GetDouble())];
            return new Box(box[0], box[1], box[0] + box[2], box[1] + box[3]);
        }
    }

    [Fact]
    public void Boxes_of_different_labels_and_without_area_do_not_overlap()
    {
        Box.Iou(Cat, Shifted).ShouldBe(0.5);
        Box.Iou(Cat with { Label = "cat" }, Cat with { Label = "dog" }).ShouldBe(0);
        Box.Iou(new(1, 1, 1, 1), new(1, 1, 1, 1)).ShouldBe(0);
    }

    [Fact]
    public void F1_falls_as_the_threshold_rises_past_the_overlap()
    {
        var agreement = RegionAgreement.Of<Box>([new(0, 0, [Cat, Far]), new(0, 1, [Shifted, Far])], Box.Iou, [0.5, 0.75]);

        agreement[0].F1.F1.Value.ShouldBe(1);
        agreement[0].MatchedIou.ShouldBe(0.75);
        agreement[1].F1.F1.Value.ShouldBe(0.5);
        agreement[1].MatchedIou.ShouldBe(1);
    }

    [Fact]
    public void As_many_as_can_are_paired_where_the_nearest_first_would_leave_one_alone()
    {
        // the first of one fits both of the other, better the one that alone fits the second
        double[][] overlaps = [[0.9, 0.6], [0.7, 0.1]];
        var pairs = RegionAgreement.Match([0, 1], [0, 1], (a, b) => overlaps[a][b], 0.5);

        pairs.Select(pair => (pair.First, pair.Second)).ShouldBe([(0, 1), (1, 0)]);
        pairs.Sum(pair => pair.Overlap).ShouldBe(1.3, 1e-9);
    }

    [Fact]
    public void Nothing_matched_has_no_mean_overlap_and_a_threshold_of_zero_is_refused()
    {
        var agreement = RegionAgreement.Of<Box>([new(0, 0, [Cat]), new(0, 1, [Far])], Box.Iou, RegionAgreement.CocoThresholds);

        agreement.Count.ShouldBe(10);
        agreement.ShouldAllBe(at => at.F1.F1.Value == 0 && at.MatchedIou == null);
        Should.Throw<ArgumentOutOfRangeException>(() => RegionAgreement.Of<Box>([new(0, 0, [Cat])], Box.Iou, [0]));
    }
}
