using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Assay.WeakModels.Rules;

/// <summary>
/// Reads rules from YAML: <c>question</c>, <c>labels</c>, <c>rules</c> (each a <c>label</c>, one of <c>keywords</c>, <c>regex</c>, <c>gazetteer</c>, and if
/// need be <c>name</c>, <c>case_sensitive</c>, <c>field</c>), <c>combine: majority|label-model</c>.
/// </summary>
public static class RuleFile
{
    /// <summary>Characters that are read at most.</summary>
    public const int Longest = 4_000_000;

    private const int MostRules = 10_000;

    private const int Deepest = 20;

    private static readonly IReadOnlyList<string> Keys = ["question", "labels", "rules", "combine"];
    private static readonly IReadOnlyList<string> RuleKeys = ["name", "label", "keywords", "regex", "gazetteer", "case_sensitive", "field"];

    /// <summary>Reads a file; gazetteers are named from its folder and hold a phrase a line.</summary>
    /// <exception cref="UnfitModel">Something is wrong with it; the message names the file, the line and what would be right.</exception>
    public static RuleSet Load(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Parse(Text(path), Path.GetFileName(path), name => Text(Path.Combine(folder, name)).Split('\n'));
    }

    /// <summary>Reads rules from text.</summary>
    /// <param name="yaml">At most <see cref="Longest"/> characters.</param>
    /// <param name="file">What the text is called in messages.</param>
    /// <param name="gazetteer">The lines of a gazetteer by its name, or an <see cref="UnfitModel"/> where there is none of it; null where rules may name none.</param>
    /// <exception cref="UnfitModel">Something is wrong with it.</exception>
    public static RuleSet Parse(string yaml, string file = "rules.yaml", Func<string, IReadOnlyList<string>>? gazetteer = null)
    {
        if (yaml.Length > Longest) throw new UnfitModel($"{file}: it has {yaml.Length:N0} characters; at most {Longest:N0} are read. Put long lists into a gazetteer.");
        var reader = new Reader(file, gazetteer);
        try
        {
            CheckDepth(yaml, file);
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents.Count == 1
                ? reader.Set(stream.Documents[0].RootNode)
                : throw new UnfitModel($"{file}: it holds {stream.Documents.Count} documents; write the rules as one");
        }
        catch (YamlException error)
        {
            throw new UnfitModel($"{file}:{error.Start.Line}: it is no YAML: {error.Message}", error);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            throw new UnfitModel($"{file}: it is no YAML that can be read: {error.Message}", error);
        }
    }

    /// <summary>The library goes down into what is nested by calling itself.</summary>
    private static void CheckDepth(string yaml, string file)
    {
        var parser = new Parser(new StringReader(yaml));
        for (var depth = 0; parser.MoveNext();)
            if ((depth += parser.Current!.NestingIncrease) > Deepest) throw new UnfitModel($"{file}:{parser.Current.Start.Line}: it is nested more than {Deepest} deep; rules need four levels");
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new UnfitModel(error is DecoderFallbackException ? $"{path}: it is not UTF-8" : error.Message, error);
        }
    }

    private sealed class Reader(string file, Func<string, IReadOnlyList<string>>? gazetteer)
    {
        public RuleSet Set(YamlNode root)
        {
            var map = Map(root, "the file", Keys);
            var question = Word(map, "question", root) ?? throw Wrong(root, "question: is missing: the name of the question the rules answer");
            var labels = Words(map, "labels", root) ?? throw Wrong(root, "labels: is missing: a list of what the rules vote for");
            if (labels.Count == 0 || labels.Distinct().Count() < labels.Count) throw Wrong(map["labels"], "labels: is empty or names a label twice");
            var combine = Word(map, "combine", root) switch
            {
                null or "majority" => RuleCombination.Majority,
                "label-model" => RuleCombination.LabelModel,
                var other => throw Wrong(map["combine"], $"combine: is \"{other}\"; it is majority or label-model"),
            };
            if (!map.TryGetValue("rules", out var list) || list is not YamlSequenceNode { Children.Count: > 0 } all) throw Wrong(list ?? root, "rules: should be a list of at least one rule");
            if (all.Children.Count > MostRules) throw Wrong(all, $"rules: has {all.Children.Count:N0} rules; at most {MostRules:N0}. Put words of one label into one rule, or a gazetteer");
            var rules = new List<Rule>();
            foreach (var (index, node) in all.Children.Index()) rules.Add(One(node, index, labels));
            var twice = rules.GroupBy(rule => rule.Name).FirstOrDefault(group => group.Count() > 1);
            return twice is null ? new RuleSet(question, labels, rules, combine) : throw Wrong(all, $"two rules are named \"{twice.Key}\"");
        }

        private Rule One(YamlNode node, int index, IReadOnlyList<string> labels)
        {
            var map = Map(node, $"rule {index + 1}", RuleKeys);
            var label = Word(map, "label", node) ?? throw Wrong(node, $"rule {index + 1} has no label");
            if (!labels.Contains(label)) throw Wrong(map["label"], $"the label \"{label}\" is none of {string.Join(", ", labels.Take(20))}");
            var name = Word(map, "name", node) ?? string.Create(CultureInfo.InvariantCulture, $"{label} {index + 1}");
            var field = Word(map, "field", node) ?? "text";
            var isExact = Word(map, "case_sensitive", node) switch
            {
                null or "false" => false,
                "true" => true,
                var other => throw Wrong(map["case_sensitive"], $"case_sensitive: is \"{other}\"; it is true or false"),
            };
            string[] kinds = ["keywords", "regex", "gazetteer"];
            return kinds.Where(map.ContainsKey).ToList() switch
            {
                ["keywords"] => new PhraseRule(name, label, field, Phrases(map["keywords"], Words(map, "keywords", node)!), isExact),
                ["gazetteer"] => new PhraseRule(name, label, field, Phrases(map["gazetteer"], Lines(map, node)), isExact),
                ["regex"] => new RegexRule(name, label, field, Pattern(map, node, isExact)),
                var given => throw Wrong(node, $"the rule \"{name}\" has {(given.Count == 0 ? "none" : string.Join(" and ", given))} of keywords, regex, gazetteer; give it one"),
            };
        }

        private IReadOnlyList<string> Lines(Dictionary<string, YamlNode> map, YamlNode node)
        {
            var named = Word(map, "gazetteer", node)!;
            if (gazetteer is null) throw Wrong(map["gazetteer"], "gazetteers are files, and no files can be named here; use keywords");
            try
            {
                return gazetteer(named);
            }
            catch (UnfitModel error)
            {
                throw new UnfitModel($"{file}:{map["gazetteer"].Start.Line}: {error.Message}", error);
            }
        }

        private List<string> Phrases(YamlNode node, IReadOnlyList<string> words)
        {
            var phrases = words.Select(word => word.Trim()).Where(word => word.Length > 0).ToList();
            return phrases.Count > 0 ? phrases : throw Wrong(node, "it names no word");
        }

        private Regex Pattern(Dictionary<string, YamlNode> map, YamlNode node, bool isExact)
        {
            try
            {
                return new Regex(Word(map, "regex", node)!, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (isExact ? RegexOptions.None : RegexOptions.IgnoreCase));
            }
            catch (NotSupportedException)
            {
                throw Wrong(map["regex"], "the regular expression looks around or back (lookahead, lookbehind, back reference, atomic group), which has no bound on its time; write it without");
            }
            catch (ArgumentException error)
            {
                throw Wrong(map["regex"], $"the regular expression is wrong: {error.Message}");
            }
        }

        private Dictionary<string, YamlNode> Map(YamlNode node, string what, IReadOnlyList<string> keys)
        {
            if (node is not YamlMappingNode mapping) throw Wrong(node, $"{what} should be a map of {string.Join(", ", keys)}");
            var map = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
            foreach (var (key, value) in mapping.Children)
            {
                if (key is not YamlScalarNode { Value: { } name } || !keys.Contains(name)) throw Wrong(key, $"there is no \"{key}\" in {what}; there are {string.Join(", ", keys)}");
                map.Add(name, value);
            }
            return map;
        }

        private string? Word(Dictionary<string, YamlNode> map, string key, YamlNode at)
        {
            if (!map.TryGetValue(key, out var node)) return null;
            return node is YamlScalarNode { Value: { } text } && !string.IsNullOrWhiteSpace(text) ? text.Trim() : throw Wrong(at, $"{key}: should be one text");
        }

        private List<string>? Words(Dictionary<string, YamlNode> map, string key, YamlNode at)
        {
            if (!map.TryGetValue(key, out var node)) return null;
            if (node is not YamlSequenceNode list) throw Wrong(node, $"{key}: should be a list of texts: [one, two]");
            return [.. list.Children.Select(child => child is YamlScalarNode { Value: { } text } && !string.IsNullOrWhiteSpace(text) ? text.Trim() : throw Wrong(child, $"{key}: holds something that is no text"))];
        }

        private UnfitModel Wrong(YamlNode at, string message) => new($"{file}:{at.Start.Line}: {message}");
    }
}
