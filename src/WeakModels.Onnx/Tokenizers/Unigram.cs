using System.Text;
using Microsoft.ML.Tokenizers;

namespace Assay.WeakModels.Onnx.Tokenizers;

/// <summary>
/// SentencePiece's unigram model, from <c>spm.model</c> (DeBERTa-v3, mDeBERTa) or <c>sentencepiece.bpe.model</c> (XLM-R): the likeliest way to put a text
/// together from pieces. A run of characters that no piece has is one unknown piece.
/// </summary>
/// <remarks>Source: Kudo 2018, Subword Regularization. The lattice is that of Microsoft.ML.Tokenizers.</remarks>
internal sealed class Unigram : ITokenizer
{
    private readonly SentencePieceTokenizer pieces;
    private readonly RemovedSigns removed;
    private readonly int unknown;
    private readonly int shift;
    private readonly bool lowersCase;

    private Unigram(SentencePieceTokenizer pieces, RemovedSigns removed, int unknown, int shift, bool lowersCase) =>
        (this.pieces, this.removed, this.unknown, this.shift, this.lowersCase) = (pieces, removed, unknown, shift, lowersCase);

    /// <param name="path">A model of SentencePiece.</param>
    /// <param name="lowersCase">Whether letters are made small first.</param>
    /// <param name="isFairseq">Whether its ids are counted as XLM-R does: one further, with four special tokens of its own at the beginning.</param>
    /// <exception cref="UnfitModel">The file is no model of SentencePiece.</exception>
    public static Unigram Load(string path, bool lowersCase, bool isFairseq)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            using var model = new MemoryStream(bytes);
            var pieces = SentencePieceTokenizer.Create(model, addBeginningOfSentence: false, addEndOfSentence: false);
            return isFairseq ? new Unigram(pieces, RemovedSigns.Of(bytes), 3, 1, lowersCase) : new Unigram(pieces, RemovedSigns.Of(bytes), pieces.UnknownId, 0, lowersCase);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new UnfitModel($"{path} is no unigram model of SentencePiece: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Encode(string text)
    {
        var given = pieces.EncodeToIds(removed.Without(lowersCase ? Lower(text) : text), addBeginningOfSentence: false, addEndOfSentence: false);
        var ids = new List<int>(given.Count);
        foreach (var one in given)
        {
            var id = one == pieces.UnknownId ? unknown : one + shift;
            if (id != unknown || ids.Count == 0 || ids[^1] != unknown) ids.Add(id);
        }
        return ids;
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> EncodeWord(string word) => Encode(word);

    /// <inheritdoc/>
    public int? IdOf(string piece) => shift > 0
        ? piece switch { "<s>" => 0, "<pad>" => 1, "</s>" => 2, "<unk>" => 3, _ => pieces.Vocabulary.TryGetValue(piece, out var id) ? id + shift : null }
        : pieces.Vocabulary.TryGetValue(piece, out var own) ? own : null;

    private static string Lower(string text) => string.Concat(text.EnumerateRunes().Select(Rune.ToLowerInvariant));
}
