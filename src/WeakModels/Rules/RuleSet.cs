using System.Security.Cryptography;
using System.Text;

namespace Assay.WeakModels.Rules;

/// <summary>How the votes of several rules become one answer.</summary>
public enum RuleCombination
{
    /// <summary>Most rules win; a tie abstains.</summary>
    Majority,

    /// <summary>Rules count by how right they are, which a <see cref="LabelModel"/> learns without labels.</summary>
    LabelModel,
}

/// <summary>Rules for one question, see <see cref="RuleFile"/> for how they are written.</summary>
/// <param name="Question">The question they answer.</param>
/// <param name="Labels">What they vote for, at least two for a choice; labels of a taxonomy as paths, <c>food / fruit</c>.</param>
/// <param name="Rules">At least one; each votes for one of the labels.</param>
/// <param name="Combine">How votes become an answer.</param>
public sealed record RuleSet(string Question, IReadOnlyList<string> Labels, IReadOnlyList<Rule> Rules, RuleCombination Combine)
{
    /// <summary>The place of each rule's label.</summary>
    public IReadOnlyList<int> LabelOfRule { get; } = [.. Rules.Select(rule => Labels.ToList().IndexOf(rule.Label))];

    /// <summary>Twelve hexadecimal digits that change with whatever decides what the rules say.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(Question, Combine.ToString());
        foreach (var label in Labels) Add(label);
        foreach (var rule in Rules)
        {
            Add(rule.Name, rule.Label, rule.Field);
            if (rule is RegexRule regex) Add("regex", regex.Pattern.ToString(), regex.Pattern.Options.ToString());
            if (rule is not PhraseRule phrases) continue;
            Add("phrases", phrases.IsCaseSensitive.ToString());
            foreach (var phrase in phrases.Phrases) Add(phrase);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];

        void Add(params ReadOnlySpan<string> parts)
        {
            foreach (var part in parts)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(part));
                hash.AppendData([0]);
            }
        }
    }
}
