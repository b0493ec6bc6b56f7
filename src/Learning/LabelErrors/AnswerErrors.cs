namespace Assay.Learning.LabelErrors;

/// <summary>
/// How often people's answers are wrong, from items that two of them answered and the chances of a model that has seen neither answer. Which items were answered twice may depend on the first answer and on
/// the model, as it does where doubtful labels are asked again: only the second answer counts, given the first.
/// </summary>
/// <remarks>
/// An answer has the chance 1 − e where it is right, and where the right one is another, e, or e / 2 of more than two classes: about half of the mistakes of real crowds go to one other label. By Bayes' rule
/// the first is wrong with the chance d of <see cref="Doubt"/>, and the second agrees with it with the chance <c>(1 − d)(1 − e) + d e</c>, or half of the last term. The rate is the mean of the posterior
/// of e, from 0 to 1/2, with a beta prior. A latent truth, and answers independent given it, are those of Dawid and Skene (1979), "Maximum likelihood estimation of observer error-rates using the EM
/// algorithm", Applied Statistics 28.
/// </remarks>
public static class AnswerErrors
{
    private const int Steps = 200;

    private const double Highest = 0.5;

    /// <summary>The estimated rate, above 0 and below 1/2.</summary>
    /// <param name="probabilities">Pair by pair, 0 to 1, summing to 1 in each: those of pair i start at i · classes.</param>
    /// <param name="pairs">First and second answer, as places among the classes; none gives what is expected.</param>
    /// <param name="classes">2 or more.</param>
    /// <param name="expected">The mean of the prior, above 0 and below 1/2.</param>
    /// <param name="weight">As many answers as it counts for, above 0.</param>
    /// <exception cref="ArgumentException">An answer is not among the classes, or there are not as many probabilities as pairs times classes.</exception>
    public static double Rate(ReadOnlySpan<float> probabilities, IReadOnlyList<(int First, int Second)> pairs, int classes, double expected, double weight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (!(expected > 0 && expected < Highest))
            throw new ArgumentOutOfRangeException(nameof(expected), expected, "A rate is above 0 and below 1/2.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight);
        if (probabilities.Length != (long)pairs.Count * classes)
            throw new ArgumentException($"{pairs.Count} pairs of {classes} classes have {(long)pairs.Count * classes} probabilities, not {probabilities.Length}.", nameof(probabilities));
        foreach (var (place, pair) in pairs.Index())
            if (pair.First < 0 || pair.First >= classes || pair.Second < 0 || pair.Second >= classes)
                throw new ArgumentException($"Pair {place} has the answers {pair.First} and {pair.Second}, which are not both among {classes} classes.", nameof(pairs));

        var likelihoods = new double[Steps];
        for (var step = 0; step < Steps; step++)
            likelihoods[step] = LogPosterior(probabilities, pairs, classes, RateAt(step), (expected * weight) - 1, ((1 - expected) * weight) - 1);
        var highest = likelihoods.Max();
        var (sum, mean) = (0.0, 0.0);
        for (var step = 0; step < Steps; step++)
        {
            var density = Math.Exp(likelihoods[step] - highest);
            (sum, mean) = (sum + density, mean + (density * RateAt(step)));
        }

        return mean / sum;
    }

    /// <summary>The chance that a label is wrong, 0 to 1.</summary>
    /// <param name="chances">Of a model that has not seen it, one a class, summing to 1.</param>
    /// <param name="given">The label.</param>
    /// <param name="errors">How often people are wrong, above 0 and below 1.</param>
    public static double Doubt(ReadOnlySpan<float> chances, int given, double errors)
    {
        var right = chances[given] * Says(true, chances.Length, errors);
        var wrong = (1 - chances[given]) * Says(false, chances.Length, errors);
        return right + wrong > 0 ? wrong / (right + wrong) : errors;
    }

    private static double RateAt(int step) => Highest * (step + 0.5) / Steps;

    /// <summary>The chance of one answer where it is right, or of one where another is.</summary>
    private static double Says(bool isRight, int classes, double errors) => isRight ? 1 - errors : errors / (classes > 2 ? 2 : 1);

    private static double LogPosterior(ReadOnlySpan<float> probabilities, IReadOnlyList<(int First, int Second)> pairs, int classes, double errors, double wrong, double right)
    {
        var sum = (wrong * Math.Log(errors)) + (right * Math.Log(1 - errors));
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            var (first, second) = pairs[pair];
            var doubt = Doubt(probabilities.Slice(pair * classes, classes), first, errors);
            var agrees = ((1 - doubt) * Says(true, classes, errors)) + (doubt * Says(false, classes, errors));
            sum += Math.Log(first == second ? agrees : 1 - agrees);
        }

        return sum;
    }
}
