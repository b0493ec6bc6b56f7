namespace Assay.WeakModels.Onnx.Gliner;

/// <summary>Windows of the same labels as the inputs of one run.</summary>
internal sealed class GlinerBatch
{
    private readonly GlinerFolder model;
    private readonly Prompt prompt;
    private readonly IReadOnlyList<Window> windows;

    public GlinerBatch(GlinerFolder model, Prompt prompt, IReadOnlyList<Window> windows)
    {
        (this.model, this.prompt, this.windows) = (model, prompt, windows);
        Words = windows.Max(window => window.Words);
        Inputs = [.. OfTokens(), .. OfSpans()];
    }

    /// <summary>Words of the longest window.</summary>
    public int Words { get; }

    /// <summary>What goes into the graph.</summary>
    public IReadOnlyList<GraphInput> Inputs { get; }

    private GraphInput[] OfTokens()
    {
        var (rows, width) = (windows.Count, model.Graph.FixedLength ?? prompt.Ids.Count + Prompt.Around + windows.Max(window => window.Length));
        long[] ids = new long[rows * width], mask = new long[ids.Length], words = new long[ids.Length];
        Array.Fill(ids, model.Tokenizer.Pad);
        foreach (var (row, window) in windows.Index())
        {
            var at = row * width;
            ids[at++] = model.Tokenizer.Cls;
            foreach (var id in prompt.Ids) ids[at++] = id;
            foreach (var (word, pieces) in window.Pieces.Index())
            {
                // only the first piece stands for the word
                if (pieces.Count > 0) words[at] = word + 1;
                foreach (var id in pieces) ids[at++] = id;
            }
            ids[at++] = model.Tokenizer.Sep;
            Array.Fill(mask, 1, row * width, at - row * width);
        }
        return
        [
            new GraphInput("input_ids", ids, rows, width), new GraphInput("attention_mask", mask, rows, width), new GraphInput("words_mask", words, rows, width),
            new GraphInput("token_type_ids", new long[ids.Length], rows, width), new GraphInput("text_lengths", [.. windows.Select(window => (long)window.Words)], rows, 1),
        ];
    }

    private GraphInput[] OfSpans()
    {
        if (!model.Graph.Takes("span_idx")) return [];
        var (rows, most) = (windows.Count, model.Config.MostWidth);
        long[] places = new long[rows * Words * most * 2], mask = new long[rows * Words * most];
        foreach (var (row, window) in windows.Index())
            for (var first = 0; first < window.Words; first++)
                for (var wide = 0; wide < most; wide++)
                {
                    var at = (row * Words + first) * most + wide;
                    (places[2 * at], places[2 * at + 1]) = (first, first + wide);
                    mask[at] = first + wide < window.Words ? 1 : 0;
                }
        return [new GraphInput("span_idx", places, rows, Words * most, 2), new GraphInput("span_mask", mask, rows, Words * most)];
    }
}
