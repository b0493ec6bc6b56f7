using Assay.Model.Regions;

namespace Assay.Model.Questions;

/// <summary>
/// Object keypoint similarity (OKS): the mean over points of <c>exp(−d² / (2 s² k²))</c>, <c>d</c> being how far the two places of a point lie apart, <c>s</c>
/// the size of the object and <c>k</c> how loosely points are placed. In [0, 1]; a point that only one of the two has counts 0.
/// </summary>
/// <remarks>
/// Ronchi and Perona (2017), "Benchmarking and error diagnosis in multi-instance pose estimation", ICCV, and COCO's evaluation. COCO takes s² for the area of
/// the object and k from 0.05 to 0.21 by the point; neither is known here, so s² is the area of the rectangle around all points of both, and at least
/// <see cref="LeastSize"/>², and k is <see cref="Spread"/> for all.
/// </remarks>
internal static class KeypointSimilarity
{
    /// <summary>COCO's mean over the seventeen points of a person, about.</summary>
    public const double Spread = 0.15;

    /// <summary>Pixels: a small object in COCO's terms, and single points.</summary>
    public const double LeastSize = 32;

    // so many sizes away, two points are worth less than 1e-9
    private const double Far = 6.5 * Spread;

    public static double Of(Skeleton a, Skeleton b)
    {
        var size = Size(Extent.Around(a.Points.Concat(b.Points).Select(Place)));
        var others = b.Points.ToDictionary(point => point.Name);
        var (sum, shared) = (0.0, 0);
        foreach (var point in a.Points)
        {
            if (!others.TryGetValue(point.Name, out var other)) continue;
            var (x, y) = (point.X - other.X, point.Y - other.Y);
            sum += Math.Exp(-(x * x + y * y) / (2 * size * Spread * Spread));
            shared++;
        }
        return sum / (a.Points.Count + b.Points.Count - shared);
    }

    /// <summary>The rectangle beyond which nothing is similar to the skeleton.</summary>
    public static Extent Reach(Skeleton skeleton)
    {
        var around = Extent.Around(skeleton.Points.Select(Place));
        var far = Far * Math.Max(LeastSize, Math.Max(around.Right - around.Left, around.Bottom - around.Top));
        return new Extent(around.Left - far, around.Top - far, around.Right + far, around.Bottom + far);
    }

    private static double Size(Extent around) => Math.Max(LeastSize * LeastSize, (around.Right - around.Left) * (around.Bottom - around.Top));

    private static Point Place(Keypoint point) => new(point.X, point.Y);
}
