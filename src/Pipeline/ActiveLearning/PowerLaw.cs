namespace Assay.Pipeline.ActiveLearning;

/// <summary>
/// The accuracy after n labels as <c>a − b n^(−c)</c>, which neither falls as labels come nor ends above 1. By least squares, weighed by how many tasks each accuracy is of; c is sought on a grid,
/// a and b follow.
/// </summary>
/// <param name="Limit">a, at most 1.</param>
/// <param name="Loss">b, 0 or more.</param>
/// <param name="Power">c, 0.05 to 2.</param>
/// <remarks>Figueroa, Zeng-Treitler, Kandula and Ngo (2012), "Predicting sample size required for classification performance", BMC Medical Informatics and Decision Making 12.</remarks>
internal readonly record struct PowerLaw(double Limit, double Loss, double Power)
{
    /// <summary>The accuracy after so many labels, above 0.</summary>
    public double At(double labels) => Limit - (Loss * Math.Pow(labels, -Power));

    /// <summary>The nearest to some points, of which there are one or more.</summary>
    public static PowerLaw Fit(IReadOnlyList<CurvePoint> points)
    {
        var (best, least) = (default(PowerLaw), double.PositiveInfinity);
        for (var step = 1; step <= 40; step++)
        {
            var law = Fit(points, step / 20.0);
            var error = points.Sum(point => point.Weight * Math.Pow(point.Accuracy - law.At(point.Labels), 2));
            if (error < least)
                (best, least) = (law, error);
        }

        return best;
    }

    /// <summary>For one c the line in n^(−c).</summary>
    private static PowerLaw Fit(IReadOnlyList<CurvePoint> points, double power)
    {
        var (weight, meanX, meanY) = (0.0, 0.0, 0.0);
        foreach (var point in points)
        {
            weight += point.Weight;
            meanX += point.Weight * Math.Pow(point.Labels, -power);
            meanY += point.Weight * point.Accuracy;
        }

        (meanX, meanY) = (meanX / weight, meanY / weight);
        var (both, square) = (0.0, 0.0);
        foreach (var point in points)
        {
            var x = Math.Pow(point.Labels, -power) - meanX;
            both += point.Weight * x * (point.Accuracy - meanY);
            square += point.Weight * x * x;
        }

        var loss = square > 0 ? Math.Max(0, -both / square) : 0;
        var limit = meanY + (loss * meanX);
        return limit > 1 ? new PowerLaw(1, (1 - meanY) / meanX, power) : new PowerLaw(limit, loss, power);
    }
}

/// <param name="Labels">Learned from, above 0.</param>
/// <param name="Accuracy">0 to 1.</param>
/// <param name="Weight">How many tasks it is of.</param>
internal readonly record struct CurvePoint(double Labels, double Accuracy, double Weight);
