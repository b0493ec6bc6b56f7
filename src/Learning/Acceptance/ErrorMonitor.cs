namespace Assay.Learning.Acceptance;

/// <summary>
/// Watches audits of what is being accepted, one by one, and says when more than ε of it is wrong. It bets against the promise: a bet on the rate θ > ε
/// multiplies its stake by <c>θ/ε</c> with each wrong item and by <c>(1 − θ)/(1 − ε)</c> with each right one. While the promise holds no bet gains on average,
/// so the wealth ever reaches 1/α with a chance of at most α (Ville's inequality), however long and often one looks.
/// </summary>
/// <remarks>
/// <para>
/// Part of the money is staked at each step, <c>1/(s (s + 1))</c> at the s-th, evenly over rates whose odds are 1.5 to 10 times those of ε, so that a change is
/// found soon after a long good time as well. The bets are those of Waudby-Smith and Ramdas (2024), "Estimating means of bounded random variables by
/// betting", JRSS B 86(1):1-27; several starts those of Shin, Ramdas and Rinaldo (2024), "E-detectors: a nonparametric framework for sequential change
/// detection", NEJSDS 2(2):229-260.
/// </para>
/// <para>Which items are watched may depend on what was seen before (a threshold chosen anew), never on the item's own answer.</para>
/// </remarks>
public sealed class ErrorMonitor
{
    /// <summary>Beyond this there is no doubt left to measure.</summary>
    private const double Most = 1e300;

    private static readonly double[] Odds = [1.5, 2, 3, 5, 10];

    private readonly double alpha;
    private readonly (double Wrong, double Right)[] factors;
    private readonly double[] stakes = new double[Odds.Length];

    /// <param name="epsilon">The share that may be wrong, above 0, below 1.</param>
    /// <param name="alpha">How often a promise that holds may be called broken, above 0, below 1.</param>
    public ErrorMonitor(double epsilon, double alpha)
    {
        Binomial.CheckOpen(epsilon, nameof(epsilon));
        Binomial.CheckOpen(alpha, nameof(alpha));
        this.alpha = alpha;
        factors = [.. Odds.Select(odds => odds / (1 + (epsilon * (odds - 1)))).Select(wrong => (wrong, (1 - (wrong * epsilon)) / (1 - epsilon)))];
    }

    /// <summary>Audits watched so far.</summary>
    public int Watched { get; private set; }

    /// <summary>How many of them were wrong.</summary>
    public int Wrong { get; private set; }

    /// <summary>The wealth: 1 at the start, above 0; 1/α breaks the promise.</summary>
    public double Evidence { get; private set; } = 1;

    /// <summary>Whether the evidence was ever enough; stays so.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Takes the next audit.</summary>
    /// <returns><see cref="IsBroken"/>.</returns>
    public bool Watch(bool isWrong)
    {
        Watched++;
        if (isWrong)
            Wrong++;
        var stake = 1.0 / Watched / (Watched + 1.0) / stakes.Length;
        for (var i = 0; i < stakes.Length; i++)
            stakes[i] = Math.Min(Most, (stakes[i] + stake) * (isWrong ? factors[i].Wrong : factors[i].Right));
        // what is not staked yet is kept
        Evidence = stakes.Sum() + (1.0 / (Watched + 1.0));
        return IsBroken |= Evidence >= 1 / alpha;
    }
}
