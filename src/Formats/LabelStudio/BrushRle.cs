using System.Globalization;
using Assay.Model.Regions;

namespace Assay.Formats.LabelStudio;

/// <summary>
/// The runs in which Label Studio keeps what a brush painted: a stream of bits, the highest of each byte first. It begins with the number of values (32 bits), the size of a
/// value less one (5 bits) and the sizes of four classes of lengths less one (4 bits each). Then, until all values are read: whether a run follows (1 bit), the class
/// (2 bits), the length less one in so many bits, and one value for a run, or as many as the length says. Values are the red, green, blue and alpha of pixels, row by row;
/// a pixel belongs to the mask when its alpha is not 0.
/// </summary>
public static class BrushRle
{
    private const int Channels = 4, Alpha = 3, Opaque = 255;

    private static readonly int[] Sizes = [3, 4, 8, 16];

    /// <summary>The mask, or null and why it is none. What follows the last value is ignored, as encoders leave a byte there.</summary>
    /// <param name="rle">The stream.</param>
    /// <param name="height">Pixels down, which the stream does not say.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="why">What is wrong; empty when nothing is.</param>
    public static RunMask? Decode(ReadOnlySpan<byte> rle, int height, int width, out string why)
    {
        var bits = new Bits(rle);
        var (values, word) = ((uint)bits.Read(32), bits.Read(5) + 1);
        Span<int> sizes = [bits.Read(4) + 1, bits.Read(4) + 1, bits.Read(4) + 1, bits.Read(4) + 1];
        var wanted = (long)height * width * Channels;
        why = bits.IsOver ? "it ends before its header does"
            : values != wanted ? string.Create(CultureInfo.InvariantCulture, $"it has {values:N0} values, an image of {width} × {height} has {wanted:N0}") : "";
        if (why.Length > 0) return null;
        var rows = new bool[height * width];
        for (long at = 0; at < wanted && !bits.IsOver;)
        {
            var isRun = bits.Read(1) == 1;
            var length = bits.Read(sizes[bits.Read(2)]) + 1L;
            var value = isRun ? bits.Read(word) : 0;
            for (var end = Math.Min(wanted, at + length); at < end && !bits.IsOver; at++)
            {
                if (!isRun) value = bits.Read(word);
                if (at % Channels == Alpha && value != 0) rows[at / Channels] = true;
            }
        }
        if (!bits.IsOver) return RunMask.OfPixels(rows, height, width);
        why = "it ends before all its values are read";
        return null;
    }

    /// <summary>The stream of a mask, with all four channels of its pixels at 255.</summary>
    public static byte[] Encode(RunMask mask)
    {
        var writer = new BitWriter();
        writer.Write((uint)((long)mask.Height * mask.Width * Channels), 32);
        writer.Write(8 - 1, 5);
        foreach (var size in Sizes) writer.Write((uint)size - 1, 4);
        foreach (var (isIn, pixels) in Rows(mask))
            for (var left = pixels * Channels; left > 0;)
            {
                var length = Math.Min(left, 1L << Sizes[^1]);
                var size = Array.FindIndex(Sizes, bits => length <= 1L << bits);
                writer.Write(1, 1);
                writer.Write((uint)size, 2);
                writer.Write((uint)(length - 1), Sizes[size]);
                writer.Write(isIn ? (uint)Opaque : 0, 8);
                left -= length;
            }
        return writer.ToArray();
    }

    /// <summary>The pixels row by row, in runs.</summary>
    private static IEnumerable<(bool IsIn, long Pixels)> Rows(RunMask mask)
    {
        var rows = new System.Collections.BitArray(mask.Height * mask.Width);
        long at = 0;
        foreach (var (place, run) in mask.Runs.Index())
        {
            for (var i = 0; place % 2 == 1 && i < run; i++) rows[(int)((at + i) % mask.Height * mask.Width + (at + i) / mask.Height)] = true;
            at += run;
        }
        var (isIn, length) = (false, 0L);
        for (var i = 0; i < rows.Length; i++, length++)
        {
            if (rows[i] == isIn) continue;
            if (length > 0) yield return (isIn, length);
            (isIn, length) = (!isIn, 0);
        }
        if (length > 0) yield return (isIn, length);
    }

    private ref struct Bits(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> bytes = bytes;
        private long at;

        /// <summary>Whether more was read than there is.</summary>
        public readonly bool IsOver => at > bytes.Length * 8L;

        public int Read(int count)
        {
            var value = 0;
            for (var i = 0; i < count; i++, at++)
                value = value << 1 | (at < bytes.Length * 8L ? bytes[(int)(at / 8)] >> (int)(7 - at % 8) & 1 : 0);
            return value;
        }
    }

    private sealed class BitWriter
    {
        private readonly List<byte> bytes = [];
        private int current, used;

        public void Write(uint value, int count)
        {
            for (var i = count - 1; i >= 0; i--)
            {
                current = current << 1 | (int)(value >> i & 1);
                if (++used < 8) continue;
                bytes.Add((byte)current);
                (current, used) = (0, 0);
            }
        }

        /// <summary>Filled up with zeros to the next byte, and with a whole one where the last is full, as Label Studio's own encoder does.</summary>
        public byte[] ToArray() => [.. bytes, (byte)(current << 8 - used)];
    }
}
