using System.IO.Hashing;
using System.Runtime.InteropServices;
using Assay.Sampling;

namespace Assay.Cli.Selecting;

/// <summary>
/// Texts as vectors without a model: words weighted by how often they stand in a text and how few texts have them (TF-IDF), each spread with a sign over a few of the dimensions
/// by its hash (a sparse random projection; Achlioptas 2003), and scaled to length 1. Texts that share words are near each other; the same text gives the same vector everywhere.
/// </summary>
internal static class HashedWords
{
    private const int Dimensions = 256, Spread = 4;

    /// <summary>A vector a text; 0 of a text without words.</summary>
    public static Matrix Of(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        var words = new (ulong Word, int Times)[texts.Count][];
        Parallel.For(0, texts.Count, new ParallelOptions { CancellationToken = cancellation }, text => words[text] = [.. Words(texts[text]).CountBy(word => word).Select(pair => (pair.Key, pair.Value))]);
        var texted = new Dictionary<ulong, int>();
        foreach (var (word, _) in words.SelectMany(each => each))
            CollectionsMarshal.GetValueRefOrAddDefault(texted, word, out _)++;
        var values = new float[texts.Count * Dimensions];
        Parallel.For(0, texts.Count, text => Fill(values.AsSpan(text * Dimensions, Dimensions), words[text], texted, texts.Count));
        return new Matrix(texts.Count, Dimensions, values);
    }

    private static void Fill(Span<float> vector, (ulong Word, int Times)[] words, Dictionary<ulong, int> texted, int texts)
    {
        foreach (var (word, times) in words)
        {
            var weight = (1 + MathF.Log(times)) * MathF.Log((1f + texts) / texted[word]);
            for (var part = 0; part < Spread; part++)
            {
                // sixteen bits of the hash for each: a place and a sign
                var bits = (int)(word >> (16 * part)) & 0xFFFF;
                vector[bits % Dimensions] += (bits & 0x8000) == 0 ? weight : -weight;
            }
        }

        var squares = 0f;
        foreach (var value in vector)
            squares += value * value;
        if (squares > 0)
            foreach (ref var value in vector)
                value /= MathF.Sqrt(squares);
    }

    private static IEnumerable<ulong> Words(string text)
    {
        var small = text.ToLowerInvariant();
        for (var begin = 0; begin < small.Length;)
        {
            if (!char.IsLetterOrDigit(small[begin]))
            {
                begin++;
                continue;
            }

            var end = begin + 1;
            while (end < small.Length && char.IsLetterOrDigit(small[end]))
                end++;
            yield return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(small.AsSpan(begin, end - begin)));
            begin = end;
        }
    }
}
