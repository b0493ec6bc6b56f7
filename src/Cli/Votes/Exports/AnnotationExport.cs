using System.Text.Json;
using Assay.Agreement;
using Assay.Model;

namespace Assay.Cli.Votes.Exports;

/// <summary>
/// An export with everybody's annotations in it, this platform's or Label Studio's JSON. Rows are tasks, each read on its own; only the answers are
/// kept. Skipped and cancelled annotations are no votes.
/// </summary>
internal sealed class AnnotationExport
{
    // the second is what Label Studio called them before 1.0
    private static readonly string[] Lists = ["annotations", "completions"];

    private readonly Repeats repeats;
    private readonly List<Annotation> annotations = [];
    private readonly Dictionary<(string Task, string Person), int> places = [];

    private AnnotationExport(string file, Repeats repeats) => (File, this.repeats) = (file, repeats);

    public string File { get; }

    /// <summary>In the order in which they first come.</summary>
    public IReadOnlyList<AskedQuestion> Questions { get; private set; } = [];

    /// <summary>Whether the row at hand is of such a file.</summary>
    public static bool Fits(TableRows rows) => ListOf(rows.Row) is not null;

    /// <exception cref="BadInput">Something is not as an export has it; the message names file, line, task and annotation.</exception>
    public static AnnotationExport Read(TableRows rows, Repeats repeats, CancellationToken cancellation)
    {
        var export = new AnnotationExport(rows.File, repeats);
        var people = new People();
        while (rows.Next(cancellation))
            export.ReadTask(new JsonPlace(rows.Row, $"{rows.File}:{rows.Line}"), people);
        export.Questions = [.. export.annotations.SelectMany(annotation => annotation.Replies.Select(reply => (annotation.Place, reply)))
            .GroupBy(each => each.reply.Question).Select(answers => AskedQuestion.Of(answers.Key, answers))];
        return export.Questions.Count > 0 ? export : throw new BadInput($"{rows.File}: nobody has answered anything in this export");
    }

    /// <summary>The question of this name, or the only one.</summary>
    /// <exception cref="BadInput">There is none, or it was not said which; the message lists those there are.</exception>
    public AskedQuestion Question(string? name) =>
        name is null && Questions.Count == 1 ? Questions[0]
        : Questions.FirstOrDefault(question => question.Name == name) ?? throw new BadInput(
            $"{File}: {(name is null ? "this export asks several questions" : $"there is no question \"{name}\"")}; say with --question which one: "
            + string.Join(", ", Questions.Select(question => $"{question.Name} ({question.Type})")));

    /// <summary>The votes on a question whose answers are categories.</summary>
    public LongTable Table(AskedQuestion question)
    {
        var table = new LongTable();
        foreach (var annotation in annotations)
            if (annotation.Replies.FirstOrDefault(reply => reply.Question == question.Name) is { } reply)
                table.Add(annotation.Place, annotation.Task, annotation.Person, question.Category(reply.Said));
        return table;
    }

    /// <summary>What people marked; one who answered the task and marked nothing has said so.</summary>
    public Regions<T> Marks<T>(AskedQuestion question, Func<Said, IReadOnlyList<T>> parts)
    {
        Numbering<string> tasks = new(), people = new();
        var marks = annotations.ConvertAll(annotation => new Marks<T>(
            tasks.Of(annotation.Task), people.Of(annotation.Person),
            annotation.Replies.FirstOrDefault(reply => reply.Question == question.Name) is { Said: not Chosen } reply ? parts(reply.Said) : []));
        return new Regions<T>(tasks.Names, people.Names, marks);
    }

    private void ReadTask(JsonPlace row, People people)
    {
        if (ListOf(row.Json) is not { } list || list.GetArrayLength() == 0)
            return;
        var task = row.Find("id") is { ValueKind: JsonValueKind.Number or JsonValueKind.String } id ? id.ToString() : throw row.Fault("a task with annotations needs an \"id\"");
        foreach (var (at, json) in list.EnumerateArray().Index())
        {
            var annotation = new JsonPlace(json, $"{row.Where}: task {task}, annotation {at + 1}");
            var read = OwnAnnotation.Fits(annotation) ? OwnAnnotation.Read(task, annotation, people)
                : LabelStudioAnnotation.Fits(annotation) ? LabelStudioAnnotation.Read(task, annotation)
                : throw annotation.Fault("this is neither an annotation of Assay's export (person, state, answers) nor of Label Studio's (completed_by, result)");
            if (read is not null)
                Add(read);
        }
    }

    private void Add(Annotation annotation)
    {
        if (places.TryAdd((annotation.Task, annotation.Person), annotations.Count))
        {
            annotations.Add(annotation);
            return;
        }

        if (repeats == Repeats.Error)
            throw new BadInput($"{annotation.Place}: a second one of \"{annotation.Person}\" on this task; say with --duplicates whether the first or the last counts");
        if (repeats == Repeats.Last)
            annotations[places[(annotation.Task, annotation.Person)]] = annotation;
    }

    /// <summary>The row's annotations; in a CSV file they are JSON in a cell.</summary>
    private static JsonElement? ListOf(JsonElement row)
    {
        foreach (var name in Lists)
        {
            if (!row.TryGetProperty(name, out var list))
                continue;
            if (list.ValueKind == JsonValueKind.Array)
                return list;
            if (list.ValueKind == JsonValueKind.String && list.GetString()!.StartsWith('['))
                return InCell(list.GetString()!);
        }

        return null;
    }

    private static JsonElement? InCell(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null; // a column of that name with something else in it
        }
    }
}

/// <summary>What people marked in the tasks, with their names.</summary>
internal sealed record Regions<T>(IReadOnlyList<string> Tasks, IReadOnlyList<string> People, IReadOnlyList<Marks<T>> Marks);
