using Assay.Simulation.Crowds;

namespace Assay.Simulation.Plays;

/// <summary>The people of a play: the same in every arm that is played with the same seed.</summary>
internal sealed class PlayedPeople
{
    /// <summary>Seconds beyond which nobody looks at a document.</summary>
    private const double Longest = 600;

    private readonly PlayData data;
    private readonly Assumptions assumptions;
    private readonly Suggestible suggestible;
    private readonly (Confusion Mistakes, double Pace)[] annotators;
    private readonly Confusion reviewer;
    private readonly int seed;

    public PlayedPeople(PlayData data, Assumptions assumptions, int seed)
    {
        (this.data, this.assumptions, this.seed) = (data, assumptions, seed);
        suggestible = new Suggestible(assumptions.Pull, assumptions.DraftTime);
        var crowd = new DrawnCrowd(data.Labels, assumptions.PassMark, seed);
        var chance = new Random(seed);
        annotators = [.. Enumerable.Range(0, assumptions.Annotators).Select(_ => (crowd.Next(assumptions.Mistakes), Math.Exp(assumptions.PaceSpread * chance.Normal())))];
        reviewer = crowd.Next(assumptions.Mistakes * assumptions.ReviewerMistakes);
    }

    /// <param name="place">Of the annotator, from 0.</param>
    /// <param name="personId">The account.</param>
    /// <param name="documentOf">The document of an imported row, from 1.</param>
    public VirtualAnnotator Annotator(int place, long personId, Func<long, int> documentOf)
    {
        var (mistakes, pace) = annotators[place];
        return new VirtualAnnotator(personId, (seed * 1_009) + place, (task, chance) =>
        {
            var document = data.Documents[documentOf(task.Source!.Row)];
            var said = mistakes.Say(document.Label, chance);
            var own = Judgement.Answer(PlaySchema.Answer(said), chance.Time(pace * Median(document), Longest));
            return suggestible.Seen(own, task, chance);
        });
    }

    /// <summary>What the reviewer decides, and how long that takes.</summary>
    public (string Answers, TimeSpan Took) Review(int document, int time)
    {
        var chance = new Random(unchecked((seed * 31_337) + (document * 7) + time));
        var said = reviewer.Say(data.Documents[document].Label, chance);
        return (PlaySchema.Answer(said), chance.Time(assumptions.ReviewTime * Median(data.Documents[document]), Longest));
    }

    private double Median(LabeledDocument document) =>
        assumptions.Seconds + (document.Text.AsSpan().Count(' ') + 1) / assumptions.WordsPerSecond;
}
