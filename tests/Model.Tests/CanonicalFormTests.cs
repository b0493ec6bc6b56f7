using Assay.Model.Unicode;

namespace Assay.Model.Tests;

public class CanonicalFormTests
{
    // from NormalizationTest.txt of the Unicode Character Database (columns source and NFC), and UAX #15, figures 3 to 5
    [Theory]
    [InlineData("\u1E0A", "\u1E0A")]
    [InlineData("\u1E0C\u0307", "\u1E0C\u0307")]
    [InlineData("\u1E0A\u0323", "\u1E0C\u0307")]
    [InlineData("D\u0307\u0323", "\u1E0C\u0307")]
    [InlineData("D\u0307\u031B\u0323", "\u1E0C\u031B\u0307")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u2126", "\u03A9")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\u1E9B\u0323", "\u1E9B\u0323")]
    [InlineData("\uD55C\uAE00", "\uD55C\uAE00")]
    [InlineData("\u1112\u1161\u11AB\u1100\u1173\u11AF", "\uD55C\uAE00")]
    [InlineData("\uAC00\u11A8", "\uAC01")]
    [InlineData("\uAC01\u11A8", "\uAC01\u11A8")]
    [InlineData("a\u0315\u0300\u05AE\u0300b", "\u00E0\u05AE\u0300\u0315b")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    [InlineData("\U0002F800", "\u4E3D")]
    [InlineData("\uFB01", "\uFB01")]
    public void Texts_are_brought_into_normalization_form_C(string source, string composed) => Compose(source).ShouldBe(composed);

    // the column NFD of the same file
    [Theory]
    [InlineData("\u1E0A\u0323", "D\u0323\u0307")]
    [InlineData("\uD55C\uAE00", "\u1112\u1161\u11AB\u1100\u1173\u11AF")]
    [InlineData("\u1E9B\u0323", "\u017F\u0323\u0307")]
    [InlineData("\U0002F800", "\u4E3D")]
    [InlineData("\u0130", "I\u0307")]
    [InlineData("\uFB01 x", "\uFB01 x")]
    public void Texts_are_taken_apart_into_normalization_form_D(string source, string decomposed) =>
        string.Concat(CanonicalForm.Decompose([.. source.EnumerateRunes().Select(rune => rune.Value)]).Select(char.ConvertFromUtf32)).ShouldBe(decomposed);

    [Fact]
    public void A_character_that_needs_no_attention_stays_itself()
    {
        for (var character = 0; character < 0x110000; character++)
        {
            if (!System.Text.Rune.IsValid(character) || CanonicalForm.NeedsAttention(character))
                continue;
            CanonicalForm.Compose([character]).ToArray().ShouldBe([character]);
            CanonicalForm.NeedsAttention(System.Text.Rune.ToLowerInvariant(new System.Text.Rune(character)).Value)
                .ShouldBeFalse($"the small letter of U+{character:X4} must not need it either");
        }
    }

    private static string Compose(string text) =>
        string.Concat(CanonicalForm.Compose([.. text.EnumerateRunes().Select(rune => rune.Value)]).ToArray().Select(char.ConvertFromUtf32));
}
