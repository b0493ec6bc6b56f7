namespace Assay.Learning.Text;

/// <summary>The features of some texts, parted by the table that counts them.</summary>
internal sealed class FeatureChunk
{
    private readonly List<(ulong Hash, int Text)>[] byTable = new List<(ulong, int)>[TextCounts.Tables];

    public static FeatureChunk Of(FeatureReader reader, ReadOnlySpan<string> texts, int first)
    {
        var chunk = new FeatureChunk();
        for (var table = 0; table < TextCounts.Tables; table++)
            chunk.byTable[table] = new List<(ulong, int)>(texts.Length * 8);
        for (var i = 0; i < texts.Length; i++)
        {
            reader.Read(texts[i]);
            foreach (var hash in reader.Hashes)
                chunk.byTable[TextCounts.TableOf(hash)].Add((hash, first + i));
        }

        return chunk;
    }

    public List<(ulong Hash, int Text)> Of(int table) => byTable[table];
}
