using System.Text.RegularExpressions;
using Assay.WeakModels.Rules;

namespace Assay.Benchmarks.AutoAccept;

/// <summary>
/// Rules read off labeled texts without a person: for each label up to twenty words or pairs of words, each a rule, that its texts have more often than others. By log-odds with
/// an informative prior: Monroe, Colaresi and Quinn (2008), "Fightin' words", Political Analysis 16(4).
/// </summary>
internal static partial class KeywordRules
{
    private const int MostOfLabel = 20;
    private const int LeastTexts = 3;
    private const double LeastDeviations = 1.96;
    private const double PriorTexts = 100;

    /// <param name="texts">Each with its label.</param>
    /// <param name="labels">All there are.</param>
    public static IReadOnlyList<PhraseRule> Of((string Text, string Label)[] texts, string[] labels)
    {
        var terms = texts.Select(one => (one.Label, Terms: Terms(one.Text))).ToList();
        var all = terms.SelectMany(one => one.Terms).CountBy(term => term).Where(term => term.Value >= LeastTexts).ToDictionary();
        return
        [
            .. labels.SelectMany(label => Best(label, [.. terms.Where(one => one.Label == label).Select(one => one.Terms)], all, texts.Length)),
        ];
    }

    private static IEnumerable<PhraseRule> Best(string label, List<HashSet<string>> own, Dictionary<string, int> all, int texts) => own
        .SelectMany(terms => terms).CountBy(term => term).Where(term => all.ContainsKey(term.Key))
        .Select(term => (term.Key, Deviations: Deviations(term.Value, own.Count, all[term.Key] - term.Value, texts - own.Count, PriorTexts * all[term.Key] / texts)))
        .Where(term => term.Deviations >= LeastDeviations)
        .OrderByDescending(term => term.Deviations).ThenBy(term => term.Key, StringComparer.Ordinal).Take(MostOfLabel)
        .Select(term => new PhraseRule($"{label}: {term.Key}", label, "text", [term.Key], IsCaseSensitive: false));

    /// <summary>By how many standard deviations the log-odds of a term in the texts of a label lie above those in others.</summary>
    private static double Deviations(int own, int ownTexts, int other, int otherTexts, double prior)
    {
        var difference = Odds(own, ownTexts) - Odds(other, otherTexts);
        return difference / Math.Sqrt((1 / (own + prior)) + (1 / (other + prior)));

        double Odds(int count, int of) => Math.Log((count + prior) / (of + PriorTexts - count - prior));
    }

    private static HashSet<string> Terms(string text)
    {
        var terms = new HashSet<string>();
        Match? before = null;
        foreach (Match word in Word().Matches(text))
        {
            terms.Add(word.Value.ToLowerInvariant());
            if (before is not null && string.IsNullOrWhiteSpace(text[(before.Index + before.Length)..word.Index]))
                terms.Add($"{before.Value} {word.Value}".ToLowerInvariant());
            before = word;
        }

        return terms;
    }

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}_]+")]
    private static partial Regex Word();
}
