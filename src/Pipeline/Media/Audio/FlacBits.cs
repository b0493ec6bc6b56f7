using System.Numerics;

namespace Assay.Pipeline.Media.Audio;

/// <summary>A file bit by bit, the highest bit of each byte first, as FLAC is written.</summary>
/// <param name="file">Read from where it stands.</param>
internal sealed class FlacBits(Stream file)
{
    private readonly byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;

    /// <summary>The next bits, from the highest on; the rest is 0.</summary>
    private ulong ahead;

    private int count;

    /// <summary>Whether nothing is left.</summary>
    public bool AtEnd()
    {
        Fill();
        return count == 0;
    }

    /// <summary>An unsigned number of 0 to 33 bits.</summary>
    public long Read(int bits)
    {
        if (bits == 0)
            return 0;
        if (count < bits)
            Fill();
        if (count < bits)
            throw new EndOfStreamException();
        var value = (long)(ahead >> (64 - bits));
        Drop(bits);
        return value;
    }

    /// <summary>A number of 0 to 33 bits in two's complement.</summary>
    public long ReadSigned(int bits) => bits == 0 ? 0 : Read(bits) << (64 - bits) >> (64 - bits);

    /// <summary>How many zeros stand before the next one, which is read too.</summary>
    public long ReadZeros()
    {
        var zeros = 0L;
        while (ahead == 0)
        {
            zeros += count;
            count = 0;
            Fill();
            if (count == 0)
                throw new EndOfStreamException();
        }

        var before = BitOperations.LeadingZeroCount(ahead);
        Drop(before + 1);
        return zeros + before;
    }

    /// <summary>Goes on with the next whole byte.</summary>
    public void Align() => Drop(count % 8);

    private void Drop(int bits)
    {
        ahead = bits == 64 ? 0 : ahead << bits;
        count -= bits;
    }

    private void Fill()
    {
        for (; count <= 56; count += 8)
        {
            if (at == filled)
            {
                (at, filled) = (0, file.Read(buffer));
                if (filled == 0)
                    return;
            }

            ahead |= (ulong)buffer[at++] << (56 - count);
        }
    }
}
