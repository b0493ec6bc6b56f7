using Assay.Model;
using Assay.Model.Questions;
using Assay.WeakModels;

namespace Assay.Pipeline.Models.Ensembles;

/// <summary>
/// Votes for the label of a choice, or where several may fit for each label by itself. The confidence is the probability of the answer; of several labels that of the least
/// certain one, chosen or not.
/// </summary>
internal sealed class ChoiceVotes(ChoiceQuestion question, EnsembleSettings settings) : QuestionVotes(question, settings)
{
    private const double Even = 0.5;

    // left empty is no answer of a model
    private readonly Ballots ballots = question.Kind.Ballots(question with { Head = question.Head with { Required = true } })!;
    private readonly List<int> items = [], members = [], marks = [];
    private int tasks;

    public override int Ballots => ballots.Categories.Count;

    public override void Note(IReadOnlyList<Answer?> said)
    {
        var before = items.Count;
        var row = new int[Ballots];
        foreach (var (member, answer) in said.Index())
            if (Marked(answer, row))
            {
                items.Add(tasks);
                members.Add(member);
                marks.AddRange(row);
            }

        if (items.Count > before)
            tasks++;
        if (items.Count > before + 1)
            Shared();
    }

    protected override IEnumerable<Votes> NotedVotes()
    {
        int[] item = [.. items], member = [.. members];
        for (var ballot = 0; ballot < Ballots; ballot++)
        {
            var category = new int[item.Length];
            for (var vote = 0; vote < category.Length; vote++)
                category[vote] = marks[vote * Ballots + ballot];
            yield return Votes.Of(item, member, category, tasks, Settings.Members.Count, ballots.Categories[ballot]);
        }

        items.Clear();
        members.Clear();
        marks.Clear();
    }

    protected override QuestionDraft? Elect(IReadOnlyList<Answer?> said)
    {
        var row = new int[Ballots];
        var voted = new List<(int Member, int[] Row)>();
        foreach (var (member, answer) in said.Index())
            if (Marked(answer, row))
                voted.Add((member, [.. row]));
        if (voted.Count < Settings.AtLeast)
            return null;
        int[] who = [.. voted.Select(vote => vote.Member)];
        var merged = ballots.Elect(
            [.. Enumerable.Range(0, Ballots).Select(ballot => Probabilities(ballot, ballots.Categories[ballot], who, [.. voted.Select(vote => vote.Row[ballot])]))]);
        // several labels are no answer where one had to be taken, or left, against what is likelier
        return merged is { Answer: { } answerOf, Tied: false } && (Ballots == 1 || merged.Support > Even)
            ? new QuestionDraft(answerOf, Math.Clamp(merged.Support, 0, 1), new Dictionary<string, double>())
            : null;
    }

    /// <summary>Whether it says something that the question knows.</summary>
    private bool Marked(Answer? answer, int[] row)
    {
        if (answer is null)
            return false;
        ballots.Mark(answer, row);
        return !row.Contains(Model.Questions.Ballots.Abstained);
    }
}
