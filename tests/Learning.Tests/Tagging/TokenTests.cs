using Assay.Learning.Tagging;
using CsCheck;

namespace Assay.Learning.Tests.Tagging;

public sealed class TokenTests
{
    [Theory]
    [InlineData("Dr. Smith's U.S.-based firm", "Dr|.|Smith|'|s|U|.|S|.|-|based|firm")]
    [InlineData("1,000.50 at 10:30, 3. and 4.", "1,000.50|at|10:30|,|3|.|and|4|.")]
    [InlineData("naïve cafe\u0301 \u0928\u092e\u0938\u094d\u0924\u0947", "naïve|cafe\u0301|\u0928\u092e\u0938\u094d\u0924\u0947")]
    [InlineData("東京は👩‍👩‍👧だ", "東|京|は|👩‍👩‍👧|だ")]
    [InlineData("서울에서", "서|울|에|서")]
    [InlineData("กรุงเทพ", "ก|รุ|ง|เ|ท|พ")]
    [InlineData(" \t\n\u200b", "")]
    public void Texts_are_cut_where_spans_may_begin_or_end(string text, string tokens) =>
        string.Join('|', Token.Of(text).Select(token => text[token.At..token.Until])).ShouldBe(tokens);

    [Fact]
    public void Offsets_are_code_points_and_every_visible_character_is_in_one_token() =>
        Gen.String[Gen.OneOf(Gen.Char, Gen.Char["aB1., '\n-"], Gen.Char['\ud83d', '\ude00'], Gen.Char['\u0300', '\u0304'], Gen.Char['\u0e00', '\u0e5b']), 0, 60].Sample(text =>
        {
            var (tokens, at, codePoint) = (Token.Of(text), 0, 0);
            foreach (var token in tokens)
            {
                var between = text[at..token.At];
                between.ShouldAllBe(unit => char.IsWhiteSpace(unit) || char.IsControl(unit) || char.IsSurrogate(unit)
                    || char.GetUnicodeCategory(unit) == System.Globalization.UnicodeCategory.Format);
                codePoint += between.EnumerateRunes().Count();
                token.Start.ShouldBe(codePoint);
                codePoint += text[token.At..token.Until].EnumerateRunes().Count();
                token.End.ShouldBe(codePoint);
                token.End.ShouldBeGreaterThan(token.Start);
                at = token.Until;
            }
        });

    [Fact]
    public void Chains_end_with_lines_and_long_ones_after_a_sentence()
    {
        var sentence = string.Join(' ', Enumerable.Repeat("word", 49)) + ". ";
        var text = "A line\nand the next\n\n" + string.Concat(Enumerable.Repeat(sentence, 5));
        var tokens = Token.Of(text);
        Chains.Of(text, tokens, linesEnd: true, []).Select(chain => chain.To - chain.From).ShouldBe([2, 3, 100, 100, 50]);
        Chains.Of(text, tokens, linesEnd: false, []).Select(chain => chain.To - chain.From).ShouldBe([5, 100, 100, 50]);
    }

    [Fact]
    public void A_chain_is_not_cut_within_a_span_and_has_a_limit_without_sentences()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 300));
        var tokens = Token.Of(text);
        Chains.Of(text, tokens, linesEnd: true, []).ShouldBe([(0, 120), (120, 240), (240, 300)]);
        Chains.Of(text, tokens, linesEnd: true, [new TokenSpan(100, 130, 0)]).ShouldBe([(0, 130), (130, 250), (250, 300)]);
    }
}
