using System.Buffers.Binary;
using System.Security.Cryptography;
using Assay.Learning.Tagging;

namespace Assay.Learning.Tests.Tagging;

public sealed class TaggerFileTests
{
    private static readonly SequenceTagger Small = SequenceTagger.Train(Letters.Drawn(8, seed: 1), Letters.Labels, new SequenceTaggerOptions { Epochs = 2, LeastTokens = 8 });
    private static readonly byte[] Saved = Letters.Bytes(Small);

    /// <summary>Sign, format, number of labels, PER, LOC, whether lines end chains, six counts of the training, the temperature.</summary>
    private const int BeforeFeatures = 8 + 4 + 4 + 7 + 7 + 1 + 24 + 8;

    [Fact]
    public void A_saved_tagger_says_the_same()
    {
        var loaded = SequenceTagger.Load(new MemoryStream(Saved));
        (loaded.Version, loaded.Training).ShouldBe((Small.Version, Small.Training));
        loaded.Labels.ShouldBe(Small.Labels);
        foreach (var text in Letters.Drawn(20, seed: 2))
        {
            loaded.Tag(text.Text).ShouldBe(Small.Tag(text.Text));
            loaded.TokenEntropies(text.Text).ShouldBe(Small.TokenEntropies(text.Text));
        }

        Letters.Bytes(loaded).ShouldBe(Saved);
    }

    [Fact]
    public void A_tagger_that_is_read_in_small_pieces_is_the_same() => SequenceTagger.Load(new Dripping(Saved)).Version.ShouldBe(Small.Version);

    [Fact]
    public void A_file_that_is_cut_short_anywhere_is_refused()
    {
        for (var length = 0; length < Saved.Length; length += length < 200 || length > Saved.Length - 40 ? 1 : 37)
            Refused(Saved[..length]);
    }

    [Fact]
    public void A_file_with_any_changed_byte_is_refused()
    {
        for (var place = 0; place < Saved.Length; place += place < 200 || place > Saved.Length - 40 ? 1 : 11)
        {
            var changed = (byte[])Saved.Clone();
            changed[place] ^= 0x41;
            Refused(changed);
        }
    }

    [Theory]
    [InlineData(8, int.MaxValue, "format")]
    [InlineData(12, 0, "labels")]
    [InlineData(12, int.MaxValue, "labels")]
    [InlineData(16, -1, "bytes of a label")]
    [InlineData(BeforeFeatures, -1, "features")]
    [InlineData(BeforeFeatures, 100_000_000, "ends too early")]
    [InlineData(BeforeFeatures, int.MaxValue, "features")]
    public void Sizes_are_not_believed_and_take_no_memory(int place, int number, string message)
    {
        var changed = (byte[])Saved.Clone();
        BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(place), number);
        Refused(changed).ShouldContain(message);
    }

    [Fact]
    public void Wrong_content_under_a_right_checksum_is_refused()
    {
        Refused(Signed(changed => BinaryPrimitives.WriteSingleLittleEndian(changed.AsSpan(FirstWeight()), float.NaN))).ShouldContain("weight");
        Refused(Signed(changed => BinaryPrimitives.WriteSingleLittleEndian(changed.AsSpan(FirstWeight()), 1e30f))).ShouldContain("weight");
        Refused(Signed(changed => changed.AsSpan(BeforeFeatures + 4, 8).Fill(0xff))).ShouldContain("order");
        Refused(Signed(changed => "PER"u8.CopyTo(changed.AsSpan(8 + 4 + 4 + 7 + 4)))).ShouldContain("twice");
        Refused(Signed(changed => changed.AsSpan(BeforeFeatures - 8, 8).Clear())).ShouldContain("temperature");
        Refused(Signed(changed => changed[8 + 4 + 4 + 7 + 7] = 2)).ShouldContain("0 or 1");
    }

    private static int FirstWeight() => BeforeFeatures + 4 + (8 * Small.Training.Features);

    private static byte[] Signed(Action<byte[]> change)
    {
        var changed = (byte[])Saved.Clone();
        change(changed);
        SHA256.HashData(changed.AsSpan(0, changed.Length - 32), changed.AsSpan(changed.Length - 32));
        return changed;
    }

    private static string Refused(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var told = Should.Throw<InvalidDataException>(() => SequenceTagger.Load(new MemoryStream(bytes))).Message;
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(20_000_000);
        return told;
    }

    private sealed class Dripping(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7)]);
    }
}
