using Assay.Agreement;

namespace Assay.Pipeline;

/// <summary>A value with its 95 % interval and the number of items behind it.</summary>
public sealed record Estimate(double Value, double Low, double High, long Count)
{
    /// <summary>Null when the coefficient is undefined.</summary>
    public static Estimate? Of(Coefficient coefficient) => coefficient is { Value: { } value, Interval: { } interval }
        ? new Estimate(value, interval.Low, interval.High, coefficient.Items)
        : null;
}
