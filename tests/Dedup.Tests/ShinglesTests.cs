using System.Text;
using CsCheck;

namespace Assay.Dedup.Tests;

public class ShinglesTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(Gen.String[Gen.Char['a', 'e'], 0, 30], Gen.String[Gen.Char["äЖ语\u0301 aB.¿、\uD83D\uDE00"], 0, 30], Gen.String[0, 30]);

    [Fact]
    public void Pieces_are_equal_where_the_characters_are() => Texts.Sample(text =>
    {
        var words = new TextNormaliser().Normalise(text);
        if (!words.EnumerateRunes().All(rune => rune.Value == ' ' || Rune.IsPunctuation(rune)))
            words = string.Join(' ', string.Concat(words.EnumerateRunes().Select(rune => Rune.IsPunctuation(rune) ? " " : rune.ToString())).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        int[] characters = [.. words.EnumerateRunes().Select(rune => rune.Value)];
        var pieces = new Shingles(3).Of(text).ToArray();
        pieces.Length.ShouldBe(Math.Max(1, characters.Length - 2));
        for (var one = 0; one < pieces.Length; one++)
            for (var other = 0; other < one; other++)
                (pieces[one] == pieces[other]).ShouldBe(characters.AsSpan(one, 3).SequenceEqual(characters.AsSpan(other, 3)));
    }, seed: "0000KOIPe036");

    [Fact]
    public void Case_white_space_and_punctuation_do_not_matter() => new Shingles().Of("  \"An  OLD\n(friend)!?\" ").ToArray().ShouldBe(new Shingles().Of("an old friend").ToArray());

    [Fact]
    public void A_text_of_punctuation_alone_keeps_it() => new Shingles().Of("?!?").ToArray().ShouldNotBe(new Shingles().Of("...").ToArray());

    [Fact]
    public void Texts_shorter_than_a_piece_are_one_each_its_own() =>
        ((string[])["", "\0", "\0\0", "a", "ab", "ba", "abcd", "abcde"]).Select(text => new Shingles().Of(text).ToArray().ShouldHaveSingleItem()).Distinct().Count().ShouldBe(8);

    [Fact]
    public void Halves_of_surrogate_pairs_are_read() => new Shingles().Of("a\uD800bcdef\uDC00").Length.ShouldBe(4);

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void Other_lengths_are_refused(int length) => Should.Throw<ArgumentOutOfRangeException>(() => new Shingles(length));
}
