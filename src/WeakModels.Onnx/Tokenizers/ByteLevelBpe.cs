using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace Assay.WeakModels.Onnx.Tokenizers;

/// <summary>Byte-level byte-pair encoding, from <c>vocab.json</c> and <c>merges.txt</c> (RoBERTa, BART).</summary>
/// <remarks>Source: Radford et al. 2019 (GPT-2). The merging is that of Microsoft.ML.Tokenizers.</remarks>
internal sealed class ByteLevelBpe : ITokenizer
{
    private readonly BpeTokenizer pieces;
    private readonly Dictionary<string, int> vocabulary;
    private readonly bool addsSpace;

    private ByteLevelBpe(BpeTokenizer pieces, Dictionary<string, int> vocabulary, bool addsSpace) =>
        (this.pieces, this.vocabulary, this.addsSpace) = (pieces, vocabulary, addsSpace);

    /// <param name="vocabularyPath">Ids by piece, as JSON.</param>
    /// <param name="mergesPath">A line a merge, two pieces with a space between; a first line may begin with #version.</param>
    /// <param name="unknown">The piece for what is not known.</param>
    /// <param name="addsSpace">Whether a text is read as if a space stood before it.</param>
    /// <exception cref="UnfitModel">A file is not what it should be.</exception>
    public static ByteLevelBpe Load(string vocabularyPath, string mergesPath, string unknown, bool addsSpace)
    {
        var vocabulary = Vocabulary(vocabularyPath);
        if (!vocabulary.ContainsKey(unknown)) throw new UnfitModel($"{vocabularyPath} lacks {unknown}, the piece for what is not known");
        try
        {
            var options = new BpeOptions(vocabulary)
            {
                Merges = Merges(mergesPath),
                ByteLevel = true,
                PreTokenizer = RobertaPreTokenizer.Instance,
                UnknownToken = unknown,
            };
            return new ByteLevelBpe(BpeTokenizer.Create(options), vocabulary, addsSpace);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or FormatException)
        {
            throw new UnfitModel($"{mergesPath} does not go with {vocabularyPath}: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Encode(string text)
    {
        if (text.Length == 0) return [];
        return pieces.EncodeToIds(addsSpace && !char.IsWhiteSpace(text[0]) ? " " + text : text);
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> EncodeWord(string word) => word.Length == 0 ? [] : pieces.EncodeToIds(" " + word);

    /// <inheritdoc/>
    public int? IdOf(string piece) => vocabulary.TryGetValue(piece, out var id) ? id : null;

    private static Dictionary<string, int> Vocabulary(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllBytes(path)) ?? throw new UnfitModel($"{path}: an object of ids by piece should stand here");
        }
        catch (JsonException error)
        {
            throw new UnfitModel($"{path}: an object of ids by piece should stand here: {error.Message}", error);
        }
    }

    private static List<string> Merges(string path)
    {
        var merges = new List<string>();
        foreach (var (place, raw) in File.ReadAllText(path).Split('\n').Index())
        {
            var line = raw.TrimEnd('\r');
            if (line.Length == 0 || place == 0 && line.StartsWith("#version", StringComparison.Ordinal)) continue;
            if (line.Count(' ') != 1) throw new UnfitModel($"{path}, line {place + 1}: two pieces with a space between should stand here");
            merges.Add(line);
        }
        return merges;
    }
}
