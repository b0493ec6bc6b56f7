namespace Assay.Aggregation.Regions;

/// <summary>A consensus mask.</summary>
public sealed record MaskConsensus
{
    /// <summary>By pixel, the probability that it belongs.</summary>
    public required IReadOnlyList<double> Probabilities { get; init; }

    /// <summary>By pixel, whether it more probably belongs than not.</summary>
    public required IReadOnlyList<bool> Mask { get; init; }

    /// <summary>By person, the share of the pixels that belong which they marked.</summary>
    public required IReadOnlyList<double> Sensitivities { get; init; }

    /// <summary>By person, the share of the pixels that do not belong which they left out.</summary>
    public required IReadOnlyList<double> Specificities { get; init; }

    /// <summary>Rounds taken.</summary>
    public int Iterations { get; init; }

    /// <summary>Whether the last round changed next to nothing.</summary>
    public bool Converged { get; init; } = true;
}

/// <summary>
/// STAPLE, simultaneous truth and performance level estimation: everyone has a sensitivity p and a specificity q, and pixels belong with a prior
/// that starts at the share of all marks. Expectation-maximisation finds people and truth together.
/// </summary>
/// <remarks>
/// <para>Warfield, Zou and Wells (2004), IEEE Transactions on Medical Imaging 23:903-921; starts at p = q = 0.99999. The prior is
/// learned with the rest, where the paper keeps it: people who over-mark would raise it for good. All three stay within [1e-5, 1 − 1e-5].</para>
/// <para>Pixels that the same people marked are one pattern, and rounds go over patterns: time grows with pixels once, then with patterns × people ×
/// rounds. One person: their mask. No marks at all: an empty mask.</para>
/// </remarks>
public static class Masks
{
    private const double Start = 0.99999, Least = 1e-5;

    /// <summary>The most people: their marks of a pixel are bits of one number.</summary>
    public const int MostAnnotators = 64;

    /// <summary>Merges masks of one image, pixel by pixel.</summary>
    /// <exception cref="ArgumentException">There is no mask or there are more than <see cref="MostAnnotators"/>, or they differ in size.</exception>
    public static MaskConsensus Staple(IReadOnlyList<bool[]> masks, AggregationOptions? options = null)
    {
        options ??= AggregationOptions.Default;
        if (masks.Count is 0 or > MostAnnotators)
            throw new ArgumentException($"There are {masks.Count} masks; 1 to {MostAnnotators} can be merged.", nameof(masks));
        var pixels = masks[0].Length;
        foreach (var mask in masks)
            if (mask.Length != pixels)
                throw new ArgumentException($"Masks of {pixels} and of {mask.Length} pixels; they must be equally large.", nameof(masks));

        var numbers = new Dictionary<ulong, int>();
        var counts = new List<int>();
        var patternOf = new int[pixels];
        long marks = 0;
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            ulong key = 0;
            for (var a = 0; a < masks.Count; a++)
                if (masks[a][pixel]) key |= 1UL << a;
            marks += System.Numerics.BitOperations.PopCount(key);
            if (numbers.TryAdd(key, counts.Count)) counts.Add(0);
            counts[patternOf[pixel] = numbers[key]]++;
        }
        ulong[] patterns = [.. numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        var prior = pixels == 0 ? 0 : (double)marks / pixels / masks.Count;
        double[] sensitivity = new double[masks.Count], specificity = new double[masks.Count], belongs = new double[patterns.Length];
        sensitivity.AsSpan().Fill(Start);
        specificity.AsSpan().Fill(Start);
        // all or none marked: nothing to find out
        if (prior is 0 or 1) return Result(prior, new ExpectationMaximization(0, true, 0));
        Expect();
        return Result(null, ExpectationMaximization.Run(options, pixels * masks.Count, Maximise, Expect));

        double Expect()
        {
            var sum = 0.0;
            for (var at = 0; at < patterns.Length; at++)
            {
                var (yes, no) = (Math.Log(prior), Math.Log(1 - prior));
                for (var a = 0; a < masks.Count; a++)
                {
                    var marked = (patterns[at] >> a & 1) == 1;
                    yes += Math.Log(marked ? sensitivity[a] : 1 - sensitivity[a]);
                    no += Math.Log(marked ? 1 - specificity[a] : specificity[a]);
                }
                belongs[at] = 1 / (1 + Math.Exp(no - yes));
                sum += counts[at] * (Math.Max(yes, no) + Math.Log(1 + Math.Exp(-Math.Abs(yes - no))));
            }
            return sum;
        }

        void Maximise()
        {
            var share = 0.0;
            for (var at = 0; at < patterns.Length; at++) share += counts[at] * belongs[at] / pixels;
            prior = Math.Clamp(share, Least, 1 - Least);
            for (var a = 0; a < masks.Count; a++)
            {
                double yes = 0, no = 0, found = 0, left = 0;
                for (var at = 0; at < patterns.Length; at++)
                {
                    yes += counts[at] * belongs[at];
                    no += counts[at] * (1 - belongs[at]);
                    if ((patterns[at] >> a & 1) == 1) found += counts[at] * belongs[at];
                    else left += counts[at] * (1 - belongs[at]);
                }
                sensitivity[a] = yes > 0 ? Math.Clamp(found / yes, Least, 1 - Least) : Start;
                specificity[a] = no > 0 ? Math.Clamp(left / no, Least, 1 - Least) : Start;
            }
        }

        MaskConsensus Result(double? certain, ExpectationMaximization run)
        {
            double[] probabilities = [.. patternOf.Select(pattern => certain ?? belongs[pattern])];
            return new MaskConsensus
            {
                Probabilities = probabilities,
                Mask = [.. probabilities.Select(probability => probability > 0.5)],
                Sensitivities = sensitivity,
                Specificities = specificity,
                Iterations = run.Iterations,
                Converged = run.Converged,
            };
        }
    }
}
