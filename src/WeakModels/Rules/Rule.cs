using System.Text.RegularExpressions;

namespace Assay.WeakModels.Rules;

/// <summary>Votes for a label where something is found in a text.</summary>
/// <param name="Name">Unique in its rule set.</param>
/// <param name="Label">What it votes for.</param>
/// <param name="Field">The field of the item it reads.</param>
public abstract record Rule(string Name, string Label, string Field);

/// <summary>Looks for words or phrases, whole words only; white space between words may be any. One list serves keywords and gazetteers of any size.</summary>
/// <param name="Name">Unique in its rule set.</param>
/// <param name="Label">What it votes for.</param>
/// <param name="Field">The field of the item it reads.</param>
/// <param name="Phrases">At least one; none is blank.</param>
/// <param name="IsCaseSensitive">Whether capitals matter.</param>
public sealed record PhraseRule(string Name, string Label, string Field, IReadOnlyList<string> Phrases, bool IsCaseSensitive) : Rule(Name, Label, Field);

/// <summary>Looks for a regular expression.</summary>
/// <param name="Name">Unique in its rule set.</param>
/// <param name="Label">What it votes for.</param>
/// <param name="Field">The field of the item it reads.</param>
/// <param name="Pattern">Takes time linear in the text, whatever the text (no backtracking).</param>
public sealed record RegexRule(string Name, string Label, string Field, Regex Pattern) : Rule(Name, Label, Field);
