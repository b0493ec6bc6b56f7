using Assay.Formats.LabelStudio;
using Assay.Model.Regions;
using CsCheck;

namespace Assay.Formats.Tests;

public sealed class BrushRleTests
{
    // a 4 × 4 image whose middle four pixels are painted, as Label Studio's converter writes it
    private static readonly byte[] Middle = [0, 0, 0, 64, 57, 27, 254, 19, 0, 159, 254, 112, 9, 255, 240, 152, 0];

    [Fact]
    public void The_middle_of_a_small_image_has_the_bytes_of_Label_Studios_own_converter()
    {
        var mask = RunMask.Parse("52203", 4, 4);
        BrushRle.Encode(mask).ShouldBe(Middle);
        BrushRle.Decode(Middle, 4, 4, out _).ShouldBe(mask);
    }

    [Fact]
    public void What_follows_the_last_value_is_ignored() => BrushRle.Decode([.. Middle, 255, 255], 4, 4, out _).ShouldBe(RunMask.Parse("52203", 4, 4));

    [Fact]
    public void Literal_values_are_read_as_runs_are()
    {
        // 1 × 1 pixel, one literal block of four values: isRun 0, class 0, length 4 − 1, then 9 9 9 7
        var bits = "00000000000000000000000000000100" + "00111" + "0010001101111111" + "0" + "00" + "011" + "00001001" + "00001001" + "00001001" + "00000111";
        var bytes = Enumerable.Range(0, (bits.Length + 7) / 8).Select(at => Convert.ToByte(bits.PadRight(96, '0').Substring(8 * at, 8), 2)).ToArray();
        BrushRle.Decode(bytes, 1, 1, out _)!.Area.ShouldBe(1);
    }

    [Fact]
    public void Any_mask_comes_back() => Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int).Sample((height, width, seed) =>
    {
        var random = new Random(seed);
        var pixels = Enumerable.Range(0, height * width).Select(_ => random.Next(5) == 0).ToArray();
        var mask = RunMask.OfPixels(pixels, height, width);
        BrushRle.Decode(BrushRle.Encode(mask), height, width, out _)!.ToText().ShouldBe(mask.ToText());
    }, iter: 200, seed: "0000KO1ZRp42");

    [Theory]
    [InlineData(4, 5, "it has 64 values, an image of 5 × 4 has 80")]
    [InlineData(8, 8, "it has 64 values, an image of 8 × 8 has 256")]
    public void A_stream_of_another_size_is_no_mask(int height, int width, string why)
    {
        BrushRle.Decode(Middle, height, width, out var said).ShouldBeNull();
        said.ShouldBe(why);
    }

    [Theory]
    [InlineData(0, "it ends before its header does")]
    [InlineData(6, "it ends before its header does")]
    [InlineData(10, "it ends before all its values are read")]
    public void A_stream_that_is_cut_off_is_no_mask(int kept, string why)
    {
        BrushRle.Decode(Middle.AsSpan(0, kept), 4, 4, out var said).ShouldBeNull();
        said.ShouldBe(why);
    }
}
