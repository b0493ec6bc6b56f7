using System.Text.Json;

namespace Assay.WeakModels.Onnx.Gliner;

/// <summary>What <c>gliner_config.json</c> says.</summary>
/// <param name="MostWidth">Words of a span at most, of models that score spans.</param>
/// <param name="MostWords">Words of a text at once.</param>
/// <param name="MostTypes">Labels at once.</param>
/// <param name="EntityToken">What stands before each label.</param>
/// <param name="SeparatorToken">What stands after the last.</param>
/// <param name="EntityId">The id of the one before labels; null where it is not said.</param>
/// <param name="EncoderLength">Tokens that the encoder takes; null where it is not said.</param>
internal sealed record GlinerConfig(int MostWidth, int MostWords, int MostTypes, string EntityToken, string SeparatorToken, int? EntityId, int? EncoderLength)
{
    private static readonly string[] Unsupported = ["labels_encoder", "relations_layer", "labels_decoder", "precomputed_prompts_mode"];

    /// <exception cref="UnfitModel">The file is missing, or describes a kind of GLiNER that is not known.</exception>
    public static GlinerConfig Read(ModelFolder folder)
    {
        var path = Path.Combine(folder.Root, "gliner_config.json");
        var json = folder.Json("gliner_config.json") ?? throw new UnfitModel($"{path} is missing; a folder of GLiNER has it beside its tokenizer files, as those of onnx-community have");
        foreach (var key in Unsupported)
            if (json.TryGetProperty(key, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
                throw new UnfitModel($"{path} sets {key}; models with it have other inputs, and only those without are known");
        var splitter = Word(json, "words_splitter_type", "whitespace");
        if (splitter != "whitespace") throw new UnfitModel($"{path} cuts words by {splitter}; only whitespace is known");
        return new GlinerConfig(
            Number(json, "max_width") ?? 12, Number(json, "max_len") ?? 384, Number(json, "max_types") ?? 25, Word(json, "ent_token", "<<ENT>>"), Word(json, "sep_token", "<<SEP>>"),
            Number(json, "class_token_index"), json.TryGetProperty("encoder_config", out var encoder) && encoder.ValueKind == JsonValueKind.Object ? Number(encoder, "max_position_embeddings") : null);
    }

    /// <summary>Above 0; null where there is none, or a number that means none.</summary>
    private static int? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number > 0 ? number : null;

    private static string Word(JsonElement json, string name, string usual) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } word ? word : usual;
}
