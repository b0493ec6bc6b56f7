using System.Text.Json;

namespace Assay.WeakModels.Rules;

/// <summary>Finds what the rules of a set find in an item. Each text is read once for all phrases and once for each regular expression. Not thread-safe.</summary>
public sealed class RuleMatcher
{
    private readonly List<(string Field, PhraseIndex Exact, PhraseIndex Folded, List<(int Rule, RegexRule Regex)> Patterns)> fields = [];
    private readonly List<(int Word, int Start, int End)> read = [];

    /// <summary>Of a set's rules, by their places.</summary>
    public RuleMatcher(RuleSet set)
    {
        foreach (var field in set.Rules.Select(rule => rule.Field).Distinct())
            fields.Add((field, new PhraseIndex(isCaseSensitive: true), new PhraseIndex(isCaseSensitive: false), []));
        foreach (var (place, rule) in set.Rules.Index())
        {
            var (_, exact, folded, patterns) = fields.Find(one => one.Field == rule.Field);
            if (rule is RegexRule regex) patterns.Add((place, regex));
            else if (rule is PhraseRule phrases)
                foreach (var phrase in phrases.Phrases) (phrases.IsCaseSensitive ? exact : folded).Add(phrase, place);
        }
    }

    /// <summary>Puts all matches in an item into the list, in place of what was there. Fields that are missing, or no texts, hold none.</summary>
    public void Find(JsonElement item, List<RuleMatch> found)
    {
        found.Clear();
        foreach (var (field, exact, folded, patterns) in fields)
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(field, out var value) || value.ValueKind != JsonValueKind.String) continue;
            var text = value.GetString()!;
            if (!exact.IsEmpty) exact.Find(text, field, found, read);
            if (!folded.IsEmpty) folded.Find(text, field, found, read);
            foreach (var (rule, regex) in patterns)
                foreach (var match in regex.Pattern.EnumerateMatches(text))
                    if (match.Length > 0) found.Add(new RuleMatch(rule, field, match.Index, match.Index + match.Length));
        }
    }
}
