using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Media;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Media;

public class WaveformTests
{
    private static readonly string Recordings = Path.Combine(AppContext.BaseDirectory, "Media", "Recordings");

    [Fact]
    public async Task A_waveform_holds_the_smallest_and_largest_sample_of_each_stretch()
    {
        await using var bench = await MediaBench.Create("sqlite");
        var quiet = Tones.Wav(1, 8000, 1, 0.25)[44..];
        var loud = Tones.Wav(1, 8000, 1, 0.75)[44..];
        var medium = (await bench.Add("a.wav", Tones.Wav(1, 1, 8000, 16, [.. quiet, .. loud]))).Medium!;
        using var waveforms = new Waveforms(bench.Library);
        var waveform = Read(await waveforms.Of(medium, 15));
        (waveform.Version, waveform.Channels, waveform.SampleRate, waveform.SamplesPerPixel, waveform.Bits, waveform.Length).ShouldBe((2, 1, 8000, 400, 8, 40));
        waveform.Data.Count.ShouldBe(80);
        for (var i = 0; i < 40; i++)
        {
            ((double)waveform.Data[2 * i]).ShouldBe(i < 20 ? -32 : -95, 1);
            ((double)waveform.Data[(2 * i) + 1]).ShouldBe(i < 20 ? 32 : 95, 1);
        }

        bench.Files().ShouldBe([medium.Hash, $"{medium.Hash}.waveform-20.json"]);
    }

    [Theory]
    [InlineData(1, 8, new byte[] { 128, 255, 0, 128 }, -128, 126)]
    [InlineData(1, 16, new byte[] { 0, 0, 0xFF, 0x7F, 0x00, 0x80 }, -127, 127)]
    [InlineData(1, 24, new byte[] { 0, 0, 0, 0xFF, 0xFF, 0x7F, 0x00, 0x00, 0x80 }, -127, 127)]
    [InlineData(1, 32, new byte[] { 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F, 0x00, 0x00, 0x00, 0x80 }, -127, 127)]
    [InlineData(3, 32, new byte[] { 0, 0, 0, 0x3F, 0, 0, 0, 0xBF, 0, 0, 0xC0, 0x7F }, -64, 64)]
    public async Task Samples_mean_the_same_however_they_are_written(int coding, int bits, byte[] samples, int low, int high)
    {
        await using var bench = await MediaBench.Create("sqlite");
        var medium = (await bench.Add("a.wav", Tones.Wav(coding, 1, 1000, bits, samples))).Medium!;
        using var waveforms = new Waveforms(bench.Library);
        var waveform = Read(await waveforms.Of(medium, 10));
        waveform.Length.ShouldBe(1);
        ((double)waveform.Data[0]).ShouldBe(low, 1);
        ((double)waveform.Data[1]).ShouldBe(high, 1);
    }

    [Theory]
    [InlineData("tone.mp3")]
    [InlineData("tone-vbr.mp3")]
    [InlineData("tone.ogg")]
    [InlineData("tone.flac")]
    public async Task A_compressed_tone_has_the_waveform_of_the_tone(string name)
    {
        await using var bench = await MediaBench.Create("sqlite");
        var medium = (await bench.Add(name, await File.ReadAllBytesAsync(Path.Combine(Recordings, name)))).Medium!;
        using var waveforms = new Waveforms(bench.Library);
        var waveform = Read(await waveforms.Of(medium, 10));
        ((double)waveform.Length * waveform.SamplesPerPixel / waveform.SampleRate).ShouldBe(medium.Duration!.Value, 0.25);
        for (var i = 3; i < 12; i++)
        {
            ((double)waveform.Data[2 * i]).ShouldBe(-64, 8);
            ((double)waveform.Data[(2 * i) + 1]).ShouldBe(64, 8);
        }
    }

    [Fact]
    public async Task What_only_the_browser_decodes_has_no_waveform_and_says_so()
    {
        await using var bench = await MediaBench.Create("sqlite");
        using var waveforms = new Waveforms(bench.Library);
        var medium = (await bench.Add("tone.opus", await File.ReadAllBytesAsync(Path.Combine(Recordings, "tone.opus")))).Medium!;
        ItemMedium.Of(medium).Peaks.ShouldBeNull();
        (await Should.ThrowAsync<NotFound>(() => waveforms.Of(medium, 50))).Message.ShouldContain("browsers decode it");
    }

    [Fact]
    public async Task A_long_recording_has_longer_stretches_and_not_more_of_them()
    {
        await using var bench = await MediaBench.Create("sqlite");
        var samples = new byte[6_000_000];
        samples[5_999_000] = 255;
        var medium = (await bench.Add("a.wav", Tones.Wav(1, 1, 400, 8, samples))).Medium!;
        using var waveforms = new Waveforms(bench.Library);
        var waveform = Read(await waveforms.Of(medium, 200));
        waveform.SamplesPerPixel.ShouldBe(8);
        waveform.Length.ShouldBe(750_000);
        ((double)waveform.Data[(2 * (5_999_000 / 8)) + 1]).ShouldBe(126);
    }

    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static Waveform Read(string path) => JsonSerializer.Deserialize<Waveform>(File.ReadAllText(path), SnakeCase)!;
}
