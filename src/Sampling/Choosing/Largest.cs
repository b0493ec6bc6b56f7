namespace Assay.Sampling.Choosing;

/// <summary>Finds the largest of many numbers.</summary>
internal static class Largest
{
    /// <summary>The place of the largest number; of equal ones the first in the seeded order.</summary>
    /// <returns>−1 when all are −∞.</returns>
    public static int Of(ReadOnlySpan<float> values, SeededOrder order)
    {
        var (best, most) = (-1, float.NegativeInfinity);
        for (var place = 0; place < values.Length; place++)
        {
            if (values[place] < most || float.IsNegativeInfinity(values[place]))
                continue;
            if (values[place] > most || order.Of(place) > order.Of(best))
                (best, most) = (place, values[place]);
        }

        return best;
    }
}
