using System.Text.Json;

namespace Assay.WeakModels.Onnx.Tokenizers;

/// <summary>The tokenizer of a folder, by the files that are there, and its special tokens.</summary>
/// <param name="Pieces">Cuts text.</param>
/// <param name="Special">The tokens around it.</param>
/// <param name="MostTokens">The longest row that the tokenizer's settings allow; null where they say none.</param>
internal sealed record FolderTokenizer(ITokenizer Pieces, SpecialTokens Special, int? MostTokens)
{
    private const string Needed = "vocab.txt (BERT and its kin), spm.model (DeBERTa-v3, mDeBERTa), sentencepiece.bpe.model (XLM-R), or vocab.json and merges.txt (RoBERTa, BART)";

    private static readonly Dictionary<string, string> Bert = new() { ["cls"] = "[CLS]", ["sep"] = "[SEP]", ["pad"] = "[PAD]", ["unk"] = "[UNK]", ["mask"] = "[MASK]" };

    private static readonly Dictionary<string, string> Roberta = new() { ["cls"] = "<s>", ["sep"] = "</s>", ["pad"] = "<pad>", ["unk"] = "<unk>", ["mask"] = "<mask>" };

    /// <summary>The number of the token before everything.</summary>
    public int Cls { get; } = Special.IdOf("cls");

    /// <summary>The number of the token after everything, and between two texts.</summary>
    public int Sep { get; } = Special.IdOf("sep");

    /// <summary>The number of the token that fills a row up.</summary>
    public int Pad { get; } = Special.IdOf("pad");

    /// <summary>Of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="modelType">The word for its architecture, as <c>model_type</c> has it; null when it is not known.</param>
    /// <exception cref="UnfitModel">There are no files of a tokenizer that is known, or they are broken.</exception>
    public static FolderTokenizer Load(ModelFolder folder, string? modelType)
    {
        var config = folder.Json("tokenizer_config.json");
        var most = config is { } json && json.TryGetProperty("model_max_length", out var length) && length.TryGetDouble(out var value) && value is >= 1 and <= 1e9 ? (int?)value : null;
        if (folder.Find("vocab.txt") is { } words) return OfWords(folder, words, config, most);
        if (folder.Find("spm.model") is { } unigram) return Of(Unigram.Load(unigram, Flag(config, "do_lower_case") ?? false, isFairseq: false), Bert);
        if (folder.Find("sentencepiece.bpe.model") is { } fairseq)
            return modelType is null or "xlm-roberta"
                ? Of(Unigram.Load(fairseq, lowersCase: false, isFairseq: true), Roberta)
                : throw new UnfitModel($"{fairseq} is read as XLM-R counts its pieces; the model is of the type {modelType}");
        if (folder.Find("vocab.json") is { } vocabulary && folder.Find("merges.txt") is { } merges)
        {
            var usual = Roberta;
            var unknown = Names(folder, usual).SpellingOf("unk");
            return Of(ByteLevelBpe.Load(vocabulary, merges, unknown, Flag(config, "add_prefix_space") ?? false), usual);
        }
        var only = File.Exists(Path.Combine(folder.Root, "tokenizer.json")) ? "only tokenizer.json, which is not read: add" : "no files of a tokenizer: there should be";
        throw new UnfitModel($"{folder.Root} has {only} {Needed}");

        FolderTokenizer Of(ITokenizer pieces, Dictionary<string, string> usual) => new(pieces, SpecialTokens.Read(folder, usual, pieces.IdOf), most);
    }

    private static FolderTokenizer OfWords(ModelFolder folder, string path, JsonElement? config, int? most)
    {
        var lowers = Flag(config, "do_lower_case") ?? true;
        var words = new BertWords(lowers, Flag(config, "strip_accents") ?? lowers, Flag(config, "tokenize_chinese_chars") ?? true);
        // MPNet has the same pieces between RoBERTa's tokens, and [UNK]
        var pieces = WordPiece.Load(path, words, Names(folder, Bert).SpellingOf("unk"));
        return new FolderTokenizer(pieces, SpecialTokens.Read(folder, Bert, pieces.IdOf), most);
    }

    private static SpecialTokens Names(ModelFolder folder, Dictionary<string, string> usual) => SpecialTokens.Read(folder, usual, _ => null);

    private static bool? Flag(JsonElement? config, string name) => config is { } json && json.TryGetProperty(name, out var value)
        ? value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null }
        : null;
}
