using Assay.Model;
using Assay.Model.Questions;
using Assay.Simulation;

namespace Assay.Cli.Demo.Notes;

/// <summary>How a simulated annotator marks the notes.</summary>
/// <param name="Name">A given name.</param>
/// <param name="Seed">Of their chance.</param>
/// <param name="Marker">How they mark spans.</param>
/// <param name="MissedTies">Chance of not seeing how two entities are tied.</param>
/// <param name="Seconds">The median time an entity takes them.</param>
internal sealed record NoteHabits(string Name, int Seed, SpanMarker Marker, double MissedTies, double Seconds)
{
    /// <summary>What people mix up: a house that bears a name with whoever bears it, a town with its council.</summary>
    private static readonly Confusion Usual = new(new Dictionary<string, IReadOnlyDictionary<string, double>>
    {
        ["organisation"] = new Dictionary<string, double> { ["place"] = 0.05, ["person"] = 0.02 },
        ["place"] = new Dictionary<string, double> { ["organisation"] = 0.04 },
        ["person"] = new Dictionary<string, double> { ["organisation"] = 0.01 },
    });

    public static IReadOnlyList<NoteHabits> All { get; } =
    [
        new("Ada", 21, new SpanMarker(0.01, 0.02, Usual.Scaled(0.4)), 0.04, 2.5),
        new("Ben", 22, new SpanMarker(0.05, 0.03, Usual), 0.12, 1.8),
        new("Chloé", 23, new SpanMarker(0.01, 0.07, Usual.Scaled(0.8)), 0.05, 3.4),
    ];

    public Judgement Judge(TownNote note, Random chance)
    {
        var marked = Marker.Mark(note.Text, note.Spans, chance);
        var ties = new List<Relation>();
        foreach (var tie in note.Relations)
            if (Became(tie.From) is { } from && Became(tie.To) is { } to && from.Label == tie.From.Label && to.Label == tie.To.Label && chance.NextDouble() >= MissedTies)
                ties.Add(tie with { From = from, To = to });
        var answers = Answers.Of(TownNote.Schema, (TownNote.Entities, new SpansAnswer([.. marked.OfType<SpanRegion>()])), (TownNote.Ties, new RelationsAnswer(ties)));
        return Judgement.Answer(answers.ToJson(), chance.Time(6 + Seconds * note.Spans.Count, 240));

        SpanRegion? Became(SpanRegion truth) => note.Spans.Index().Where(each => each.Item.Equals(truth)).Select(each => marked[each.Index]).FirstOrDefault();
    }
}
