using Assay.Model.Questions;

namespace Assay.Simulation;

/// <summary>How somebody draws boxes: what they overlook, draw twice or take for something else, and how steady their hand is.</summary>
/// <param name="Missed">Chance of overlooking a thing, 0 to 1.</param>
/// <param name="Doubled">Chance of drawing a second box around a thing, 0 to 1.</param>
/// <param name="Unsteady">Standard deviation of each side in pixels, besides a hundredth of the box; 0 or above.</param>
/// <param name="Mistaken">Which labels they mix up.</param>
public sealed record BoxMarker(double Missed, double Doubled, double Unsteady, Confusion Mistaken)
{
    private const double Smallest = 2;

    /// <summary>What they draw where these upright boxes are right.</summary>
    /// <param name="truth">The right boxes.</param>
    /// <param name="width">Pixels of the image; no box reaches beyond.</param>
    /// <param name="height">Likewise.</param>
    /// <param name="chance">Theirs.</param>
    public IReadOnlyList<BoxRegion> Mark(IEnumerable<BoxRegion> truth, int width, int height, Random chance)
    {
        var drawn = new List<BoxRegion>();
        foreach (var box in truth)
        {
            if (chance.NextDouble() < Missed) continue;
            var label = Mistaken.Say(box.Label, chance);
            drawn.Add(Shaken(box, width, height, chance) with { Label = label });
            if (chance.NextDouble() < Doubled) drawn.Add(Shaken(box, width, height, chance) with { Label = label });
        }

        return drawn;
    }

    private BoxRegion Shaken(BoxRegion box, int width, int height, Random chance)
    {
        var (left, right) = Sides(box.X, box.X + box.Width, width, chance);
        var (top, bottom) = Sides(box.Y, box.Y + box.Height, height, chance);
        return box with { X = left, Y = top, Width = right - left, Height = bottom - top };
    }

    private (double From, double To) Sides(double from, double to, int end, Random chance)
    {
        var spread = Unsteady == 0 ? 0 : Unsteady + 0.01 * (to - from);
        var first = Math.Clamp(Math.Round(from + spread * chance.Normal(), 1), 0, end - Smallest);
        return (first, Math.Clamp(Math.Round(to + spread * chance.Normal(), 1), first + Smallest, end));
    }
}
