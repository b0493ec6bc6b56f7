using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Model;
using Assay.Pipeline.Media.Audio;

namespace Assay.Pipeline.Media;

/// <summary>
/// The waveform of a recording: the smallest and largest sample of each short stretch, over all channels, made once and kept beside the content. The
/// JSON is that of BBC audiowaveform, version 2: <c>data</c> holds min, max, min, max … as -128 to 127.
/// </summary>
public sealed class Waveforms(MediaLibrary library) : IDisposable
{
    /// <summary>Values of a long recording are merged so that there are no more.</summary>
    public const int Most = 1_000_000;

    private const int Finest = 200;

    private static readonly int[] Steps = [10, 20, 50, 100, Finest];

    private readonly SemaphoreSlim turns = new(2);

    /// <summary>The file of a waveform.</summary>
    /// <param name="medium">A recording.</param>
    /// <param name="per">Stretches a second, 1 to 200; taken up to 10, 20, 50, 100 or 200.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="NotFound">The recording is in a codec that only the browser decodes.</exception>
    public async Task<string> Of(Medium medium, int per, CancellationToken cancel = default)
    {
        if (per is < 1 or > Finest)
            throw new Invalid("per", "range", $"A waveform has 1 to {Finest} stretches a second, not {per}.");
        var type = MediumType.Of(medium.Type);
        if (!type.HasWaveform)
            throw new NotFound(type.IsImage ? $"\"{medium.Name}\" is an image; it has no waveform." : $"No waveform is made of {type.Title}; browsers decode it themselves.");
        var original = library.FileOf(medium);
        var step = Steps.First(one => one >= per);
        var made = $"waveform-{step}.json";
        var path = library.Folder.PathOf(medium.Hash, made);
        if (File.Exists(path))
            return path;
        await turns.WaitAsync(cancel);
        try
        {
            if (!File.Exists(path))
                await Task.Run(() => library.Folder.Write(medium.Hash, made, Make(medium, type, original, step, cancel)), cancel);
        }
        finally
        {
            turns.Release();
        }

        return path;
    }

    public void Dispose() => turns.Dispose();

    private static byte[] Make(Medium medium, MediumType type, string path, int step, CancellationToken cancel)
    {
        try
        {
            using var samples = Recordings.Open(type, path) ?? throw new NotFound($"No waveform is made of {type.Title}; browsers decode it themselves.");
            var peaks = Peaks.Of(samples, step, cancel);
            return JsonSerializer.SerializeToUtf8Bytes(
                new Waveform(2, 1, samples.Rate, peaks.Stretch, 8, peaks.Values.Count / 2, peaks.Values), WaveformJson);
        }
        catch (UnusableMedium damaged)
        {
            throw new NotFound($"No waveform can be made of \"{medium.Name}\": {damaged.Message}");
        }
    }

    private static readonly JsonSerializerOptions WaveformJson = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
}

/// <summary>What a waveform file holds.</summary>
/// <param name="Version">2.</param>
/// <param name="Channels">1: all channels together.</param>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="SamplesPerPixel">Samples in a stretch.</param>
/// <param name="Bits">8.</param>
/// <param name="Length">Stretches.</param>
/// <param name="Data">Two values a stretch, smallest and largest, -128 to 127.</param>
public sealed record Waveform(
    int Version, int Channels, [property: JsonPropertyName("sample_rate")] int SampleRate, [property: JsonPropertyName("samples_per_pixel")] int SamplesPerPixel,
    int Bits, int Length, IReadOnlyList<sbyte> Data);
