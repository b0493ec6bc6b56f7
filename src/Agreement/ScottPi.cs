using Assay.Model;

namespace Assay.Agreement;

/// <summary>
/// Scott's π: agreement of two people beyond chance, where chance is two votes drawn from what both said together.
/// <c>π = (p_o − p_e) / (1 − p_e)</c>, <c>p_e = Σ_k ((p_k· + p_·k) / 2)²</c>.
/// </summary>
/// <remarks>
/// <para>Scott (1955), "Reliability of content analysis: the case of nominal scale coding", Public Opinion Quarterly 19:321-325. Range [−1, 1], 0 as by
/// chance. It takes the two for interchangeable: where one of them uses a category more than the other, π is below Cohen's κ.</para>
/// <para>Only items both voted on enter. Undefined unless there are exactly two people, without such an item, and when one category only was used.
/// Interval and standard error as for <see cref="FleissKappa"/>, which equals π for two people without gaps.</para>
/// </remarks>
public sealed class ScottPi : ICoefficient
{
    /// <summary>The only instance.</summary>
    public static readonly ScottPi Instance = new();

    private ScottPi() { }

    /// <inheritdoc/>
    public string Name => "scott_pi";

    /// <inheritdoc/>
    public string Title => "Scott's π";

    /// <inheritdoc/>
    public Coefficient Measure(Votes votes, Scale scale)
    {
        scale.Check(votes);
        return votes.Annotators == 2 ? FleissKappa.Measure(ItemKinds.Of(votes), fewest: 2) : Coefficient.NotDefined(Undefined.NotTwoAnnotators, 0);
    }
}
