using System.Numerics;
using System.Runtime.InteropServices;

namespace Assay.Learning.Tagging;

/// <summary>
/// Fits the weights of a conditional random field: the log-likelihood of the tags of all chains less half the penalty times the squared weights, chain by chain in
/// random order with a step size for each weight, and at the end the mean of the weights after the later half of the passes.
/// </summary>
/// <remarks>
/// AdaGrad: Duchi, Hazan and Singer (2011), JMLR 12. The penalty of a weight is spread evenly over the tokens that have its feature. Features are left out at random
/// after Hinton et al. (2012), "Improving neural networks by preventing co-adaptation of feature detectors". Averaging: Polyak and Juditsky (1992).
/// </remarks>
internal sealed class CrfTrainer
{
    /// <summary>Gradients of a token that are all smaller change nothing worth the time.</summary>
    private const float Negligible = 1e-3f;

    private readonly CrfWeights weights;
    private readonly Chain[] chains;
    private readonly SequenceTaggerOptions options;
    private readonly Lattice lattice;
    private readonly float[] squares, pairSquares, decay;
    private readonly float keep;
    private SplitMix random;
    private float[] scores = [];
    private int[] kept = [], firstKept = [];

    public CrfTrainer(CrfWeights weights, IReadOnlyList<Chain> chains, SequenceTaggerOptions options)
    {
        (this.weights, this.chains, this.options) = (weights, [.. chains], options);
        lattice = new Lattice(weights.Scheme);
        squares = new float[weights.Rows.Length];
        pairSquares = new float[weights.Pairs.Length];
        random = new SplitMix(options.Seed);
        keep = 1 - (float)options.Dropout;
        decay = new float[weights.Features.Count];
        foreach (var feature in chains.SelectMany(chain => chain.Features)) decay[feature]++;
        for (var feature = 0; feature < decay.Length; feature++)
            decay[feature] = (float)options.Penalty / Math.Max(1, decay[feature] * keep);
    }

    /// <returns>The mean over chains of the log-likelihood in the last pass.</returns>
    public double Run(int epochs, CancellationToken cancel)
    {
        var (mean, meanPairs, taken, loss) = (new float[weights.Rows.Length], new float[weights.Pairs.Length], 0, 0.0);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(chains.AsSpan());
            loss = 0;
            foreach (var chain in chains)
            {
                cancel.ThrowIfCancellationRequested();
                loss += Learn(chain);
            }

            if (epoch + 1 <= epochs / 2) continue;
            taken++;
            Mix(mean, weights.Rows, taken);
            Mix(meanPairs, weights.Pairs, taken);
        }

        mean.CopyTo(weights.Rows, 0);
        meanPairs.CopyTo(weights.Pairs, 0);
        return loss / Math.Max(1, chains.Length);
    }

    /// <summary>The log-likelihood of the tags of a chain, and its derivative by each score of a token and each pair of tags.</summary>
    /// <param name="lattice">To compute with, which has taken the scores of pairs.</param>
    /// <param name="scheme">The tags.</param>
    /// <param name="scores">In: a row for each token. Out: the derivatives.</param>
    /// <param name="pairs">The scores of pairs.</param>
    /// <param name="tags">The true tags.</param>
    /// <param name="byPair">Gets the derivatives by pairs.</param>
    internal static double Differentiate(Lattice lattice, TagScheme scheme, Span<float> scores, ReadOnlySpan<float> pairs, ReadOnlySpan<int> tags, Span<double> byPair)
    {
        lattice.Sum(scores, tags.Length);
        byPair.Clear();
        lattice.AddExpectedPairs(byPair);
        var score = lattice.Score(scores, pairs, tags);
        foreach (ref var value in byPair) value = -value;
        for (var i = 0; i < tags.Length; i++)
        {
            var row = scores.Slice(i * scheme.Stride, scheme.Tags);
            var chances = lattice.Chances(i);
            for (var tag = 0; tag < row.Length; tag++) row[tag] = (tag == tags[i] ? 1 : 0) - (float)chances[tag];
            if (i > 0) byPair[scheme.Pair(tags[i - 1], tags[i])]++;
        }

        return score - lattice.LogSum;
    }

    private double Learn(Chain chain)
    {
        var scheme = weights.Scheme;
        if (scores.Length < chain.Tokens * scheme.Stride) scores = new float[chain.Tokens * scheme.Stride];
        Array.Clear(scores, 0, chain.Tokens * scheme.Stride);
        Keep(chain);
        for (var i = 0; i < chain.Tokens; i++)
        {
            var row = scores.AsSpan(i * scheme.Stride, scheme.Stride);
            weights.Add(Kept(i), row);
            foreach (ref var score in row) score /= keep;
        }

        Span<double> byPair = scheme.Pairs <= 1024 ? stackalloc double[scheme.Pairs] : new double[scheme.Pairs];
        lattice.Take(weights.Pairs);
        var likelihood = Differentiate(lattice, scheme, scores, weights.Pairs, chain.Tags, byPair);
        for (var i = 0; i < chain.Tokens; i++)
            Step(Kept(i), scores.AsSpan(i * scheme.Stride, scheme.Stride), chain.Weight / keep);
        for (var pair = 0; pair < byPair.Length; pair++)
        {
            var gradient = chain.Weight * (float)byPair[pair];
            pairSquares[pair] += gradient * gradient;
            weights.Pairs[pair] += (float)options.LearningRate * gradient / MathF.Sqrt(pairSquares[pair] + 1);
        }

        return likelihood;
    }

    private void Step(ReadOnlySpan<int> features, Span<float> gradient, float factor)
    {
        var most = 0f;
        foreach (ref var value in gradient)
        {
            value *= factor;
            most = Math.Max(most, Math.Abs(value));
        }

        if (most < Negligible) return;
        var up = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        var rate = new Vector<float>((float)options.LearningRate);
        foreach (var feature in features)
        {
            var pull = new Vector<float>(decay[feature]);
            var row = MemoryMarshal.Cast<float, Vector<float>>(weights.Row(feature));
            var sum = MemoryMarshal.Cast<float, Vector<float>>(squares.AsSpan(feature * weights.Scheme.Stride, weights.Scheme.Stride));
            for (var i = 0; i < up.Length; i++)
            {
                var step = up[i] - (pull * row[i]);
                sum[i] += step * step;
                row[i] += rate * step / Vector.SquareRoot(sum[i] + Vector<float>.One);
            }
        }
    }

    private void Keep(Chain chain)
    {
        if (kept.Length < chain.Features.Length) kept = new int[chain.Features.Length];
        if (firstKept.Length < chain.First.Length) firstKept = new int[chain.First.Length];
        var (count, bits, left, bound) = (0, 0UL, 0, (ulong)Math.Round(keep * 65536));
        for (var i = 0; i < chain.Tokens; i++)
        {
            firstKept[i] = count;
            foreach (var feature in chain.Of(i))
            {
                if (left-- == 0) (bits, left) = (random.Next(), 3);
                if ((bits & 0xffff) < bound) kept[count++] = feature;
                bits >>= 16;
            }
        }

        firstKept[chain.Tokens] = count;
    }

    private ReadOnlySpan<int> Kept(int token) => kept.AsSpan(firstKept[token], firstKept[token + 1] - firstKept[token]);

    private static void Mix(float[] mean, float[] next, int count)
    {
        for (var i = 0; i < mean.Length; i++) mean[i] += (next[i] - mean[i]) / count;
    }
}
