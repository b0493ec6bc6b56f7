using System.Text;

namespace Assay.TestKit;

/// <summary>Recordings made by the tests, as the bytes of WAV files.</summary>
public static class Tones
{
    /// <summary>A sine of 440 Hz in 16 bits.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="rate">Samples a second.</param>
    /// <param name="channels">Each has the same sound.</param>
    /// <param name="loudness">The largest sample, 0 to 1.</param>
    public static byte[] Wav(double seconds, int rate = 8000, int channels = 1, double loudness = 0.5)
    {
        var frames = (int)Math.Round(seconds * rate);
        using var samples = new MemoryStream();
        using (var writer = new BinaryWriter(samples, Encoding.ASCII, leaveOpen: true))
            for (var i = 0; i < frames * channels; i++)
                writer.Write((short)Math.Round(loudness * 32767 * Math.Sin(2 * Math.PI * 440 * (i / channels) / rate)));
        return Wav(1, channels, rate, 16, samples.ToArray());
    }

    /// <summary>Samples as they are, with their header.</summary>
    /// <param name="coding">1 is PCM, 3 floating point.</param>
    /// <param name="channels">How many take turns.</param>
    /// <param name="rate">Samples a second.</param>
    /// <param name="bits">Of one sample.</param>
    /// <param name="samples">The bytes.</param>
    /// <param name="announced">Bytes of samples the header announces; null: as many as there are.</param>
    public static byte[] Wav(int coding, int channels, int rate, int bits, byte[] samples, uint? announced = null)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file, Encoding.ASCII);
        writer.Write("RIFF"u8);
        writer.Write((uint)(36 + samples.Length));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)coding);
        writer.Write((short)channels);
        writer.Write(rate);
        writer.Write(rate * channels * bits / 8);
        writer.Write((short)(channels * bits / 8));
        writer.Write((short)bits);
        writer.Write("data"u8);
        writer.Write(announced ?? (uint)samples.Length);
        writer.Write(samples);
        writer.Flush();
        return file.ToArray();
    }
}
