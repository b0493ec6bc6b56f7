namespace Assay.Learning.Tagging;

/// <summary>A text and what is marked in it, to learn from.</summary>
/// <param name="Text">The whole text; what else it says of a name helps to tell what that name is.</param>
/// <param name="Spans">What is marked, in any order. Nothing is learned from stretches that hold no more than white space.</param>
/// <param name="Weight">How much the text counts, 0 or more; one of weight 2 counts like two of the same.</param>
public sealed record TaggedText(string Text, IReadOnlyList<TaggedSpan> Spans, double Weight = 1);

/// <summary>A marked stretch of a text.</summary>
/// <param name="Start">The first Unicode code point, from 0.</param>
/// <param name="End">The code point after the last.</param>
/// <param name="Label">What it is.</param>
/// <param name="Probability">The chance that exactly this stretch has this label, 0 to 1, as the tagger sees it. Training takes every span as certain.</param>
public sealed record TaggedSpan(int Start, int End, string Label, double Probability = 1);
