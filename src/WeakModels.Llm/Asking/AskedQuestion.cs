using System.Text.Json;
using Assay.Model.Questions;

namespace Assay.WeakModels.Llm.Asking;

/// <summary>A question as a language model is asked it: the form of its answer, in words and as a JSON schema, and the way back.</summary>
internal abstract class AskedQuestion(Question question)
{
    /// <summary>What is answered where the model cannot tell. No union with null: providers count those, and allow a few.</summary>
    protected const string CannotTell = "cannot tell";

    public Question Question => question;

    /// <summary>How many words the schema lists, which providers limit.</summary>
    public virtual int EnumSize => 0;

    /// <summary>The labels whose order is shuffled for each item, since what comes first is chosen more often.</summary>
    public virtual IReadOnlyList<string> Shuffled => [];

    /// <summary>The JSON schema of the answer.</summary>
    public abstract void WriteSchema(Utf8JsonWriter writer);

    /// <summary>How to answer, a sentence a line.</summary>
    public abstract IEnumerable<string> Instructions();

    /// <summary>The answer in the form of the label schema; null where the model cannot tell. What is wrong goes to the problems.</summary>
    public abstract FoundAnswer? Read(JsonElement answer, ItemText item, List<string> problems);

    /// <summary>An answer in the form the model gives it, for examples.</summary>
    public abstract void WriteExample(Utf8JsonWriter writer, Answer answer, ItemText item);

    /// <summary>Notes that something else stands where the answer belongs.</summary>
    protected FoundAnswer? Wrong(List<string> problems, JsonElement found, string right)
    {
        var shown = found.ValueKind == JsonValueKind.Undefined ? "nothing" : found.GetRawText();
        problems.Add($"\"{question.Name}\": {(shown.Length > 80 ? shown[..80] + "…" : shown)} stands where {right} belongs");
        return null;
    }

    protected static void WriteEnum(Utf8JsonWriter writer, IEnumerable<string> words)
    {
        writer.WriteString("type", "string");
        writer.WriteStartArray("enum");
        foreach (var word in words) writer.WriteStringValue(word);
        writer.WriteEndArray();
    }
}

/// <summary>An answer that was found in a reply.</summary>
/// <param name="Json">In the form of the label schema.</param>
internal sealed record FoundAnswer(string Json)
{
    /// <summary>How sure the model is of the span at a place.</summary>
    public IReadOnlyDictionary<(string Field, int Start, int End, string Label), double> Parts { get; init; } =
        new Dictionary<(string Field, int Start, int End, string Label), double>();

    /// <summary>Quotes that are not in the text, each a sentence.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The share of what was said that is there.</summary>
    public double Share { get; init; } = 1;
}
