using Assay.Model;
using Assay.Model.Questions;

namespace Assay.Cli.Demo.Desks;

/// <summary>The right answers to a picture, told by how it was drawn.</summary>
internal static class DeskTruth
{
    public static Answers Of(Desk desk) => Answers.Of(
        DeskSchema.Schema,
        (DeskSchema.Things, new BoxesAnswer([.. Boxes(desk)])),
        (DeskSchema.Areas, new MasksAnswer([.. Masks(desk)])));

    public static IEnumerable<BoxRegion> Boxes(Desk desk) =>
        from thing in desk.Things
        where DeskLabels.Boxed.Contains(thing.Label)
        let around = thing.Mask.Extent()
        select new BoxRegion(thing.Label, around.Left, around.Top, around.Right - around.Left, around.Bottom - around.Top, 0, []);

    public static IEnumerable<MaskRegion> Masks(Desk desk) =>
        desk.Things.Where(thing => DeskLabels.Painted.Contains(thing.Label)).Select(thing => new MaskRegion(thing.Label, thing.Mask, []));
}
