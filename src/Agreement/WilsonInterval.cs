namespace Assay.Agreement;

/// <summary>
/// The score interval of a proportion (Wilson 1927, "Probable inference, the law of succession, and statistical inference", JASA 22:209-212):
/// <c>(p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n)</c> with z = 1.96.
/// </summary>
/// <remarks>Stays within [0, 1] and keeps its width at p = 0 and p = 1, where the textbook interval p ± z·se shrinks to nothing.</remarks>
public static class WilsonInterval
{
    /// <summary>The 97.5 % point of the standard normal distribution.</summary>
    internal const double Z = 1.959963984540054;

    /// <summary>The 95 % interval around <paramref name="proportion"/> observed in <paramref name="count"/> trials.</summary>
    /// <param name="proportion">In [0, 1].</param>
    /// <param name="count">At least 1.</param>
    public static Interval Of(double proportion, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        const double square = Z * Z;
        var scale = 1 + square / count;
        var middle = (proportion + square / (2.0 * count)) / scale;
        var half = Z * Math.Sqrt(proportion * (1 - proportion) / count + square / (4.0 * count * count)) / scale;
        // the ends are exactly 0 and 1 there; rounding must not say 0.9999999999999999
        return new Interval(proportion == 0 ? 0 : middle - half, proportion == 1 ? 1 : middle + half);
    }
}
