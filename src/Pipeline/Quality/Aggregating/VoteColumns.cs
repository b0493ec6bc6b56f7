using Assay.Model;
using Assay.Model.Questions;

namespace Assay.Pipeline.Quality.Aggregating;

/// <summary>
/// All votes of a project as columns of numbers: a task, a person, and by ballot what was said. Most say "no" or the first category, so a ballot keeps
/// only the votes that do not: a vote costs 8 bytes and 8 for each ballot on which it says something else.
/// </summary>
/// <param name="schema">What is asked.</param>
/// <param name="known">People who have their numbers already, in order.</param>
internal sealed class VoteColumns(LabelSchema schema, IReadOnlyList<long> known)
{
    private readonly List<int> items = [], annotators = [];
    private readonly Dictionary<long, int> places = known.Select((person, place) => (person, place)).ToDictionary(pair => pair.person, pair => pair.place);
    private readonly List<long> people = [.. known];
    private readonly Column[][] columns =
        [.. schema.Ballots.Select(ballots => ballots is null ? [] : ballots.Categories.Select(_ => new Column()).ToArray())];

    private readonly int[] marks = new int[schema.Ballots.Max(ballots => ballots?.Categories.Count ?? 0)];
    private long lastTask = -1;
    private int tasks;

    public int Count => items.Count;

    /// <summary>Tasks with votes.</summary>
    public int Tasks => tasks;

    public IReadOnlyList<long> People => people;

    /// <summary>Adds a vote; those of one task follow each other.</summary>
    public void Add(long task, long person, Answers answers)
    {
        if (task != lastTask)
            (lastTask, tasks) = (task, tasks + 1);
        if (!places.TryGetValue(person, out var place))
        {
            places.Add(person, place = people.Count);
            people.Add(person);
        }

        for (var question = 0; question < columns.Length; question++)
        {
            if (schema.Ballots[question] is not { } ballots)
                continue;
            var said = marks.AsSpan(0, ballots.Categories.Count);
            if (answers.IsAsked(schema.Questions[question].Name))
                ballots.Mark(answers[schema.Questions[question].Name], said);
            else
                said.Fill(Ballots.Abstained);
            for (var ballot = 0; ballot < said.Length; ballot++)
                if (said[ballot] != 0)
                    columns[question][ballot].Add(items.Count, said[ballot]);
        }

        items.Add(tasks - 1);
        annotators.Add(place);
    }

    /// <summary>Whether people differ on the ballot at all; where they do not, there is nothing to learn.</summary>
    public bool HasTwoCategories(int question, int ballot) => columns[question][ballot].HasTwo(Count);

    public Votes Of(int question, int ballot)
    {
        var said = new int[Count];
        columns[question][ballot].CopyTo(said);
        var categories = schema.Ballots[question]!.Categories[ballot];
        if (!said.AsSpan().Contains(Ballots.Abstained))
            return Votes.Of(Span(items), Span(annotators), said, tasks, people.Count, categories);

        var (item, annotator, given) = (new List<int>(Count), new List<int>(Count), new List<int>(Count));
        for (var v = 0; v < said.Length; v++)
        {
            if (said[v] == Ballots.Abstained)
                continue;
            item.Add(items[v]);
            annotator.Add(annotators[v]);
            given.Add(said[v]);
        }

        return Votes.Of(Span(item), Span(annotator), Span(given), tasks, people.Count, categories);
    }

    private static ReadOnlySpan<int> Span(List<int> numbers) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(numbers);

    /// <summary>What was said on a ballot where it is not category 0.</summary>
    private sealed class Column
    {
        private readonly List<int> votes = [], said = [];
        private int abstained;
        private bool differ;

        public void Add(int vote, int category)
        {
            votes.Add(vote);
            said.Add(category);
            if (category == Ballots.Abstained)
                abstained++;
            else
                differ |= category != First;
        }

        public bool HasTwo(int all) => differ || (votes.Count > abstained && votes.Count < all);

        public void CopyTo(int[] to)
        {
            for (var i = 0; i < votes.Count; i++)
                to[votes[i]] = said[i];
        }

        private int First => field == 0 ? field = said.Find(category => category != Ballots.Abstained) : field;
    }
}
