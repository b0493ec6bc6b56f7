namespace Assay.WeakModels.Rules;

/// <summary>What each rule of a set does on some items: how often it votes, with and against others, and how right it is where labels are known.</summary>
public sealed class RuleStatistics(RuleSet rules)
{
    private readonly int[] votes = new int[rules.Rules.Count];
    private readonly int[] overlaps = new int[rules.Rules.Count];
    private readonly int[] conflicts = new int[rules.Rules.Count];
    private readonly int[] known = new int[rules.Rules.Count];
    private readonly int[] right = new int[rules.Rules.Count];

    /// <summary>Items counted.</summary>
    public int Items { get; private set; }

    /// <summary>Items on which at least one rule votes.</summary>
    public int Covered { get; private set; }

    /// <summary>By rule, in the order of the set.</summary>
    public IReadOnlyList<RuleCount> Rules =>
        [.. rules.Rules.Select((rule, place) => new RuleCount(rule.Name, rule.Label, votes[place], overlaps[place], conflicts[place], known[place], right[place]))];

    /// <summary>Counts an item.</summary>
    /// <param name="voted">The rules that vote on it, each once.</param>
    /// <param name="truth">Its label; null when it is not known.</param>
    public void Add(IReadOnlyList<int> voted, string? truth = null)
    {
        Items++;
        if (voted.Count > 0) Covered++;
        foreach (var rule in voted)
        {
            votes[rule]++;
            if (voted.Count > 1) overlaps[rule]++;
            foreach (var other in voted)
                if (rules.LabelOfRule[other] != rules.LabelOfRule[rule])
                {
                    conflicts[rule]++;
                    break;
                }
            if (truth is null) continue;
            known[rule]++;
            if (rules.Rules[rule].Label == truth) right[rule]++;
        }
    }
}

/// <param name="Name">The rule.</param>
/// <param name="Label">What it votes for.</param>
/// <param name="Votes">Items on which it votes.</param>
/// <param name="Overlaps">Of these, those on which another rule votes too.</param>
/// <param name="Conflicts">Of these, those on which another rule votes for another label.</param>
/// <param name="Known">Of its votes, those on items whose label is known.</param>
/// <param name="Right">Of these, those that are right.</param>
public sealed record RuleCount(string Name, string Label, int Votes, int Overlaps, int Conflicts, int Known, int Right);
