namespace Assay.WeakModels.Rules;

/// <summary>A place where a rule found something.</summary>
/// <param name="Rule">Its place in the rule set.</param>
/// <param name="Field">The field of the item.</param>
/// <param name="Start">In UTF-16 units.</param>
/// <param name="End">In UTF-16 units, exclusive.</param>
public readonly record struct RuleMatch(int Rule, string Field, int Start, int End);
