using System.Diagnostics;
using Assay.Learning.Tagging;
using Assay.Learning.Tests.Tagging;

namespace Assay.Benchmarks;

/// <summary>The sequence tagger on published corpora with the defaults for all: how long it trains and tags on one core, and how well it finds entities.</summary>
internal static class TaggingBenchmark
{
    public static Task Run(Report report)
    {
        report.Heading("Sequence tagger, one thread, the defaults for all");
        report.Table("corpus", "texts", "tokens", "training, s", "tokens/s and pass", "tagging, tokens/s", "saved, MB", "precision", "recall", "F1", "calibration error");
        Corpus(report, "CoNLL-2003", "conll2003/eng.train", ["conll2003/eng.testa", "conll2003/eng.testb"], bySentence: false);
        Corpus(report, "CoNLL-2003, each sentence a text", "conll2003/eng.train", ["conll2003/eng.testb"], bySentence: true);
        Corpus(report, "GUM", "gum/gum-train.conll", ["gum/gum-test.conll"], bySentence: true);
        Corpus(report, "SEC filings", "sec_filings/FIN5.txt", ["sec_filings/FIN3.txt"], bySentence: false);
        report.Note("Tokens are the tagger's own, which cut more finely than those of the corpora. Training includes the calibration, which trains once more on nine tenths; "
            + "passes are those of both. *Warm* begins at a tagger of the first half of the texts. Entities count as right with exactly their bounds and label, as conlleval has it.");
        return Task.CompletedTask;
    }

    private static void Corpus(Report report, string name, string train, string[] tests, bool bySentence)
    {
        if (Corpora.Find(train) is not { } path)
        {
            report.Row(name, "not on this machine");
            return;
        }

        var examples = Corpora.Read(path, bySentence);
        var labels = Corpora.Labels(examples);
        var options = SequenceTaggerOptions.Default;
        var (tagger, seconds) = Timed(() => SequenceTagger.Train(examples, labels));
        Tests(tagger, "", seconds, tagger.Training.Temperature == 1 ? options.Epochs : 1.9 * options.Epochs);
        var half = SequenceTagger.Train([.. examples.Take(examples.Count / 2)], labels);
        (tagger, seconds) = Timed(() => SequenceTagger.Train(examples, labels, warmStart: half));
        Tests(tagger, ", warm", seconds, options.WarmEpochs);

        void Tests(SequenceTagger tagger, string how, double seconds, double passes)
        {
            using var saved = new MemoryStream();
            tagger.Save(saved);
            foreach (var test in tests.Where(test => Corpora.Find(test) is not null))
            {
                var (scores, tagging) = Timed(() => Corpora.Score(tagger, Corpora.Read(Corpora.Find(test)!, bySentence)));
                report.Row(
                    $"{name}{how}, {Path.GetFileName(test).Replace(".txt", "").Replace(".conll", "")}", Report.Number(tagger.Training.Texts), Report.Number(tagger.Training.Tokens), $"{seconds:F1}",
                    Report.Number(tagger.Training.Tokens * passes / seconds), Report.Number(scores.Tokens / tagging), $"{saved.Length / 1e6:F1}",
                    $"{scores.Precision:F3}", $"{scores.Recall:F3}", $"{scores.F1:F3}", $"{scores.Calibration.Expected:F3}");
            }
        }
    }

    private static (T Value, double Seconds) Timed<T>(Func<T> run)
    {
        var begun = Stopwatch.GetTimestamp();
        var value = run();
        return (value, Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }
}
