namespace Assay.WeakModels.Onnx.Gliner;

/// <summary>From a logit to a probability.</summary>
internal static class Sigmoid
{
    /// <summary>1 / (1 + e⁻ˣ).</summary>
    /// <exception cref="UnfitModel">The graph gave what is no number.</exception>
    public static double Of(float logit) => float.IsNaN(logit)
        ? throw new UnfitModel("the graph gives logits that are no numbers; one of 16 bits may overflow: take another variant")
        : 1 / (1 + Math.Exp(-(double)logit));
}
