namespace Assay.Model.Regions;

/// <summary>The middle of some numbers.</summary>
public static class Medians
{
    /// <summary>The median, of two middle values their mean; sorts the values on the way.</summary>
    /// <param name="values">At least one.</param>
    public static double Of(Span<double> values)
    {
        values.Sort();
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : values[middle - 1] + (values[middle] - values[middle - 1]) / 2;
    }
}
