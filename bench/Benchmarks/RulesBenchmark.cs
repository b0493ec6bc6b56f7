using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Model;
using Assay.WeakModels.Rules;

namespace Assay.Benchmarks;

/// <summary>
/// A hundred rules of twenty words or phrases each over 1,000,000 short texts: all rules in one pass over a text, against one pass a rule and against a compiled regular
/// expression a rule; then the program itself on files, with its peak memory.
/// </summary>
internal static class RulesBenchmark
{
    private const int Texts = 1_000_000, Sample = 20_000, Rules = 100, Phrases = 20, Batch = 1_000;

    private static readonly string[] Labels = ["sport", "world", "business", "science"];

    private static readonly LabelSchema Schema = LabelSchema.Parse(JsonSerializer.Serialize(new
    {
        fields = new[] { new { name = "text", kind = "text" } },
        questions = new[] { new { name = "topic", kind = "choice", title = "Topic", mode = "single", labels = Labels.Select(label => new { name = label }) } },
    }));

    public static async Task Run(Report report)
    {
        var words = new Words();
        PhraseRule[] rules = [.. Enumerable.Range(0, Rules).Select(rule => new PhraseRule($"rule {rule}", Labels[rule % Labels.Length], "text", words.Phrases(rule), IsCaseSensitive: false))];
        report.Heading($"Rules: {Rules} of {Phrases} words or phrases each, texts of 12 words");
        report.Table("in memory, one thread", "texts", "seconds", "texts/s", "against one pass", "texts with a draft");
        JsonElement[] items = [.. Enumerable.Range(0, Sample).Select(text => JsonSerializer.SerializeToElement(new { text = words.Text(text) }))];
        Drafts(rules, items[..Batch], 1);
        var (all, drafted) = Drafts(rules, items, Texts / Sample);
        Row("one pass over a text for all rules", Texts, all, drafted);
        var (each, found) = Each(rules, items);
        Row("one pass a rule", Sample, each, found);
        (each, found) = Expressions(rules, [.. items.Select(item => item.GetProperty("text").GetString()!)]);
        Row("a compiled regular expression a rule", Sample, each, found);
        report.Note($"Texts are {Sample:N0} different ones, gone through again and again; those of the last two rows once. Reading JSON is not counted.");
        await Program(report, words, rules);

        void Row(string what, int texts, double seconds, double share) => report.Row(
            what, Report.Number(texts), $"{seconds:F2}", Report.Number(texts / seconds), $"{all / Texts / (seconds / texts):P0}", $"{share:P1}");
    }

    private static (double Seconds, double Drafted) Drafts(PhraseRule[] rules, JsonElement[] items, int times)
    {
        var model = new RulesModel(new RuleSet("topic", Labels, rules, RuleCombination.Majority));
        var (begun, drafted) = (Stopwatch.GetTimestamp(), 0L);
        for (var time = 0; time < times; time++)
            foreach (var batch in items.Chunk(Batch))
                drafted += model.Predict(Schema, batch).AsTask().GetAwaiter().GetResult().Count(draft => draft.Confidence is not null);
        return (Stopwatch.GetElapsedTime(begun).TotalSeconds, drafted / (double)(items.Length * times));
    }

    /// <summary>The texts in which a rule finds something: the same for both ways of looking.</summary>
    private static (double Seconds, double Found) Each(PhraseRule[] rules, JsonElement[] items)
    {
        RuleMatcher[] matchers = [.. rules.Select(rule => new RuleMatcher(new RuleSet("topic", Labels, [rule], RuleCombination.Majority)))];
        var (begun, found, matches) = (Stopwatch.GetTimestamp(), 0, new List<RuleMatch>());
        foreach (var item in items)
        {
            var any = false;
            foreach (var matcher in matchers)
            {
                matcher.Find(item, matches);
                any |= matches.Count > 0;
            }

            found += any ? 1 : 0;
        }

        return (Stopwatch.GetElapsedTime(begun).TotalSeconds, found / (double)items.Length);
    }

    private static (double Seconds, double Found) Expressions(PhraseRule[] rules, string[] texts)
    {
        Regex[] expressions = [.. rules.Select(rule => new Regex($@"\b(?:{string.Join('|', rule.Phrases.Select(Regex.Escape))})\b", RegexOptions.Compiled | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant))];
        var (begun, found) = (Stopwatch.GetTimestamp(), 0);
        foreach (var text in texts)
        {
            var any = false;
            foreach (var expression in expressions)
                any |= expression.Count(text) > 0;
            found += any ? 1 : 0;
        }

        return (Stopwatch.GetElapsedTime(begun).TotalSeconds, found / (double)texts.Length);
    }

    private static async Task Program(Report report, Words words, PhraseRule[] rules)
    {
        report.Heading("assay preannotate --model rules:… from file to file");
        report.Table("combined by", "texts", "file, MB", "seconds", "texts/s", "peak memory, MB");
        var folder = Directory.CreateTempSubdirectory("assay-bench-rules-");
        try
        {
            foreach (var combine in (string[])["majority", "label-model"])
            {
                var yaml = Path.Combine(folder.FullName, "rules.yaml");
                await File.WriteAllLinesAsync(yaml, [
                    "question: topic", $"labels: [{string.Join(", ", Labels)}]", $"combine: {combine}", "rules:",
                    .. rules.Select(rule => $"  - {{name: {rule.Name}, label: {rule.Label}, keywords: [{string.Join(", ", rule.Phrases)}]}}"),
                ]);
                foreach (var texts in (int[])[Texts / 10, Texts, 2 * Texts])
                {
                    var file = Path.Combine(folder.FullName, "texts.jsonl");
                    await File.WriteAllLinesAsync(file, Enumerable.Range(0, texts).Select(text => JsonSerializer.Serialize(new { text = words.Text(text) })));
                    var (seconds, memory) = await Assay(["preannotate", file, "--model", $"rules:{yaml}", "--output", Path.Combine(folder.FullName, "drafts.jsonl")]);
                    report.Row(combine, Report.Number(texts), Report.Number(new FileInfo(file).Length / 1e6), $"{seconds:F1}", Report.Number(texts / seconds), Report.Number(memory / 1e6));
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        report.Note("A process of its own, with its start. The label model goes through the file twice. Memory: the kernel's high-water mark of resident memory (VmHWM), looked at every 20 ms.");
    }

    private static async Task<(double Seconds, long Memory)> Assay(string[] arguments)
    {
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Assay.Cli.dll"), .. arguments]) { RedirectStandardOutput = true })!;
        var (said, memory) = (process.StandardOutput.ReadToEndAsync(), 0L);
        while (!process.HasExited)
        {
            memory = Math.Max(memory, HighWater(process.Id));
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(20));
        }

        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return process.ExitCode == 0 ? (seconds, memory) : throw new InvalidOperationException($"assay ended with {process.ExitCode}: {await said}");
    }

    /// <summary>0 once the process has ended.</summary>
    private static long HighWater(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(each => each.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }

    /// <summary>Made-up words, the frequent ones far more frequent than the rare ones, as in a language.</summary>
    private sealed class Words
    {
        private const int Count = 50_000, OfText = 12;

        private readonly string[] all;

        public Words()
        {
            var random = new Random(1);
            var made = new HashSet<string>();
            while (made.Count < Count)
                made.Add(string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => $"{"bdfgklmnprstvz"[random.Next(14)]}{"aeiou"[random.Next(5)]}")));
            all = [.. made];
        }

        public string Text(int seed)
        {
            var random = new Random(seed);
            return string.Join(' ', Enumerable.Range(0, OfText).Select(_ => Word(random)));
        }

        /// <summary>Three words in four, the others pairs.</summary>
        public string[] Phrases(int seed)
        {
            var random = new Random(-1 - seed);
            return [.. Enumerable.Range(0, RulesBenchmark.Phrases).Select(place => place % 4 == 3 ? $"{Word(random)} {Word(random)}" : all[random.Next(200, Count)])];
        }

        /// <summary>The chance of the n-th falls with n.</summary>
        private string Word(Random random) => all[(int)(Count * Math.Pow(random.NextDouble(), 3))];
    }
}
