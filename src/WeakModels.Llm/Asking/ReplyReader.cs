using System.Text.Json;
using Assay.Model;
using Assay.Model.Json;
using Assay.Model.Questions;

namespace Assay.WeakModels.Llm.Asking;

/// <summary>Reads what a language model replied, and trusts none of it: what is not an answer of the label schema is a problem.</summary>
internal sealed class ReplyReader(AnswerSchema asked)
{
    /// <summary>The answers in a reply.</summary>
    /// <param name="text">The reply; fences and words around its object are left out.</param>
    /// <param name="item">What it is about.</param>
    public Reading Read(string text, ItemText item)
    {
        if (Object(text) is not { } document) return Reading.Broken($"the reply is no JSON object but {JsonText.Show(text.Trim())}");
        using (document)
            return Read(document.RootElement, item);
    }

    /// <summary>The answers in an object by question.</summary>
    public Reading Read(JsonElement reply, ItemText item)
    {
        var (problems, found, confidences) = (new List<string>(), new Dictionary<string, FoundAnswer>(), new Dictionary<string, double>());
        foreach (var question in asked.Asked)
        {
            var name = question.Question.Name;
            if (reply.ValueKind != JsonValueKind.Object || !reply.TryGetProperty(name, out var said)
                || said.ValueKind != JsonValueKind.Object || !said.TryGetProperty("answer", out var answer))
            {
                problems.Add($"\"{name}\": there is no object with its \"answer\" and \"confidence\"");
                continue;
            }
            if (question.Read(answer, item, problems) is not { } one) continue;
            found[name] = one;
            if (said.TryGetProperty("confidence", out var sure) && JsonText.TryNumber(sure, out var number) && number is >= 0 and <= 1) confidences[name] = number;
            else problems.Add($"\"{name}\": its \"confidence\" is no number from 0 to 1");
        }
        return problems.Count > 0 ? new Reading(problems, [], new Dictionary<string, QuestionDraft>()) : Check(found, confidences, item);
    }

    private Reading Check(Dictionary<string, FoundAnswer> found, Dictionary<string, double> confidences, ItemText item)
    {
        var json = JsonText.Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var (name, answer) in found)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(answer.Json);
            }
            writer.WriteEndObject();
        });
        var read = asked.Schema.ReadDraft(json, item.Facts());
        if (read.Answers is not { } answers) return new Reading([.. read.Violations.Select(violation => violation.Message)], [], new Dictionary<string, QuestionDraft>());
        var drafts = found.Where(one => answers[one.Key] is not null).ToDictionary(one => one.Key, one => Draft(answers[one.Key]!, one.Value, confidences[one.Key]));
        return new Reading([], [.. found.Values.SelectMany(answer => answer.Missing)], drafts);
    }

    private static QuestionDraft Draft(Answer answer, FoundAnswer found, double confidence)
    {
        var sure = confidence * found.Share;
        if (answer is not SpansAnswer spans)
        {
            var scores = new Dictionary<string, double>();
            if (answer is ChoiceAnswer { Labels: [var label] }) scores[label.ToString()] = sure;
            return new QuestionDraft(answer, sure, scores);
        }
        double[] parts = [.. spans.Regions.Select(span => found.Parts[(span.Field, span.Start, span.End, span.Label)])];
        return new QuestionDraft(answer, Math.Min(sure, parts.DefaultIfEmpty(1).Min()), SpanScores.ByLabel(spans.Regions, parts)) { PartScores = parts };
    }

    /// <summary>The object in a text: all of it, what a fence holds, or what stands between the first and the last brace.</summary>
    internal static JsonDocument? Object(string text)
    {
        if (Parse(text) is { } whole) return whole;
        var (first, last) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        return first >= 0 && last > first ? Parse(text[first..(last + 1)]) : null;
    }

    private static JsonDocument? Parse(string text)
    {
        var findings = new Findings();
        if (JsonText.Parse(text, Answers.Longest, findings) is not { } document) return null;
        if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
        document.Dispose();
        return null;
    }
}

/// <summary>What was found in a reply.</summary>
/// <param name="Problems">What breaks the schema, a sentence each; with any of them nothing is drafted.</param>
/// <param name="Missing">Quotes that are not in the text. The rest is drafted, and the confidence is less by their share.</param>
/// <param name="ByQuestion">The drafts.</param>
internal sealed record Reading(IReadOnlyList<string> Problems, IReadOnlyList<string> Missing, IReadOnlyDictionary<string, QuestionDraft> ByQuestion)
{
    /// <summary>Whether nothing needs to be asked again.</summary>
    public bool IsWhole => Problems.Count == 0 && Missing.Count == 0;

    public static Reading Broken(string problem) => new([problem], [], new Dictionary<string, QuestionDraft>());
}
