namespace Assay.Learning.Vectors;

/// <summary>How sure scores are meant: the factor by which they are multiplied before they become chances.</summary>
internal static class Sharpness
{
    private const double Dullest = 0.02, Sharpest = 5, Fine = 0.01, Least = 1e-9;

    /// <summary>The factor that gives known labels the best chances, by golden section of its logarithm.</summary>
    /// <param name="scores">Of items that the scores' models have not seen.</param>
    /// <param name="labelsOf">The labels of each.</param>
    /// <param name="isMultiLabel">Whether scores are log-odds of each label.</param>
    public static double Best(IReadOnlyList<double[]> scores, IReadOnlyList<IReadOnlyList<int>> labelsOf, bool isMultiLabel)
    {
        var golden = (Math.Sqrt(5) - 1) / 2;
        var (low, high) = (Math.Log(Dullest), Math.Log(Sharpest));
        var (left, right) = (high - (golden * (high - low)), low + (golden * (high - low)));
        var (atLeft, atRight) = (Loss(left), Loss(right));
        while (high - low > Fine)
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (golden * (high - low));
                atLeft = Loss(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (golden * (high - low));
                atRight = Loss(right);
            }

        return Math.Exp((low + high) / 2);

        double Loss(double logarithm)
        {
            var (loss, chances) = (0.0, new float[scores[0].Length]);
            for (var item = 0; item < scores.Count; item++)
            {
                Fill(scores[item], Math.Exp(logarithm), isMultiLabel, chances);
                for (var label = 0; label < chances.Length; label++)
                    if (labelsOf[item].Contains(label)) loss -= Math.Log(Math.Max(chances[label], Least));
                    else if (isMultiLabel) loss -= Math.Log(Math.Max(1 - chances[label], Least));
            }

            return loss;
        }
    }

    /// <summary>From scores to chances.</summary>
    public static void Fill(double[] scores, double factor, bool isMultiLabel, Span<float> chances)
    {
        double[] scaled = [.. scores.Select(score => factor * score)];
        if (!isMultiLabel) LogisticLoss.ToChances(scaled);
        for (var label = 0; label < scaled.Length; label++) chances[label] = (float)(isMultiLabel ? 1 / (1 + Math.Exp(-scaled[label])) : scaled[label]);
    }
}
