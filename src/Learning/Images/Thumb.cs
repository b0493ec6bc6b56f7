namespace Assay.Learning.Images;

/// <summary>An image of 64 × 64 pixels, its colours from 0 to 1, row by row.</summary>
internal sealed record Thumb(float[] Red, float[] Green, float[] Blue)
{
    public const int Side = 64;

    /// <summary>Each pixel is the mean of what it covers of the image, parts of pixels by their part; a small image is spread.</summary>
    /// <exception cref="ArgumentException">There are not three bytes for each pixel.</exception>
    public static Thumb Of(int width, int height, ReadOnlySpan<byte> rgb)
    {
        if (width < 1 || height < 1) throw new ArgumentException($"An image of {width} × {height} pixels has none.", nameof(width));
        if (rgb.Length != 3L * width * height)
            throw new ArgumentException($"An image of {width} × {height} pixels has {3L * width * height} bytes of red, green and blue; {rgb.Length} were given.", nameof(rgb));
        var thumb = new Thumb(new float[Side * Side], new float[Side * Side], new float[Side * Side]);
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side; x++)
                thumb.Fill((y * Side) + x, Covered(x, width), Covered(y, height), width, rgb);
        return thumb;
    }

    /// <summary>How bright each pixel is (ITU-R BT.601).</summary>
    public float[] Grey() => [.. Red.Select((red, pixel) => (0.299f * red) + (0.587f * Green[pixel]) + (0.114f * Blue[pixel]))];

    private static (double From, double To) Covered(int place, int length) => ((double)place * length / Side, (double)(place + 1) * length / Side);

    private void Fill(int pixel, (double From, double To) columns, (double From, double To) rows, int width, ReadOnlySpan<byte> rgb)
    {
        var (red, green, blue, area) = (0.0, 0.0, 0.0, 0.0);
        for (var y = (int)rows.From; y < rows.To; y++)
            for (var x = (int)columns.From; x < columns.To; x++)
            {
                var part = (Math.Min(y + 1, rows.To) - Math.Max(y, rows.From)) * (Math.Min(x + 1, columns.To) - Math.Max(x, columns.From));
                var at = 3 * ((y * width) + x);
                (red, green, blue, area) = (red + (part * rgb[at]), green + (part * rgb[at + 1]), blue + (part * rgb[at + 2]), area + part);
            }

        (Red[pixel], Green[pixel], Blue[pixel]) = ((float)(red / area / 255), (float)(green / area / 255), (float)(blue / area / 255));
    }
}
