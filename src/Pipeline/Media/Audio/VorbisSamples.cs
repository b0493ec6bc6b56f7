using NVorbis;

namespace Assay.Pipeline.Media.Audio;

/// <summary>The samples of an Ogg Vorbis file.</summary>
internal sealed class VorbisSamples : ISamples
{
    private readonly VorbisReader vorbis;

    private VorbisSamples(VorbisReader vorbis) => this.vorbis = vorbis;

    public int Rate => vorbis.SampleRate;

    public int Channels => vorbis.Channels;

    public static VorbisSamples Of(Stream file)
    {
        try
        {
            return new VorbisSamples(new VorbisReader(file, closeOnDispose: true));
        }
        catch (Exception error) when (Damage.IsDamage(error))
        {
            throw new UnusableMedium("The file begins like Ogg Vorbis, and cannot be decoded.", error);
        }
    }

    public int Read(Span<float> samples)
    {
        try
        {
            return vorbis.ReadSamples(samples[..(samples.Length / Channels * Channels)]);
        }
        catch (Exception error) when (Damage.IsDamage(error))
        {
            throw new UnusableMedium("The Ogg file is damaged and cannot be decoded to its end.", error);
        }
    }

    public void Dispose() => vorbis.Dispose();
}
