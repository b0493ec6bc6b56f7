using Assay.Agreement;
using Assay.Model;
using Assay.Model.Questions;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>The votes on one question in the form in which agreement is measured, and which people and tasks their numbers stand for.</summary>
internal sealed class QuestionVotes
{
    private readonly KnownVotes known;
    private readonly int place;
    private readonly int[] people;
    private readonly int[] numbers;
    private readonly int[] categories;
    private readonly int count;

    /// <param name="known">All votes of the project.</param>
    /// <param name="place">The question's place in the schema.</param>
    public QuestionVotes(KnownVotes known, int place)
    {
        (this.known, this.place) = (known, place);
        Question = known.Codes.Schema.Questions[place];
        AnswerScale = Question.Kind.Scale(Question);
        Labels = Question.Kind.Categories(Question);
        Scale = AnswerScale.Level switch
        {
            ScaleLevel.Ordinal => Scale.Of(Level.Ordinal, AnswerScale.Values),
            ScaleLevel.Interval => Scale.Of(Level.Interval, AnswerScale.Values),
            _ => Scale.Nominal,
        };
        (people, numbers) = Present(known.Set, Said);
        (categories, count) = Labels.Count > 0 ? ([], Labels.Count) : AsTheyCome(Said);
        All = Of(Enumerable.Range(0, known.Set.Tasks.Length));
        Sets = AnswerScale.Level == ScaleLevel.Set ? Renumbered(known.Members[place]) : [];
    }

    public Question Question { get; }

    public AnswerScale AnswerScale { get; }

    /// <summary>The scale in the library's words; nominal for sets.</summary>
    public Scale Scale { get; }

    /// <summary>The categories of a closed list; empty for open answers and sets.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Every vote; an item is the place of a task among all tasks of the project.</summary>
    public Votes All { get; }

    /// <summary>For each category of a set its members, as places in the scale's.</summary>
    public IReadOnlyList<int[]> Sets { get; }

    private int[] Said => known.Set.Said[place];

    /// <summary>The id of the person with a number in <see cref="All"/>.</summary>
    public long Person(int annotator) => known.Set.People[people[annotator]];

    /// <summary>The category in <see cref="All"/> of a vote of the project; negative when it does not answer this question.</summary>
    public int CategoryOf(int vote) => Said[vote] < 0 ? -1 : Category(Said[vote]);

    /// <summary>Whether a vote of the project answers this question.</summary>
    public bool IsAnswered(int vote) => Said[vote] >= 0;

    /// <summary>The votes on some tasks, given by their places; they are the items in this order.</summary>
    public Votes Of(IEnumerable<int> tasks)
    {
        List<int> item = [], annotator = [], category = [];
        var items = 0;
        foreach (var task in tasks)
        {
            var (from, to) = known.Set.Of(task);
            for (var vote = from; vote < to; vote++)
            {
                if (Said[vote] < 0)
                    continue;
                item.Add(items);
                annotator.Add(numbers[known.Set.Who[vote]]);
                category.Add(Category(Said[vote]));
            }

            items++;
        }

        return Votes.Of(Span(item), Span(annotator), Span(category), items, people.Length, count);
    }

    private int Category(int code) => categories.Length == 0 ? code : categories[code];

    private int[][] Renumbered(IReadOnlyList<int[]> members)
    {
        var sets = new int[count][];
        for (var code = 0; code < categories.Length; code++)
            if (categories[code] >= 0)
                sets[categories[code]] = members[code];
        return sets;
    }

    /// <summary>People who answered this question, by id, and the number of each.</summary>
    private static (int[] People, int[] Numbers) Present(VoteSet set, int[] said)
    {
        var numbers = new int[set.People.Length];
        for (var vote = 0; vote < said.Length; vote++)
            if (said[vote] >= 0)
                numbers[set.Who[vote]] = 1;
        int[] present = [.. Enumerable.Range(0, numbers.Length).Where(person => numbers[person] == 1)];
        for (var number = 0; number < present.Length; number++)
            numbers[present[number]] = number;
        return (present, numbers);
    }

    /// <summary>Open categories numbered as they first occur among the votes, which does not depend on when each was read.</summary>
    private static (int[] Categories, int Count) AsTheyCome(int[] said)
    {
        var categories = new int[said.Length == 0 ? 0 : said.Max() + 1];
        Array.Fill(categories, -1);
        var count = 0;
        foreach (var code in said)
            if (code >= 0 && categories[code] < 0)
                categories[code] = count++;
        return (categories, count);
    }

    private static Span<int> Span(List<int> numbers) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(numbers);
}
