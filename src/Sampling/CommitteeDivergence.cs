namespace Assay.Sampling;

/// <summary>
/// Query by committee, by how far the members' chances lie from their mean P: <c>(1/m) Σ KL(Pₖ ‖ P)</c> in nats, from 0 to <c>ln m</c>. It equals the entropy of the mean
/// less the mean of the entropies: what the committee would learn from the answer, and not what is unclear to each of its members. With several labels the mean over them.
/// </summary>
/// <remarks>
/// McCallum and Nigam (1998), "Employing EM and pool-based active learning for text classification", ICML, 350-358. As mutual information: Houlsby, Huszár, Ghahramani and
/// Lengyel (2011), "Bayesian active learning for classification and preference learning" (BALD).
/// </remarks>
public sealed class CommitteeDivergence : CommitteeStrategy
{
    /// <summary>The one there is.</summary>
    public static CommitteeDivergence Instance { get; } = new();

    private CommitteeDivergence() { }

    /// <inheritdoc/>
    public override string Name => "committee_kl";

    /// <inheritdoc/>
    public override string Summary => "Items on which the chances of a committee's models lie farthest apart.";

    private protected override float JudgeItem(IReadOnlyList<Matrix> members, int item, bool several, Span<float> room)
    {
        room.Clear();
        foreach (var member in members)
            for (var label = 0; label < room.Length; label++)
                room[label] += member.Row(item)[label] / members.Count;
        double divergence = 0;
        foreach (var member in members)
            for (var label = 0; label < room.Length; label++)
                divergence += Part(member.Row(item)[label], room[label]) + (several ? Part(1 - member.Row(item)[label], 1 - room[label]) : 0);
        return (float)Math.Max(0, divergence / members.Count / (several ? room.Length : 1));
    }

    private static double Part(double own, double mean) => own <= 0 || mean <= 0 ? 0 : own * Math.Log(own / mean);
}
