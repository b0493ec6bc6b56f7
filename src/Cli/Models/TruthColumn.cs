using System.Text.Json;
using Assay.Model.Questions;

namespace Assay.Cli.Models;

/// <summary>
/// The right answers in a column of a file: a label; a list of labels, or one alone; of spans a list of <c>{"start","end","label"}</c>, with <c>field</c> where it is not the first. In a table lists are
/// written as JSON.
/// </summary>
internal static class TruthColumn
{
    /// <summary>The answer in a cell; null where it is empty.</summary>
    /// <exception cref="BadInput">It is none; the message says what would be right, not where.</exception>
    public static Answer? Of(Question question, JsonElement cell)
    {
        if (cell.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || cell.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(cell.GetString()))
            return null;
        return question switch
        {
            ChoiceQuestion { ChoosesOne: true } choice => cell.ValueKind is JsonValueKind.String or JsonValueKind.Number ? new ChoiceAnswer([Path(choice, cell.ToString())]) : null,
            ChoiceQuestion choice => new ChoiceAnswer([.. List(cell, isOneAllowed: true).Select(label => Path(choice, label.ToString()))]),
            SpansQuestion spans => new SpansAnswer([.. List(cell, isOneAllowed: false).Select(span => Span(spans, span))]),
            _ => null,
        };
    }

    /// <summary>Whether all of it is right and nothing is missing. Neither order nor what is said about a span counts.</summary>
    public static bool IsSame(Question question, Answer said, Answer truth) => (said, truth) switch
    {
        (SpansAnswer one, SpansAnswer other) => Places(one).SetEquals(Places(other)),
        _ when question is ChoiceQuestion { ChoosesOne: true } => question.Kind.Category(question, said) == question.Kind.Category(question, truth),
        _ => question.Kind.Members(question, said).ToHashSet().SetEquals(question.Kind.Members(question, truth)),
    };

    private static HashSet<(string, string, string)> Places(SpansAnswer spans) => [.. spans.Regions.Select(span => (span.Field, span.Label, string.Join(' ', span.Parts)))];

    private static LabelPath Path(ChoiceQuestion choice, string label) => new(choice.Mode == ChoiceMode.Taxonomy ? label.Split(LabelPath.Separator) : [label]);

    private static IReadOnlyList<JsonElement> List(JsonElement cell, bool isOneAllowed)
    {
        if (cell.ValueKind == JsonValueKind.Array)
            return [.. cell.EnumerateArray()];
        if (cell.ValueKind == JsonValueKind.String && cell.GetString()!.TrimStart().StartsWith('['))
            try
            {
                return [.. JsonElement.Parse(cell.GetString()!).EnumerateArray()];
            }
            catch (JsonException error)
            {
                throw new BadInput($"it is no JSON: {error.Message}");
            }

        return isOneAllowed ? [cell] : throw new BadInput("""right spans are a list of {"start", "end", "label"}""");
    }

    private static SpanRegion Span(SpansQuestion question, JsonElement span)
    {
        if (span.ValueKind == JsonValueKind.Object
            && span.TryGetProperty("start", out var start) && start.Whole() is { } from
            && span.TryGetProperty("end", out var end) && end.Whole() is { } to
            && span.TryGetProperty("label", out var label) && label.ValueKind == JsonValueKind.String)
            return new SpanRegion(label.GetString()!, span.TryGetProperty("field", out var field) && field.ValueKind == JsonValueKind.String ? field.GetString()! : question.Fields[0], [new Stretch(from, to)], []);
        throw new BadInput($$"""a right span is {"start", "end", "label"}, not {{Assay.Model.Json.JsonText.Show(span)}}""");
    }

    private static int? Whole(this JsonElement number) => number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) ? value : null;
}
