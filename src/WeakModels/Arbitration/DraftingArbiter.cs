namespace Assay.WeakModels.Arbitration;

/// <summary>Any weak model as an arbiter: its draft of the item is its opinion, whatever people answered. It gives no reasons.</summary>
/// <param name="model">Who drafts.</param>
public sealed class DraftingArbiter(IWeakModel model) : IArbiter, IDisposable
{
    /// <inheritdoc/>
    public string Name => model.Name;

    /// <inheritdoc/>
    public string Version => model.Version;

    /// <inheritdoc/>
    public async Task<Opinion> Settle(Dispute dispute, CancellationToken cancellation = default)
    {
        var draft = (await model.Predict(dispute.Schema, [dispute.Item], cancellation))[0];
        var asked = draft.ByQuestion.Where(one => dispute.Questions?.Contains(one.Key) ?? true).ToDictionary();
        return new Opinion
        {
            Model = Name,
            Version = Version,
            ByQuestion = asked,
            Failure = asked.Count > 0 ? null : draft.Refusal ?? "it says nothing of this item",
        };
    }

    /// <summary>Closes the model where it holds something.</summary>
    public void Dispose() => (model as IDisposable)?.Dispose();
}
