namespace Assay.Learning.Text;

/// <summary>
/// How far the scores of logistic regression and of naive Bayes count: <c>z = a s + b t</c>, fitted by the least cross-entropy on items that were held out. With b = 0 it is temperature scaling, T = 1/a.
/// </summary>
/// <param name="Regression">a, 0 or more.</param>
/// <param name="Bayes">b, 0 or more.</param>
/// <remarks>Newton's method; both numbers are drawn towards <see cref="Usual"/> as if by a few items, which decides where there are few. Guo, Pleiss, Sun and Weinberger (2017), "On calibration of modern
/// neural networks", ICML; Wolpert (1992), "Stacked generalization", Neural Networks 5.</remarks>
internal sealed record ScoreMixture(double Regression, double Bayes)
{
    private const double PullOfRegression = 2, PullOfBayes = 20;

    /// <summary>What holds without items.</summary>
    public static readonly ScoreMixture Usual = new(1, 0.25);

    public static ScoreMixture Fit(HeldOutScores scores)
    {
        var both = Minimum(scores, Usual, moves: (true, true));
        if (both is { Regression: >= 0, Bayes: >= 0 })
            return both;
        return both.Bayes < 0
            ? Minimum(scores, Usual with { Bayes = 0 }, moves: (true, false)) is { Regression: >= 0 } alone ? alone : new ScoreMixture(0, 0)
            : Minimum(scores, Usual with { Regression = 0 }, moves: (false, true)) is { Bayes: >= 0 } bayes ? bayes : new ScoreMixture(0, 0);
    }

    /// <summary>The cross-entropy of an item, on the mean.</summary>
    public double Loss(HeldOutScores scores) => Terms(scores, this).Loss / Math.Max(1, scores.Count);

    private static ScoreMixture Minimum(HeldOutScores scores, ScoreMixture at, (bool A, bool B) moves)
    {
        var here = Terms(scores, at);
        for (var round = 0; round < 50; round++)
        {
            var step = here.Step(moves);
            var size = 1.0;
            while (size > 1e-6)
            {
                var next = new ScoreMixture(at.Regression + (size * step.A), at.Bayes + (size * step.B));
                if (Terms(scores, next) is var there && there.Loss < here.Loss)
                {
                    (at, here) = (next, there);
                    break;
                }

                size /= 2;
            }

            if (size <= 1e-6 || Math.Abs(step.A) + Math.Abs(step.B) < 1e-5)
                break;
        }

        return at;
    }

    private static Derivatives Terms(HeldOutScores scores, ScoreMixture at)
    {
        var (offA, offB) = (at.Regression - Usual.Regression, at.Bayes - Usual.Bayes);
        var sum = new Derivatives
        {
            Loss = (PullOfRegression * offA * offA / 2) + (PullOfBayes * offB * offB / 2),
            A = PullOfRegression * offA,
            B = PullOfBayes * offB,
            AA = PullOfRegression,
            BB = PullOfBayes,
        };
        Span<double> chances = new double[scores.Outputs];
        for (var item = 0; item < scores.Count; item++)
            if (scores.IsIndependent)
                sum.AddIndependent(scores, item, at);
            else
                sum.AddOneOf(scores, item, at, chances);
        return sum;
    }

    private struct Derivatives
    {
        public double Loss, A, B, AA, AB, BB;

        public readonly (double A, double B) Step((bool A, bool B) moves)
        {
            if (!moves.A || !moves.B)
                return (moves.A ? -A / AA : 0, moves.B ? -B / BB : 0);
            var determinant = (AA * BB) - (AB * AB);
            return (-((BB * A) - (AB * B)) / determinant, -((AA * B) - (AB * A)) / determinant);
        }

        public void AddOneOf(HeldOutScores scores, int item, ScoreMixture at, Span<double> chances)
        {
            var s = scores.Regression(item);
            var t = scores.Bayes(item);
            var y = scores.Targets(item);
            var weight = scores.Weight(item);
            var highest = double.NegativeInfinity;
            for (var k = 0; k < chances.Length; k++)
                highest = Math.Max(highest, chances[k] = (at.Regression * s[k]) + (at.Bayes * t[k]));
            var (sum, fits) = (0.0, 0.0);
            for (var k = 0; k < chances.Length; k++)
            {
                fits += y[k] * (chances[k] - highest);
                sum += chances[k] = Math.Exp(chances[k] - highest);
            }

            Loss += weight * (Math.Log(sum) - fits);
            var (es, et, ess, est, ett) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for (var k = 0; k < chances.Length; k++)
            {
                var p = chances[k] / sum;
                (es, et) = (es + (p * s[k]), et + (p * t[k]));
                (ess, est, ett) = (ess + (p * s[k] * s[k]), est + (p * s[k] * t[k]), ett + (p * t[k] * t[k]));
                A += weight * (p - y[k]) * s[k];
                B += weight * (p - y[k]) * t[k];
            }

            AA += weight * (ess - (es * es));
            AB += weight * (est - (es * et));
            BB += weight * (ett - (et * et));
        }

        public void AddIndependent(HeldOutScores scores, int item, ScoreMixture at)
        {
            var s = scores.Regression(item);
            var t = scores.Bayes(item);
            var y = scores.Targets(item);
            var weight = scores.Weight(item);
            for (var k = 0; k < s.Length; k++)
            {
                var z = (at.Regression * s[k]) + (at.Bayes * t[k]);
                var p = z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));
                Loss += weight * (Math.Max(z, 0) - (z * y[k]) + Math.Log(1 + Math.Exp(-Math.Abs(z))));
                A += weight * (p - y[k]) * s[k];
                B += weight * (p - y[k]) * t[k];
                var w = weight * p * (1 - p);
                (AA, AB, BB) = (AA + (w * s[k] * s[k]), AB + (w * s[k] * t[k]), BB + (w * t[k] * t[k]));
            }
        }
    }
}
