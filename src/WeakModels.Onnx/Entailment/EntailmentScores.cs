namespace Assay.WeakModels.Onnx.Entailment;

/// <summary>From logits to probabilities.</summary>
/// <remarks>Source: Yin et al. 2019, Benchmarking Zero-shot Text Classification, as in the zero-shot pipeline of Hugging Face transformers.</remarks>
internal static class EntailmentScores
{
    /// <summary>One of the labels fits: how likely each does, by the entailment of all. They sum to 1.</summary>
    public static double[] OfOne(IReadOnlyList<(double Entailment, double Contradiction)> logits)
    {
        var highest = logits.Max(one => one.Entailment);
        double[] weights = [.. logits.Select(one => Math.Exp(one.Entailment - highest))];
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    /// <summary>Each label fits or not: how likely it does, by its entailment and contradiction.</summary>
    public static double[] OfEach(IReadOnlyList<(double Entailment, double Contradiction)> logits) =>
        [.. logits.Select(one => 1 / (1 + Math.Exp(one.Contradiction - one.Entailment)))];
}
