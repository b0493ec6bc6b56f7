namespace Assay.Learning.Text;

/// <summary>Makes vectors of texts, one after the other. Not safe for several threads; the features are shared.</summary>
internal sealed class TextVectoriser(TextFeatures features)
{
    /// <summary>Of parts of words, beside words of length 1.</summary>
    private const double PartLength = 0.6;

    private readonly FeatureReader reader = new();
    private readonly int[] places = new int[features.Count];
    private int[] columns = new int[1024];
    private float[] values = new float[1024];
    private int count;

    /// <summary>Of the text read last: the features it has.</summary>
    public ReadOnlySpan<int> Columns => columns.AsSpan(0, count);

    /// <summary>What they hold.</summary>
    public ReadOnlySpan<float> Values => values.AsSpan(0, count);

    public void Read(string text)
    {
        reader.Read(text);
        count = 0;
        if (columns.Length < reader.Count)
            (columns, values) = (new int[reader.Count * 2], new float[reader.Count * 2]);
        foreach (var hash in reader.Hashes)
            if (features.ColumnOf(hash) is var column and >= 0)
                Count(column);
        Weigh();
    }

    /// <summary>The texts from one place up to another.</summary>
    public SparseRows Rows(IReadOnlyList<string> texts, int from, int to)
    {
        var starts = new int[to - from + 1];
        var (allColumns, allValues) = (new List<int>(), new List<float>());
        for (var i = from; i < to; i++)
        {
            Read(texts[i]);
            allColumns.AddRange(Columns);
            allValues.AddRange(Values);
            starts[i - from + 1] = allColumns.Count;
        }

        return new SparseRows(starts, [.. allColumns], [.. allValues], features.Count);
    }

    /// <summary>places holds 1 + the place of a column in this text, and 0 between texts.</summary>
    private void Count(int column)
    {
        ref var place = ref places[column];
        if (place == 0)
        {
            columns[count] = column;
            values[count] = 0;
            place = ++count;
        }

        values[place - 1]++;
    }

    private void Weigh()
    {
        var (words, parts) = (0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            var column = columns[i];
            places[column] = 0;
            var value = values[i] = (values[i] == 1 ? 1 : 1 + MathF.Log(values[i])) * features.Weights[column];
            if (column < features.Words)
                words += value * value;
            else
                parts += value * value;
        }

        var length = Math.Sqrt((words > 0 ? 1 : 0) + (parts > 0 ? PartLength * PartLength : 0));
        var ofWords = words > 0 ? (float)(1 / (Math.Sqrt(words) * length)) : 0;
        var ofParts = parts > 0 ? (float)(PartLength / (Math.Sqrt(parts) * length)) : 0;
        for (var i = 0; i < count; i++)
            values[i] *= columns[i] < features.Words ? ofWords : ofParts;
    }
}
