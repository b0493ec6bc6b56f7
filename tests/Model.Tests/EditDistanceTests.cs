using Assay.Model.Questions;
using CsCheck;

namespace Assay.Model.Tests;

public sealed class EditDistanceTests
{
    private static readonly TextQuestion Question = new(new QuestionHead("q", "q"));

    [Theory]
    [InlineData("kitten", "sitting", 1 - 3 / 7.0)]
    [InlineData("saturday", "sunday", 1 - 3 / 8.0)]
    [InlineData("a", "b", 0)]
    [InlineData("New  York", "New York", 1)]
    [InlineData("😀", "😁", 0)]
    [InlineData("a😀", "a", 0.5)]
    public void Similarity_of_texts_is_one_minus_edits_over_the_longer_length(string a, string b, double expected) =>
        Similarity(a, b).ShouldBe(expected, 1e-12);

    [Fact]
    public void The_distance_is_that_of_the_textbook_table_across_word_boundaries_too() =>
        Seeded.Each(Gen.Select(Gen.Char['a', 'd'].Array[1, 300], Gen.Char['a', 'd'].Array[1, 300]), pair => $"{new string(pair.Item1)} {new string(pair.Item2)}", pair =>
        {
            var (a, b) = (new string(pair.Item1), new string(pair.Item2));
            Similarity(a, b).ShouldBe(1 - (double)Table(a, b) / Math.Max(a.Length, b.Length), 1e-12);
        });

    private static double Similarity(string a, string b) => TextKind.Instance.As().Similarity(Question, new TextAnswer(a), new TextAnswer(b));

    private static int Table(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        foreach (var letter in a)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + (letter == b[j - 1] ? 0 : 1), 1 + Math.Min(row[j - 1], row[j])));
        }
        return row[^1];
    }
}

internal static class KindExtensions
{
    /// <summary>The kind by its contract, whose members it implements explicitly.</summary>
    public static IQuestionKind As(this IQuestionKind kind) => kind;
}
