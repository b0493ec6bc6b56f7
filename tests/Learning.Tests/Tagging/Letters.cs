using Assay.Learning.Tagging;

namespace Assay.Learning.Tests.Tagging;

/// <summary>Made-up letters in which people and places are marked.</summary>
internal static class Letters
{
    public static readonly string[] Labels = ["PER", "LOC"];

    private static readonly string[] People = ["Anna", "Bert Wood", "Clara", "Dora Lee Hill", "Emil", "Fritz Bach"];
    private static readonly string[] Places = ["Arlon", "Bergen", "New York", "Delft", "Rio de Janeiro"];
    private static readonly string[] Sentences = ["Dear {0}, I came to {1} in May.", "We met {0} near {1}.", "In {1} it rains, said {0}!", "{0} writes from {1} 😀 today.", "Nothing was seen there."];

    public static IReadOnlyList<TaggedText> Drawn(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Marked(
            Sentences[random.Next(Sentences.Length)], People[random.Next(People.Length)], Places[random.Next(Places.Length)]))];
    }

    public static TaggedText Marked(string sentence, string person, string place)
    {
        var text = sentence.Replace("{0}", person, StringComparison.Ordinal).Replace("{1}", place, StringComparison.Ordinal);
        List<TaggedSpan> spans = [];
        foreach (var (name, label) in new[] { (person, "PER"), (place, "LOC") })
            if (text.IndexOf(name, StringComparison.Ordinal) is >= 0 and var at)
            {
                var start = text[..at].EnumerateRunes().Count();
                spans.Add(new TaggedSpan(start, start + name.Length, label));
            }

        return new TaggedText(text, spans);
    }

    /// <summary>Spans as people read them.</summary>
    public static string Told(string text, IEnumerable<TaggedSpan> spans)
    {
        var runes = text.EnumerateRunes().ToArray();
        return string.Join(", ", spans.Select(span => $"{string.Concat(runes[span.Start..span.End])} {span.Label}"));
    }

    public static byte[] Bytes(SequenceTagger tagger)
    {
        using var stream = new MemoryStream();
        tagger.Save(stream);
        return stream.ToArray();
    }
}
