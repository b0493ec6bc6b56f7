using System.Text.Json.Nodes;
using JsonList = System.Text.Json.Nodes.JsonArray;

namespace Assay.Formats.LabelStudio;

/// <summary>When a question is asked: <c>visibleWhen</c> at the control or at the view around it.</summary>
internal sealed class ConfigConditions(ConfigNotes notes)
{
    /// <summary>The attribute at the control or at the innermost view around it that has it.</summary>
    public static string? Attribute(ConfigElement element, string name) => element.Outwards().Select(one => one[name]).FirstOrDefault(value => value is not null);

    /// <summary>Gives each question its condition. Those it hangs on stand before it, or it is always asked.</summary>
    public void Give(IReadOnlyList<ConfigQuestion> questions)
    {
        foreach (var (index, question) in questions.Index())
            if (Holder(question.Control.Element) is { } holder && Condition(holder, questions.Take(index), question.Control.Element) is { } when)
                question.Json["when"] = when;
    }

    private static ConfigElement? Holder(ConfigElement element) =>
        element.Outwards().FirstOrDefault(one => one["visibleWhen"] is not null || one["whenChoiceValue"] is not null);

    private JsonObject? Condition(ConfigElement holder, IEnumerable<ConfigQuestion> before, ConfigElement asked)
    {
        var visible = holder["visibleWhen"] ?? "choice-selected";
        var isSelected = visible.Equals("choice-selected", StringComparison.OrdinalIgnoreCase);
        if (!isSelected && !visible.Equals("choice-unselected", StringComparison.OrdinalIgnoreCase)) return Always($"it is asked always, not only when {visible}");
        if (holder["whenTagName"] is not { } name) return Always("it is asked always: whenTagName does not say what it hangs on");
        if (before.FirstOrDefault(one => one.Control.Element["name"] == name && one.Kind == "choice") is not { } earlier)
            return Always($"it is asked always: no choice {name} stands before it here");
        string[] all = [.. Paths((JsonList)earlier.Json["labels"]!, "")];
        var wanted = holder.List("whenChoiceValue");
        string[] named = wanted.Count == 0 ? all : [.. all.Where(path => wanted.Contains(path) || wanted.Contains(path.Split(" / ")[^1]))];
        string[] values = isSelected ? named : [.. all.Except(wanted.Count == 0 ? all : named)];
        return values.Length == 0
            ? Always($"it is asked always: {name} has no answer {holder["whenChoiceValue"]}")
            : new JsonObject { ["question"] = earlier.Name, ["is"] = new JsonList([.. values.Select(value => JsonValue.Create(value))]) };

        JsonObject? Always(string note)
        {
            notes.Add(asked, note);
            return null;
        }
    }

    private static IEnumerable<string> Paths(JsonList labels, string above) => labels.SelectMany(label =>
    {
        var path = above + (string)label!["name"]!;
        return (label["children"] is JsonList children ? Paths(children, $"{path} / ") : []).Prepend(path);
    });
}
