using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Questions;

namespace Assay.WeakModels.Llm.Asking;

/// <summary>Free text; an empty one is no answer.</summary>
internal sealed class AskedText(TextQuestion question) : AskedQuestion(question)
{
    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "string");
        writer.WriteEndObject();
    }

    public override IEnumerable<string> Instructions()
    {
        yield return question.Multiline ? "Answer with a text." : "Answer with a text of one line.";
        if (question.MinLength > 0) yield return $"It has at least {question.MinLength} characters.";
        if (question.MaxLength is { } most) yield return $"It has at most {most} characters.";
        if (question.Pattern is not null) yield return $"All of it matches the regular expression {question.Pattern}";
        yield return "Where you cannot tell, answer with an empty text.";
    }

    public override FoundAnswer? Read(JsonElement answer, ItemText item, List<string> problems)
    {
        if (JsonText.String(answer) is not { } text) return Wrong(problems, answer, "a text");
        return string.IsNullOrWhiteSpace(text) ? null : new FoundAnswer(JsonSerializer.Serialize(text));
    }

    public override void WriteExample(Utf8JsonWriter writer, Answer answer, ItemText item) => writer.WriteStringValue(((TextAnswer)answer).Text);
}
