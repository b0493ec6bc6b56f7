namespace Assay.Learning.Tagging;

/// <summary>
/// What the scores of a field are divided by so that its chances come true on texts it was not trained on: the temperature of the greatest likelihood, by golden
/// sections over its logarithm. It changes all chances alike and never which tagging is the best.
/// </summary>
/// <remarks>Guo, Pleiss, Sun and Weinberger (2017), "On calibration of modern neural networks", ICML, for chains instead of single labels.</remarks>
internal static class Temperature
{
    public const double Coldest = 0.25, Hottest = 8;

    private static readonly double Golden = (Math.Sqrt(5) - 1) / 2;

    /// <param name="weights">Not trained on these chains.</param>
    /// <param name="chains">At least one, or the temperature is 1.</param>
    public static double Of(CrfWeights weights, IReadOnlyList<Chain> chains)
    {
        if (chains.Count == 0) return 1;
        float[][] scores = [.. chains.Select(weights.Scores)];
        var (low, high) = (Math.Log(Coldest), Math.Log(Hottest));
        var (left, right) = (high - (Golden * (high - low)), low + (Golden * (high - low)));
        var (atLeft, atRight) = (Likelihood(left), Likelihood(right));
        while (high - low > 0.01)
            if (atLeft >= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (Golden * (high - low));
                atLeft = Likelihood(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (Golden * (high - low));
                atRight = Likelihood(right);
            }

        return Math.Exp((low + high) / 2);

        double Likelihood(double logTemperature) => LogLikelihood(weights, chains, scores, Math.Exp(logTemperature));
    }

    private static double LogLikelihood(CrfWeights weights, IReadOnlyList<Chain> chains, float[][] scores, double temperature)
    {
        var (lattice, pairs, sum) = (new Lattice(weights.Scheme), Cooled(weights.Pairs, temperature), 0.0);
        lattice.Take(pairs);
        foreach (var (i, chain) in chains.Index())
        {
            var cooled = Cooled(scores[i], temperature);
            lattice.Sum(cooled, chain.Tokens);
            sum += chain.Weight * (lattice.Score(cooled, pairs, chain.Tags) - lattice.LogSum);
        }

        return sum;
    }

    private static float[] Cooled(float[] scores, double temperature)
    {
        var cooled = new float[scores.Length];
        for (var i = 0; i < cooled.Length; i++) cooled[i] = (float)(scores[i] / temperature);
        return cooled;
    }
}
