using Assay.WeakModels.Onnx.Tokenizers;

namespace Assay.WeakModels.Onnx.Gliner;

/// <summary>How a graph of GLiNER gives what it found.</summary>
internal enum GlinerOutput
{
    /// <summary>A logit a span: row, first word, width − 1, label.</summary>
    Spans,

    /// <summary>Three logits a word: row, word, label, and of start, end and inside.</summary>
    Tokens,

    /// <summary>The same with start, end and inside as the first axis, as older exports have it.</summary>
    TokensPlaceFirst,
}

/// <summary>A folder with a model of GLiNER: its graph, its tokenizer and what its settings say of them.</summary>
internal sealed record GlinerFolder(Graph Graph, FolderTokenizer Tokenizer, GlinerConfig Config, int EntityId, int SeparatorId, int MostTokens, string Identity)
{
    /// <summary>What encoders take where nothing is said.</summary>
    private const int UsualLength = 512;

    private static readonly string[] Inputs = ["input_ids", "attention_mask", "words_mask", "text_lengths", "span_idx", "span_mask", "token_type_ids"];

    /// <summary>How the graph gives what it found.</summary>
    public required GlinerOutput Output { get; init; }

    /// <exception cref="UnfitModel">Something is missing, or not as published models have it.</exception>
    public static GlinerFolder Open(ModelFolder folder, SessionSettings settings)
    {
        var config = GlinerConfig.Read(folder);
        var tokenizer = FolderTokenizer.Load(folder, modelType: null);
        var entity = Entity(folder, config, tokenizer);
        var separator = tokenizer.Special.FindSpelling(config.SeparatorToken)
            ?? throw new UnfitModel($"{folder.Root}: added_tokens.json does not give the id of {config.SeparatorToken}, which ends the labels");
        var graph = Graph.Open(folder, settings, Inputs, needed: 4);
        try
        {
            if (graph.Takes("span_idx") != graph.Takes("span_mask")) throw new UnfitModel($"{graph.Path} asks for one of span_idx and span_mask; models that score spans ask for both");
            var most = new[] { tokenizer.MostTokens, config.EncoderLength ?? UsualLength, graph.FixedLength }.Min()!.Value;
            var model = new GlinerFolder(graph, tokenizer, config, entity, separator, most, folder.Identity()) { Output = GlinerOutput.Spans };
            return graph.Takes("span_idx") ? model : model with { Output = Probe(model) };
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    private static int Entity(ModelFolder folder, GlinerConfig config, FolderTokenizer tokenizer)
    {
        var known = tokenizer.Special.FindSpelling(config.EntityToken);
        if (known is { } id && config.EntityId is { } said && said != id)
            throw new UnfitModel($"{folder.Root}: gliner_config.json gives {config.EntityToken} the id {said}, the tokenizer's files give it {id}; take both from one export");
        return known ?? config.EntityId ?? throw new UnfitModel($"{folder.Root}: neither added_tokens.json nor class_token_index gives the id of {config.EntityToken}, which stands before a label");
    }

    /// <summary>One row of one label and two words tells the axes apart: only one of them has three.</summary>
    private static GlinerOutput Probe(GlinerFolder model)
    {
        var (unknown, word) = (model.Tokenizer.Special.IdOf("unk"), (IReadOnlyList<int>)[model.Tokenizer.Special.IdOf("unk")]);
        var window = new Window(0, 0, 2, [word, word]);
        var shape = model.Graph.Run(new GlinerBatch(model, new Prompt([0], [model.EntityId, unknown, model.SeparatorId]), [window]).Inputs).Shape;
        return shape switch
        {
            [_, 2, 1, 3] => GlinerOutput.Tokens,
            [3, _, 2, 1] => GlinerOutput.TokensPlaceFirst,
            _ => throw new UnfitModel($"{model.Graph.Path} gives logits of the shape [{string.Join(", ", shape)}] for two words and one label; models that score words give [1, 2, 1, 3] or [3, 1, 2, 1]"),
        };
    }
}
