using Assay.Sampling.Choosing;

namespace Assay.Sampling;

/// <summary>
/// Query by committee, each member with one vote for its likeliest answer: <c>−Σ (V/m) ln (V/m)</c> over labels with V of m votes, divided by its largest value,
/// <c>ln min(m, labels)</c>. From 0, all agree, to 1. With several labels each is voted on by itself, yes from even chance on, and the score is the mean.
/// </summary>
/// <remarks>Dagan and Engelson (1995), "Committee-based sampling for training probabilistic classifiers", ICML, 150-157; Seung, Opper and Sompolinsky (1992), COLT.</remarks>
public sealed class VoteEntropy : CommitteeStrategy
{
    /// <summary>The one there is.</summary>
    public static VoteEntropy Instance { get; } = new();

    private VoteEntropy() { }

    /// <inheritdoc/>
    public override string Name => "vote_entropy";

    /// <inheritdoc/>
    public override string Summary => "Items on whose answer the models of a committee are most divided, by their votes.";

    private protected override float JudgeItem(IReadOnlyList<Matrix> members, int item, bool several, Span<float> room)
    {
        room.Clear();
        foreach (var member in members)
            Vote(member.Row(item), several, room);
        var (entropy, all) = (0f, members.Count);
        foreach (var votes in room)
            entropy += Part(votes / all) + (several ? Part(1 - votes / all) : 0);
        var most = several ? room.Length * MathF.Log(2) : MathF.Log(Math.Min(all, room.Length));
        return most == 0 ? 0 : Math.Max(0, entropy / most);
    }

    private static void Vote(ReadOnlySpan<float> chances, bool several, Span<float> votes)
    {
        if (!several)
        {
            votes[Floats.PlaceOfLargest(chances)]++;
            return;
        }

        for (var label = 0; label < chances.Length; label++)
            if (chances[label] >= 0.5f)
                votes[label]++;
    }

    private static float Part(float share) => share <= 0 ? 0 : -share * MathF.Log(share);
}
