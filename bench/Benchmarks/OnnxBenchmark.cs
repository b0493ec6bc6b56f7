using System.Diagnostics;
using System.Text.Json;
using Assay.Model;
using Assay.WeakModels.Onnx;
using Assay.WeakModels.Onnx.Entailment;
using Microsoft.ML.OnnxRuntime;

namespace Assay.Benchmarks;

/// <summary>Zero-shot classification of texts of mixed length, against one pair after the other over the same session and model.</summary>
internal static class OnnxBenchmark
{
    private const int Texts = 120, Runs = 3;

    private static readonly string[] Labels = ["delivery", "payment", "question"];

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "middling");

    public static async Task Run(Report report)
    {
        report.Heading($"ONNX: {Texts} texts of 4 to 250 words, {Labels.Length} labels each (medians of {Runs} runs)");
        report.Table("how", "items/s", "cores busy", "batches against it", "largest difference of a score");
        JsonElement[] items = [.. Generate().Select(text => JsonSerializer.SerializeToElement(new { text }))];
        var schema = LabelSchema.Parse(JsonSerializer.Serialize(new
        {
            fields = new[] { new { name = "text" } },
            questions = new[] { new { name = "label", kind = "choice", labels = Labels } },
        }));
        using var model = EntailmentModel.Open(ModelFolder.Open(Folder));
        var drafts = await model.Predict(schema, items);
        double[][] scores = [.. drafts.Select(draft => draft.ByQuestion["label"].Scores.Values.ToArray())];
        var ours = Time(() => model.Predict(schema, items).AsTask().GetAwaiter().GetResult());
        report.Row("batches sorted by length", Report.Number(ours.Rate), $"{ours.Cores:F2}", "", "");

        var folder = EntailmentFolder.Open(ModelFolder.Open(Folder), new EntailmentOptions());
        using var graph = folder.Graph;
        Compare("one pair after the other, the same session", inputs => graph.Run(inputs).Values);
        using var session = new InferenceSession(folder.Graph.Path);
        Compare("one pair after the other, a session by default", inputs => Plain(session, inputs));

        void Compare(string how, Func<GraphInput[], float[]> run)
        {
            var told = OneByOne(folder, items, run);
            var loop = Time(() => OneByOne(folder, items, run));
            var difference = scores.Zip(told, (a, b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max()).Max();
            report.Row(how, Report.Number(loop.Rate), $"{loop.Cores:F2}", $"{ours.Rate / loop.Rate:F2} ×", $"{difference:E0}");
        }
    }

    private static List<double[]> OneByOne(EntailmentFolder folder, JsonElement[] items, Func<GraphInput[], float[]> run)
    {
        IReadOnlyList<int>[] sentences = [.. Labels.Select(label => folder.Tokenizer.Pieces.Encode(EntailmentOptions.UsualTemplate.Replace("{}", label, StringComparison.Ordinal)))];
        var found = new List<double[]>();
        foreach (var item in items)
        {
            var text = folder.Tokenizer.Pieces.Encode(item.GetProperty("text").GetString()!);
            var logits = sentences.Select(sentence => run(folder.Pairs.Inputs([(text, sentence)], null))).Select(row => ((double)row[0], (double)row[1])).ToList();
            found.Add(EntailmentScores.OfOne(logits));
        }
        return found;
    }

    private static float[] Plain(InferenceSession session, GraphInput[] inputs)
    {
        using var options = new RunOptions();
        OrtValue[] values = [.. inputs.Select(input => OrtValue.CreateTensorValueFromMemory(input.Values, input.Shape))];
        using var results = session.Run(options, [.. inputs.Select(input => input.Name)], values, ["logits"]);
        foreach (var value in values) value.Dispose();
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static IEnumerable<string> Generate()
    {
        string[] words = ["the", "parcel", "payment", "charged", "arrived", "late", "money", "question", "delivery", "answered", "walking", "unwanted", "paris", "berlin", "yet", "card"];
        var random = new Random(8);
        // most are short, some are long, as mails and reviews are
        return Enumerable.Range(0, Texts).Select(_ => string.Join(' ', Enumerable.Range(0, Math.Min(250, (int)(4 * Math.Exp(2.2 * Math.Abs(Gauss(random)))))).Select(_ => words[random.Next(words.Length)])));
    }

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static (double Rate, double Cores) Time(Action work)
    {
        var runs = new List<(double Seconds, double Cores)>();
        for (var run = 0; run < Runs; run++)
        {
            using var process = Process.GetCurrentProcess();
            var (begun, busy) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
            work();
            var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            process.Refresh();
            runs.Add((seconds, (process.TotalProcessorTime - busy).TotalSeconds / seconds));
        }
        runs.Sort();
        return (Texts / runs[Runs / 2].Seconds, runs[Runs / 2].Cores);
    }
}
