using System.Globalization;
using Assay.Learning.Tagging;

namespace Assay.Learning.Tests.Tagging;

/// <summary>What the page of the tagger says of published corpora, with the defaults for all.</summary>
public sealed class CorporaTests
{
    [Theory]
    [InlineData("CoNLL-2003", "conll2003/eng.train", "conll2003/eng.testb", false, 0.87)]
    [InlineData("GUM", "gum/gum-train.conll", "gum/gum-test.conll", true, 0.45)]
    [InlineData("SEC filings", "sec_filings/FIN5.txt", "sec_filings/FIN3.txt", false, 0.80)]
    public void Entities_are_found_as_well_as_the_page_says(string name, string train, string test, bool bySentence, double least)
    {
        Assert.SkipUnless(Corpora.Find(train) is not null && Corpora.Find(test) is not null, "the shared reference data is not here");
        var examples = Corpora.Read(Corpora.Find(train)!, bySentence);
        var tagger = SequenceTagger.Train(examples, Corpora.Labels(examples));
        var scores = Corpora.Score(tagger, Corpora.Read(Corpora.Find(test)!, bySentence));
        scores.F1.ShouldBeGreaterThan(least);
        // another machine may compute an exponential in its last digit otherwise
        var told = Told($"{name}, {Path.GetFileNameWithoutExtension(test)}{Path.GetExtension(test).Replace(".txt", "").Replace(".conll", "")}");
        double[] seen = [scores.Precision, scores.Recall, scores.F1, scores.Calibration.Expected];
        for (var i = 0; i < seen.Length; i++)
            seen[i].ShouldBe(told[i], 0.006, $"{name}: {string.Join(" | ", seen.Select(one => one.ToString("F3", CultureInfo.InvariantCulture)))}");
    }

    private static double[] Told(string row) =>
        [.. DocumentationTests.PageOf("sequence-tagger").Split('\n').Single(line => line.StartsWith($"| {row} |", StringComparison.Ordinal)).Split('|')[3..7]
            .Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
}
