using System.Numerics;

namespace Assay.Aggregation;

/// <summary>
/// The logarithm of Γ and its derivatives ψ and ψ′ for positive numbers, to about 1e-13, after Abramowitz and Stegun (1964), 6.1.40, 6.3.18 and
/// 6.4.12: moved up to 10 and beyond by the recurrences, then Stirling's series.
/// </summary>
internal static class GammaFunction
{
    private const double Enough = 10;

    /// <summary>ψ(x) = d/dx ln Γ(x), x > 0.</summary>
    public static double Digamma(double x)
    {
        var below = 0.0;
        for (; x < Enough; x++) below += 1 / x;
        var y = 1 / (x * x);
        return Math.Log(x) - 0.5 / x - y * (1 / 12.0 - y * (1 / 120.0 - y * (1 / 252.0 - y * (1 / 240.0 - y * (1 / 132.0))))) - below;
    }

    /// <summary>ψ(x) and ln Γ(x) of several x > 0 at a time: moved up by 8 in one step, <c>(x + k)(x + 7 − k) = x(x + 7) + k(7 − k)</c>.</summary>
    public static (Vector<double> Digamma, Vector<double> Log) DigammaAndLog(Vector<double> x)
    {
        var a = x * (x + Of(7));
        var (b, c, d, sum) = (a + Of(6), a + Of(10), a + Of(12), x + x + Of(7));
        var (ab, cd) = (a * b, c * d);
        var below = sum * ((a + b) * cd + (c + d) * ab) / (ab * cd);
        var z = x + Of(8);
        var inverse = Vector<double>.One / z;
        var y = inverse * inverse;
        var log = Vector.Log(z);
        var digamma = log - Of(0.5) * inverse
            - y * (Of(1 / 12.0) - y * (Of(1 / 120.0) - y * (Of(1 / 252.0) - y * (Of(1 / 240.0) - y * Of(1 / 132.0))))) - below;
        var series = (Of(1 / 12.0) - y * (Of(1 / 360.0) - y * (Of(1 / 1260.0) - y * (Of(1 / 1680.0) - y * Of(1 / 1188.0))))) * inverse;
        return (digamma, (z - Of(0.5)) * log - z + Of(0.918938533204672742) + series - Vector.Log(ab * cd));

        static Vector<double> Of(double number) => new(number);
    }

    /// <summary>ψ′(x), x > 0.</summary>
    public static double Trigamma(double x)
    {
        var below = 0.0;
        for (; x < Enough; x++) below += 1 / (x * x);
        var y = 1 / (x * x);
        return 1 / x + y / 2 + y / x * (1 / 6.0 - y * (1 / 30.0 - y * (1 / 42.0 - y * (1 / 30.0 - y * (5 / 66.0))))) + below;
    }

    /// <summary>The positive x whose ψ is this, by Newton's method from Minka's start (2000, "Estimating a Dirichlet distribution").</summary>
    public static double InverseDigamma(double value)
    {
        var x = value >= -2.22 ? Math.Exp(value) + 0.5 : -1 / (value - Digamma(1));
        for (var step = 0; step < 5; step++) x -= (Digamma(x) - value) / Trigamma(x);
        return x;
    }

    /// <summary>ln Γ(x), x > 0.</summary>
    public static double Log(double x)
    {
        var below = 1.0;
        for (; x < Enough; x++) below *= x;
        var y = 1 / (x * x);
        var series = (1 / 12.0 - y * (1 / 360.0 - y * (1 / 1260.0 - y * (1 / 1680.0 - y * (1 / 1188.0))))) / x;
        return (x - 0.5) * Math.Log(x) - x + 0.918938533204672742 + series - Math.Log(below);
    }

    /// <summary>
    /// The Kullback-Leibler divergence of one Dirichlet distribution from another; <paramref name="meanLogs"/> gets the means of the
    /// logarithms under the first, <c>ψ(a_k) − ψ(Σ a)</c>.
    /// </summary>
    public static double Divergence(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> meanLogs)
    {
        double sumA = 0, sumB = 0, divergence = 0;
        for (var k = 0; k < a.Length; k++)
        {
            sumA += a[k];
            sumB += b[k];
        }
        var all = Digamma(sumA);
        for (var k = 0; k < a.Length; k++)
        {
            meanLogs[k] = Digamma(a[k]) - all;
            // a parameter the votes did not touch adds nothing here, and saves two logarithms of Γ
            if (a[k] != b[k]) divergence += (a[k] - b[k]) * meanLogs[k] - Log(a[k]) + Log(b[k]);
        }
        return divergence + Log(sumA) - Log(sumB);
    }
}
