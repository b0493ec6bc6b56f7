using Assay.Cli.Demo;
using Assay.Cli.Demo.Desks;
using Assay.Model.Questions;
using Assay.Model.Regions;

namespace Assay.Cli.Tests.Demo.Desks;

public sealed class DeskDrafterTests
{
    /// <summary>Pictures the demo does not show and the drafter's bounds were not set on.</summary>
    private static readonly IReadOnlyList<Desk> Unseen = [.. Enumerable.Range(900, 15).Select(seed => Desk.Draw(seed))];
    private static readonly IReadOnlyList<Draft> Found = DeskDrafter.Of(Unseen.Select(desk => desk.Jpeg)).Rows;

    [Fact]
    public void Most_of_its_boxes_and_masks_are_right_and_it_finds_a_good_part()
    {
        var (drawn, right, there) = (0, 0, 0);
        foreach (var (desk, draft) in Unseen.Zip(Found))
        {
            var (boxes, masks) = (DeskTruth.Boxes(desk).ToList(), DeskTruth.Masks(desk).ToList());
            there += boxes.Count + masks.Count;
            foreach (var box in Boxes(draft))
                (drawn, right) = (drawn + 1, right + (boxes.Exists(other => other.Label == box.Label && Iou(box, other) >= 0.5) ? 1 : 0));
            foreach (var mask in Masks(draft))
                (drawn, right) = (drawn + 1, right + (masks.Exists(other => other.Label == mask.Label && RunMask.Iou(mask.Mask, other.Mask) >= 0.5) ? 1 : 0));
        }

        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"precision {(double)right / drawn:0.000}, recall {(double)right / there:0.000}, {drawn} drawn, {there} there"));
        ((double)right / drawn).ShouldBeGreaterThan(0.75);
        ((double)right / there).ShouldBeInRange(0.35, 0.95);
    }

    [Fact]
    public void Its_confidence_is_a_share_and_differs_from_picture_to_picture()
    {
        Found.ShouldAllBe(draft => draft.Confidence >= 0 && draft.Confidence <= 1);
        Found.Select(draft => draft.Confidence).Distinct().Count().ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Its_drafts_are_answers_the_schema_takes()
    {
        foreach (var draft in Found)
            DeskSchema.Schema.ReadAnswers(draft.Answers.ToJson(), DeskSchema.Facts(DeskTop.Width, DeskTop.Height)).Violations.ShouldBeEmpty();
    }

    [Fact]
    public void The_same_picture_gets_the_same_draft() => DeskDrafter.Of(Unseen[0].Jpeg).Answers.ShouldBe(Found[0].Answers);

    private static IReadOnlyList<BoxRegion> Boxes(Draft draft) => ((BoxesAnswer)draft.Answers[DeskSchema.Things]!).Regions;

    private static IReadOnlyList<MaskRegion> Masks(Draft draft) => ((MasksAnswer)draft.Answers[DeskSchema.Areas]!).Regions;

    private static double Iou(BoxRegion a, BoxRegion b)
    {
        var across = Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X);
        var down = Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y);
        var shared = Math.Max(0, across) * Math.Max(0, down);
        return shared / (a.Width * a.Height + b.Width * b.Height - shared);
    }
}
