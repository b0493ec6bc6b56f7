using System.Numerics;

namespace Assay.Aggregation.Tests;

public sealed class GammaFunctionTests
{
    [Fact]
    public void Known_values()
    {
        // Γ(1/2) = √π, Γ(5) = 24; ψ(1) = −γ, ψ(1/2) = −γ − 2 ln 2 (Abramowitz and Stegun 6.1.8, 6.3.2, 6.3.3)
        const double Euler = 0.57721566490153286;
        GammaFunction.Log(0.5).ShouldBe(Math.Log(Math.PI) / 2, 1e-12);
        GammaFunction.Log(5).ShouldBe(Math.Log(24), 1e-12);
        GammaFunction.Digamma(1).ShouldBe(-Euler, 1e-12);
        GammaFunction.Digamma(0.5).ShouldBe(-Euler - 2 * Math.Log(2), 1e-12);
        GammaFunction.Trigamma(1).ShouldBe(Math.PI * Math.PI / 6, 1e-12); // 6.4.2
        for (var x = 0.01; x < 100; x *= 1.7)
        {
            var (digamma, log) = GammaFunction.DigammaAndLog(new Vector<double>(x));
            digamma[0].ShouldBe(GammaFunction.Digamma(x), 1e-11 * (1 + 1 / x));
            log[0].ShouldBe(GammaFunction.Log(x), 1e-11 * (1 + x));
            GammaFunction.Trigamma(x + 1).ShouldBe(GammaFunction.Trigamma(x) - 1 / (x * x), 1e-11 * (1 + 1 / (x * x)));
            GammaFunction.InverseDigamma(GammaFunction.Digamma(x)).ShouldBe(x, 1e-9 * x);
            GammaFunction.Digamma(x + 1).ShouldBe(GammaFunction.Digamma(x) + 1 / x, 1e-11 * (1 + 1 / x));
            GammaFunction.Log(x + 1).ShouldBe(GammaFunction.Log(x) + Math.Log(x), 1e-11);
        }
    }

    [Fact]
    public void A_distribution_does_not_diverge_from_itself_and_does_from_others()
    {
        GammaFunction.Divergence([2, 3], [2, 3], new double[2]).ShouldBe(0, 1e-12);
        // Beta(2, 1) from the uniform: ∫ 2x ln 2x = ln 2 − 1/2
        GammaFunction.Divergence([2, 1], [1, 1], new double[2]).ShouldBe(Math.Log(2) - 0.5, 1e-12);
    }
}
