using System.Text.Json;
using Assay.Model.Regions;

namespace Assay.Aggregation.Tests.Regions;

/// <summary>Masks by their runs against those of COCO's own <c>maskApi.c</c>.</summary>
public sealed class CocoMaskTests
{
    [Fact]
    public void COCO_s_own_masks_have_the_areas_and_overlaps_it_computes()
    {
        var reference = Crowd.Json("images", "mask_reference", "random.json");
        foreach (var mask in reference.GetProperty("masks").EnumerateArray())
        {
            var read = RunMask.Parse(mask.GetProperty("counts").GetString()!, mask.GetProperty("h").GetInt32(), mask.GetProperty("w").GetInt32());
            if (mask.GetProperty("counts_list") is { ValueKind: JsonValueKind.Array } runs) read.Runs.ShouldBe(runs.EnumerateArray().Select(run => run.GetInt32()));
            read.Area.ShouldBe(mask.GetProperty("area").GetInt64());
        }

        var compared = 0;
        foreach (var each in reference.GetProperty("rle_iou").EnumerateArray())
        {
            var (height, width) = (each.GetProperty("h").GetInt32(), each.GetProperty("w").GetInt32());
            var (found, known) = (Masks("dt"), Masks("gt"));
            for (var f = 0; f < found.Count; f++)
                for (var k = 0; k < known.Count; k++)
                {
                    // over a crowd COCO divides by the area found instead
                    if (each.GetProperty("iscrowd")[k].GetInt32() == 1) continue;
                    RunMask.Iou(found[f], known[k]).ShouldBe(each.GetProperty("iou")[f][k].GetDouble(), 1e-12);
                    compared++;
                }

            List<RunMask> Masks(string name) => [.. each.GetProperty(name).EnumerateArray().Select(text => RunMask.Parse(text.GetString()!, height, width))];
        }

        compared.ShouldBeGreaterThan(20);
    }
}
