using System.Text.Json;
using Assay.WeakModels.Onnx.Tokenizers;

namespace Assay.WeakModels.Onnx.Entailment;

/// <summary>A folder with a model of natural language inference: its graph, its tokenizer and what its settings say of them.</summary>
internal sealed record EntailmentFolder(Graph Graph, FolderTokenizer Tokenizer, Pairs Pairs, Classes Classes, string Identity)
{
    /// <summary>What models are trained on where their settings do not say.</summary>
    private const int UsualLength = 512;

    private static readonly string[] WithOneSeparator = ["bert", "distilbert", "mobilebert", "electra", "convbert", "squeezebert", "ernie", "deberta", "deberta-v2"];

    private static readonly string[] WithTwoSeparators = ["roberta", "bart", "mpnet", "xlm-roberta"];

    /// <summary>Those that count positions from after the padding token.</summary>
    private static readonly string[] WithOffset = ["roberta", "xlm-roberta", "mpnet"];

    /// <exception cref="UnfitModel">Something is missing, or not as published models have it.</exception>
    public static EntailmentFolder Open(ModelFolder folder, EntailmentOptions options)
    {
        var path = Path.Combine(folder.Root, "config.json");
        var config = folder.Json("config.json") ?? throw new UnfitModel($"{path} is missing; it names the model's type and, in id2label, its outputs");
        var classes = Classes.Read(config, path, options.EntailmentName);
        var type = config.TryGetProperty("model_type", out var word) && word.ValueKind == JsonValueKind.String ? word.GetString() : null;
        if (type is not null && !WithOneSeparator.Contains(type) && !WithTwoSeparators.Contains(type))
            throw new UnfitModel($"{path} says model_type {type}; how its pairs are written is known of {string.Join(", ", WithOneSeparator.Concat(WithTwoSeparators))}");
        var tokenizer = FolderTokenizer.Load(folder, type);
        var hasTwo = type is null ? tokenizer.Special.SpellingOf("sep") == "</s>" : WithTwoSeparators.Contains(type);
        var graph = Graph.Open(folder, options.Session, ["input_ids", "attention_mask", "token_type_ids"], needed: 2);
        var positions = Number(config, "max_position_embeddings") is > 2 and var most ? most - (WithOffset.Contains(type) ? 2 : 0) : (int?)null;
        var length = new[] { tokenizer.MostTokens, positions, graph.FixedLength }.Min() ?? UsualLength;
        return new EntailmentFolder(graph, tokenizer, new Pairs(tokenizer, hasTwo, length, Number(config, "pad_token_id") ?? tokenizer.Pad), classes, folder.Identity());
    }

    private static int? Number(JsonElement config, string name) =>
        config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
