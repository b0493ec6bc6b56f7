using System.Text.Json;
using Assay.Learning.Tagging;
using Assay.Model.Questions;
using Assay.WeakModels;

namespace Assay.Pipeline.Models;

/// <summary>What a tagger says of items, as answers to a question for spans: each of its texts is read by itself.</summary>
internal sealed class SpanReader(SpansQuestion question, SequenceTagger tagger)
{
    private readonly Dictionary<string, int> places = tagger.Labels.Index().ToDictionary(label => label.Item, label => label.Index);

    public SpanReading Read(JsonElement item)
    {
        var (regions, scores, doubts, chance) = (new List<SpanRegion>(), new List<double>(), new List<float>(), 0.0);
        foreach (var field in question.Fields)
            if (ItemTexts.Of(item, field) is { } text)
            {
                var read = tagger.Read(text);
                foreach (var span in read.Spans)
                {
                    regions.Add(new SpanRegion(span.Label, field, [new Stretch(span.Start, span.End)], []));
                    scores.Add(span.Probability);
                }

                doubts.AddRange(read.Tokens.Select(token => (float)token.Doubt));
                chance += read.LogProbability;
            }

        return new SpanReading(regions, scores, doubts.Count == 0 ? 0 : Math.Exp(chance), [.. doubts]);
    }

    /// <summary>Of each token, which label it is part of: 0 for none, else its place among the labels, from 1.</summary>
    public IEnumerable<int> TokenLabels(JsonElement item)
    {
        foreach (var field in question.Fields)
            if (ItemTexts.Of(item, field) is { } text)
            {
                var read = tagger.Read(text);
                var next = 0;
                foreach (var token in read.Tokens)
                {
                    while (next < read.Spans.Count && read.Spans[next].End <= token.Start)
                        next++;
                    yield return next < read.Spans.Count && read.Spans[next].Start <= token.Start ? 1 + places[read.Spans[next].Label] : 0;
                }
            }
    }
}

/// <summary>What a tagger says of an item.</summary>
/// <param name="Regions">Text by text, by their start, none overlapping.</param>
/// <param name="Scores">The chance of each that it is exactly right.</param>
/// <param name="Confidence">The chance that all of it is right, and nothing is missing; 0 where nothing was read.</param>
/// <param name="Doubts">Of each token 1 less the chance of its likeliest tag.</param>
internal sealed record SpanReading(IReadOnlyList<SpanRegion> Regions, IReadOnlyList<double> Scores, double Confidence, float[] Doubts)
{
    /// <summary>Whether there was a word to read: of an empty or blank text nothing is known, and nothing is sure.</summary>
    public bool HasText => Doubts.Length > 0;
}
