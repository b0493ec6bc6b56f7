namespace Assay.WeakModels.Onnx.Tokenizers;

/// <summary>
/// Cuts text into the pieces that a model knows. Text is text: what reads like a special token (<c>[SEP]</c>) does not become one. May be used by several
/// threads at once.
/// </summary>
internal interface ITokenizer
{
    /// <summary>The ids of a text's pieces, without special tokens before or after; empty for an empty text.</summary>
    IReadOnlyList<int> Encode(string text);

    /// <summary>The ids of a word of a text that was cut into words before.</summary>
    IReadOnlyList<int> EncodeWord(string word);

    /// <summary>The id of a piece by its spelling in the vocabulary; null when it is not there.</summary>
    int? IdOf(string piece);
}
