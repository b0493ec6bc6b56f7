using Assay.Model;

namespace Assay.Agreement;

/// <summary>What may be said of two categories (Stevens 1946, "On the theory of scales of measurement", Science 103:677-680).</summary>
public enum Level
{
    /// <summary>That they are the same or not: ham, spam.</summary>
    Nominal,

    /// <summary>Which comes first: poor, fair, good.</summary>
    Ordinal,

    /// <summary>How far they lie apart: dates, degrees Celsius.</summary>
    Interval,

    /// <summary>How many times the one is the other, zero being none: counts, lengths.</summary>
    Ratio,
}

/// <summary>The level of measurement, and above nominal the number each category stands for.</summary>
/// <remarks>
/// Krippendorff's α at ordinal level looks at the order of the numbers only. Linear and quadratic weights are distances between numbers, so at
/// ordinal level they are what the numbers say: 1, 2, 3 where labels have no better ones.
/// </remarks>
public sealed class Scale
{
    /// <summary>Categories are names.</summary>
    public static readonly Scale Nominal = new(Level.Nominal, []);

    private readonly double[] values;

    private Scale(Level level, double[] values) => (Level, this.values) = (level, values);

    /// <summary>What the numbers mean.</summary>
    public Level Level { get; }

    /// <summary>The number of each category; empty at nominal level.</summary>
    public IReadOnlyList<double> Values => values;

    internal ReadOnlySpan<double> Numbers => values;

    /// <summary>A scale whose category <c>c</c> stands for <c>values[c]</c>; the values need no order. Nominal looks at none.</summary>
    /// <exception cref="ArgumentException">A value is not a finite number.</exception>
    public static Scale Of(Level level, IEnumerable<double> values)
    {
        if (level == Level.Nominal) return Nominal;
        double[] all = [.. values];
        var odd = Array.FindIndex(all, value => !double.IsFinite(value));
        return odd < 0 ? new Scale(level, all) : throw new ArgumentException($"Category {odd} stands for {all[odd]}; it must be a finite number.", nameof(values));
    }

    /// <summary>An ordinal scale of categories in their order, one step apart.</summary>
    public static Scale Ranks(int categories) => new(Level.Ordinal, [.. Enumerable.Range(1, categories).Select(rank => (double)rank)]);

    /// <exception cref="ArgumentException">The scale is made for another number of categories, or someone voted twice on an item.</exception>
    internal void Check(Votes votes)
    {
        votes.RequireOneEach();
        if (Level != Level.Nominal && values.Length != votes.Categories)
            throw new ArgumentException($"The scale has numbers for {values.Length} categories; the votes have {votes.Categories}.");
    }
}
