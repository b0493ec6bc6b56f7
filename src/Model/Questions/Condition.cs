using System.Globalization;
using System.Text.Json;
using Assay.Model.Json;

namespace Assay.Model.Questions;

/// <summary>When a question is asked: where an earlier one is answered so. JSON: <c>{"question": "topic", "is": ["spam"]}</c>.</summary>
/// <param name="Question">The name of the earlier question.</param>
/// <param name="Is">Its answers for which this one is asked; of an answer that is a set, any member. At least one.</param>
public sealed record Condition(string Question, IReadOnlyList<string> Is)
{
    private const int MostWords = 2_000;

    /// <summary>Its answers for which this one is asked.</summary>
    public IReadOnlyList<string> Is { get; } = ValueList<string>.Of(Is);

    /// <summary>Whether the answer to the earlier question is one of those; not when it was left out.</summary>
    public bool Holds(Question earlier, Answer? answer) => answer is not null
        && (earlier.Kind.Category(earlier, answer) is { } category && Is.Contains(category) || earlier.Kind.Members(earlier, answer).Any(Is.Contains));

    internal static Condition? Read(JsonProperties json, SchemaSoFar schema, string question, Findings findings)
    {
        if (json.Any("when") is not { } element) return null;
        findings.Enter("when");
        var condition = JsonProperties.Of(element, findings) is { } when ? Of(when, schema, question, findings) : null;
        findings.Leave();
        return condition;
    }

    private static Condition? Of(JsonProperties json, SchemaSoFar schema, string question, Findings findings)
    {
        var name = json.Text("question", 64);
        var list = json.List("is", MostWords);
        json.NothingElse();
        var closed = schema.Questions.Where(one => Words(one).Count > 0).ToList();
        if (closed.Find(one => one.Name == name) is not { } earlier)
        {
            findings.ReportAt("question", "unknown_question",
                $"\"{question}\" cannot hang on {JsonText.Show(name ?? "")}: name a question before it whose answers are a list, {Named(closed.Select(one => one.Name))}");
            return null;
        }
        if (list is not { } all || all.GetArrayLength() == 0)
        {
            findings.ReportAt("is", "required", $"say for which answers to \"{name}\" the question \"{question}\" is asked");
            return null;
        }
        var (known, chosen) = (Words(earlier), new List<string>());
        findings.Enter("is");
        foreach (var (index, element) in all.EnumerateArray().Index())
        {
            var word = JsonText.TryWhole(element, out var number) ? number.ToString(CultureInfo.InvariantCulture) : JsonText.String(element);
            if (word is null || !known.Contains(word)) findings.ReportAt(index, "unknown_label", $"{JsonText.Show(element)} is no answer to \"{name}\"; there are {Named(known.Take(12))}");
            else if (chosen.Contains(word)) findings.ReportAt(index, "repeated", $"{JsonText.Show(element)} is named twice");
            else chosen.Add(word);
        }
        findings.Leave();
        return new Condition(earlier.Name, [.. known.Where(chosen.Contains)]);
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("when");
        writer.WriteString("question", Question);
        writer.WriteStartArray("is");
        foreach (var word in Is) writer.WriteStringValue(word);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>What answers lose when a question asked under one condition is asked under another; null is always.</summary>
    internal static IEnumerable<string> Orphans(Condition? before, Condition? after, bool isRequired)
    {
        if (after is not null && (before is null || before.Question != after.Question || before.Is.Except(after.Is).Any()))
            yield return "it would be asked on fewer items; answers given so far may stand where it is not asked";
        if (isRequired && before is not null && (after is null || before.Question != after.Question || after.Is.Except(before.Is).Any()))
            yield return "it would be asked on more items; answers given so far may lack it";
    }

    private static IReadOnlyList<string> Words(Question question) =>
        question.Kind.Categories(question) is { Count: > 0 } categories ? categories : question.Kind.Scale(question).Members;

    private static string Named(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } some ? some : "of which there is none";
}
