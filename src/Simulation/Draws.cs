namespace Assay.Simulation;

/// <summary>What chance gives besides evenly spread numbers.</summary>
public static class Draws
{
    /// <summary>A number of the standard normal distribution (Box and Muller 1958).</summary>
    public static double Normal(this Random chance) => Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());

    /// <summary>How long somebody looks at a task. Log-normal, as times of decisions are: many short ones, few long.</summary>
    /// <param name="chance">Their chance.</param>
    /// <param name="median">Seconds.</param>
    /// <param name="longest">Seconds beyond which nobody looks.</param>
    public static TimeSpan Time(this Random chance, double median, double longest) =>
        TimeSpan.FromSeconds(Math.Clamp(median * Math.Exp(0.5 * chance.Normal()), 1.5, longest));
}
