using System.Text.Json;
using Assay.Formats;
using Assay.Model;
using Assay.Pipeline.People;

namespace Assay.Pipeline.Ingest.Answers;

/// <summary>An answer read: whose, to which task, in canonical JSON.</summary>
internal sealed record OutsideAnswer(string Annotator, long TaskId, string Answers);

/// <summary>Makes answers of a file's rows. One for each import; not thread-safe.</summary>
/// <param name="schema">Of the project.</param>
/// <param name="columns">All named.</param>
/// <param name="items">The tasks by key.</param>
/// <param name="facts">What is known of a task's item; asked only where answers point into it.</param>
internal sealed class AnswerRows(LabelSchema schema, AnswerColumns columns, ItemKeys items, Func<long, ItemFacts> facts)
{
    /// <summary>Labels are few; answers to free text are not, and need not be remembered.</summary>
    private const int MostRemembered = 10_000;

    private readonly Dictionary<string, (string? Answers, string? Reason)> known = new(StringComparer.Ordinal);

    /// <summary>The reader's current row as an answer, or why it is none.</summary>
    public (OutsideAnswer? Answer, RejectedRow? Rejected) Read(RowReader reader)
    {
        if (reader.Rejected is { } broken)
            return (null, broken);
        using var row = JsonDocument.Parse(reader.Row);
        if (Text(row.RootElement, columns.Task!) is not { } task)
            return Reject(reader, columns.Task, "It names no item.");
        if (Text(row.RootElement, columns.Annotator!)?.Trim() is not { Length: > 0 } annotator)
            return Reject(reader, columns.Annotator, "It names nobody.");
        if (annotator.Length > OutsideAnnotators.LongestName)
            return Reject(reader, columns.Annotator, $"The name has {annotator.Length} characters; at most {OutsideAnnotators.LongestName} are allowed.");
        if (items.Find(task, out var missing) is not { } taskId)
            return Reject(reader, columns.Task, $"\"{Shortened(task)}\": {missing} Items are told apart by \"{columns.Key}\" of their data.");
        if (!row.RootElement.TryGetProperty(columns.Label!, out var label) || label.ValueKind == JsonValueKind.Null)
            return Reject(reader, columns.Label, "There is no answer.");
        var (answers, reason) = schema.PointedInto.Count == 0 ? Answers(label) : Read(label, facts(taskId));
        return answers is null ? Reject(reader, columns.Label, reason!) : (new OutsideAnswer(annotator, taskId, answers), null);
    }

    private static string? Text(JsonElement row, string column) => row.TryGetProperty(column, out var cell) && cell.ValueKind is JsonValueKind.String or JsonValueKind.Number
        ? cell.ToString()
        : null;

    private static (OutsideAnswer?, RejectedRow) Reject(RowReader reader, string? column, string reason) =>
        (null, RejectedRow.Of(reader.Line, column, reason, reader.Row.Span));

    private (string? Answers, string? Reason) Answers(JsonElement label)
    {
        var text = label.GetRawText();
        if (known.TryGetValue(text, out var before))
            return before;
        var read = Read(label, ItemFacts.None);
        if (known.Count < MostRemembered)
            known.Add(text, read);
        return read;
    }

    /// <summary>A table has only texts, so what is no answer as a text may be one as the JSON it spells: a number, a list of labels.</summary>
    private (string? Answers, string? Reason) Read(JsonElement label, ItemFacts item)
    {
        var reading = Held(label.GetRawText(), item);
        if (reading.Answers is null && label.ValueKind == JsonValueKind.String && IsJson(label.GetString()!) && Held(label.GetString()!, item) is { Answers: not null } spelled)
            reading = spelled;
        if (reading.Answers is not { } answers)
            return (null, reading.Violations[0].Message);
        return answers[columns.Question!] is null ? (null, "There is no answer.") : (answers.ToJson(), null);
    }

    private AnswersReading Held(string value, ItemFacts item) => schema.ReadAnswers($"{{{JsonSerializer.Serialize(columns.Question)}:{value}}}", item);

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false; // an ordinary text
        }
    }

    private static string Shortened(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
