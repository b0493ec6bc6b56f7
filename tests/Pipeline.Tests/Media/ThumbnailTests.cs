using Assay.Model;
using Assay.Pipeline.Media;
using Assay.TestKit;
using SkiaSharp;

namespace Assay.Pipeline.Tests.Media;

public class ThumbnailTests
{
    [Fact]
    public async Task A_thumbnail_keeps_the_shape_and_is_made_once()
    {
        await using var bench = await MediaBench.Create("sqlite");
        var medium = (await bench.Add("a.jpg", Pictures.Jpeg(1000, 500))).Medium!;
        var thumbnails = new Thumbnails(bench.Library);
        var (path, type) = await thumbnails.Of(medium, 200);
        type.ShouldBe("image/webp");
        Size(path).ShouldBe((256, 128));
        var written = File.GetLastWriteTimeUtc(path);
        var again = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => thumbnails.Of(medium, 256)));
        again.ShouldAllBe(made => made.Path == path);
        File.GetLastWriteTimeUtc(path).ShouldBe(written);
        bench.Files().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(1, "red green / blue white")]
    [InlineData(2, "green red / white blue")]
    [InlineData(3, "white blue / green red")]
    [InlineData(4, "blue white / red green")]
    [InlineData(5, "red blue / green white")]
    [InlineData(6, "blue red / white green")]
    [InlineData(7, "white green / blue red")]
    [InlineData(8, "green white / red blue")]
    public async Task A_turned_photo_has_an_upright_thumbnail(byte orientation, string corners)
    {
        await using var bench = await MediaBench.Create("sqlite");
        var medium = (await bench.Add("a.jpg", Pictures.TurnedCorners(400, 200, orientation))).Medium!;
        var (path, _) = await new Thumbnails(bench.Library).Of(medium, 64);
        using var bitmap = SKBitmap.Decode(path);
        (bitmap.Width, bitmap.Height).ShouldBe(orientation < 5 ? (64, 32) : (32, 64));
        var (left, top, right, bottom) = (bitmap.Width / 4, bitmap.Height / 4, bitmap.Width * 3 / 4, bitmap.Height * 3 / 4);
        $"{Name(bitmap.GetPixel(left, top))} {Name(bitmap.GetPixel(right, top))} / {Name(bitmap.GetPixel(left, bottom))} {Name(bitmap.GetPixel(right, bottom))}"
            .ShouldBe(corners);
    }

    [Fact]
    public async Task A_small_image_is_its_own_thumbnail_and_a_recording_has_none()
    {
        await using var bench = await MediaBench.Create("sqlite");
        var small = (await bench.Add("a.png", Pictures.Png(200, 100))).Medium!;
        (await new Thumbnails(bench.Library).Of(small, 256)).ShouldBe((bench.Library.FileOf(small), "image/png"));
        var tone = (await bench.Add("a.wav", Tones.Wav(0.1))).Medium!;
        await Should.ThrowAsync<Invalid>(() => new Thumbnails(bench.Library).Of(tone, 256));
        await Should.ThrowAsync<Invalid>(() => new Thumbnails(bench.Library).Of(small, 100_000));
    }

    [Fact]
    public async Task A_thumbnail_keeps_what_can_be_seen_through()
    {
        await using var bench = await MediaBench.Create("sqlite");
        var medium = (await bench.Add("a.png", Pictures.HalfTransparent(400, 400))).Medium!;
        using var bitmap = SKBitmap.Decode((await new Thumbnails(bench.Library).Of(medium, 64)).Path);
        bitmap.GetPixel(10, 32).Alpha.ShouldBe((byte)0);
        bitmap.GetPixel(54, 32).Alpha.ShouldBe((byte)255);
    }

    private static (int, int) Size(string path)
    {
        using var codec = SKCodec.Create(path);
        return (codec.Info.Width, codec.Info.Height);
    }

    private static string Name(SKColor colour) => (colour.Red > 128, colour.Green > 128, colour.Blue > 128) switch
    {
        (true, true, true) => "white",
        (true, _, _) => "red",
        (_, true, _) => "green",
        _ => "blue",
    };
}
