namespace Assay.WeakModels.Onnx.Gliner;

/// <summary>Reads the logits of a model that scores spans: each is as likely as the sigmoid of its logit, and may be drafted when that is above the threshold.</summary>
/// <remarks>Source: Zaratiana et al. 2024, GLiNER; urchade/GLiNER, gliner/decoding.</remarks>
internal static class SpanDecoder
{
    /// <param name="logits">Of a row: first word, width − 1, label.</param>
    /// <param name="most">Words of a span.</param>
    /// <param name="labels">The places of the labels in the question.</param>
    /// <param name="window">The window.</param>
    /// <param name="counts">Whether a span, by its words in the text, counts from this window.</param>
    /// <param name="threshold">0 to 1.</param>
    /// <param name="into">Takes what is found.</param>
    public static void Read(ReadOnlySpan<float> logits, int most, IReadOnlyList<int> labels, Window window, Func<int, int, bool> counts, double threshold, Reading into)
    {
        for (var first = 0; first < window.Words; first++)
            for (var wide = 0; wide < most && first + wide < window.Words; wide++)
            {
                var (start, end) = (window.Start + first, window.Start + first + wide);
                if (!counts(start, end)) continue;
                var at = (first * most + wide) * labels.Count;
                for (var label = 0; label < labels.Count; label++)
                    if (Sigmoid.Of(logits[at + label]) is var score) into.Add(new Candidate(start, end, labels[label], score), score > threshold);
            }
    }
}
