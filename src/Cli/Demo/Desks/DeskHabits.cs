using Assay.Model;
using Assay.Model.Questions;
using Assay.Simulation;

namespace Assay.Cli.Demo.Desks;

/// <summary>How a simulated annotator marks the pictures of desks.</summary>
/// <param name="Name">A given name.</param>
/// <param name="Seed">Of their chance.</param>
/// <param name="Boxes">How they draw boxes.</param>
/// <param name="Masks">How they paint.</param>
/// <param name="Seconds">The median time a thing takes them.</param>
internal sealed record DeskHabits(string Name, int Seed, BoxMarker Boxes, MaskMarker Masks, double Seconds)
{
    /// <summary>An empty cup of metal looks like a coin, a pencil stub like anything; what is brown on brown is guessed at.</summary>
    private static readonly Confusion Usual = new(new Dictionary<string, IReadOnlyDictionary<string, double>>
    {
        [DeskLabels.Pen] = new Dictionary<string, double> { [DeskLabels.Coin] = 0.01 },
        [DeskLabels.Coin] = new Dictionary<string, double> { [DeskLabels.Cup] = 0.015 },
        [DeskLabels.Leaf] = new Dictionary<string, double> { [DeskLabels.Stain] = 0.03 },
        [DeskLabels.Stain] = new Dictionary<string, double> { [DeskLabels.Leaf] = 0.02 },
    });

    public static IReadOnlyList<DeskHabits> All { get; } =
    [
        new("Ben", 31, new BoxMarker(0.02, 0.01, 2.2, Usual), new MaskMarker(0.03, 2.2, Usual), 3.5),
        new("Chloé", 32, new BoxMarker(0.005, 0.002, 1, Usual.Scaled(0.4)), new MaskMarker(0.01, 1.2, Usual.Scaled(0.4)), 5.5),
        new("Dan", 33, new BoxMarker(0.035, 0.012, 3.2, Usual.Scaled(1.5)), new MaskMarker(0.06, 3.4, Usual.Scaled(1.5)), 2.4),
    ];

    public Judgement Judge(Desk desk, Random chance)
    {
        var answers = Answers.Of(
            DeskSchema.Schema,
            (DeskSchema.Things, new BoxesAnswer(Boxes.Mark(DeskTruth.Boxes(desk), DeskTop.Width, DeskTop.Height, chance))),
            (DeskSchema.Areas, new MasksAnswer(Masks.Mark(DeskTruth.Masks(desk), chance))));
        return Judgement.Answer(answers.ToJson(), chance.Time(8 + Seconds * desk.Things.Count, 400));
    }
}
