using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Questions;

namespace Assay.WeakModels.Llm.Asking;

/// <summary>Things in order, the best first, none tied.</summary>
internal sealed class AskedRanking(RankingQuestion question) : AskedQuestion(question)
{
    public override int EnumSize => question.Labels.Count;

    public override IReadOnlyList<string> Shuffled => [.. question.Labels.Select(label => label.Name)];

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "array");
        writer.WriteStartObject("items");
        WriteEnum(writer, question.Labels.Select(label => label.Name));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public override IEnumerable<string> Instructions()
    {
        yield return question.Top is { } top ? $"Answer with a list of the best {top}, the best first, each once." : "Answer with a list of all of them, the best first, each once.";
        yield return "Where you cannot tell, answer with an empty list.";
        yield return "Things:";
        foreach (var (place, label) in question.Labels.Index())
            yield return $"- \"{label.Name}\"{(question.Fields[place] is { } field ? $": the field \"{field}\"" : label.Title is { } title ? $": {title}" : "")}";
    }

    public override FoundAnswer? Read(JsonElement answer, ItemText item, List<string> problems)
    {
        if (answer.ValueKind != JsonValueKind.Array || answer.EnumerateArray().Any(element => JsonText.String(element) is null))
            return Wrong(problems, answer, "a list of labels, the best first");
        return answer.GetArrayLength() == 0 ? null : new FoundAnswer(answer.GetRawText());
    }

    public override void WriteExample(Utf8JsonWriter writer, Answer answer, ItemText item)
    {
        writer.WriteStartArray();
        foreach (var name in ((RankingAnswer)answer).Ranks.SelectMany(rank => rank)) writer.WriteStringValue(name);
        writer.WriteEndArray();
    }
}
