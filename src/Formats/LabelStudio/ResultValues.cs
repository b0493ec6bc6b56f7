using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Model.Questions;
using JsonList = System.Text.Json.Nodes.JsonArray;
using SafeJson = Assay.Model.Json.JsonText;

namespace Assay.Formats.LabelStudio;

/// <summary>The value of a result that is about a whole item, or of an attribute of a region, as the JSON of an answer.</summary>
internal static class ResultValues
{
    /// <summary>Null when nothing is said. Whether the value is right is for the question to check.</summary>
    /// <exception cref="Refused">The value has not the form its control writes.</exception>
    public static JsonNode? Of(ResultMark mark, Question question, BoundControl control) => question switch
    {
        ChoiceQuestion choice => Choice(mark, choice, control),
        RatingQuestion => Rating(mark),
        TextQuestion => Text(mark),
        PairwiseQuestion => Preferred(mark),
        RankingQuestion => Ranked(mark, control),
        _ => throw mark.Fault($"{control.Name} marks regions, and this is none"),
    };

    private static JsonNode? Choice(ResultMark mark, ChoiceQuestion question, BoundControl control)
    {
        var key = mark.Has("choices") ? "choices" : "taxonomy";
        if (!mark.Has(key)) throw Lacks(mark, "choices");
        var paths = mark.List(key).Select(label => control.Names.Find(label)
            ?? throw mark.Fault($"{ResultMark.Show(label)} is no choice of {control.Name}; there are {control.Names.Some}")).ToList();
        if (question.Mode == ChoiceMode.Taxonomy) return new JsonList([.. paths.Select(path => (JsonNode)new JsonList([.. path.Select(step => JsonValue.Create(step))]))]);
        if (question.Mode == ChoiceMode.Multiple) return new JsonList([.. paths.Select(path => JsonValue.Create(path[^1]))]);
        return paths.Count switch
        {
            0 => null,
            1 => JsonValue.Create(paths[0][^1]),
            _ => throw mark.Fault($"{control.Name} takes one choice, and there are {paths.Count}"),
        };
    }

    private static JsonValue Rating(ResultMark mark)
    {
        var number = mark.Has("rating") ? mark.Of("rating") : mark.Of("number");
        return SafeJson.TryWhole(number, out var whole) ? JsonValue.Create(whole)
            : throw mark.Fault(number.ValueKind == JsonValueKind.Undefined ? "its value has no rating" : $"{ResultMark.Show(number)} is no whole number");
    }

    private static JsonValue? Text(ResultMark mark)
    {
        if (mark.Number("number") is { } number) return JsonValue.Create(number.ToString(CultureInfo.InvariantCulture));
        if (mark.Has("datetime")) return JsonValue.Create(SafeJson.String(mark.Of("datetime")) ?? throw mark.Fault($"{ResultMark.Show(mark.Of("datetime"))} is no date"));
        if (!mark.Has("text")) throw Lacks(mark, "text");
        string[] lines = [.. mark.List("text").Select(line => SafeJson.String(line) ?? throw mark.Fault($"{ResultMark.Show(line)} is no text"))];
        return lines.Length == 0 ? null : JsonValue.Create(string.Join('\n', lines));
    }

    private static JsonValue Preferred(ResultMark mark) => SafeJson.String(mark.Of("selected")) switch
    {
        "left" => JsonValue.Create("a"),
        "right" => JsonValue.Create("b"),
        _ => throw mark.Fault($"selected is {ResultMark.Show(mark.Of("selected"))}; it must be \"left\" or \"right\""),
    };

    /// <summary>A list of ids, or one by the name of the control, or in a single bucket.</summary>
    private static JsonList Ranked(ResultMark mark, BoundControl control)
    {
        var ranker = mark.Of("ranker");
        if (ranker.ValueKind == JsonValueKind.Object)
        {
            var lists = ranker.EnumerateObject().ToList();
            ranker = lists.Count == 1 ? lists[0].Value : ResultMark.Get(ranker, control.Name);
        }
        if (ranker.ValueKind != JsonValueKind.Array) throw mark.Fault($"its ranker is no list of things in order under \"{control.Name}\"");
        return new JsonList([.. ranker.EnumerateArray().Select(id => JsonValue.Create(control.Names.Find(id)?[^1]
            ?? throw mark.Fault($"{ResultMark.Show(id)} is none of the things to rank: {control.Names.Some}")))]);
    }

    private static Refused Lacks(ResultMark mark, string name) => mark.Fault($"its value has no {name}: {ResultMark.Show(mark.Value)}");
}
