namespace Assay.WeakModels.Onnx.Gliner;

/// <summary>
/// Reads the logits of a model that scores words: how likely each begins, ends and lies within a span of a label. A span may be drafted when its beginning and
/// end are above the threshold and no word of it is below; it is as likely as the least of them, and as wide as it comes.
/// </summary>
/// <remarks>Source: Stepanov and Shtopko 2024, GLiNER multi-task; urchade/GLiNER, gliner/decoding.</remarks>
internal static class TokenDecoder
{
    /// <param name="logits">The logit of a word of the window and a label (by its place in the group), of start 0, end 1 or inside 2.</param>
    /// <param name="labels">The places of the labels in the question.</param>
    /// <param name="window">The window.</param>
    /// <param name="counts">Whether a span, by its words in the text, counts from this window.</param>
    /// <param name="threshold">0 to 1.</param>
    /// <param name="into">Takes what is found.</param>
    public static void Read(Func<int, int, int, float> logits, IReadOnlyList<int> labels, Window window, Func<int, int, bool> counts, double threshold, Reading into)
    {
        for (var label = 0; label < labels.Count; label++)
        {
            double[] starts = Of(0), ends = Of(1), insides = Of(2);
            for (var first = 0; first < window.Words; first++)
            {
                var (start, inside) = (starts[first], 1.0);
                for (var last = first; last < window.Words; last++)
                {
                    inside = Math.Min(inside, insides[last]);
                    var mayPass = start > threshold && inside >= threshold;
                    // nothing further on can be drafted, nor be the best of what is not
                    if (!mayPass && Math.Min(start, inside) <= into.Best[labels[label]]) break;
                    if (counts(window.Start + first, window.Start + last))
                        into.Add(new Candidate(window.Start + first, window.Start + last, labels[label], Math.Min(Math.Min(start, inside), ends[last])), mayPass && ends[last] > threshold);
                }
            }

            double[] Of(int kind) => [.. Enumerable.Range(0, window.Words).Select(word => Sigmoid.Of(logits(word, label, kind)))];
        }
    }
}
