using System.Globalization;
using Assay.Model;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>One side of a confusion matrix: a person, everybody, or the final labels.</summary>
internal readonly record struct Side(long? Person, bool IsFinal)
{
    public static readonly Side Final = new(null, true);
    public static readonly Side Everybody = new(null, false);

    /// <summary>The two sides asked for. One left out is the final labels; against these, or with both left out, everybody.</summary>
    /// <exception cref="Invalid">A word is none, or the two cannot be compared.</exception>
    public static (Side A, Side B) Read(string? a, string? b)
    {
        var first = a is null ? (b is null || One(nameof(b), b) != Final ? Final : Everybody) : One(nameof(a), a);
        var second = b is null ? (first == Final ? Everybody : Final) : One(nameof(b), b);
        if (first == second)
            throw new Invalid(nameof(b), "same", $"a and b are both {second}; name two people, or one person or everybody and the final labels.");
        if (first != Final && second != Final && (first == Everybody || second == Everybody))
            throw new Invalid(nameof(b), "not_comparable", $"{first} and {second} cannot be compared: everybody only with final.");
        return (first, second);
    }

    public override string ToString() => IsFinal ? "final" : Person is { } id ? id.ToString(CultureInfo.InvariantCulture) : "everybody";

    private static Side One(string name, string word) => word switch
    {
        "final" => Final,
        "everybody" => Everybody,
        _ when long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var person) => new Side(person, false),
        _ => throw new Invalid(name, "unknown", $"\"{word}\" is neither the id of a person nor \"final\" nor \"everybody\"."),
    };
}

/// <summary>Two answers to one task that meet in a cell of a confusion matrix.</summary>
/// <param name="Task">The task's place.</param>
/// <param name="Row">The code of what the one side said.</param>
/// <param name="Column">The code of what the other side said.</param>
/// <param name="Person">Whose answer it is, by place; of two people the one in rows.</param>
internal readonly record struct Cell(int Task, int Row, int Column, int Person)
{
    public Cell Turned => this with { Row = Column, Column = Row };
}

/// <summary>All pairs of answers that a confusion matrix counts.</summary>
internal static class Cells
{
    /// <summary>By task.</summary>
    /// <exception cref="Invalid">A person has no answers.</exception>
    public static IEnumerable<Cell> Of(VoteSet set, int question, Side a, Side b) =>
        a.IsFinal ? AgainstFinal(set, question, Place(set, "b", b))
        : b.IsFinal ? AgainstFinal(set, question, Place(set, "a", a)).Select(cell => cell.Turned)
        : OfTwo(set, question, Place(set, "a", a)!.Value, Place(set, "b", b)!.Value);

    private static IEnumerable<Cell> AgainstFinal(VoteSet set, int question, int? only)
    {
        var (said, final) = (set.Said[question], set.Final[question]);
        for (var task = 0; task < set.Tasks.Length; task++)
        {
            var (from, to) = final[task] < 0 ? (0, 0) : set.Of(task);
            for (var vote = from; vote < to; vote++)
                if (said[vote] >= 0 && (only is null || set.Who[vote] == only))
                    yield return new Cell(task, final[task], said[vote], set.Who[vote]);
        }
    }

    private static IEnumerable<Cell> OfTwo(VoteSet set, int question, int a, int b)
    {
        var said = set.Said[question];
        for (var task = 0; task < set.Tasks.Length; task++)
            if (set.Find(task, a) is >= 0 and var first && set.Find(task, b) is >= 0 and var second && said[first] >= 0 && said[second] >= 0)
                yield return new Cell(task, said[first], said[second], a);
    }

    /// <summary>The place of the person; null for everybody.</summary>
    private static int? Place(VoteSet set, string name, Side side)
    {
        if (side.Person is not { } person)
            return null;
        var place = Array.BinarySearch(set.People, person);
        return place >= 0 ? place : throw new Invalid(name, "unknown", $"Person {side} has given no answer in this project that counts.");
    }
}
