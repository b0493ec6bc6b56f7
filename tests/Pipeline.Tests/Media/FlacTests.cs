using Assay.Pipeline.Media;
using Assay.Pipeline.Media.Audio;

namespace Assay.Pipeline.Tests.Media;

/// <summary>
/// The recordings <c>kinds-16.flac</c> and <c>kinds-24.flac</c> were written by flac 1.4, as <c>flac -8 --blocksize=1200</c> and <c>flac -0 --blocksize=1200</c>, from the
/// samples of <see cref="Written"/>.
/// </summary>
public class FlacTests
{
    private static readonly string Recordings = Path.Combine(AppContext.BaseDirectory, "Media", "Recordings");

    private const int Block = 1200;

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    public void A_FLAC_file_holds_exactly_the_samples_that_were_written(int bits)
    {
        using var samples = FlacSamples.Of(File.OpenRead(Path.Combine(Recordings, $"kinds-{bits}.flac")));
        (samples.Rate, samples.Channels).ShouldBe((16_000, 2));
        All(samples).ShouldBe([.. Written(bits).Select(sample => sample / (float)(1 << (bits - 1)))]);
    }

    [Fact]
    public void One_that_breaks_off_is_said_to_be_damaged()
    {
        var content = File.ReadAllBytes(Path.Combine(Recordings, "kinds-16.flac"));
        using var samples = FlacSamples.Of(new MemoryStream(content[..^5000]));
        Should.Throw<UnusableMedium>(() => All(samples)).Message.ShouldBe("The FLAC is damaged and cannot be decoded to its end.");
    }

    [Fact]
    public void Damage_anywhere_is_told_or_heard_and_nothing_worse()
    {
        var content = File.ReadAllBytes(Path.Combine(Recordings, "kinds-24.flac"));
        var random = new Random(7);
        var told = 0;
        for (var i = 0; i < 300; i++)
        {
            var damaged = (byte[])content.Clone();
            for (var j = 0; j < 4; j++)
                damaged[random.Next(4, damaged.Length)] = (byte)random.Next(256);
            try
            {
                using var samples = FlacSamples.Of(new MemoryStream(damaged));
                All(samples).Length.ShouldBeLessThan(40 * 65_536);
            }
            catch (UnusableMedium)
            {
                told++;
            }
        }

        told.ShouldBeGreaterThan(30);
    }

    /// <summary>In pieces that end within frames of the file.</summary>
    private static float[] All(FlacSamples samples)
    {
        var all = new List<float>();
        var piece = new float[1001];
        while (samples.Read(piece) is var read and > 0)
            all.AddRange(piece.AsSpan(0, read));
        return [.. all];
    }

    /// <summary>Left, right, left, right …: silence; a ramp, hardly different on the right; parabolas; noise; samples that leave their lowest bits unused.</summary>
    private static IEnumerable<long> Written(int bits)
    {
        var top = (1L << (bits - 1)) - 1;
        var seed = 12_345L;
        for (var i = 0; i < Block; i++)
            foreach (var silence in (long[])[0, 0])
                yield return silence;
        for (var i = 0; i < Block; i++)
        {
            var ramp = (i * 37 % 4001) - 2000;
            yield return ramp;
            yield return ramp + (i % 3);
        }

        for (var i = 0; i < Block; i++)
        {
            var parabola = ((i % 200) - 100) * ((i % 200) - 100);
            yield return parabola;
            yield return -parabola;
        }

        for (var i = 0; i < 2 * Block; i++)
        {
            seed = ((seed * 1_103_515_245) + 12_345) & 0x7FFF_FFFF;
            yield return ((seed >> 7) % ((2 * top) + 1)) - top;
        }

        for (var i = 0; i < Block; i++)
        {
            var step = (i * i % 977) - 488;
            yield return step * 16;
            yield return step * 32;
        }
    }
}
