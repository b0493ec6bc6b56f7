namespace Assay.Model.Questions;

/// <summary>
/// A ballot a label, "does it apply?" (1 for yes), and where the question may be left empty a last one, "was it answered?"; who left it empty abstains
/// on the labels. A label is chosen when it more probably applies than not.
/// </summary>
/// <remarks>
/// Where the question takes fewer or more labels than so chosen, the most probable ones make up the number. The support is that of the least certain
/// label, so that it means the same for three labels and for thirty.
/// </remarks>
internal sealed class LabelBallots : Ballots
{
    private const int No = 0, Yes = 1;

    private readonly ChoiceQuestion question;
    private readonly LabelPath[] labels;
    private readonly Dictionary<LabelPath, int> places;

    public LabelBallots(ChoiceQuestion question)
    {
        this.question = question;
        labels = [.. LabelReader.Paths(question.Labels)];
        places = labels.Select((label, place) => (label, place)).ToDictionary(pair => pair.label, pair => pair.place);
        Categories = [.. Enumerable.Repeat(2, labels.Length + (question.Required ? 0 : 1))];
    }

    public override IReadOnlyList<int> Categories { get; }

    public override void Mark(Answer? answer, Span<int> marks)
    {
        var chosen = (ChoiceAnswer?)answer;
        marks.Fill(chosen is null ? Abstained : No);
        if (!question.Required) marks[^1] = chosen is null ? No : Yes;
        if (chosen is null) return;
        foreach (var label in chosen.Labels)
            if (places.TryGetValue(label, out var place)) marks[place] = Yes;
    }

    public override Merged Elect(IReadOnlyList<double[]> probabilities)
    {
        var (support, tied) = (1.0, false);
        if (!question.Required)
        {
            var answered = probabilities[^1];
            if (answered[No] > answered[Yes] + Closeness) return new Merged(null, answered[No], false);
            (support, tied) = (answered[Yes], IsEven(answered));
        }
        int[] byProbability = [.. Enumerable.Range(0, labels.Length).OrderByDescending(label => Math.Round(probabilities[label][Yes], 9)).ThenBy(label => label)];
        var likely = byProbability.TakeWhile(label => probabilities[label][Yes] > probabilities[label][No] + Closeness).Count();
        var count = Math.Clamp(likely, Math.Min(question.Min, labels.Length), question.Max ?? labels.Length);
        var chosen = byProbability[..count];
        for (var rank = 0; rank < labels.Length; rank++)
        {
            var row = probabilities[byProbability[rank]];
            support = Math.Min(support, rank < count ? row[Yes] : row[No]);
            // where the number decides, only labels on either side of it can be each other's equals
            tied |= likely == count && IsEven(row);
        }
        if (likely != count && count > 0 && count < labels.Length)
            tied |= probabilities[byProbability[count - 1]][Yes] < probabilities[byProbability[count]][Yes] + Closeness;
        return new Merged(new ChoiceAnswer([.. chosen.Order().Select(label => labels[label])]), support, tied);
    }

    private static bool IsEven(double[] row) => Math.Abs(row[Yes] - row[No]) < Closeness;
}
