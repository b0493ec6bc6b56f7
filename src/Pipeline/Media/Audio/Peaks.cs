namespace Assay.Pipeline.Media.Audio;

/// <summary>The smallest and the largest sample of each stretch of a recording, over all channels.</summary>
/// <param name="Stretch">Samples of a channel in one stretch.</param>
/// <param name="Values">Smallest, largest, smallest, largest …, -128 to 127.</param>
internal sealed record Peaks(int Stretch, IReadOnlyList<sbyte> Values)
{
    public static Peaks Of(ISamples samples, int perSecond, CancellationToken cancel)
    {
        var stretch = Math.Max(1, (int)Math.Round((double)samples.Rate / perSecond));
        var values = new List<sbyte>();
        var buffer = new float[4096 * samples.Channels];
        var (low, high, inStretch) = (float.MaxValue, float.MinValue, 0);
        while (samples.Read(buffer) is var read and > 0)
        {
            cancel.ThrowIfCancellationRequested();
            for (var at = 0; at + samples.Channels <= read; at += samples.Channels)
            {
                for (var channel = 0; channel < samples.Channels; channel++)
                {
                    // NaN, which floating point files may hold, counts as silence
                    var sample = float.IsNaN(buffer[at + channel]) ? 0 : buffer[at + channel];
                    (low, high) = (Math.Min(low, sample), Math.Max(high, sample));
                }

                if (++inStretch == stretch)
                    End();
            }
        }

        if (inStretch > 0)
            End();
        return new Peaks(stretch, values);

        void End()
        {
            values.Add(Byte(low));
            values.Add(Byte(high));
            (low, high, inStretch) = (float.MaxValue, float.MinValue, 0);
            if (values.Count == 2 * Waveforms.Most)
                stretch *= Merge(values);
        }
    }

    /// <summary>Half as many stretches, each twice as long.</summary>
    private static int Merge(List<sbyte> values)
    {
        var pairs = values.Count / 4;
        for (var i = 0; i < pairs; i++)
            (values[2 * i], values[(2 * i) + 1]) = (Math.Min(values[4 * i], values[(4 * i) + 2]), Math.Max(values[(4 * i) + 1], values[(4 * i) + 3]));
        values.RemoveRange(2 * pairs, values.Count - (2 * pairs));
        return 2;
    }

    private static sbyte Byte(float sample) => (sbyte)Math.Clamp(MathF.Round(sample * 127), -128, 127);
}
