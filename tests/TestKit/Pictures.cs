using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using SkiaSharp;

namespace Assay.TestKit;

/// <summary>Images drawn by the tests, seeded, as the bytes of files.</summary>
public static class Pictures
{
    public static byte[] Jpeg(int width, int height, int seed = 1) => Draw(width, height, seed, SKEncodedImageFormat.Jpeg);

    public static byte[] Png(int width, int height, int seed = 1) => Draw(width, height, seed, SKEncodedImageFormat.Png);

    public static byte[] WebP(int width, int height, int seed = 1) => Draw(width, height, seed, SKEncodedImageFormat.Webp);

    /// <summary>A JPEG that says how it is to be turned: 1 (upright) to 8.</summary>
    public static byte[] TurnedJpeg(int width, int height, byte orientation) => Turned(Jpeg(width, height), orientation);

    /// <summary>The same with a colour in each corner: red and green above, blue and white below, before it is turned.</summary>
    public static byte[] TurnedCorners(int width, int height, byte orientation) => Turned(
        Encode(width, height, SKEncodedImageFormat.Jpeg, canvas =>
        {
            canvas.Clear(SKColors.White);
            Fill(canvas, SKColors.Red, 0, 0, width / 2, height / 2);
            Fill(canvas, SKColors.Lime, width / 2, 0, width / 2, height / 2);
            Fill(canvas, SKColors.Blue, 0, height / 2, width / 2, height / 2);
        }),
        orientation);

    /// <summary>Some dots of about one colour, each where chance has it, on a ground of any grey.</summary>
    public static byte[] Dots(uint colour, int seed, int side = 96) => Encode(side, side, SKEncodedImageFormat.Jpeg, canvas =>
    {
        var random = new Random(seed);
        var grey = (byte)random.Next(60, 200);
        canvas.Clear(new SKColor(grey, grey, grey));
        for (var i = random.Next(2, 6); i > 0; i--)
        {
            var near = (uint)(random.Next(40) | (random.Next(40) << 8) | (random.Next(40) << 16));
            using var paint = new SKPaint { Color = new SKColor((colour ^ near) | 0xFF000000) };
            canvas.DrawCircle(random.Next(side), random.Next(side), random.Next(side / 12, side / 5), paint);
        }
    });

    /// <summary>The same picture in another size, saved anew.</summary>
    public static byte[] Resized(byte[] picture, int side)
    {
        using var bitmap = SKBitmap.Decode(picture);
        using var small = bitmap.Resize(new SKSizeI(side, side), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var data = small.Encode(SKEncodedImageFormat.Jpeg, 75);
        return data.ToArray();
    }

    /// <summary>A PNG one can see through on the left.</summary>
    public static byte[] HalfTransparent(int width, int height) => Encode(width, height, SKEncodedImageFormat.Png, canvas =>
    {
        canvas.Clear(SKColors.Transparent);
        Fill(canvas, SKColors.Red, width / 2, 0, width / 2, height);
    });

    public static byte[] TurnedPng(int width, int height, byte orientation)
    {
        var png = Png(width, height);
        return [.. png[..33], .. Chunk("eXIf"u8, Exif(orientation)), .. png[33..]];
    }

    public static byte[] TurnedWebP(int width, int height, byte orientation)
    {
        var exif = Exif(orientation);
        byte[] flags = [0x08, 0, 0, 0, (byte)(width - 1), (byte)((width - 1) >> 8), 0, (byte)(height - 1), (byte)((height - 1) >> 8), 0];
        byte[] body = [.. "WEBPVP8X"u8, .. Little(flags.Length), .. flags, .. WebP(width, height)[12..], .. "EXIF"u8, .. Little(exif.Length), .. exif];
        return [.. "RIFF"u8, .. Little(body.Length), .. body];
    }

    /// <summary>A PNG whose header announces any size; there are only a few pixels behind it.</summary>
    public static byte[] Announcing(int width, int height)
    {
        using var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(new byte[100]);
        return
        [
            0x89, .. "PNG\r\n\x1a\n"u8,
            .. Chunk("IHDR"u8, [.. Big(width), .. Big(height), 8, 0, 0, 0, 0]),
            .. Chunk("IDAT"u8, data.ToArray()),
            .. Chunk("IEND"u8, []),
        ];
    }

    /// <summary>A GIF of one colour and 1 × 1 pixel.</summary>
    public static byte[] Gif() =>
    [
        .. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B,
    ];

    /// <summary>A BMP of 24 bits, all one colour.</summary>
    public static byte[] Bmp(int width, int height)
    {
        var row = ((width * 3) + 3) / 4 * 4;
        byte[] pixels = [.. Enumerable.Repeat((byte)0x80, row * height)];
        return
        [
            .. "BM"u8, .. Little(54 + pixels.Length), 0, 0, 0, 0, .. Little(54),
            .. Little(40), .. Little(width), .. Little(height), 1, 0, 24, 0, 0, 0, 0, 0, .. Little(pixels.Length), .. Little(2835), .. Little(2835), .. Little(0), .. Little(0),
            .. pixels,
        ];
    }

    private static byte[] Draw(int width, int height, int seed, SKEncodedImageFormat format) => Encode(width, height, format, canvas =>
    {
        var random = new Random(seed);
        canvas.Clear(SKColors.White);
        for (var i = 0; i < 30; i++)
        {
            using var paint = new SKPaint { Color = new SKColor((uint)random.Next() | 0xFF000000) };
            canvas.DrawCircle(random.Next(width), random.Next(height), random.Next(1, 1 + (width / 4)), paint);
        }
    });

    private static byte[] Encode(int width, int height, SKEncodedImageFormat format, Action<SKCanvas> draw)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
            draw(canvas);
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    private static void Fill(SKCanvas canvas, SKColor colour, int x, int y, int width, int height)
    {
        using var paint = new SKPaint { Color = colour };
        canvas.DrawRect(x, y, width, height, paint);
    }

    private static byte[] Turned(byte[] jpeg, byte orientation)
    {
        byte[] exif = [.. "Exif\0\0"u8, .. Exif(orientation)];
        return [0xFF, 0xD8, 0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    /// <summary>TIFF data, big-endian, with the one entry "orientation".</summary>
    private static byte[] Exif(byte orientation) => [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];

    private static byte[] Chunk(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        byte[] named = [.. name, .. content];
        return [.. Big(content.Length), .. named, .. Big((int)Crc32.HashToUInt32(named))];
    }

    private static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Little(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
