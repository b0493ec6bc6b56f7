namespace Assay.WeakModels.Onnx.Gliner;

/// <summary>Runs texts through a model of GLiNER, for the labels of one question.</summary>
/// <param name="model">The model.</param>
/// <param name="threshold">0 to 1.</param>
internal sealed class GlinerReader(GlinerFolder model, double threshold)
{
    /// <summary>What is found in each text, by words.</summary>
    /// <param name="texts">The pieces of each word of each text.</param>
    /// <param name="prompts">The labels, in groups.</param>
    /// <param name="labels">Labels of the question.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public Reading[] Read(IReadOnlyList<IReadOnlyList<IReadOnlyList<int>>> texts, IReadOnlyList<Prompt> prompts, int labels, CancellationToken cancellation)
    {
        var found = texts.Select(_ => Reading.Of(labels)).ToArray();
        foreach (var prompt in prompts)
        {
            var room = model.MostTokens - prompt.Ids.Count - Prompt.Around;
            Window[][] windows = [.. texts.Select((pieces, text) => Window.Of(text, pieces, model.Config.MostWords, room, 2 * model.Config.MostWidth).ToArray())];
            var all = windows.SelectMany(ofText => ofText.Select((window, place) => (Window: window, Place: place))).ToArray();
            var readings = new Reading[all.Length];
            Batches.Run(model.Graph, [.. all.Select(one => prompt.Ids.Count + Prompt.Around + one.Window.Length)], batch =>
            {
                var (logits, words) = Run(prompt, [.. batch.Select(at => all[at].Window)]);
                foreach (var (row, at) in batch.Index())
                {
                    var (window, place) = all[at];
                    var siblings = windows[window.Text];
                    readings[at] = Decode(logits, words, row, window, prompt, labels, (first, last) => Counts(siblings, place, first, last, texts[window.Text].Count));
                }
            }, cancellation);
            foreach (var (at, (window, _)) in all.Index()) found[window.Text].Add(readings[at]);
        }
        return found;
    }

    private (Tensor Logits, int Words) Run(Prompt prompt, Window[] windows)
    {
        var batch = new GlinerBatch(model, prompt, windows);
        var logits = model.Graph.Run(batch.Inputs);
        var (rows, words, labels) = (windows.Length, batch.Words, prompt.Labels.Count);
        long[] right = model.Output switch
        {
            GlinerOutput.Spans => [rows, words, model.Config.MostWidth, labels],
            GlinerOutput.Tokens => [rows, words, labels, 3],
            _ => [3, rows, words, labels],
        };
        return logits.Shape.AsSpan().SequenceEqual(right)
            ? (logits, words)
            : throw new UnfitModel($"{model.Graph.Path} gives logits of the shape {logits}; for {rows} rows of {words} words and {labels} labels, and max_width {model.Config.MostWidth}, it should be [{string.Join(", ", right)}]");
    }

    private Reading Decode(Tensor logits, int words, int row, Window window, Prompt prompt, int labels, Func<int, int, bool> counts)
    {
        var reading = Reading.Of(labels);
        var (values, classes, rows) = (logits.Values, prompt.Labels.Count, model.Output == GlinerOutput.TokensPlaceFirst ? (int)logits.Shape[1] : (int)logits.Shape[0]);
        switch (model.Output)
        {
            case GlinerOutput.Spans:
                var size = words * model.Config.MostWidth * classes;
                SpanDecoder.Read(values.AsSpan(row * size, size), model.Config.MostWidth, prompt.Labels, window, counts, threshold, reading);
                break;
            case GlinerOutput.Tokens:
                TokenDecoder.Read((word, label, kind) => values[((row * words + word) * classes + label) * 3 + kind], prompt.Labels, window, counts, threshold, reading);
                break;
            default:
                TokenDecoder.Read((word, label, kind) => values[((kind * rows + row) * words + word) * classes + label], prompt.Labels, window, counts, threshold, reading);
                break;
        }
        return reading;
    }

    /// <summary>A span that several windows show counts from the one where it is furthest from a cut; of equals from the first.</summary>
    private static bool Counts(Window[] windows, int place, int first, int last, int words)
    {
        var distance = windows[place].FromCut(first, last, words);
        for (var other = place - 1; other >= 0 && windows[other].Holds(first, last); other--)
            if (windows[other].FromCut(first, last, words) >= distance) return false;
        for (var other = place + 1; other < windows.Length && windows[other].Holds(first, last); other++)
            if (windows[other].FromCut(first, last, words) > distance) return false;
        return true;
    }
}
