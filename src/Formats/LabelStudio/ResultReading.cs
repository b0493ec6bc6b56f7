using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Model;
using Assay.Model.Questions;
using JsonList = System.Text.Json.Nodes.JsonArray;
using SafeJson = Assay.Model.Json.JsonText;

namespace Assay.Formats.LabelStudio;

/// <summary>What came of reading a result: the answers it gives, or why it gives none.</summary>
/// <param name="Answers">Null exactly when there are problems. Checked against the schema as a draft; questions that nothing was said to are left out.</param>
/// <param name="Scores">How sure the model is, by the name of the question.</param>
/// <param name="Problems">What is wrong, each a sentence for a person.</param>
public sealed record ResultReading(Answers? Answers, IReadOnlyDictionary<string, ResultScores> Scores, IReadOnlyList<string> Problems)
{
    /// <summary>What was set aside since nothing asks for it: links between regions.</summary>
    public IReadOnlyList<string> Unused { get; init; } = [];

    internal static ResultReading Wrong(params IReadOnlyList<string> problems) => new(null, new Dictionary<string, ResultScores>(), problems);
}

/// <summary>How sure a model is of one answer.</summary>
/// <param name="Whole">0 to 1: the least of its parts; null when the model does not say.</param>
/// <param name="Parts">Of each region, in the order of the answer; empty when it has none, or the model does not say of each.</param>
public sealed record ResultScores(double? Whole, IReadOnlyList<double> Parts)
{
    /// <summary>The regions of an answer are in their canonical order; each is found again by the JSON it has there.</summary>
    internal static ResultScores Of(Question question, Answer answer, IReadOnlyList<(JsonObject Region, double? Score)> given)
    {
        if (given.Any(one => one.Score is null)) return new ResultScores(null, []);
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (region, score) in given)
        {
            var alone = question.Kind.ReadAnswer(question, JsonElement.Parse(new JsonList(region.DeepClone()).ToJsonString()), ItemFacts.None, new Findings());
            if (alone is not null) scores[Canonical(question, alone)[0]] = score!.Value;
        }
        double[] parts = [.. Canonical(question, answer).Select(region => scores.TryGetValue(region, out var score) ? score : 0)];
        return new ResultScores(parts.Length == 0 ? null : parts.Min(), parts);
    }

    private static string[] Canonical(Question question, Answer answer)
    {
        using var document = JsonDocument.Parse(SafeJson.Write(writer => question.Kind.WriteAnswer(writer, question, answer)));
        return [.. document.RootElement.EnumerateArray().Select(region => region.GetRawText())];
    }
}
