using System.Buffers.Binary;
using System.Security.Cryptography;
using Assay.Learning.Text;

namespace Assay.Learning.Tests.Text;

public sealed class TextModelFileTests
{
    private const int Head = 52;

    [Theory]
    [InlineData(3, false, ScoreCalibration.Temperature)]
    [InlineData(2, false, ScoreCalibration.Isotonic)]
    [InlineData(3, true, ScoreCalibration.Isotonic)]
    [InlineData(1, false, ScoreCalibration.None)]
    public void A_model_that_was_saved_says_the_same_to_the_last_bit(int classes, bool multiLabel, ScoreCalibration calibration)
    {
        var examples = multiLabel ? MadeUp.MultiLabel(200, seed: 1) : MadeUp.Texts(200, seed: 1, classes: classes);
        string[] names = ["sport ⚽", "world", "money"];
        var model = TextClassifier.Train(examples, names[..classes], new TextClassifierOptions { MultiLabel = multiLabel, Calibration = calibration });
        using var stream = new MemoryStream(Saved(model));

        var read = TextClassifier.Load(stream);

        string[] texts = [.. MadeUp.Texts(50, seed: 2).Select(text => text.Text)];
        read.Probabilities(texts).ShouldBe(model.Probabilities(texts));
        read.Classes.ShouldBe(model.Classes);
        (read.Version, read.IsMultiLabel).ShouldBe((model.Version, multiLabel));
        Saved(read).ShouldBe(Saved(model));
        var (mine, its) = (new float[256], new float[256]);
        model.Embed(texts[0], mine);
        read.Embed(texts[0], its);
        its.ShouldBe(mine);
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_told()
    {
        var whole = Saved(Small());
        for (var length = 0; length < whole.Length; length++)
            Fault(whole[..length]).ShouldMatch(length < 8 ? "does not begin with ASSAYTXT" : "cut off");
    }

    [Fact]
    public void A_changed_byte_is_told()
    {
        var whole = Saved(Small());
        for (var place = 0; place < whole.Length; place++)
        {
            var changed = (byte[])whole.Clone();
            changed[place] ^= 0x41;
            Fault(changed).ShouldNotBeEmpty($"byte {place}");
        }
    }

    /// <summary>The checksum of a hostile file is right; its numbers are not.</summary>
    [Theory]
    [InlineData(0, 7, "whether several labels fit")]
    [InlineData(4, int.MaxValue, "damaged")]
    [InlineData(4, -1, "classes")]
    [InlineData(8, int.MaxValue, "do not fit in the")]
    [InlineData(18, int.MaxValue, "features do not fit in the")]
    [InlineData(18, -5, "features")]
    public void Numbers_that_ask_for_more_than_there_is_are_refused_before_memory_is_taken(int place, int number, string said)
    {
        var whole = Saved(Small());
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(Head + place), number);
        SHA256.HashData(whole.AsSpan(Head), whole.AsSpan(20));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fault(whole).ShouldContain(said);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(8 << 20);
    }

    [Fact]
    public void A_file_that_says_it_is_larger_than_it_is_takes_no_memory_for_it()
    {
        var whole = Saved(Small());
        BinaryPrimitives.WriteInt64LittleEndian(whole.AsSpan(12), long.MaxValue);
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(Head + 18), int.MaxValue);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fault(whole).ShouldContain("cut off");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16 << 20);
    }

    [Fact]
    public void Weights_that_are_no_numbers_are_refused()
    {
        var model = Small();
        var whole = Saved(model);
        BinaryPrimitives.WriteSingleLittleEndian(whole.AsSpan(whole.Length - 12), float.NaN);
        SHA256.HashData(whole.AsSpan(Head), whole.AsSpan(20));
        Fault(whole).ShouldContain("weights that are numbers");
    }

    [Fact]
    public void A_later_form_and_another_file_are_told()
    {
        var whole = Saved(Small());
        whole[8] = 9;
        Fault(whole).ShouldContain("written in form 9; this program reads form 1");
        Fault("""{"text":"a"}"""u8.ToArray()).ShouldContain("no text classifier of Assay");
    }

    private static TextClassifier Small() => TextClassifier.Train([new("a b", 0), new("c d", 1)], ["x", "y"]);

    private static byte[] Saved(TextClassifier model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    private static string Fault(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return Should.Throw<InvalidDataException>(() => TextClassifier.Load(stream)).Message;
    }
}
