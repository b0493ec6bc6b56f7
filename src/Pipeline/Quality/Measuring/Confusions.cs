using Assay.Agreement;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>Confusion matrices of two people, or of people and the final labels, and the tasks behind each cell.</summary>
public sealed class Confusions(Db db, VoteMemory votes)
{
    /// <summary>The matrix; everything acknowledged before the call counts.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="question">The question's name.</param>
    /// <param name="a">Rows: the id of a person, "final" or "everybody"; null as <see cref="Side.Read"/> says.</param>
    /// <param name="b">Columns, likewise.</param>
    /// <exception cref="Invalid">There is no such question or person, or these cannot be compared.</exception>
    public async Task<ConfusionOfTwo> Of(long projectId, string question, string? a, string? b)
    {
        var (first, second) = Side.Read(a, b);
        var known = await votes.Of(projectId);
        var (place, labels) = Closed(known.Codes.Schema, question);
        var table = new ConfusionTable(labels.Count);
        var (tasks, last) = (0, -1);
        foreach (var cell in Cells.Of(known.Set, place, first, second))
        {
            table.Add(cell.Row, cell.Column);
            if (cell.Task != last)
                tasks++;
            last = cell.Task;
        }

        return new ConfusionOfTwo(question, first.ToString(), second.ToString(), labels, table.ToRows(), tasks);
    }

    /// <summary>The tasks of one cell, by id.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="question">The question's name.</param>
    /// <param name="a">As for the matrix.</param>
    /// <param name="b">As for the matrix.</param>
    /// <param name="row">The label of the row.</param>
    /// <param name="column">The label of the column.</param>
    /// <param name="after">The last task of the page before, or 0.</param>
    /// <param name="limit">1 to 200.</param>
    /// <exception cref="Invalid">There is no such question, person or label.</exception>
    public async Task<CellPage> Tasks(long projectId, string question, string? a, string? b, string row, string column, long after, int limit)
    {
        var (first, second) = Side.Read(a, b);
        var known = await votes.Of(projectId);
        var (place, labels) = Closed(known.Codes.Schema, question);
        var (upper, left) = (Label(labels, question, nameof(row), row), Label(labels, question, nameof(column), column));
        var people = known.Set.People;
        var found = Cells.Of(known.Set, place, first, second).Where(cell => cell.Row == upper && cell.Column == left)
            .GroupBy(cell => cell.Task).Select(task => (Id: known.Set.Tasks[task.Key], People: task.Select(cell => people[cell.Person]).ToList())).ToList();
        var size = Math.Clamp(limit, 1, 200);
        var page = found.SkipWhile(task => task.Id <= after).Take(size + 1).ToList();
        var shown = page[..Math.Min(size, page.Count)];
        var heads = db.Read(session => TaskHead.Of(session, projectId, [.. shown.Select(task => task.Id)]));
        return new CellPage(
            [
                .. shown.Where(task => heads.ContainsKey(task.Id)).Select(task => new CellTask(
                    task.Id, heads[task.Id].Excerpt, heads[task.Id].Status, row, column, task.People.Count,
                    first.Person is { } one && second.Person is { } other ? [one, other] : task.People)),
            ],
            page.Count > size ? shown[^1].Id : null,
            found.Count);
    }

    /// <summary>The place of a question in the schema.</summary>
    /// <exception cref="Invalid">There is none of this name.</exception>
    internal static int Place(LabelSchema schema, string question)
    {
        for (var place = 0; place < schema.Questions.Count; place++)
            if (schema.Questions[place].Name == question)
                return place;
        throw new Invalid("question", "unknown", $"There is no question \"{question}\"; there are {string.Join(", ", schema.Questions.Select(each => each.Name))}.");
    }

    private static (int Place, IReadOnlyList<string> Labels) Closed(LabelSchema schema, string name)
    {
        var place = Place(schema, name);
        var question = schema.Questions[place];
        var labels = question.Kind.Categories(question);
        return labels.Count switch
        {
            0 when question.Kind.Scale(question).Level == ScaleLevel.Set =>
                throw new Invalid("question", "no_matrix", $"Answers to \"{name}\" are sets of labels, which have no confusion matrix."),
            0 => throw new Invalid("question", "no_matrix", $"Answers to \"{name}\" are free, so that they have no confusion matrix."),
            > QuestionMeasure.LargestConfusion => throw new Invalid(
                "question", "no_matrix", $"\"{name}\" has {labels.Count} labels; a confusion matrix of more than {QuestionMeasure.LargestConfusion} is not made."),
            _ => (place, labels),
        };
    }

    private static int Label(IReadOnlyList<string> labels, string question, string name, string label)
    {
        for (var code = 0; code < labels.Count; code++)
            if (labels[code] == label)
                return code;
        throw new Invalid(name, "unknown_label", $"\"{label}\" is no label of \"{question}\"; there are {string.Join(", ", labels)}.");
    }
}
