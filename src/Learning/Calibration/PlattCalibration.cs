namespace Assay.Learning.Calibration;

/// <summary>
/// A logistic curve over the log-odds of the confidence, <c>1 / (1 + exp(−(a logit(c) + b)))</c>: two numbers, learned from some dozens of items. With
/// <c>b = 0</c> it is temperature scaling of two classes, <c>a = 1/T</c>.
/// </summary>
/// <remarks>
/// Platt (1999), "Probabilistic outputs for support vector machines"; targets are drawn in from 0 and 1 by his prior, so that a separable set has finite numbers. Newton's method with
/// halved steps after Lin, Lin and Weng (2007), Machine Learning 68:267-276. Temperature scaling: Guo, Pleiss, Sun and Weinberger (2017), "On calibration of modern neural networks", ICML.
/// Confidences count as at least 1e-6 from 0 and 1. A slope below 0, of a model that is the more often wrong the surer it is, is set to 0.
/// </remarks>
public sealed class PlattCalibration : ICalibration
{
    private const double Edge = 1e-6;
    private const double Ridge = 1e-9;

    private PlattCalibration(double slope, double offset) => (Slope, Offset) = (slope, offset);

    /// <summary>a, 0 or more: below 1 the model is surer than it is right.</summary>
    public double Slope { get; }

    /// <summary>b.</summary>
    public double Offset { get; }

    /// <summary>Learns both numbers from items whose answer is known; not to be judged on the same.</summary>
    /// <exception cref="ArgumentException">There are none, or a confidence is not between 0 and 1.</exception>
    public static PlattCalibration Fit(IReadOnlyCollection<Judged> judged) => Fit(judged, hasOffset: true);

    /// <summary>Learns a temperature alone, which keeps what has even odds at even odds.</summary>
    /// <exception cref="ArgumentException">There are none, or a confidence is not between 0 and 1.</exception>
    public static PlattCalibration FitTemperature(IReadOnlyCollection<Judged> judged) => Fit(judged, hasOffset: false);

    /// <inheritdoc/>
    public double Of(double confidence) => Sigmoid((Slope * Logit(confidence)) + Offset);

    private static PlattCalibration Fit(IReadOnlyCollection<Judged> judged, bool hasOffset)
    {
        Judged.Check(judged);
        var right = judged.Count(one => one.IsRight);
        var (high, low) = ((right + 1.0) / (right + 2.0), 1.0 / (judged.Count - right + 2.0));
        (double X, double Target)[] points = [.. judged.Select(one => (Logit(one.Confidence), one.IsRight ? high : low))];
        var (a, b) = Minimum(points, (1, 0), hasSlope: true, hasOffset);
        if (a < 0)
            (a, b) = Minimum(points, (0, 0), hasSlope: false, hasOffset);
        return new PlattCalibration(a, b);
    }

    private static (double A, double B) Minimum((double X, double Target)[] points, (double A, double B) at, bool hasSlope, bool hasOffset)
    {
        var loss = Loss(points, at.A, at.B);
        for (var round = 0; round < 100; round++)
        {
            var (stepA, stepB) = Step(points, at, hasSlope, hasOffset);
            var size = 1.0;
            for (; size > 1e-10; size /= 2)
                if (Loss(points, at.A + (size * stepA), at.B + (size * stepB)) is var next && next < loss)
                {
                    (at, loss) = ((at.A + (size * stepA), at.B + (size * stepB)), next);
                    break;
                }

            if (size <= 1e-10 || Math.Abs(stepA) + Math.Abs(stepB) < 1e-10)
                break;
        }

        return at;
    }

    private static (double A, double B) Step((double X, double Target)[] points, (double A, double B) at, bool hasSlope, bool hasOffset)
    {
        var (ga, gb, haa, hab, hbb) = (0.0, 0.0, Ridge, 0.0, Ridge);
        foreach (var (x, target) in points)
        {
            var p = Sigmoid((at.A * x) + at.B);
            var w = p * (1 - p);
            (ga, gb) = (ga + ((p - target) * x), gb + p - target);
            (haa, hab, hbb) = (haa + (w * x * x), hab + (w * x), hbb + w);
        }

        if (!hasOffset || !hasSlope)
            return (hasSlope ? -ga / haa : 0, hasOffset ? -gb / hbb : 0);
        var determinant = (haa * hbb) - (hab * hab);
        return (-((hbb * ga) - (hab * gb)) / determinant, -((haa * gb) - (hab * ga)) / determinant);
    }

    /// <summary>Cross-entropy, without overflow.</summary>
    private static double Loss((double X, double Target)[] points, double a, double b)
    {
        var sum = 0.0;
        foreach (var (x, target) in points)
        {
            var z = (a * x) + b;
            sum += Math.Max(z, 0) - (z * target) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
        }

        return sum;
    }

    private static double Logit(double confidence)
    {
        var inside = Math.Clamp(confidence, Edge, 1 - Edge);
        return Math.Log(inside / (1 - inside));
    }

    private static double Sigmoid(double z) => z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));
}
