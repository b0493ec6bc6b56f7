using System.Text.Json;
using Assay.Model;
using Assay.Model.Json;
using Assay.Model.Questions;

namespace Assay.WeakModels.Llm.Asking;

/// <summary>
/// The form in which a language model answers the questions of a label schema. It is what every provider can force: objects whose properties are all required, enums of
/// strings, no unions, no bounds, no recursion. Whatever a grammar cannot say is checked when the reply is read.
/// </summary>
public sealed class AnswerSchema
{
    /// <summary>Labels of one question beyond which they are answered by number: providers refuse longer enums.</summary>
    public const int MostInOneEnum = 250;

    /// <summary>Words in all enums together.</summary>
    public const int MostInAllEnums = 1_000;

    private AnswerSchema(LabelSchema schema, IReadOnlyList<AskedQuestion> asked, IReadOnlyList<OmittedQuestion> omitted)
    {
        (Schema, Asked, Omitted) = (schema, asked, omitted);
        Json = JsonText.Write(Write);
    }

    /// <summary>The questions as people are asked them.</summary>
    public LabelSchema Schema { get; }

    /// <summary>The JSON schema of a reply; the same bytes for the same label schema, so that providers compile its grammar once.</summary>
    public string Json { get; }

    /// <summary>The questions a language model is not asked, and why.</summary>
    public IReadOnlyList<OmittedQuestion> Omitted { get; }

    internal IReadOnlyList<AskedQuestion> Asked { get; }

    /// <summary>Of a label schema.</summary>
    /// <param name="schema">The questions.</param>
    /// <param name="only">The questions to ask, by name; null for all.</param>
    /// <exception cref="UnfitModel">None of its questions can be asked; says why for each.</exception>
    public static AnswerSchema Of(LabelSchema schema, IReadOnlyCollection<string>? only = null)
    {
        var (asked, omitted, words) = (new List<AskedQuestion>(), new List<OmittedQuestion>(), 0);
        foreach (var question in schema.Questions)
        {
            if (only is not null && !only.Contains(question.Name)) continue;
            if (WhyNot(schema, question) is { } why)
            {
                omitted.Add(new OmittedQuestion(question.Name, why));
                continue;
            }
            var one = Ask(question, isNumbered: false);
            if (one is AskedChoice && (one.EnumSize > MostInOneEnum || words + one.EnumSize > MostInAllEnums)) one = Ask(question, isNumbered: true);
            words += one.EnumSize;
            asked.Add(one);
        }
        if (asked.Count == 0)
            throw new UnfitModel($"a language model can answer none of the questions: {string.Join("; ", omitted.Select(one => $"\"{one.Name}\" {one.Why}"))}");
        return new AnswerSchema(schema, asked, omitted);
    }

    private static string? WhyNot(LabelSchema schema, Question question)
    {
        if (schema.Fields.All(field => field.IsMedia)) return "is about images or recordings, and only texts are sent";
        return question switch
        {
            ChoiceQuestion or RatingQuestion or TextQuestion => null,
            SpansQuestion { Attributes: var attributes } when attributes.Any(attribute => attribute.Question.Required) => "asks something of each span, which is not asked here",
            SpansQuestion => null,
            PairwiseQuestion pair => Media([pair.A, pair.B]),
            RankingQuestion ranking => Media([.. ranking.Fields.OfType<string>()]),
            _ => $"is of the kind {question.Kind.Name}, which is not asked here",
        };

        string? Media(IReadOnlyList<string> fields) =>
            schema.Fields.Any(field => field.IsMedia && fields.Contains(field.Name)) ? "is about images or recordings, and only texts are sent" : null;
    }

    private static AskedQuestion Ask(Question question, bool isNumbered) => question switch
    {
        ChoiceQuestion choice => new AskedChoice(choice, isNumbered),
        TextQuestion text => new AskedText(text),
        SpansQuestion spans => new AskedSpans(spans),
        RankingQuestion ranking => new AskedRanking(ranking),
        _ => new AskedWord(question),
    };

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteInto(writer);
        writer.WriteEndObject();
    }

    /// <summary>The properties of the object of answers, for a schema that holds it.</summary>
    internal void WriteInto(Utf8JsonWriter writer)
    {
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (var question in Asked)
        {
            writer.WriteStartObject(question.Question.Name);
            writer.WriteString("type", "object");
            writer.WriteStartObject("properties");
            writer.WritePropertyName("answer");
            question.WriteSchema(writer);
            writer.WriteStartObject("confidence");
            writer.WriteString("type", "number");
            writer.WriteEndObject();
            writer.WriteEndObject();
            WriteAllRequired(writer, ["answer", "confidence"]);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        WriteAllRequired(writer, Asked.Select(question => question.Question.Name));
    }

    internal static void WriteAllRequired(Utf8JsonWriter writer, IEnumerable<string> names)
    {
        writer.WriteStartArray("required");
        foreach (var name in names) writer.WriteStringValue(name);
        writer.WriteEndArray();
        writer.WriteBoolean("additionalProperties", false);
    }
}

/// <summary>A question a language model is not asked.</summary>
/// <param name="Name">The question.</param>
/// <param name="Why">A clause that follows the name.</param>
public sealed record OmittedQuestion(string Name, string Why);
