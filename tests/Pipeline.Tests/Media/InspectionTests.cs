using System.Text;
using Assay.Pipeline.Media;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Media;

public class InspectionTests
{
    private static readonly string Recordings = Path.Combine(AppContext.BaseDirectory, "Media", "Recordings");

    [Fact]
    public async Task Each_type_of_image_is_told_by_its_content_and_measured()
    {
        (await Look(Pictures.Jpeg(64, 32))).ShouldBe(new MediumFacts(MediumType.Jpeg, 64, 32, null));
        (await Look(Pictures.Png(64, 32))).ShouldBe(new MediumFacts(MediumType.Png, 64, 32, null));
        (await Look(Pictures.WebP(64, 32))).ShouldBe(new MediumFacts(MediumType.WebP, 64, 32, null));
        (await Look(Pictures.Gif())).ShouldBe(new MediumFacts(MediumType.Gif, 1, 1, null));
        (await Look(Pictures.Bmp(5, 3))).ShouldBe(new MediumFacts(MediumType.Bmp, 5, 3, null));
    }

    [Theory]
    [InlineData(1, 64, 32)]
    [InlineData(2, 64, 32)]
    [InlineData(3, 64, 32)]
    [InlineData(4, 64, 32)]
    [InlineData(5, 32, 64)]
    [InlineData(6, 32, 64)]
    [InlineData(7, 32, 64)]
    [InlineData(8, 32, 64)]
    public async Task A_photo_has_the_size_at_which_it_is_shown(byte orientation, int width, int height)
    {
        var facts = await Look(Pictures.TurnedJpeg(64, 32, orientation));
        (facts.Width, facts.Height).ShouldBe((width, height));
    }

    [Fact]
    public async Task An_orientation_that_browsers_do_not_agree_on_is_refused()
    {
        (await Refused(Pictures.TurnedPng(64, 32, 6))).ShouldBe("The image is turned by its EXIF orientation, which browsers do not agree on in PNG files. Save it upright.");
        (await Refused(Pictures.TurnedWebP(64, 32, 6))).ShouldContain("in WebP files");
        (await Look(Pictures.TurnedPng(64, 32, 1))).Width.ShouldBe(64);
        (await Look(Pictures.TurnedWebP(64, 32, 1))).Width.ShouldBe(64);
    }

    [Fact]
    public async Task A_decompression_bomb_is_refused_by_its_header_alone()
    {
        (await Refused(Pictures.Announcing(20_000, 20_000))).ShouldBe(
            "The image has 20,000 × 20,000 = 400,000,000 pixels; at most 100,000,000 are decoded. Scale it down.");
        (await Refused(Pictures.Announcing(60_000, 10))).ShouldBe(
            "The image has 60,000 × 10 pixels; a side may have at most 30,000. Cut it into pieces or scale it down.");
        (await Refused(Pictures.Announcing(2_000_000_000, 2_000_000_000))).ShouldStartWith("The ");
    }

    [Fact]
    public async Task A_file_that_breaks_off_is_refused_wherever_it_breaks_off()
    {
        foreach (var whole in (byte[][])[Pictures.Jpeg(200, 100), Pictures.Png(200, 100), Pictures.WebP(200, 100), Pictures.Bmp(200, 100), Tones.Wav(0.2)])
            foreach (var part in (double[])[0.95, 0.6, 0.3])
                (await Refused(whole[..(int)(whole.Length * part)])).ShouldContain("breaks off", customMessage: $"{part} of {whole.Length} bytes, beginning {whole[0]:X2}");
        foreach (var name in (string[])["tone.ogg", "tone.opus"])
        {
            var whole = await File.ReadAllBytesAsync(Path.Combine(Recordings, name));
            (await Refused(whole[..^10])).ShouldContain("breaks off");
            (await Refused(whole[..200])).ShouldContain("breaks off");
        }
    }

    [Fact]
    public async Task What_is_no_image_and_no_recording_is_refused_with_a_word_on_what_it_is()
    {
        (await Refused([])).ShouldBe("The file is empty.");
        (await Refused("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray())).ShouldStartWith("This is an SVG, not a picture made of pixels; it could run scripts");
        (await Refused("\uFEFF <?xml version='1.0'?><!-- x --><SVG/>"u8.ToArray())).ShouldStartWith("This is an SVG");
        (await Refused("<!doctype html><html></html>"u8.ToArray())).ShouldStartWith("This is an HTML page");
        (await Refused("hello"u8.ToArray())).ShouldStartWith("This is a text.");
        (await Refused("BM is how this text begins, and it goes on for longer than a header."u8.ToArray())).ShouldStartWith("This is a text.");
        (await Refused("%PDF-1.7 ..."u8.ToArray())).ShouldStartWith("This is a PDF.");
        (await Refused("PK\u0003\u0004..........................."u8.ToArray())).ShouldStartWith("This is a zip archive.");
        (await Refused([1, 2, 3, 0, 5])).ShouldStartWith("This kind of file is not known here. Images are taken as JPEG");
        (await Refused([0xFF, 0xD8, 0xFF, 0, 1, 2, 3, 4, 5])).ShouldContain("JPEG");
        (await Refused([.. "OggS\0\u0002"u8, .. new byte[20], 1, 30, .. "\u0080theora"u8, .. new byte[60]])).ShouldContain("neither Vorbis nor Opus");
    }

    [Theory]
    [InlineData("tone.mp3", "audio/mpeg", 0.2)]
    [InlineData("tone-vbr.mp3", "audio/mpeg", 0.2)]
    [InlineData("tone.flac", "audio/flac", 0)]
    [InlineData("tone.ogg", "audio/ogg", 0.001)]
    [InlineData("tone.opus", "audio/ogg; codecs=opus", 0.001)]
    public async Task A_recording_of_one_and_a_half_seconds_is_told_to_be_that_long(string name, string type, double tolerance)
    {
        var facts = await Look(await File.ReadAllBytesAsync(Path.Combine(Recordings, name)));
        facts.Type.Mime.ShouldBe(type);
        facts.Width.ShouldBeNull();
        facts.Duration!.Value.ShouldBe(1.5, tolerance);
    }

    [Fact]
    public async Task A_wav_is_as_long_as_its_samples_however_they_are_written()
    {
        (await Look(Tones.Wav(1.5))).Duration.ShouldBe(1.5);
        (await Look(Tones.Wav(0.25, 44_100, 2))).Duration.ShouldBe(0.25);
        (await Look(Tones.Wav(3, 1, 1000, 32, new byte[4000]))).Duration.ShouldBe(1);
        (await Look(Tones.Wav(1, 2, 1000, 24, new byte[3000]))).Duration.ShouldBe(0.5);
        (await Look(Tones.Wav(1, 1, 1000, 8, new byte[1000], announced: uint.MaxValue))).Duration.ShouldBe(1);
        (await Refused(Tones.Wav(6, 1, 8000, 8, new byte[100]))).ShouldContain("coding 6");
        (await Refused(Tones.Wav(1, 0, 8000, 16, new byte[100]))).ShouldContain("contradicts itself");
    }

    [Fact]
    public async Task Noise_behind_a_good_beginning_is_refused_in_words()
    {
        var random = new Random(7);
        byte[][] beginnings = [[0xFF, 0xD8, 0xFF], [0x89, .. "PNG\r\n\x1a\n"u8], [.. "RIFF\0\0\u0001\0WEBP"u8], [.. "GIF89a"u8], [.. "fLaC"u8], [.. "OggS"u8], [0xFF, 0xFB, 0x90], [.. "ID3"u8]];
        foreach (var beginning in beginnings)
        {
            for (var round = 0; round < 30; round++)
            {
                var noise = new byte[random.Next(0, 3000)];
                random.NextBytes(noise);
                using var file = new TemporaryFile([.. beginning, .. noise]);
                using var inspection = new Inspection(new MediaLimits());
                try
                {
                    await inspection.Of(file.Path);
                }
                catch (UnusableMedium refused)
                {
                    refused.Message.Length.ShouldBeGreaterThan(15, Encoding.Latin1.GetString(beginning));
                }
            }
        }
    }

    [Theory]
    [InlineData("images/voc_bccd/JPEGImages", 640, 480)]
    [InlineData("images/coco_sample/images", null, null)]
    public async Task Real_photos_are_taken(string folder, int? width, int? height)
    {
        var path = SharedData.Find(folder);
        Assert.SkipWhen(path is null, "The shared data is not beside the repository.");
        using var inspection = new Inspection(new MediaLimits());
        foreach (var file in Directory.EnumerateFiles(path!, "*.jpg"))
        {
            var facts = await inspection.Of(file);
            facts.Type.ShouldBe(MediumType.Jpeg);
            facts.Width!.Value.ShouldBeGreaterThan(0);
            if (width is not null)
                (facts.Width, facts.Height).ShouldBe((width, height));
        }
    }

    private static async Task<MediumFacts> Look(byte[] content)
    {
        using var file = new TemporaryFile(content);
        using var inspection = new Inspection(new MediaLimits());
        return await inspection.Of(file.Path);
    }

    private static async Task<string> Refused(byte[] content) => (await Should.ThrowAsync<UnusableMedium>(() => Look(content))).Message;

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(byte[] content) => File.WriteAllBytes(Path, content);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
