using Assay.Benchmarks;
using Assay.Benchmarks.AutoAccept;

IReadOnlyList<(string Name, Func<Report, Task> Run)> benchmarks =
[
    ("import", ImportBenchmark.Run),
    ("queue", QueueBenchmark.Run),
    ("claims", ClaimCostBenchmark.Run),
    ("http", HttpBenchmark.Run),
    ("quality", QualityBenchmark.Run),
    ("agreement", AgreementBenchmark.Run),
    ("aggregation", AggregationBenchmark.Run),
    ("rules", RulesBenchmark.Run),
    ("onnx", OnnxBenchmark.Run),
    ("sampling", SamplingBenchmark.Run),
    ("near-duplicates", NearDuplicatesBenchmark.Run),
    ("classifier", ClassifierBenchmark.Run),
    ("learning-loop", LearningLoopBenchmark.Run),
    ("tagging", TaggingBenchmark.Run),
];

// what is measured there is not time, and takes some
IReadOnlyList<(string Name, Func<Report, Task> Run)> onlyByName = [("learning-curves", LearningCurvesBenchmark.Run), ("span-curves", SpanCurvesBenchmark.Run), ("image-curves", ImageCurvesBenchmark.Run), ("auto-accept", AutoAcceptBenchmark.Run), ("simulated-projects", SimulatedProjectsBenchmark.Run)];

var wanted = args.Length == 0 ? benchmarks : [.. benchmarks.Concat(onlyByName).Where(benchmark => args.Contains(benchmark.Name))];
if (wanted.Count == 0)
{
    await Console.Error.WriteLineAsync($"There is no benchmark {string.Join(", ", args)}; there are {string.Join(", ", benchmarks.Concat(onlyByName).Select(each => each.Name))}.");
    return 2;
}

// of the whole process, and nothing for clients that block: Npgsql's would wait for themselves
if (wanted.All(benchmark => benchmark.Name is "http" or "learning-loop"))
    Environment.SetEnvironmentVariable(LoadClient.InlineCompletions, "1");
var report = new Report(Console.Out);
report.Machine();
foreach (var (_, run) in wanted)
    await run(report);
return 0;
