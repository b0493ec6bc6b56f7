using Assay.Model.Questions;
using Assay.Model.Regions;

namespace Assay.Simulation;

/// <summary>How somebody paints masks: what they overlook or take for something else, and how closely the brush follows the border.</summary>
/// <param name="Missed">Chance of overlooking a thing, 0 to 1.</param>
/// <param name="Unsteady">About how many pixels the painted border strays from the right one; 0 or above.</param>
/// <param name="Mistaken">Which labels they mix up.</param>
public sealed record MaskMarker(double Missed, double Unsteady, Confusion Mistaken)
{
    /// <summary>What they paint where these masks are right. A mask of which nothing would be left is painted as it is.</summary>
    public IReadOnlyList<MaskRegion> Mark(IEnumerable<MaskRegion> truth, Random chance)
    {
        var painted = new List<MaskRegion>();
        foreach (var region in truth)
            if (chance.NextDouble() >= Missed)
                painted.Add(region with { Label = Mistaken.Say(region.Label, chance), Mask = Unsteady == 0 ? region.Mask : Shaken(region.Mask, chance) });
        return painted;
    }

    /// <summary>The mask seen through waves a little longer than a brush is wide, grown or shrunk about its middle, and moved.</summary>
    private RunMask Shaken(RunMask mask, Random chance)
    {
        var right = Pixels(mask);
        var around = mask.Extent();
        var (middleX, middleY) = ((around.Left + around.Right) / 2, (around.Top + around.Bottom) / 2);
        var grown = 1 + Unsteady * chance.Normal() / Math.Max(around.Right - around.Left, around.Bottom - around.Top);
        var (movedX, movedY) = (Unsteady * 0.6 * chance.Normal(), Unsteady * 0.6 * chance.Normal());
        var (phaseX, phaseY, length) = (chance.NextDouble() * Math.Tau, chance.NextDouble() * Math.Tau, 5 + 4 * chance.NextDouble());
        var painted = new bool[right.Length];
        var reach = (int)Math.Ceiling(4 * Unsteady) + 2;
        var any = false;
        for (var x = Math.Max(0, (int)around.Left - reach); x < Math.Min(mask.Width, around.Right + reach); x++)
            for (var y = Math.Max(0, (int)around.Top - reach); y < Math.Min(mask.Height, around.Bottom + reach); y++)
            {
                var fromX = (int)Math.Round(middleX + (x - middleX - movedX) / grown + Unsteady * 0.7 * Math.Sin(y / length + phaseX));
                var fromY = (int)Math.Round(middleY + (y - middleY - movedY) / grown + Unsteady * 0.7 * Math.Sin(x / length + phaseY));
                any |= painted[y * mask.Width + x] = fromX >= 0 && fromY >= 0 && fromX < mask.Width && fromY < mask.Height && right[fromY * mask.Width + fromX];
            }

        return any ? RunMask.OfPixels(painted, mask.Height, mask.Width) : mask;
    }

    /// <summary>Row by row.</summary>
    private static bool[] Pixels(RunMask mask)
    {
        var pixels = new bool[mask.Width * mask.Height];
        var (at, isIn) = (0, false);
        foreach (var run in mask.Runs)
        {
            for (var end = at + run; at < end; at++)
                if (isIn) pixels[at % mask.Height * mask.Width + at / mask.Height] = true;
            isIn = !isIn;
        }

        return pixels;
    }
}
