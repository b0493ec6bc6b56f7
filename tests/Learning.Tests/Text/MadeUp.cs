using Assay.Learning.Text;

namespace Assay.Learning.Tests.Text;

/// <summary>Texts drawn from words that every class has and words of its own.</summary>
internal static class MadeUp
{
    public static readonly string[] Classes = ["sport", "world", "money"];

    /// <param name="count">Texts.</param>
    /// <param name="seed">Of the draw.</param>
    /// <param name="telling">The share of words that are of the class.</param>
    /// <param name="classes">How many classes.</param>
    public static List<TrainingText> Texts(int count, int seed, double telling = 0.3, int classes = 3)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => new TrainingText(Text(random, [i % classes], telling), i % classes))];
    }

    public static List<TrainingText> MultiLabel(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            int[] labels = [.. Enumerable.Range(0, 3).Where(_ => random.NextDouble() < 0.4)];
            return new TrainingText(Text(random, labels, 0.4), labels);
        })];
    }

    /// <summary>The same texts with each word replaced by one that has nothing in common with the others of its class.</summary>
    public static List<TrainingText> WithoutSharedParts(List<TrainingText> texts) => [.. texts.Select(text => text with { Text = string.Join(' ', text.Text.Split(' ').Select(Stranger)) })];

    private static string Stranger(string word)
    {
        var random = new Random(word.Aggregate(17, (sum, c) => unchecked((sum * 31) + c)));
        return new string([.. Enumerable.Range(0, 6).Select(_ => (char)('a' + random.Next(26)))]);
    }

    private static string Text(Random random, int[] labels, double telling) => string.Join(' ', Enumerable.Range(0, 12).Select(_ =>
        labels.Length > 0 && random.NextDouble() < telling ? $"{(char)('a' + labels[random.Next(labels.Length)])}word{random.Next(60)}" : $"common{random.Next(200)}"));
}
