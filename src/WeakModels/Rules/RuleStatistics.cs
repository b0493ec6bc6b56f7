using Assay.Model.Questions;

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

    /// <summary>Counts an item of which one label is right.</summary>
    /// <param name="voted">The rules that vote on it, each once.</param>
    /// <param name="truth">Its label; null when it is not known.</param>
    public void Add(IReadOnlyList<int> voted, string? truth = null) =>
        Add(voted, (one, other) => rules.LabelOfRule[one] != rules.LabelOfRule[other], truth is null ? null : [truth]);

    /// <summary>Counts an item of which several labels may be right: rules that vote for different ones are not against each other.</summary>
    /// <param name="voted">The rules that vote on it, each once.</param>
    /// <param name="truth">Its labels; null when they are not known.</param>
    public void AddSeveral(IReadOnlyList<int> voted, IReadOnlyCollection<string>? truth) => Add(voted, (_, _) => false, truth);

    /// <summary>
    /// Counts an item whose stretches are labeled. Rules are with each other where their stretches share a character, and against each other where these have different labels and cannot
    /// both be marked. A stretch that a rule marks is right where just this stretch has the rule's label.
    /// </summary>
    /// <param name="marks">What the rules mark, each stretch of a rule once.</param>
    /// <param name="overlap">Which stretches may be marked together; the same one never twice.</param>
    /// <param name="truth">Its spans; null when they are not known.</param>
    public void AddSpans(IReadOnlyList<RuleMark> marks, SpanOverlap overlap, IReadOnlyList<SpanRegion>? truth)
    {
        var of = marks.ToLookup(mark => mark.Rule);
        Count(
            [.. of.Select(rule => rule.Key).Order()],
            (one, other) => of[one].Any(mine => of[other].Any(mine.Touches)),
            (one, other) => rules.LabelOfRule[one] != rules.LabelOfRule[other] && of[one].Any(mine => of[other].Any(theirs => !mine.MayStandBeside(theirs, overlap))));
        if (truth is null) return;
        foreach (var mark in marks)
        {
            known[mark.Rule]++;
            if (truth.Any(span => span.Parts.Count == 1 && (span.Field, span.Start, span.End, span.Label) == (mark.Field, mark.Start, mark.End, rules.Rules[mark.Rule].Label))) right[mark.Rule]++;
        }
    }

    private void Add(IReadOnlyList<int> voted, Func<int, int, bool> isAgainst, IReadOnlyCollection<string>? truth)
    {
        Count(voted, (_, _) => true, isAgainst);
        if (truth is null) return;
        foreach (var rule in voted)
        {
            known[rule]++;
            if (truth.Contains(rules.Rules[rule].Label)) right[rule]++;
        }
    }

    private void Count(IReadOnlyList<int> voted, Func<int, int, bool> isWith, Func<int, int, bool> isAgainst)
    {
        Items++;
        if (voted.Count > 0) Covered++;
        foreach (var rule in voted)
        {
            votes[rule]++;
            if (voted.Any(other => other != rule && isWith(rule, other))) overlaps[rule]++;
            if (voted.Any(other => other != rule && isAgainst(rule, other))) conflicts[rule]++;
        }
    }
}

/// <summary>A stretch of a text that a rule marks.</summary>
/// <param name="Rule">Its place in the rule set.</param>
/// <param name="Field">The text.</param>
/// <param name="Start">Its first code point.</param>
/// <param name="End">The code point after it.</param>
public readonly record struct RuleMark(int Rule, string Field, int Start, int End)
{
    /// <summary>Whether two share a character.</summary>
    public bool Touches(RuleMark other) => Field == other.Field && Start < other.End && other.Start < End;

    internal bool MayStandBeside(RuleMark other, SpanOverlap overlap) =>
        !Touches(other)
        || (Start, End) != (other.Start, other.End)
            && (overlap == SpanOverlap.Any || overlap == SpanOverlap.Nested && (Start <= other.Start && other.End <= End || other.Start <= Start && End <= other.End));
}

/// <param name="Name">The rule.</param>
/// <param name="Label">What it votes for.</param>
/// <param name="Votes">Items on which it votes.</param>
/// <param name="Overlaps">Of these, those on which another rule votes too.</param>
/// <param name="Conflicts">Of these, those on which another rule votes for another label.</param>
/// <param name="Known">Of its votes, those on items whose label is known; of spans, the stretches it marks there.</param>
/// <param name="Right">Of these, those that are right: of several labels one of the known ones, of spans just such a stretch of this label.</param>
public sealed record RuleCount(string Name, string Label, int Votes, int Overlaps, int Conflicts, int Known, int Right);
