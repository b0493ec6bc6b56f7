using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Questions;

namespace Assay.Model;

/// <summary>Reads and writes the JSON form of a schema, and keeps the rules that reach across questions.</summary>
internal static class SchemaJson
{
    public const int MostFields = 50;
    public const int MostQuestions = 50;
    private const int Longest = 4_000_000;

    private static readonly (string Word, FieldKind Kind)[] FieldKinds =
    [
        ("text", FieldKind.Text), ("markdown", FieldKind.Markdown), ("chat", FieldKind.Chat), ("image", FieldKind.Image), ("audio", FieldKind.Audio),
    ];

    /// <summary>The schema, or null after at least one report.</summary>
    public static LabelSchema? Read(string text, Findings findings)
    {
        using var document = JsonText.Parse(text, Longest, findings);
        if (document is null || JsonProperties.Of(document.RootElement, findings) is not { } json) return null;
        var fields = new List<Field>();
        Each(json, "fields", MostFields, findings, element =>
        {
            if (ReadField(element, isFirst: fields.Count == 0, findings) is { } field) fields.Add(field);
        });
        Unique("fields", fields.Select(field => field.Name), findings);
        var questions = new List<Question>();
        Each(json, "questions", MostQuestions, findings, element =>
        {
            if (ReadQuestion(element, new SchemaSoFar(fields, questions), findings) is { } question) questions.Add(question);
        });
        json.NothingElse();
        if (findings.Count > 0) return null;
        Unique("questions", questions.Select(question => question.Name), findings);
        SchemaKeys.Check(questions, findings);
        return findings.Count == 0 ? new LabelSchema(fields.AsReadOnly(), questions.AsReadOnly()) : null;
    }

    private static void Each(JsonProperties json, string list, int most, Findings findings, Action<JsonElement> read)
    {
        var before = findings.Count;
        var elements = json.List(list, most);
        if (findings.Count == before && elements is not { } found || elements?.GetArrayLength() == 0)
            findings.ReportAt(list, "required", $"a schema has at least one of its {list}");
        if (elements is not { } all) return;
        findings.Enter(list);
        var index = 0;
        foreach (var element in all.EnumerateArray())
        {
            findings.Enter(index++);
            read(element);
            findings.Leave();
        }
        findings.Leave();
    }

    private static Field? ReadField(JsonElement element, bool isFirst, Findings findings)
    {
        if (JsonProperties.Of(element, findings) is not { } json) return null;
        var name = Name(json, "field", findings);
        var kind = json.Word("kind", FieldKinds) ?? FieldKind.Text;
        var field = new Field(name ?? "", kind, json.Text("title", 200), json.Flag("required") ?? true, json.Flag("beside") ?? false);
        if (field.Beside && isFirst) findings.ReportAt("beside", "nothing_before", $"the first field, \"{field.Name}\", has none before it to stand beside");
        json.NothingElse();
        return name is null ? null : field;
    }

    private static Question? ReadQuestion(JsonElement element, SchemaSoFar schema, Findings findings) =>
        JsonProperties.Of(element, findings) is { } json ? ReadQuestion(json, schema, mayHaveCondition: true, findings) : null;

    /// <summary>
    /// One question of any kind. A kind whose answers carry questions of their own (attributes of a region) reads those with this, after taking what they
    /// have besides.
    /// </summary>
    public static Question? ReadQuestion(JsonProperties json, SchemaSoFar schema, bool mayHaveCondition, Findings findings)
    {
        var name = Name(json, "question", findings);
        var title = json.Text("title", 500) ?? name ?? "?";
        var (hint, required) = (json.Prose("hint", 2_000), json.Flag("required") ?? true);
        var when = mayHaveCondition ? Condition.Read(json, schema, name ?? "?", findings) : null;
        var head = new QuestionHead(name ?? "?", title, hint, required, when);
        var before = findings.Count;
        var word = json.Text("kind", 100);
        if (word is null && findings.Count == before) findings.ReportAt("kind", "required", $"the question \"{head.Name}\" has no kind");
        if (word is null) return null;
        if (QuestionKinds.Find(word) is not { } kind)
        {
            var known = string.Join(", ", QuestionKinds.All.Select(one => one.Name));
            findings.ReportAt("kind", "unknown_word", $"{JsonText.Show(word)} is no kind of question; there are {known}");
            return null;
        }
        var question = kind.ReadQuestion(head, json, schema, findings);
        json.NothingElse();
        return name is null ? null : question;
    }

    private static string? Name(JsonProperties json, string what, Findings findings)
    {
        var before = findings.Count;
        var name = json.Text("name", 64);
        if (name is null)
        {
            if (findings.Count == before) findings.ReportAt("name", "required", $"a {what} has no name");
            return null;
        }
        if (name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')) return name;
        findings.ReportAt("name", "name", $"{JsonText.Show(name)} is no name of a {what}: use A-Z, a-z, 0-9, _ and - (the title may be anything)");
        return null;
    }

    private static void Unique(string list, IEnumerable<string> names, Findings findings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, name) in names.Index())
        {
            if (seen.Add(name)) continue;
            findings.Enter(list);
            findings.Enter(index);
            findings.ReportAt("name", "repeated", $"two {list} are called \"{name}\"");
            findings.Leave();
            findings.Leave();
        }
    }

    /// <summary>The word for the kind in the JSON.</summary>
    public static string Word(FieldKind kind) => FieldKinds.First(one => one.Kind == kind).Word;

    public static string Write(IReadOnlyList<Field> fields, IReadOnlyList<Question> questions) => JsonText.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("fields");
        foreach (var field in fields)
        {
            writer.WriteStartObject();
            writer.WriteString("name", field.Name);
            writer.WriteString("kind", Word(field.Kind));
            if (field.Title is not null) writer.WriteString("title", field.Title);
            if (!field.Required) writer.WriteBoolean("required", false);
            if (field.Beside) writer.WriteBoolean("beside", true);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("questions");
        foreach (var question in questions) WriteQuestion(writer, question);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>One question of any kind.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="question">The question.</param>
    /// <param name="more">Writes what the question has besides, before the properties of its kind.</param>
    public static void WriteQuestion(Utf8JsonWriter writer, Question question, Action? more = null)
    {
        writer.WriteStartObject();
        writer.WriteString("name", question.Name);
        writer.WriteString("kind", question.Kind.Name);
        writer.WriteString("title", question.Title);
        if (question.Hint is not null) writer.WriteString("hint", question.Hint);
        if (!question.Required) writer.WriteBoolean("required", false);
        question.When?.Write(writer);
        more?.Invoke();
        question.Kind.WriteQuestion(writer, question);
        writer.WriteEndObject();
    }
}
