using System.Globalization;
using System.Text.Json;
using Assay.Model.Json;
using Assay.Model.Questions;

namespace Assay.WeakModels.Llm.Asking;

/// <summary>Labels as words of an enum; where there are too many for a grammar, as the numbers of a list in the prompt.</summary>
internal sealed class AskedChoice : AskedQuestion
{
    private readonly ChoiceQuestion choice;
    private readonly List<(string Word, LabelPath Path, Label Label)> labels = [];
    private readonly Dictionary<string, LabelPath> paths = new(StringComparer.Ordinal);
    private readonly string cannotTell = CannotTell;

    /// <param name="question">The question.</param>
    /// <param name="isNumbered">Whether labels are answered by number.</param>
    public AskedChoice(ChoiceQuestion question, bool isNumbered) : base(question)
    {
        (choice, IsNumbered) = (question, isNumbered);
        Collect(question.Labels, []);
        foreach (var (word, path, _) in labels) paths[word] = path;
        while (paths.ContainsKey(cannotTell)) cannotTell += "_";
    }

    public bool IsNumbered { get; }

    public override int EnumSize => IsNumbered ? 0 : labels.Count + 1;

    public override IReadOnlyList<string> Shuffled => IsNumbered ? [] : [.. labels.Select(label => label.Word)];

    private bool IsList => choice.Mode != ChoiceMode.Single;

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (IsList)
        {
            writer.WriteString("type", "array");
            writer.WriteStartObject("items");
        }
        if (IsNumbered) writer.WriteString("type", "string");
        else WriteEnum(writer, [.. labels.Select(label => label.Word), cannotTell]);
        if (IsList) writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public override IEnumerable<string> Instructions()
    {
        var what = IsNumbered ? "number" : "label";
        yield return choice switch
        {
            { Mode: ChoiceMode.Single } => $"Answer with one {what}.",
            { Min: var min, Max: { } max } when min == max => $"Answer with a list of {min} {what}s.",
            { Min: 0, Max: null } => $"Answer with a list of every {what} that fits; with an empty list where none does.",
            { Max: null } => $"Answer with a list of every {what} that fits, at least {choice.Min}.",
            _ => $"Answer with a list of {choice.Min} to {choice.Max} {what}s.",
        };
        if (choice.Mode == ChoiceMode.Taxonomy) yield return "Labels are paths down a tree; answer with the deepest one you are sure of.";
        yield return $"Where you cannot tell, answer {(IsList ? $"[\"{cannotTell}\"]" : $"\"{cannotTell}\"")}.";
        yield return IsNumbered ? "Labels by number:" : "Labels:";
        foreach (var (word, path, label) in labels)
        {
            var title = label.Title is null || label.Title == label.Name ? "" : $" ({label.Title})";
            var hint = label.Hint is null ? "" : $": {label.Hint}";
            yield return IsNumbered ? $"- {word}: {path}{title}{hint}" : $"- \"{word}\"{title}{hint}";
        }
    }

    public override FoundAnswer? Read(JsonElement answer, ItemText item, List<string> problems)
    {
        if (!IsList)
        {
            if (JsonText.String(answer) is not { } word) return Wrong(problems, answer, "one label");
            return word == cannotTell ? null : Find(word, problems) is { } path ? new FoundAnswer(JsonSerializer.Serialize(path.Names[0])) : null;
        }
        if (answer.ValueKind != JsonValueKind.Array) return Wrong(problems, answer, "a list of labels");
        var words = new List<string>();
        foreach (var element in answer.EnumerateArray())
        {
            if (JsonText.String(element) is not { } word) return Wrong(problems, element, "a label");
            if (!words.Contains(word)) words.Add(word);
        }
        if (words.Contains(cannotTell)) return null;
        LabelPath?[] found = [.. words.Select(word => Find(word, problems))];
        if (found.Contains(null)) return null;
        return new FoundAnswer(choice.Mode == ChoiceMode.Taxonomy
            ? JsonSerializer.Serialize(found.Select(path => path!.Names))
            : JsonSerializer.Serialize(found.Select(path => path!.Names[0])));
    }

    public override void WriteExample(Utf8JsonWriter writer, Answer answer, ItemText item)
    {
        var words = ((ChoiceAnswer)answer).Labels.Select(path => labels.Find(label => label.Path.Equals(path)).Word);
        if (!IsList)
        {
            writer.WriteStringValue(words.First());
            return;
        }
        writer.WriteStartArray();
        foreach (var word in words) writer.WriteStringValue(word);
        writer.WriteEndArray();
    }

    private LabelPath? Find(string word, List<string> problems)
    {
        if (paths.TryGetValue(word, out var path)) return path;
        var right = IsNumbered ? $"there are 1 to {labels.Count}" : $"there are {string.Join(", ", labels.Take(20).Select(label => label.Word))}";
        problems.Add($"\"{choice.Name}\": {JsonText.Show(word)} is none of its {(IsNumbered ? "numbers" : "labels")}; {right}");
        return null;
    }

    private void Collect(LabelSet level, IReadOnlyList<string> above)
    {
        foreach (var label in level)
        {
            var path = new LabelPath([.. above, label.Name]);
            labels.Add((IsNumbered ? (labels.Count + 1).ToString(CultureInfo.InvariantCulture) : path.ToString(), path, label));
            Collect(label.Children, path.Names);
        }
    }
}
