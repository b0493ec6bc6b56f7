namespace Assay.Learning.Acceptance;

/// <summary>A promise: with confidence 1 − <see cref="Delta"/>, at most the share <see cref="Epsilon"/> of what is accepted is wrong.</summary>
public sealed record ErrorTarget
{
    /// <param name="epsilon">Above 0, below 1.</param>
    /// <param name="delta">Above 0, below 1.</param>
    public ErrorTarget(double epsilon, double delta)
    {
        Binomial.CheckOpen(epsilon, nameof(epsilon));
        Binomial.CheckOpen(delta, nameof(delta));
        (Epsilon, Delta) = (epsilon, delta);
    }

    /// <summary>The largest share that may be wrong.</summary>
    public double Epsilon { get; }

    /// <summary>How often the promise may be broken.</summary>
    public double Delta { get; }

    /// <summary>Whether so many wrong among so many audits bear the promise out: were the share wrong above ε, so few would be rarer than δ.</summary>
    /// <param name="wrong">0 to <paramref name="audited"/>.</param>
    /// <param name="audited">0 or more.</param>
    public bool IsBorneOut(int wrong, int audited) => Binomial.AtMost(wrong, audited, Epsilon) <= Delta;

    /// <summary>The fewest audits that bear the promise out when so many of them are wrong: with none wrong <c>⌈ln δ / ln(1 − ε)⌉</c>.</summary>
    /// <param name="wrong">0 or more.</param>
    /// <returns>At most <see cref="int.MaxValue"/>, which stands for more than can be counted.</returns>
    public int AuditsFor(int wrong)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wrong);
        var (low, high) = ((long)wrong, wrong + 1L);
        while (!IsBorneOut(wrong, (int)high))
        {
            if (high >= int.MaxValue)
                return int.MaxValue;
            (low, high) = (high, Math.Min(high * 2, int.MaxValue));
        }

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = IsBorneOut(wrong, (int)middle) ? (low, middle) : (middle, high);
        }

        return (int)high;
    }
}
