namespace Assay.Learning.Tagging;

/// <summary>What a tagger sees in a text.</summary>
/// <param name="Spans">The spans of the most likely tagging, by their start, none overlapping, each with its own chance.</param>
/// <param name="Tokens">How unsure it is at each token.</param>
/// <param name="LogProbability">The natural logarithm of the chance that the tagging is wholly right, at most 0: the sum over the sentences of the text.</param>
public sealed record TextReading(IReadOnlyList<TaggedSpan> Spans, IReadOnlyList<TokenUncertainty> Tokens, double LogProbability);

/// <summary>How unsure a tagger is of one token.</summary>
/// <param name="Start">The first Unicode code point.</param>
/// <param name="End">The code point after the last.</param>
/// <param name="Entropy">Of the chances of its tags, in nats: from 0 to the logarithm of four times the labels and one.</param>
/// <param name="Doubt">1 less the chance of its most likely tag, 0 to 1.</param>
/// <param name="Outside">The chance that it is in no span.</param>
public readonly record struct TokenUncertainty(int Start, int End, double Entropy, double Doubt, double Outside);
