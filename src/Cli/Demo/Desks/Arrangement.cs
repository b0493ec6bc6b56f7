using Assay.Cli.Demo.Desks.Things;
using SkiaSharp;

namespace Assay.Cli.Demo.Desks;

/// <summary>A thing with its place.</summary>
/// <param name="Thing">Around the origin.</param>
/// <param name="Outline">Where it lies.</param>
/// <param name="X">Of its origin.</param>
/// <param name="Y">Of its origin.</param>
/// <param name="Turned">Degrees clockwise.</param>
internal sealed record PlacedThing(Thing Thing, SKPath Outline, float X, float Y, float Turned);

/// <summary>What lies on a desk and where, from below to above.</summary>
internal sealed class Arrangement : IDisposable
{
    private const int Attempts = 40;

    /// <summary>How often a place is taken that somebody else has partly, and how much of the outline at most.</summary>
    private const double Overlapping = 0.2, MostShared = 0.4;

    private readonly List<PlacedThing> things = [];
    private readonly Random chance;

    private Arrangement(int seed) => chance = new Random(seed);

    /// <summary>Of <see cref="DeskTop"/>.</summary>
    public int Top { get; private init; }

    public IReadOnlyList<PlacedThing> Things => things;

    public static Arrangement Of(int seed)
    {
        var arrangement = new Arrangement(seed) { Top = seed % DeskTop.Count };
        arrangement.Fill();
        return arrangement;
    }

    public void Dispose()
    {
        foreach (var placed in things)
        {
            placed.Outline.Dispose();
            placed.Thing.Dispose();
        }
    }

    private void Fill()
    {
        for (var i = chance.Next(3); i > 0; i--)
            Put(Clutter.Wide(chance), chance.Between(-24, 24), isFloor: true);
        if (chance.Next(5) < 3)
            Put(Stain.Make(chance), chance.Between(0, 360), isFloor: true);
        var flat = Some(2, 6, Coin.Make).Concat(Some(1, 4, Leaf.Make)).Concat(Some(1, 3, Pen.Make)).Concat(Some(0, 3, Clutter.Small)).ToArray();
        chance.Shuffle(flat);
        // cups stand on what lies flat, more often than the other way round
        foreach (var thing in flat.SkipLast(2).Concat(Some(0, 2, Cup.Make)).Concat(flat.TakeLast(2)).ToList())
            Put(thing, chance.Between(0, 360), isFloor: false);
    }

    private List<Thing> Some(int least, int most, Func<Random, Thing> make) =>
        Enumerable.Range(0, least + chance.Next(most - least + 1)).Select(_ => make(chance)).ToList();

    private void Put(Thing thing, float turned, bool isFloor)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (x, y) = (chance.Between(40, DeskTop.Width - 40), chance.Between(40, DeskTop.Height - 40));
            var outline = new SKPath(thing.Outline);
            outline.Transform(SKMatrix.CreateRotationDegrees(turned).PostConcat(SKMatrix.CreateTranslation(x, y)));
            var shared = isFloor ? 0 : Shared(outline);
            if (shared == 0 || (shared < MostShared && chance.NextDouble() < Overlapping))
            {
                things.Add(new PlacedThing(thing, outline, x, y, turned));
                return;
            }

            outline.Dispose();
        }

        thing.Dispose();
    }

    /// <summary>Of points along the outline, and its middle, the share that lies on other things; papers and stains are there to be lain on.</summary>
    private double Shared(SKPath outline)
    {
        using var measure = new SKPathMeasure(outline, forceClosed: true);
        var points = Enumerable.Range(0, 48).Select(i => measure.GetPosition(measure.Length * i / 48)).Append(new SKPoint(outline.Bounds.MidX, outline.Bounds.MidY)).ToList();
        var others = things.Where(placed => placed.Thing.Label is not (null or DeskLabels.Stain) && placed.Outline.Bounds.IntersectsWith(outline.Bounds)).ToList();
        var inOthers = points.Count(point => others.Exists(placed => placed.Outline.Contains(point.X, point.Y)));
        var inThis = others.Count(placed => outline.Contains(placed.X, placed.Y)) * MostShared;
        return (double)inOthers / points.Count + inThis;
    }
}
