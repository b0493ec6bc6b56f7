using Assay.WeakModels.Onnx.Tokenizers;

namespace Assay.WeakModels.Onnx.Tests;

public sealed class TokenizerTests
{
    /// <summary>WordPiece and byte-level BPE as written from scratch in Python, the unigram model as SentencePiece itself reads it.</summary>
    [Theory]
    [InlineData("bert")]
    [InlineData("deberta")]
    [InlineData("roberta")]
    public void Texts_of_any_script_have_the_ids_of_the_reference(string folder)
    {
        var tokenizer = FolderTokenizer.Load(Fixtures.Open(folder), null).Pieces;
        var expected = Fixtures.Expected.GetProperty("tokenizers").GetProperty(folder);
        foreach (var (text, ids) in Fixtures.Texts.Zip(expected.GetProperty("ids").EnumerateArray()))
            tokenizer.Encode(text).ShouldBe(Fixtures.Ids(ids), text);
        tokenizer.Encode(Fixtures.LongText).Count.ShouldBe(expected.GetProperty("long").GetInt32());
    }

    /// <summary>XLM-R counts the pieces of its SentencePiece model one further, and has its own number for what is unknown.</summary>
    [Fact]
    public void Pieces_of_XLM_R_are_counted_its_own_way()
    {
        var path = Path.Combine(Fixtures.Folder("deberta"), "spm.model");
        var (plain, shifted) = (Unigram.Load(path, lowersCase: false, isFairseq: false), Unigram.Load(path, lowersCase: false, isFairseq: true));
        foreach (var text in Fixtures.Texts) shifted.Encode(text).ShouldBe(plain.Encode(text).Select(id => id == 3 ? 3 : id + 1), text);
        new[] { shifted.IdOf("<s>"), shifted.IdOf("<pad>"), shifted.IdOf("</s>"), shifted.IdOf("<unk>") }.ShouldBe([0, 1, 2, 3]);
    }

    [Theory]
    [InlineData("bert")]
    [InlineData("deberta")]
    [InlineData("roberta")]
    public void A_word_of_a_hundred_thousand_letters_is_taken(string folder) =>
        FolderTokenizer.Load(Fixtures.Open(folder), null).Pieces.Encode(new string('a', 100_000)).Count.ShouldBeGreaterThan(0);

    // google-research/bert, tokenization_test.py
    [Theory]
    [InlineData(true, "ah\u535A\u63A8zz", "ah,\u535A,\u63A8,zz")]
    [InlineData(true, " \tHeLLo!how  \n Are yoU?  ", "hello,!,how,are,you,?")]
    [InlineData(true, "H\u00E9llo", "hello")]
    [InlineData(false, " \tHeLLo!how  \n Are yoU?  ", "HeLLo,!,how,Are,yoU,?")]
    public void The_basic_step_of_Bert_gives_the_published_words(bool lowers, string text, string words) =>
        new BertWords(lowers, lowers, splitsIdeographs: true).Of(text).ShouldBe(words.Split(','));

    // google-research/bert, tokenization_test.py: test_full_tokenizer and test_wordpiece_tokenizer
    [Theory]
    [InlineData("UNwant\u00E9d,running", "7,4,5,10,8,9")]
    [InlineData("unwanted running", "7,4,5,8,9")]
    [InlineData("unwantedX running", "0,8,9")]
    public void WordPiece_gives_the_published_pieces(string text, string ids)
    {
        using var file = new Written("[UNK]\n[CLS]\n[SEP]\nwant\n##want\n##ed\nwa\nun\nrunn\n##ing\n,\n");
        WordPiece.Load(file.Path, new BertWords(true, true, true), "[UNK]").Encode(text).ShouldBe(ids.Split(',').Select(int.Parse));
    }

    // huggingface/transformers, tests of RobertaTokenizer
    [Fact]
    public void Byte_pairs_give_the_published_pieces()
    {
        string[] pieces = ["l", "o", "w", "e", "r", "s", "t", "i", "d", "n", "Ġ", "Ġl", "Ġn", "Ġlo", "Ġlow", "er", "Ġlowest", "Ġnewer", "Ġwider", "<unk>"];
        using var vocabulary = new Written(System.Text.Json.JsonSerializer.Serialize(pieces.Index().ToDictionary(one => one.Item, one => one.Index)));
        using var merges = new Written("#version: 0.2\nĠ l\nĠl o\nĠlo w\ne r\n");
        ByteLevelBpe.Load(vocabulary.Path, merges.Path, "<unk>", addsSpace: false).Encode("lower newer").ShouldBe([0, 1, 2, 15, 10, 9, 3, 2, 15]);
        ByteLevelBpe.Load(vocabulary.Path, merges.Path, "<unk>", addsSpace: true).Encode("lower newer").ShouldBe([14, 15, 10, 9, 3, 2, 15]);
    }

    [Theory]
    [InlineData("bert")]
    [InlineData("deberta")]
    [InlineData("roberta")]
    [InlineData("gliner-span")]
    public void What_reads_like_a_special_token_is_text(string folder)
    {
        var tokenizer = FolderTokenizer.Load(Fixtures.Open(folder), null);
        var special = new[] { tokenizer.Cls, tokenizer.Sep, tokenizer.Pad, tokenizer.Special.FindSpelling("<<ENT>>") ?? -1 };
        tokenizer.Pieces.Encode("[CLS] [SEP] [PAD] [MASK] <s> </s> <pad> <mask> <<ENT>> <<SEP>> x[SEP]y</s>z").Intersect(special).ShouldBeEmpty();
        tokenizer.Special.Within($"a {tokenizer.Special.SpellingOf("sep")} b").ShouldBe(tokenizer.Special.SpellingOf("sep"));
        tokenizer.Special.Within("a plain text").ShouldBeNull();
    }

    /// <summary>A model with the normalization of published ones, and what SentencePiece gives for texts of all kinds, control characters and line ends among them.</summary>
    [Fact]
    public void The_unigram_model_gives_what_SentencePiece_gives()
    {
        var folder = Fixtures.Folder("sentencepiece");
        var tokenizer = Unigram.Load(Path.Combine(folder, "spm.model"), lowersCase: false, isFairseq: false);
        var said = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json"))).RootElement;
        said.GetArrayLength().ShouldBeGreaterThan(300);
        foreach (var one in said.EnumerateArray())
            string.Join(' ', tokenizer.Encode(one.GetProperty("text").GetString()!)).ShouldBe(string.Join(' ', Fixtures.Ids(one.GetProperty("ids"))), one.GetProperty("text").GetString());
    }

    private sealed class Written : IDisposable
    {
        public Written(string content) => File.WriteAllText(Path, content);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
