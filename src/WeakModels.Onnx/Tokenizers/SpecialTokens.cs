using System.Globalization;
using System.Text.Json;

namespace Assay.WeakModels.Onnx.Tokenizers;

/// <summary>
/// The tokens of a folder that stand for no text: how they are spelled, and their ids. Read from <c>special_tokens_map.json</c>, <c>tokenizer_config.json</c>,
/// <c>added_tokens.json</c> and the list of added tokens in <c>tokenizer.json</c>; an id that none of them gives is looked up in the vocabulary.
/// </summary>
internal sealed class SpecialTokens
{
    private readonly ModelFolder folder;
    private readonly Func<string, int?> vocabulary;
    private readonly Dictionary<string, string> names = [];
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> spellings = new(StringComparer.Ordinal);

    private SpecialTokens(ModelFolder folder, Func<string, int?> vocabulary) => (this.folder, this.vocabulary) = (folder, vocabulary);

    /// <summary>Of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="usual">The spelling of each where the folder says nothing: <c>cls</c> is <c>[CLS]</c>.</param>
    /// <param name="vocabulary">The id of a piece.</param>
    internal static SpecialTokens Read(ModelFolder folder, IReadOnlyDictionary<string, string> usual, Func<string, int?> vocabulary)
    {
        var tokens = new SpecialTokens(folder, vocabulary);
        foreach (var (name, spelling) in usual) tokens.names[name] = spelling;
        var config = folder.Json("tokenizer_config.json");
        tokens.AddNames(config);
        tokens.AddNames(folder.Json("special_tokens_map.json"));
        if (folder.Json("tokenizer.json") is { } whole && whole.TryGetProperty("added_tokens", out var list) && list.ValueKind == JsonValueKind.Array)
            foreach (var token in list.EnumerateArray())
                if (token.ValueKind == JsonValueKind.Object && token.TryGetProperty("id", out var id) && id.TryGetInt32(out var number)) tokens.Add(Spelling(token), number, IsSpecial(token));
        if (config is { } described && described.TryGetProperty("added_tokens_decoder", out var decoder) && decoder.ValueKind == JsonValueKind.Object)
            foreach (var token in decoder.EnumerateObject())
                if (int.TryParse(token.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) tokens.Add(Spelling(token.Value), id, IsSpecial(token.Value));
        if (folder.Json("added_tokens.json") is { } added)
            foreach (var token in added.EnumerateObject())
                if (token.Value.ValueKind == JsonValueKind.Number && token.Value.TryGetInt32(out var id)) tokens.Add(token.Name, id, isSpecial: true);
        foreach (var spelling in tokens.names.Values) tokens.spellings.Add(spelling);
        return tokens;
    }

    /// <summary>How a token is spelled: of <c>cls</c> usually <c>[CLS]</c>.</summary>
    public string SpellingOf(string name) => names[name];

    /// <summary>The id of a token by its name: <c>cls</c>.</summary>
    /// <exception cref="UnfitModel">No file of the folder gives one.</exception>
    public int IdOf(string name) => IdOfSpelling(names[name]);

    /// <summary>The id of a token by its spelling.</summary>
    /// <exception cref="UnfitModel">No file of the folder gives one.</exception>
    public int IdOfSpelling(string spelling) => (ids.TryGetValue(spelling, out var id) ? id : vocabulary(spelling))
        ?? throw new UnfitModel($"{folder.Root}: neither the vocabulary nor added_tokens.json has the special token {spelling}");

    /// <summary>The id of a token by its spelling; null when no file of the folder gives one.</summary>
    public int? FindSpelling(string spelling) => ids.TryGetValue(spelling, out var id) ? id : vocabulary(spelling);

    /// <summary>A special token that a text holds; null when it holds none.</summary>
    public string? Within(string text) => spellings.FirstOrDefault(spelling => spelling.Length > 0 && text.Contains(spelling, StringComparison.Ordinal));

    private void Add(string? spelling, int id, bool isSpecial)
    {
        if (spelling is null) return;
        ids[spelling] = id;
        if (isSpecial) spellings.Add(spelling);
    }

    private void AddNames(JsonElement? file)
    {
        if (file is not { } json) return;
        foreach (var name in names.Keys.ToList())
            if (json.TryGetProperty($"{name}_token", out var token) && Spelling(token) is { } spelling) names[name] = spelling;
    }

    private static bool IsSpecial(JsonElement token) => !token.TryGetProperty("special", out var special) || special.ValueKind != JsonValueKind.False;

    /// <summary>Written as a string, or as an object with the string as its content.</summary>
    private static string? Spelling(JsonElement token) => token.ValueKind switch
    {
        JsonValueKind.String => token.GetString(),
        JsonValueKind.Object when token.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String => content.GetString(),
        _ => null,
    };
}
