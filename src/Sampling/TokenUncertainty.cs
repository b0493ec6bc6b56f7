using System.Globalization;
using Assay.Sampling.Choosing;

namespace Assay.Sampling;

/// <summary>
/// For spans: how unsure a tagger is of an item, a token on average, <c>(1/n) ∑ₜ uₜ</c>. Without the division long texts would come first for being long.
/// An item without tokens scores 0.
/// </summary>
/// <remarks>
/// With <c>uₜ = −ln p(yₜ)</c> this is the order of maximum normalised log-probability: Shen, Yun, Lipton, Kronrod and Anandkumar (2018), "Deep active learning for named
/// entity recognition", ICLR; before it Culotta and McCallum (2005), AAAI, 746-751.
/// </remarks>
public sealed class TokenUncertainty : Uncertainty
{
    /// <summary>The one there is.</summary>
    public static TokenUncertainty Instance { get; } = new();

    private TokenUncertainty() { }

    /// <inheritdoc/>
    public override string Name => "token_uncertainty";

    /// <inheritdoc/>
    public override string Summary => "For spans: items whose tokens a tagger is least sure of, on average.";

    /// <inheritdoc/>
    public override StrategyNeeds Needs => StrategyNeeds.SpanUncertainty;

    private protected override void Judge(Pool pool, Memory<float> scores, CancellationToken cancel)
    {
        var spans = pool.SpanUncertainty!;
        for (var item = 0; item < pool.Count; item++)
        {
            var tokens = spans.Of(item);
            if (!Floats.AreWithin(tokens, 0, float.MaxValue))
                throw new UnfitPool(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Item {item} has a token whose uncertainty is {tokens.ToArray().First(value => !(value is >= 0 and <= float.MaxValue))}; it should be a number of 0 or more."));
            scores.Span[item] = tokens.IsEmpty ? 0 : Floats.Sum(tokens) / tokens.Length;
        }
    }
}
