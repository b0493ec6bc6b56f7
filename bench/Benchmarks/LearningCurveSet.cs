using System.Text.Json;
using Assay.Learning.Text;
using Assay.Sampling;
using Assay.TestKit;

namespace Assay.Benchmarks;

/// <summary>A labeled text set, made into vectors once.</summary>
internal sealed class LearningCurveSet
{
    private LearningCurveSet(string name, string[] texts, string[] labels)
    {
        Name = name;
        Classes = [.. labels.Distinct().Order(StringComparer.Ordinal)];
        Labels = [.. labels.Select(label => Array.IndexOf(Classes, label))];
        // what is learned without labels may be learned from all texts
        Features = TextFeatures.Fit(texts);
        Rows = Features.Transform(texts);
        var vectors = new float[texts.Length * TextFeatures.EmbeddingLength];
        for (var text = 0; text < texts.Length; text++)
            Features.Embed(Rows.Columns(text), Rows.Values(text), vectors.AsSpan(text * TextFeatures.EmbeddingLength));
        Embeddings = new Matrix(texts.Length, TextFeatures.EmbeddingLength, vectors);
    }

    public string Name { get; }

    public string[] Classes { get; }

    /// <summary>Of each text its place in <see cref="Classes"/>.</summary>
    public int[] Labels { get; }

    public TextFeatures Features { get; }

    public SparseRows Rows { get; }

    public Matrix Embeddings { get; }

    /// <summary>Texts of a test file of the set's own, drawn otherwise than the rest; null without one that is.</summary>
    public (SparseRows Rows, int[] Labels)? Shifted { get; private init; }

    public static LearningCurveSet Read(string name, string file, string? shifted = null)
    {
        var (texts, labels) = Texts(file);
        var set = new LearningCurveSet(name, texts, labels);
        if (shifted is null)
            return set;
        var (others, known) = Texts(shifted);
        return new LearningCurveSet(name, texts, labels) { Shifted = (set.Features.Transform(others), [.. known.Select(label => Array.IndexOf(set.Classes, label))]) };
    }

    private static (string[] Texts, string[] Labels) Texts(string file)
    {
        var path = SharedData.Find($"text/{file}") ?? throw new FileNotFoundException($"The learning curves need the text sets; text/{file} is not beside the repository.");
        var rows = File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        return ([.. rows.Select(row => row.GetProperty("text").GetString()!)], [.. rows.Select(row => row.GetProperty("label").GetString()!)]);
    }
}
