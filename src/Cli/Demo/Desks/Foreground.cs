using SkiaSharp;

namespace Assay.Cli.Demo.Desks;

/// <summary>The pixels of a picture that differ from the desk: in colour, or by being much brighter. What they enclose belongs to them.</summary>
internal sealed class Foreground
{
    /// <summary>The picture is looked at in this width; small things are lost, and so is the grain of the wood.</summary>
    private const int Width = 600;

    private const int Cell = 100;
    private const float Tint = 0.2f, Bright = 1.4f, Dark = 0.42f;

    private readonly byte[] colors;
    private readonly bool[] isThing;

    private Foreground(byte[] colors, int across, int down, float scale)
    {
        (this.colors, Across, Down, Scale) = (colors, across, down, scale);
        isThing = Opened(Different());
        Fill();
    }

    /// <summary>Pixels across, as looked at.</summary>
    public int Across { get; }

    /// <summary>Pixels down, as looked at.</summary>
    public int Down { get; }

    /// <summary>Pixels of the picture along the side of one that is looked at.</summary>
    public float Scale { get; }

    /// <summary>Decodes a picture and looks at it.</summary>
    public static Foreground Of(byte[] jpeg)
    {
        using var picture = SKBitmap.Decode(jpeg);
        var scale = (float)picture.Width / Width;
        using var small = picture.Resize(new SKImageInfo(Width, (int)(picture.Height / scale), SKColorType.Rgba8888, SKAlphaType.Opaque), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return new Foreground(small.Bytes, small.Width, small.Height, scale);
    }

    /// <summary>Whether a pixel, row by row, belongs to a thing.</summary>
    public bool this[int at] => isThing[at];

    /// <summary>Of a pixel.</summary>
    public (float Red, float Green, float Blue) Color(int at) => (colors[at * 4], colors[at * 4 + 1], colors[at * 4 + 2]);

    public static float Light((float Red, float Green, float Blue) color) => 0.3f * color.Red + 0.59f * color.Green + 0.11f * color.Blue;

    private bool[] Different()
    {
        var desk = Median(0, 0, Across, Down);
        var found = new bool[Across * Down];
        for (var top = 0; top < Down; top += Cell)
            for (var left = 0; left < Across; left += Cell)
            {
                var here = Median(left, top, Math.Min(left + Cell, Across), Math.Min(top + Cell, Down));
                // where something large lies, the desk is as elsewhere
                if (Differs(here, desk) || Light(here) < 0.7f * Light(desk))
                    here = desk;
                for (var y = top; y < Math.Min(top + Cell, Down); y++)
                    for (var x = left; x < Math.Min(left + Cell, Across); x++)
                        found[y * Across + x] = Differs(Color(y * Across + x), here);
            }

        return found;
    }

    private static bool Differs((float Red, float Green, float Blue) color, (float Red, float Green, float Blue) desk)
    {
        var (light, ground) = (Light(color) + 1, Light(desk) + 1);
        var tint = Math.Abs(color.Red / light - desk.Red / ground) + Math.Abs(color.Blue / light - desk.Blue / ground);
        return light > Bright * ground || light < Dark * ground || (tint > Tint && light > 24);
    }

    private (float Red, float Green, float Blue) Median(int left, int top, int right, int bottom)
    {
        Span<int> counts = stackalloc int[256];
        Span<float> middle = stackalloc float[3];
        for (var channel = 0; channel < 3; channel++)
        {
            counts.Clear();
            for (var y = top; y < bottom; y++)
                for (var x = left; x < right; x++)
                    counts[colors[(y * Across + x) * 4 + channel]]++;
            var (value, below) = (0, counts[0]);
            while (below * 2 < (right - left) * (bottom - top))
                below += counts[++value];
            middle[channel] = value;
        }

        return (middle[0], middle[1], middle[2]);
    }

    /// <summary>Without specks: a pixel is kept where most of the nine around it are found.</summary>
    private bool[] Opened(bool[] found)
    {
        var kept = new bool[found.Length];
        for (var y = 1; y < Down - 1; y++)
            for (var x = 1; x < Across - 1; x++)
            {
                var count = 0;
                for (var dy = -1; dy <= 1; dy++)
                    for (var dx = -1; dx <= 1; dx++)
                        count += found[(y + dy) * Across + x + dx] ? 1 : 0;
                kept[y * Across + x] = count >= 5;
            }

        return kept;
    }

    /// <summary>What cannot be reached from the margin over the desk belongs to what encloses it.</summary>
    private void Fill()
    {
        var reached = new bool[isThing.Length];
        var next = new Stack<int>();
        for (var x = 0; x < Across; x++)
            foreach (var at in new[] { x, (Down - 1) * Across + x })
                Reach(at);
        for (var y = 0; y < Down; y++)
            foreach (var at in new[] { y * Across, y * Across + Across - 1 })
                Reach(at);
        while (next.TryPop(out var at))
        {
            if (at % Across > 0) Reach(at - 1);
            if (at % Across < Across - 1) Reach(at + 1);
            if (at >= Across) Reach(at - Across);
            if (at < isThing.Length - Across) Reach(at + Across);
        }

        for (var at = 0; at < isThing.Length; at++)
            isThing[at] |= !reached[at];

        void Reach(int at)
        {
            if (reached[at] || isThing[at]) return;
            reached[at] = true;
            next.Push(at);
        }
    }
}
