namespace Assay.Learning.Tagging;

/// <summary>What a tagger was trained on.</summary>
/// <param name="Texts">Examples.</param>
/// <param name="Tokens">Of all of them.</param>
/// <param name="Spans">Learned from.</param>
/// <param name="Overlapping">Left out since each overlaps a longer span.</param>
/// <param name="Blank">Left out since they hold no token.</param>
/// <param name="CutTokens">Words that a span begins or ends within. They are cut there to learn from; in a new text nothing is found that begins or ends within a word.</param>
/// <param name="Features">That have weights.</param>
/// <param name="Temperature">What scores were divided by so that chances come true: above 1 where the tagger would be too sure, 1 where it was not calibrated.</param>
public sealed record TaggerTraining(int Texts, int Tokens, int Spans, int Overlapping, int Blank, int CutTokens, int Features, double Temperature);
