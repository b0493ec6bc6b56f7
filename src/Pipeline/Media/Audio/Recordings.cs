namespace Assay.Pipeline.Media.Audio;

/// <summary>Recordings as files: how long they are, and their samples where they can be decoded here (WAV, MP3, FLAC, Vorbis).</summary>
internal static class Recordings
{
    /// <summary>Seconds; null when the file does not say.</summary>
    /// <exception cref="UnusableMedium">The file breaks off, is damaged, or holds another codec.</exception>
    public static double? Duration(MediumType type, string path)
    {
        using var file = File.OpenRead(path);
        return type switch
        {
            _ when type == MediumType.Wav => WavLayout.Read(file).Duration,
            _ when type == MediumType.Flac => FlacHeader.Duration(file),
            _ when type == MediumType.Mp3 => Mp3Samples.DurationOf(file),
            _ => OggPages.Duration(file),
        };
    }

    /// <summary>The samples, decoded as they are read; null for a codec that only the browser decodes (Opus).</summary>
    public static ISamples? Open(MediumType type, string path)
    {
        var file = File.OpenRead(path);
        try
        {
            ISamples? samples = type switch
            {
                _ when type == MediumType.Wav => WavSamples.Of(file),
                _ when type == MediumType.Mp3 => new Mp3Samples(file),
                _ when type == MediumType.Flac => FlacSamples.Of(file),
                _ when type == MediumType.Vorbis => VorbisSamples.Of(file),
                _ => null,
            };
            if (samples is null)
                file.Dispose();
            return samples;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}

/// <summary>Samples in -1 to 1, the channels taking turns.</summary>
internal interface ISamples : IDisposable
{
    /// <summary>Samples a second of each channel.</summary>
    int Rate { get; }

    int Channels { get; }

    /// <summary>Fills what it can, whole frames; 0 at the end.</summary>
    int Read(Span<float> samples);
}
