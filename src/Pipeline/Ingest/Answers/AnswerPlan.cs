using System.Text.Json;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Ingest.Answers;

/// <summary>Checks a request to import answers against the project and the file's columns, and fills in what was left open.</summary>
internal static class AnswerPlan
{
    private static readonly string[] TaskNames = ["task", "item", "question"];
    private static readonly string[] AnnotatorNames = ["annotator", "worker", "rater"];
    private static readonly string[] LabelNames = ["label", "response", "answer", "value"];
    private static readonly string[] KeyNames = ["id", "task", "item"];

    public static AnswerColumns Make(Session session, ProjectSettings project, AnswerColumns asked, IReadOnlyList<string> columns)
    {
        var wrong = new List<Violation>();
        var task = Column("task", asked.Task, TaskNames, columns, wrong);
        var annotator = Column("annotator", asked.Annotator, AnnotatorNames, columns, wrong);
        var label = Column("label", asked.Label, LabelNames, columns, wrong);
        var question = Question(project.Schema, asked.Question, wrong);
        var key = Key(session, project, asked.Key, task, wrong);
        return wrong.Count == 0
            ? new AnswerColumns { Task = task, Annotator = annotator, Label = label, Question = question, Key = key }
            : throw new Invalid(wrong);
    }

    private static string? Column(string what, string? asked, string[] usual, IReadOnlyList<string> columns, List<Violation> wrong)
    {
        string[] names = asked is null ? usual : [asked];
        if (names.FirstOrDefault(columns.Contains) is { } found)
            return found;
        wrong.Add(new Violation(
            $"answers.{what}", asked is null ? "required" : "unknown_column",
            $"There is no column {string.Join(" or ", names.Select(name => $"\"{name}\""))} for the {what}; the file has {List(columns)}."));
        return null;
    }

    /// <summary>An answer is to all that is required, and a row holds an answer to one question.</summary>
    private static string? Question(LabelSchema schema, string? asked, List<Violation> wrong)
    {
        var required = schema.Questions.Where(question => question.Required).ToList();
        var question = asked is null ? Only(schema.Questions) ?? Only(required) : schema.Question(asked);
        if (question is null)
        {
            wrong.Add(new Violation(
                "answers.question", asked is null ? "required" : "unknown",
                $"{(asked is null ? "Say which question the file answers" : $"The project asks no question \"{asked}\"")}; it asks {List(schema.Questions.Select(one => one.Name))}."));
            return null;
        }

        if (required.FirstOrDefault(one => one != question) is { } other)
        {
            wrong.Add(new Violation(
                "answers.question", "required",
                $"The project also asks \"{other.Name}\", which must be answered, and a row answers one question. Make \"{other.Name}\" optional, or import into a project without it."));
        }

        return question.Name;
    }

    private static Question? Only(IReadOnlyList<Question> questions) => questions.Count == 1 ? questions[0] : null;

    private static string? Key(Session session, ProjectSettings project, string? asked, string? task, List<Violation> wrong)
    {
        var data = session.OneOrNone<string>(
            "SELECT i.data FROM task t JOIN item i ON i.task_id = t.id WHERE t.project_id = @Id ORDER BY t.id LIMIT 1", new { project.Id });
        if (data is null)
        {
            wrong.Add(new Violation("answers", "no_items", "The project has no items yet. Import them first; answers are given to items that are there."));
            return null;
        }

        using var item = JsonDocument.Parse(data);
        var there = item.RootElement.EnumerateObject().Select(property => property.Name).ToList();

        // one that is asked for may be in other items than the first
        return asked ?? (task is not null && there.Contains(task) ? task : KeyNames.FirstOrDefault(there.Contains) ?? project.Schema.Fields[0].Name);
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Take(20).Select(name => $"\"{name}\""));
}
