namespace Assay.Cli.Demo.Desks;

/// <summary>Pixels of a foreground that hang together, and what they look like.</summary>
/// <param name="Pixels">Row by row.</param>
/// <param name="Left">The column it begins at.</param>
/// <param name="Top">The row it begins at.</param>
/// <param name="Right">The column after its last.</param>
/// <param name="Bottom">The row after its last.</param>
/// <param name="Long">Standard deviation of its pixels along its longer axis.</param>
/// <param name="Short">Likewise along the shorter.</param>
/// <param name="Saturation">Mean difference of the strongest and the weakest colour, over the strongest.</param>
/// <param name="Contrast">Standard deviation of its light, over the mean.</param>
internal sealed record Blob(IReadOnlyList<int> Pixels, int Left, int Top, int Right, int Bottom, double Long, double Short, double Saturation, double Contrast)
{
    public int Area => Pixels.Count;

    /// <summary>How wide it is over how long, 0 to 1.</summary>
    public double Slender => Long > 0 ? Short / Long : 1;

    /// <summary>Its area over that of the ellipse with its axes: near 1 for round things, less for what has arms or gaps.</summary>
    public double Compact => Long * Short > 0 ? Area / (4 * Math.PI * Long * Short) : 0;

    /// <summary>All blobs of at least so many pixels, in order of their first pixel.</summary>
    public static IEnumerable<Blob> In(Foreground picture, int least)
    {
        var seen = new bool[picture.Across * picture.Down];
        for (var at = 0; at < seen.Length; at++)
            if (picture[at] && !seen[at] && Flood(picture, at, seen) is var pixels && pixels.Count >= least)
                yield return Of(picture, pixels);
    }

    private static List<int> Flood(Foreground picture, int from, bool[] seen)
    {
        var pixels = new List<int> { from };
        seen[from] = true;
        for (var i = 0; i < pixels.Count; i++)
        {
            var at = pixels[i];
            if (at % picture.Across > 0) Add(at - 1);
            if (at % picture.Across < picture.Across - 1) Add(at + 1);
            if (at >= picture.Across) Add(at - picture.Across);
            if (at < seen.Length - picture.Across) Add(at + picture.Across);
        }

        return pixels;

        void Add(int at)
        {
            if (seen[at] || !picture[at]) return;
            seen[at] = true;
            pixels.Add(at);
        }
    }

    private static Blob Of(Foreground picture, List<int> pixels)
    {
        double sumX = 0, sumY = 0, sumXx = 0, sumYy = 0, sumXy = 0, saturation = 0, light = 0, lightSquared = 0;
        var (left, top, right, bottom) = (picture.Across, picture.Down, 0, 0);
        foreach (var at in pixels)
        {
            var (x, y, color) = (at % picture.Across, at / picture.Across, picture.Color(at));
            (sumX, sumY, sumXx, sumYy, sumXy) = (sumX + x, sumY + y, sumXx + (double)x * x, sumYy + (double)y * y, sumXy + (double)x * y);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
            var most = Math.Max(color.Red, Math.Max(color.Green, color.Blue));
            saturation += most > 0 ? (most - Math.Min(color.Red, Math.Min(color.Green, color.Blue))) / most : 0;
            var bright = Foreground.Light(color);
            (light, lightSquared) = (light + bright, lightSquared + (double)bright * bright);
        }

        double n = pixels.Count, meanX = sumX / n, meanY = sumY / n, mean = light / n;
        double xx = sumXx / n - meanX * meanX, yy = sumYy / n - meanY * meanY, xy = sumXy / n - meanX * meanY;
        // the axes are the eigenvectors of the covariance
        var (middle, apart) = ((xx + yy) / 2, Math.Sqrt((xx - yy) * (xx - yy) / 4 + xy * xy));
        return new Blob(
            pixels, left, top, right, bottom, Math.Sqrt(middle + apart), Math.Sqrt(Math.Max(0, middle - apart)), saturation / n,
            mean > 0 ? Math.Sqrt(Math.Max(0, lightSquared / n - mean * mean)) / mean : 0);
    }
}
