using Assay.Model;

namespace Assay.Agreement;

/// <summary>
/// Conger's κ: Cohen's κ for any number of people. Chance is the mean, over pairs of people, of how often two with their habits would agree:
/// <c>κ = (p_a − p_e) / (1 − p_e)</c>, <c>p_e = Σ_{g≠h} Σ_k p_gk p_hk / (r(r − 1))</c> for <c>r</c> people and <c>p_gk</c> the share of category <c>k</c> among
/// the votes of <c>g</c>.
/// </summary>
/// <remarks>
/// <para>Conger (1980), "Integration and generalization of kappas for multiple raters", Psychological Bulletin 88:322-328; with gaps Gwet (2014), Handbook
/// of Inter-Rater Reliability, 4th ed., ch. 2 and 5, whose standard error it has too. At most 1, 0 as by chance; it is Cohen's κ for two people without gaps.</para>
/// <para>Where people have like habits it comes close to <see cref="FleissKappa"/>; where some use a category more than others it is above.
/// Undefined when no item has two votes, when somebody gave none, and when one category only was used.</para>
/// <para>Interval: κ ± 1.96 se; where nothing varies, Wilson's interval of <c>p_a</c> carried over. Time grows with the votes, memory with people
/// times categories.</para>
/// </remarks>
public sealed class CongerKappa : ICoefficient
{
    /// <summary>The only instance.</summary>
    public static readonly CongerKappa Instance = new();

    private CongerKappa() { }

    /// <inheritdoc/>
    public string Name => "conger_kappa";

    /// <inheritdoc/>
    public string Title => "Conger's κ";

    /// <inheritdoc/>
    public Coefficient Measure(Votes votes, Scale scale)
    {
        scale.Check(votes);
        var (people, categories) = (votes.Annotators, votes.Categories);
        var counts = new int[people];
        var share = new double[people * categories];
        var (all, shared, observed) = (0, 0, 0.0);
        for (var item = 0; item < votes.Items; item++)
        {
            var who = votes.AnnotatorsOf(item);
            var said = votes.CategoriesOf(item);
            for (var v = 0; v < who.Length; v++)
            {
                counts[who[v]]++;
                share[who[v] * categories + said[v]]++;
            }
            if (who.Length > 0) all++;
            if (who.Length < 2) continue;
            shared++;
            observed += Agreement(said);
        }
        if (shared == 0) return Coefficient.NotDefined(Undefined.NoSharedItems, 0);
        if (Array.IndexOf(counts, 0) >= 0) return Coefficient.NotDefined(Undefined.SilentAnnotator, shared);
        observed /= shared;

        var together = new double[categories];
        for (var at = 0; at < share.Length; at++) together[at % categories] += share[at] /= counts[at / categories];
        // how often each person would agree with all others, added up
        var habit = new double[people];
        for (var at = 0; at < share.Length; at++) habit[at / categories] += share[at] * (together[at % categories] - share[at]);
        var pairs = people * (people - 1.0);
        var expected = habit.Sum() / pairs;
        if (1 - expected < 1e-12) return Coefficient.NotDefined(Undefined.OneCategory, shared);
        var value = (observed - expected) / (1 - expected);

        double spread = 0;
        for (var item = 0; item < votes.Items; item++)
        {
            var who = votes.AnnotatorsOf(item);
            var said = votes.CategoriesOf(item);
            if (who.Length == 0) continue;
            double pull = 0;
            for (var v = 0; v < who.Length; v++)
                pull += (double)all / counts[who[v]] * (together[said[v]] - share[who[v] * categories + said[v]] - habit[who[v]]);
            var own = who.Length > 1 ? (double)all / shared * (Agreement(said) - expected) / (1 - expected) : 0;
            var off = own - 2 * (1 - value) * (pull / pairs) / (1 - expected) - value;
            spread += off * off;
        }
        var error = all > 1 ? Math.Sqrt(spread / all / (all - 1)) : 0;
        var standardError = error > 1e-8 ? error : (double?)null;
        var interval = observed < 1 - 1e-12 && standardError is { } known
            ? BeyondChance.Around(value, known)
            : BeyondChance.Carried(WilsonInterval.Of(Math.Min(observed, 1), shared), expected);
        return Coefficient.Of(value, BeyondChance.Holding(interval, value), shared, standardError) with { Observed = observed, Expected = expected };
    }

    private static double Agreement(ReadOnlySpan<int> said)
    {
        var agreeing = 0;
        for (var a = 0; a < said.Length; a++)
            for (var b = 0; b < a; b++)
                if (said[a] == said[b]) agreeing++;
        return agreeing / (said.Length * (said.Length - 1.0) / 2);
    }
}
