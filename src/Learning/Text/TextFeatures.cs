using System.Collections.Concurrent;

namespace Assay.Learning.Text;

/// <summary>
/// Texts as sparse vectors: term frequency × inverse document frequency over words, pairs of neighbouring words and parts of words.
/// <c>x_f = (1 + ln tf_f) · (1 + ln((1 + n) / (1 + n_f)))</c>, of n texts n_f having feature f. Words and pairs are scaled to length 1, parts of words to 0.6, then both together to 1.
/// </summary>
/// <remarks>Features are known by a hash of 64 bits, so a model holds no words of the texts it learned from. Safe for several threads.</remarks>
public sealed class TextFeatures
{
    /// <summary>Numbers of an embedding.</summary>
    public const int EmbeddingLength = 256;

    private const int Batch = 4096, Chunk = 128, Nonzeros = 4, ManyTexts = 1_000;

    private readonly ulong[] hashes;
    private readonly float[] weights;
    private readonly Vocabulary vocabulary;
    private readonly int words;
    private readonly ConcurrentBag<TextVectoriser> idle = [];

    internal TextFeatures(ulong[] hashes, float[] weights)
    {
        (this.hashes, this.weights) = (hashes, weights);
        vocabulary = new Vocabulary(hashes.Length);
        foreach (var (column, hash) in hashes.Index())
            vocabulary.At(hash) = column;
        words = Array.FindIndex(hashes, FeatureReader.IsPart) is var first and >= 0 ? first : hashes.Length;
    }

    /// <summary>Features, which are the columns of vectorised texts.</summary>
    public int Count => hashes.Length;

    /// <summary>Learns which features there are and how rare each is; no label is needed.</summary>
    /// <param name="texts">Read once.</param>
    /// <param name="options">What becomes a feature.</param>
    /// <param name="threads">At most so many at once; 0: one a processor. The result is the same.</param>
    /// <param name="cancel">Stops between batches.</param>
    public static TextFeatures Fit(IEnumerable<string> texts, TextFeatureOptions? options = null, int threads = 0, CancellationToken cancel = default)
    {
        options ??= new TextFeatureOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MinimumTexts ?? 1, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumFeatures, 1);
        var parallel = Parallelism.Of(threads, cancel);
        var counts = new TextCounts();
        var read = 0;
        foreach (var batch in texts.Chunk(Batch))
        {
            var chunks = new FeatureChunk[(batch.Length + Chunk - 1) / Chunk];
            Parallel.For(0, chunks.Length, parallel, () => new FeatureReader(), (chunk, _, reader) =>
            {
                chunks[chunk] = FeatureChunk.Of(reader, batch.AsSpan(chunk * Chunk, Math.Min(Chunk, batch.Length - (chunk * Chunk))), read + (chunk * Chunk) + 1);
                return reader;
            }, _ => { });
            Parallel.For(0, TextCounts.Tables, parallel, table =>
            {
                foreach (var chunk in chunks)
                    foreach (var (hash, text) in chunk.Of(table))
                        counts.Add(table, hash, text);
            });
            read += batch.Length;
        }

        var (hashes, having) = counts.Best(options.MinimumTexts ?? (read < ManyTexts ? 1 : 2), options.MaximumFeatures);
        return new TextFeatures(hashes, Array.ConvertAll(having, count => 1 + MathF.Log((1f + read) / (1 + count))));
    }

    /// <summary>Vectorises texts; what was not among the features when they were learned is left out.</summary>
    /// <param name="texts">One a row.</param>
    /// <param name="threads">At most so many at once; 0: one a processor. The result is the same.</param>
    /// <param name="cancel">Stops between parts.</param>
    public SparseRows Transform(IReadOnlyList<string> texts, int threads = 0, CancellationToken cancel = default)
    {
        var parts = new SparseRows[(texts.Count + Chunk - 1) / Chunk];
        Parallel.For(0, parts.Length, Parallelism.Of(threads, cancel), Rent, (part, _, vectoriser) =>
        {
            parts[part] = vectoriser.Rows(texts, part * Chunk, Math.Min(texts.Count, (part + 1) * Chunk));
            return vectoriser;
        }, Return);
        return SparseRows.Joined(parts, Count);
    }

    /// <summary>
    /// A short dense vector of a text, for distances: a sparse random projection of its features, scaled to length 1. The inner product of two is near that of their features.
    /// All zeros for a text without known features.
    /// </summary>
    /// <param name="columns">The features of the text.</param>
    /// <param name="values">What they hold.</param>
    /// <param name="vector">Receives <see cref="EmbeddingLength"/> numbers.</param>
    /// <remarks>Li, Hastie and Church (2006), "Very sparse random projections", KDD; the signs come from the feature's hash, so that one feature is projected alike by all models.</remarks>
    public void Embed(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, Span<float> vector)
    {
        vector = vector[..EmbeddingLength];
        vector.Clear();
        for (var i = 0; i < columns.Length; i++)
        {
            var bits = (hashes[columns[i]] | 3) * 0x9FB21C651E98DF25;
            bits ^= bits >> 28;
            for (var place = 0; place < Nonzeros; place++, bits >>= 9)
                vector[(int)(bits & 255)] += (bits & 256) == 0 ? values[i] : -values[i];
        }

        Numbers.ToLengthOne(vector);
    }

    /// <summary>The short dense vectors of many texts, row by row: that of row i starts at i · <see cref="EmbeddingLength"/>.</summary>
    /// <param name="rows">Vectorised by these features.</param>
    /// <param name="threads">At most so many at once; 0: one a processor. The result is the same.</param>
    /// <param name="cancel">Stops between parts.</param>
    /// <exception cref="ArgumentException">The rows are of other features, or too many for one array.</exception>
    public float[] Embeddings(SparseRows rows, int threads = 0, CancellationToken cancel = default)
    {
        if (rows.Width != Count)
            throw new ArgumentException($"The rows have {rows.Width} columns, and there are {Count} features: they are of others.", nameof(rows));
        if (rows.Count * (long)EmbeddingLength > Array.MaxLength)
            throw new ArgumentException($"The embeddings of {rows.Count} rows do not fit in one array; split them.", nameof(rows));
        var all = new float[rows.Count * EmbeddingLength];
        Parallel.For(0, (rows.Count + Chunk - 1) / Chunk, Parallelism.Of(threads, cancel), part =>
        {
            for (var row = part * Chunk; row < Math.Min(rows.Count, (part + 1) * Chunk); row++)
                Embed(rows.Columns(row), rows.Values(row), all.AsSpan(row * EmbeddingLength));
        });
        return all;
    }

    internal ReadOnlySpan<ulong> Hashes => hashes;

    internal ReadOnlySpan<float> Weights => weights;

    internal int Words => words;

    internal int ColumnOf(ulong hash) => vocabulary.Of(hash);

    internal TextVectoriser Rent() => idle.TryTake(out var vectoriser) ? vectoriser : new TextVectoriser(this);

    internal void Return(TextVectoriser vectoriser) => idle.Add(vectoriser);
}
