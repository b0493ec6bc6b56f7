using NLayer;

namespace Assay.Pipeline.Media.Audio;

/// <summary>The samples of an MP3.</summary>
internal sealed class Mp3Samples : ISamples
{
    private readonly MpegFile mpeg;

    public Mp3Samples(Stream file) => mpeg = Trusting(() => new MpegFile(file));

    public int Rate => mpeg.SampleRate;

    public int Channels => mpeg.Channels;

    public static double? DurationOf(Stream file)
    {
        using var samples = new Mp3Samples(file);
        var (length, rate) = Trusting(() => (samples.mpeg.Duration.TotalSeconds, samples.Rate));
        return rate > 0 && length > 0 ? length : throw new UnusableMedium("The file begins like an MP3, and no sound is found in it.");
    }

    public int Read(Span<float> samples)
    {
        var whole = samples[..(samples.Length / Channels * Channels)];
        try
        {
            return mpeg.ReadSamples(whole);
        }
        catch (Exception error) when (Damage.IsDamage(error))
        {
            throw new UnusableMedium("The MP3 is damaged and cannot be decoded to its end.", error);
        }
    }

    public void Dispose() => mpeg.Dispose();

    private static T Trusting<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (Damage.IsDamage(error))
        {
            throw new UnusableMedium("The file begins like an MP3, and its frames cannot be read.", error);
        }
    }
}
