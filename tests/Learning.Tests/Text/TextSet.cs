using System.Text.Json;
using Assay.Learning.Text;

namespace Assay.Learning.Tests.Text;

/// <summary>
/// Labeled texts from the shared data folder: <c>ASSAY_SHARED</c>, or <c>shared</c> beside the repository. Tests that need it are skipped where it is absent.
/// </summary>
internal sealed record TextSet(string Name, IReadOnlyList<string> Classes, IReadOnlyList<TextSet.Split> Splits)
{
    /// <summary>What to train on, and what to test on; labels are places in the classes.</summary>
    internal sealed record Split(IReadOnlyList<TrainingText> Train, IReadOnlyList<TrainingText> Test);

    public static TextSet Of(string name) => name is "subj" or "sms_spam" ? Folded(name) : Divided(name);

    /// <summary>Highest accuracy of the linear models that others computed.</summary>
    public double Reference()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path("reference", "text_computed.json")));
        return document.RootElement.GetProperty("results").GetProperty(Name).GetProperty("acc").EnumerateObject().Max(model => model.Value.GetDouble());
    }

    /// <summary>Right answers among those of a test part.</summary>
    public static double Accuracy(TextClassifier model, IReadOnlyList<TrainingText> test)
    {
        var chances = model.Probabilities([.. test.Select(text => text.Text)]);
        return Enumerable.Range(0, test.Count).Count(i => Best(chances.AsSpan(i * model.Classes.Count, model.Classes.Count)) == test[i].Labels[0]) / (double)test.Count;
    }

    public static int Best(ReadOnlySpan<float> chances)
    {
        var best = 0;
        for (var k = 1; k < chances.Length; k++)
            if (chances[k] > chances[best])
                best = k;
        return best;
    }

    private static TextSet Divided(string name)
    {
        var (train, test) = (Rows("text", name, "train.jsonl"), Rows("text", name, "test.jsonl"));
        var classes = Named(train);
        return new TextSet(name, classes, [new Split(Texts(train, classes), Texts(test, classes))]);
    }

    /// <summary>Ten folds: by the file's column, or else by chance.</summary>
    private static TextSet Folded(string name)
    {
        var rows = Rows("text", name, "all.jsonl");
        var folds = Enumerable.Range(0, rows.Count).Select(i => i % 10).ToArray();
        new Random(7).Shuffle(folds);
        var classes = Named(rows);
        var texts = Texts(rows, classes);
        return new TextSet(name, classes, [.. Enumerable.Range(0, 10).Select(fold => new Split(
            [.. texts.Where((_, i) => (rows[i].Fold ?? folds[i]) != fold)], [.. texts.Where((_, i) => (rows[i].Fold ?? folds[i]) == fold)]))]);
    }

    private static List<string> Named(List<Row> rows) => [.. rows.Select(row => row.Label).Distinct().Order(StringComparer.Ordinal)];

    private static List<TrainingText> Texts(List<Row> rows, List<string> classes) => [.. rows.Select(row => new TrainingText(row.Text, classes.IndexOf(row.Label)))];

    private static List<Row> Rows(params string[] parts) => [.. File.ReadLines(Path(parts)).Select(line =>
    {
        using var document = JsonDocument.Parse(line);
        var row = document.RootElement;
        return new Row(row.GetProperty("text").GetString()!, row.GetProperty("label").GetString()!, row.TryGetProperty("fold", out var fold) ? fold.GetInt32() : null);
    })];

    private static string Path(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Assay.slnx"))) folder = folder.Parent!;
        var shared = Environment.GetEnvironmentVariable("ASSAY_SHARED") ?? System.IO.Path.Combine(folder.FullName, "..", "shared");
        var path = System.IO.Path.Combine([shared, "data", .. parts]);
        Assert.SkipUnless(File.Exists(path), "the shared reference data is not here");
        return path;
    }

    private sealed record Row(string Text, string Label, int? Fold);
}
