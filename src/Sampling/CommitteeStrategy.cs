using Assay.Sampling.Choosing;

namespace Assay.Sampling;

/// <summary>Takes the items on which the members of a committee differ most.</summary>
public abstract class CommitteeStrategy : Uncertainty
{
    private protected CommitteeStrategy() { }

    /// <inheritdoc/>
    public sealed override StrategyNeeds Needs => StrategyNeeds.Committee;

    private protected sealed override void Judge(Pool pool, Memory<float> scores, CancellationToken cancel)
    {
        var members = pool.Committee!;
        foreach (var member in members)
            Chances.Check(member, pool.SeveralLabels, Effort.Of(pool, cancel));
        Chunks.Each(pool.Count, JudgeRun, Effort.Of(pool, cancel));

        void JudgeRun(int from, int to)
        {
            var mixed = new float[members[0].Columns];
            for (var item = from; item < to; item++)
                scores.Span[item] = JudgeItem(members, item, pool.SeveralLabels, mixed);
        }
    }

    /// <param name="members">Chances by each.</param>
    /// <param name="item">The item.</param>
    /// <param name="several">Each chance is of one label by itself.</param>
    /// <param name="room">A number a label, for whatever use.</param>
    private protected abstract float JudgeItem(IReadOnlyList<Matrix> members, int item, bool several, Span<float> room);
}
