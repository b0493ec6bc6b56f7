using System.Text.Json;
using Assay.Model.Questions;
using SafeJson = Assay.Model.Json.JsonText;

namespace Assay.Formats.LabelStudio;

/// <summary>
/// The labels of a control as results write them and as the schema names them. A result may write the alias, the value, or one of the
/// <c>predicted_values</c> of a label; we write the alias, or the value where there is none.
/// </summary>
internal sealed class WireNames
{
    public static readonly WireNames None = new();

    private const char Between = '\u001f';

    private readonly Dictionary<string, string[]> ours = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> wire = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]?> leaves = new(StringComparer.Ordinal);

    /// <summary>Of the labels below a tag.</summary>
    public static WireNames Of(ConfigElement control, bool isTree)
    {
        var names = new WireNames();
        names.Take(ConfigLabels.In(control), [], [], isTree);
        return names;
    }

    /// <summary>Of labels that are written as they are named.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="write">How a name is written.</param>
    public static WireNames Of(LabelSet labels, Func<string, string> write)
    {
        var names = new WireNames();
        names.Take(labels, [], [], write);
        return names;
    }

    /// <summary>Of plain names, each written so.</summary>
    public static WireNames Of(IEnumerable<(string Ours, string Wire)> pairs)
    {
        var names = new WireNames();
        foreach (var (mine, its) in pairs) names.Add([mine], [its], []);
        return names;
    }

    /// <summary>As results write them, for messages.</summary>
    public string Some => string.Join(", ", wire.Values.Take(12).Select(path => string.Join(" / ", path))) + (wire.Count > 12 ? ", …" : "");

    /// <summary>As a result writes the label.</summary>
    public string Wire(string name) => wire.TryGetValue(name, out var found) ? found[^1] : name;

    /// <summary>As a result writes the path.</summary>
    public IReadOnlyList<string> Wire(LabelPath path) => wire.TryGetValue(string.Join(Between, path.Names), out var found) ? found : path.Names;

    /// <summary>The label, or the path down to it, that a result names: a text, or a list of texts from the top; null when there is none.</summary>
    public IReadOnlyList<string>? Find(JsonElement named)
    {
        if (named.ValueKind == JsonValueKind.Array)
        {
            string?[] steps = [.. named.EnumerateArray().Select(SafeJson.String)];
            return steps.Length > 0 && !steps.Contains(null) ? ours.GetValueOrDefault(string.Join(Between, steps)) : null;
        }
        return SafeJson.String(named) is { } text ? Find(text) : null;
    }

    private string[]? Find(string text) =>
        ours.GetValueOrDefault(text) ?? ours.GetValueOrDefault(text.Trim())
        ?? ours.GetValueOrDefault(text.Replace(" / ", "\u001f", StringComparison.Ordinal)) ?? ours.GetValueOrDefault(text.Replace('/', Between))
        ?? leaves.GetValueOrDefault(text);

    private void Take(IEnumerable<ConfigElement> elements, string[] above, string[] wireAbove, bool isTree)
    {
        foreach (var element in elements)
        {
            var shown = element["value"] ?? element["html"];
            if ((element["alias"] ?? shown) is not { } written || ConfigWords.Label(written, isTree) is not { } name) continue;
            string[] path = [.. above, name], wirePath = [.. wireAbove, written];
            Add(path, wirePath, [.. new[] { shown, name }.OfType<string>(), .. element.List("predicted_values")]);
            if (isTree) Take(ConfigLabels.In(element), path, wirePath, isTree);
        }
    }

    private void Take(LabelSet labels, string[] above, string[] wireAbove, Func<string, string> write)
    {
        foreach (var label in labels)
        {
            string[] path = [.. above, label.Name], wirePath = [.. wireAbove, write(label.Name)];
            Add(path, wirePath, label.Title is { } title ? [write(title)] : []);
            Take(label.Children, path, wirePath, write);
        }
    }

    private void Add(string[] path, string[] wirePath, string[] also)
    {
        if (!wire.TryAdd(string.Join(Between, path), wirePath)) return;
        ours.TryAdd(string.Join(Between, wirePath), path);
        foreach (var other in also) ours.TryAdd(string.Join(Between, [.. wirePath[..^1], other]), path);
        // a name that ends two paths says neither
        leaves[wirePath[^1]] = leaves.ContainsKey(wirePath[^1]) ? null : path;
    }
}
