using Assay.Learning.Difficulty;
using CsCheck;

namespace Assay.Learning.Tests.Difficulty;

public sealed class TextDifficultyTests
{
    private static readonly string[] Plain = [.. Enumerable.Range(0, 200).Select(i => $"the dog and the cat sat on mat {i % 7}")];

    [Fact]
    public void Longer_texts_longer_words_and_rarer_words_are_harder()
    {
        var difficulty = TextDifficulty.Fit([.. Plain, "the dog", "the dog and the cat sat on the mat and the dog sat on the cat and the mat", "jurisprudential incontrovertibility"]);
        var usual = difficulty.Of("the dog and the cat sat on mat 3");
        difficulty.Of("the dog and the cat sat on mat 3 and the dog and the cat sat on mat 4").ShouldBeGreaterThan(usual, "it is longer");
        difficulty.Of("the dog and the cat sat on jurisprudential 3").ShouldBeGreaterThan(usual, "a word is longer and rarer");
        difficulty.Of("the dog and the zqx sat on mat 3").ShouldBeGreaterThan(usual, "a word is rarer");
    }

    [Fact]
    public void Every_text_has_a_score_between_0_and_1_whatever_is_in_it()
    {
        var difficulty = TextDifficulty.Fit(Plain);
        Gen.String.Sample(text => difficulty.Of(text) is >= 0 and <= 1);
        difficulty.Of("").ShouldBe(0.5);
        difficulty.Of("…!").ShouldBe(0.5);
        difficulty.Of(new string('x', 1_000_000)).ShouldBeInRange(0, 1);
        difficulty.Of("漢字かな交じり文").ShouldBeInRange(0, 1);
        TextDifficulty.Fit([]).Of("anything").ShouldBe(0.5, "there is nothing to compare with");
    }

    [Fact]
    public void Spread_over_real_texts_it_is_neither_all_easy_nor_all_hard()
    {
        var random = new Random(3);
        string[] words = [.. Enumerable.Range(0, 500).Select(i => new string((char)('a' + (i % 26)), 2 + (i % 9)))];
        string[] texts = [.. Enumerable.Range(0, 400).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(3, 40)).Select(_ => words[(int)(500 * Math.Pow(random.NextDouble(), 3))])))];
        var difficulty = TextDifficulty.Fit(texts);
        var scores = texts.Select(difficulty.Of).Order().ToList();
        (scores[40] < 0.4 && scores[360] > 0.6).ShouldBeTrue($"a tenth is below {scores[40]:0.00}, a tenth above {scores[360]:0.00}");
    }
}
