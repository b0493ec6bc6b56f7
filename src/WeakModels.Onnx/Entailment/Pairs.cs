using Assay.WeakModels.Onnx.Tokenizers;

namespace Assay.WeakModels.Onnx.Entailment;

/// <summary>
/// Rows of a text and a sentence, in the form of the model's family. The text is cut at its end where the row would be too long, the sentence never.
/// </summary>
/// <param name="tokenizer">The special tokens.</param>
/// <param name="hasTwoSeparators">Whether two separators stand between, as in RoBERTa.</param>
/// <param name="mostTokens">The longest row.</param>
/// <param name="pad">What fills a row up.</param>
internal sealed class Pairs(FolderTokenizer tokenizer, bool hasTwoSeparators, int mostTokens, int pad)
{
    private int Around => hasTwoSeparators ? 4 : 3;

    /// <summary>The longest row, in tokens.</summary>
    public int MostTokens => mostTokens;

    /// <summary>The tokens that are left for a text beside a sentence; below 1 when the sentence is too long.</summary>
    public int Room(IReadOnlyList<int> sentence) => mostTokens - Around - sentence.Count;

    /// <summary>The length of a row.</summary>
    public int Length(IReadOnlyList<int> text, IReadOnlyList<int> sentence) => Math.Min(text.Count, Room(sentence)) + sentence.Count + Around;

    /// <summary>A batch of rows, filled up on the right.</summary>
    /// <param name="rows">Texts and sentences.</param>
    /// <param name="length">Of all rows; null for that of the longest.</param>
    public GraphInput[] Inputs(IReadOnlyList<(IReadOnlyList<int> Text, IReadOnlyList<int> Sentence)> rows, int? length)
    {
        var width = length ?? rows.Max(row => Length(row.Text, row.Sentence));
        long[] ids = new long[rows.Count * width], mask = new long[ids.Length], types = new long[ids.Length];
        Array.Fill(ids, pad);
        foreach (var (place, (text, sentence)) in rows.Index())
        {
            var at = place * width;
            ids[at++] = tokenizer.Cls;
            for (var i = 0; i < Math.Min(text.Count, Room(sentence)); i++) ids[at++] = text[i];
            ids[at++] = tokenizer.Sep;
            var second = at;
            if (hasTwoSeparators) ids[at++] = tokenizer.Sep;
            foreach (var id in sentence) ids[at++] = id;
            ids[at++] = tokenizer.Sep;
            Array.Fill(mask, 1, place * width, at - place * width);
            if (!hasTwoSeparators) Array.Fill(types, 1, second, at - second);
        }
        return [new GraphInput("input_ids", ids, rows.Count, width), new GraphInput("attention_mask", mask, rows.Count, width), new GraphInput("token_type_ids", types, rows.Count, width)];
    }
}
