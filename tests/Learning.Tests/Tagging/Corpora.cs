using Assay.Learning.Calibration;
using Assay.Learning.Tagging;

namespace Assay.Learning.Tests.Tagging;

/// <summary>
/// Published texts with marked entities, from the shared data folder: <c>ASSAY_SHARED</c>, or <c>shared</c> beside the repository. Files of columns, one token a line
/// with its tag last, an empty line after a sentence: read as texts in which tokens stand with spaces between and sentences on lines of their own.
/// </summary>
internal static class Corpora
{
    /// <summary>The path of a file, or null when it is not on this machine.</summary>
    public static string? Find(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Assay.slnx"))) folder = folder.Parent;
        var shared = Environment.GetEnvironmentVariable("ASSAY_SHARED") ?? Path.Combine(folder?.Parent?.FullName ?? "..", "shared");
        var path = Path.Combine(shared, "data", "ner", file);
        return File.Exists(path) ? path : null;
    }

    /// <param name="path">The file.</param>
    /// <param name="bySentence">Whether each sentence is a text; otherwise each document is.</param>
    public static List<TaggedText> Read(string path, bool bySentence)
    {
        var (texts, document) = (new List<TaggedText>(), new Document());
        foreach (var line in File.ReadLines(path))
        {
            var isBorder = line.StartsWith("-DOCSTART-", StringComparison.Ordinal);
            if (isBorder || line.Length == 0) document.EndSentence();
            else document.Add(line);
            if (isBorder || (bySentence && line.Length == 0)) document.MoveTo(texts);
        }

        document.EndSentence();
        document.MoveTo(texts);
        return texts;
    }

    public static string[] Labels(IEnumerable<TaggedText> texts) => [.. texts.SelectMany(text => text.Spans).Select(span => span.Label).Distinct().Order(StringComparer.Ordinal)];

    public static EntityScores Score(SequenceTagger tagger, IEnumerable<TaggedText> texts)
    {
        var (known, tokens, judged) = (0, 0L, new List<Judged>());
        foreach (var text in texts)
        {
            var (reading, gold) = (tagger.Read(text.Text), text.Spans.ToHashSet());
            known += gold.Count;
            tokens += reading.Tokens.Count;
            judged.AddRange(reading.Spans.Select(span => new Judged(span.Probability, gold.Contains(span with { Probability = 1 }))));
        }

        return new EntityScores(known, judged.Count, judged.Count(one => one.IsRight), tokens, CalibrationErrors.Of(judged));
    }

    private sealed class Document
    {
        private readonly System.Text.StringBuilder text = new();
        private readonly List<TaggedSpan> spans = [];
        private TaggedSpan? open;
        private int length;
        private bool isWithin;

        public void Add(string line)
        {
            var columns = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (isWithin) Append(" ");
            var start = length;
            Append(columns[0]);
            isWithin = true;
            // an entity ends where another label or a B- comes, in IOB1 as in BIO
            var label = columns[^1] == "O" ? null : columns[^1][2..];
            if (open is not null && open.Label == label && columns[^1][0] == 'I')
            {
                open = open with { End = length };
                return;
            }

            Close();
            open = label is null ? null : new TaggedSpan(start, length, label);
        }

        public void EndSentence()
        {
            Close();
            if (isWithin) Append("\n");
            isWithin = false;
        }

        public void MoveTo(List<TaggedText> texts)
        {
            if (length > 0) texts.Add(new TaggedText(text.ToString(), [.. spans]));
            text.Clear();
            spans.Clear();
            length = 0;
        }

        private void Append(string part)
        {
            text.Append(part);
            length += part.EnumerateRunes().Count();
        }

        private void Close()
        {
            if (open is not null) spans.Add(open);
            open = null;
        }
    }
}

/// <summary>How many entities were found with exactly the right bounds and label, as conlleval counts, and how their chances came true.</summary>
internal sealed record EntityScores(int Known, int Found, int Right, long Tokens, CalibrationErrors Calibration)
{
    public double Precision => Right / (double)Found;

    public double Recall => Right / (double)Known;

    public double F1 => 2.0 * Right / (Known + Found);
}
