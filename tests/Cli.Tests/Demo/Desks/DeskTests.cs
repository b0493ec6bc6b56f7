using Assay.Cli.Demo.Desks;
using Assay.Model.Regions;
using SkiaSharp;

namespace Assay.Cli.Tests.Demo.Desks;

public sealed class DeskTests
{
    /// <summary>Pictures the demo does not show.</summary>
    private static readonly IReadOnlyList<Desk> Some = [.. Enumerable.Range(500, 6).Select(seed => Desk.Draw(seed))];

    [Fact]
    public void The_same_seed_draws_the_same_picture_and_another_seed_another()
    {
        var again = Desk.Draw(500);

        again.Jpeg.ShouldBe(Some[0].Jpeg);
        again.Things.ShouldBe(Some[0].Things);
        Some[1].Jpeg.ShouldNotBe(again.Jpeg);
    }

    [Fact]
    public void No_pixel_belongs_to_two_things_and_every_mask_is_as_large_as_the_picture()
    {
        foreach (var desk in Some)
        {
            using var picture = SKBitmap.Decode(desk.Jpeg);
            desk.Things.ShouldAllBe(thing => thing.Mask.Width == picture.Width && thing.Mask.Height == picture.Height && thing.Mask.Area > 0);
            for (var i = 0; i < desk.Things.Count; i++)
                for (var j = 0; j < i; j++)
                    RunMask.Iou(desk.Things[i].Mask, desk.Things[j].Mask).ShouldBe(0);
        }
    }

    /// <summary>Green leaves on desks that are not green: nothing else there is so green.</summary>
    [Fact]
    public void Where_the_picture_is_green_as_leaves_are_the_masks_say_leaf()
    {
        var (green, ofLeaves, checkedDesks) = (0, 0, 0);
        foreach (var seed in Enumerable.Range(600, 40).Where(seed => seed % DeskTop.Count is 1 or 2).Take(8))
        {
            var desk = Desk.Draw(seed);
            using var picture = SKBitmap.Decode(desk.Jpeg);
            var leaves = desk.Things.Where(thing => thing.Label == DeskLabels.Leaf).SelectMany(thing => Pixels(thing.Mask)).ToHashSet();
            checkedDesks++;
            foreach (var (at, color) in picture.Pixels.Index())
                if (color.Green > 1.25 * color.Red && color.Green > 1.7 * color.Blue && color.Green > 70)
                    (green, ofLeaves) = (green + 1, ofLeaves + (leaves.Contains((at % picture.Width, at / picture.Width)) ? 1 : 0));
        }

        checkedDesks.ShouldBe(8);
        green.ShouldBeGreaterThan(10_000);
        ((double)ofLeaves / green).ShouldBeGreaterThan(0.93);
    }

    [Fact]
    public void A_coin_that_nothing_hides_has_the_area_of_a_circle_in_its_box()
    {
        var coins = Some.SelectMany(desk => desk.Things).Where(thing => thing.Label == DeskLabels.Coin).Select(thing => (thing.Mask.Area, Box: thing.Mask.Extent())).ToList();
        var whole = coins.Where(coin => Math.Abs(coin.Box.Right - coin.Box.Left - (coin.Box.Bottom - coin.Box.Top)) <= 1).ToList();

        whole.Count.ShouldBeGreaterThan(10);
        whole.Count(coin => Math.Abs(coin.Area / (Math.PI / 4 * (coin.Box.Right - coin.Box.Left) * (coin.Box.Bottom - coin.Box.Top)) - 1) < 0.05)
            .ShouldBeGreaterThan(whole.Count * 9 / 10);
    }

    [Fact]
    public void A_smaller_picture_shows_the_same_things()
    {
        var small = Desk.Draw(501, 600);

        small.Things.Select(thing => thing.Label).ShouldBe(Some[1].Things.Select(thing => thing.Label));
        small.Things.ShouldAllBe(thing => thing.Mask.Width == 600 && thing.Mask.Height == 400);
    }

    [Fact]
    public void Its_truth_is_an_answer_the_schema_takes()
    {
        foreach (var desk in Some)
            DeskSchema.Schema.ReadAnswers(DeskTruth.Of(desk).ToJson(), DeskSchema.Facts(DeskTop.Width, DeskTop.Height)).Violations.ShouldBeEmpty();
    }

    private static IEnumerable<(int X, int Y)> Pixels(RunMask mask)
    {
        var (at, isIn) = (0, false);
        foreach (var run in mask.Runs)
        {
            for (var i = at; isIn && i < at + run; i++)
                yield return (i / mask.Height, i % mask.Height);
            (at, isIn) = (at + run, !isIn);
        }
    }
}
