using System.Numerics;
using System.Runtime.InteropServices;

namespace Assay.Learning.Tagging;

/// <summary>The numbers of a conditional random field: for each feature a row with a weight for each tag, and a weight for each pair of tags.</summary>
internal sealed class CrfWeights(TagScheme scheme, FeatureIndex features, float[] rows, float[] pairs)
{
    public TagScheme Scheme { get; } = scheme;

    public FeatureIndex Features { get; } = features;

    public float[] Rows { get; } = rows;

    public float[] Pairs { get; } = pairs;

    public static CrfWeights Zero(TagScheme scheme, FeatureIndex features) => new(scheme, features, new float[features.Count * scheme.Stride], new float[scheme.Pairs]);

    public Span<float> Row(int feature) => Rows.AsSpan(feature * Scheme.Stride, Scheme.Stride);

    /// <summary>Adds the rows of features to the scores of a token.</summary>
    public void Add(ReadOnlySpan<int> rows, Span<float> scores)
    {
        var sums = MemoryMarshal.Cast<float, Vector<float>>(scores);
        foreach (var row in rows)
        {
            var weights = MemoryMarshal.Cast<float, Vector<float>>(Row(row));
            for (var i = 0; i < sums.Length; i++) sums[i] += weights[i];
        }
    }

    /// <summary>Multiplies all weights.</summary>
    public void Scale(double factor)
    {
        foreach (ref var weight in Rows.AsSpan()) weight *= (float)factor;
        foreach (ref var weight in Pairs.AsSpan()) weight *= (float)factor;
    }

    /// <summary>The scores of all tags of the tokens of a chain.</summary>
    public float[] Scores(Chain chain)
    {
        var scores = new float[chain.Tokens * Scheme.Stride];
        for (var i = 0; i < chain.Tokens; i++) Add(chain.Of(i), scores.AsSpan(i * Scheme.Stride, Scheme.Stride));
        return scores;
    }

    /// <summary>Takes over what another one knows: the weights of features that both have, for labels that both have.</summary>
    public void Take(CrfWeights other, IReadOnlyList<string> labels, IReadOnlyList<string> otherLabels)
    {
        int[] tags = [TagScheme.Outside, .. labels.SelectMany(label => Enumerable.Range(1, 4).Select(part =>
            otherLabels.ToList().IndexOf(label) is >= 0 and var place ? (4 * place) + part : -1))];
        for (var feature = 0; feature < Features.Count; feature++)
        {
            var known = other.Features.Find(Features.Keys[feature]);
            if (known < 0) continue;
            for (var tag = 0; tag < tags.Length; tag++)
                if (tags[tag] >= 0) Row(feature)[tag] = other.Row(known)[tags[tag]];
        }

        for (var tag = 0; tag < tags.Length; tag++)
            for (var next = 0; next < tags.Length; next++)
                if (TagScheme.MayFollow(tag, next) && tags[tag] >= 0 && tags[next] >= 0)
                    Pairs[Scheme.Pair(tag, next)] = other.Pairs[other.Scheme.Pair(tags[tag], tags[next])];
    }
}
