namespace Assay.Cli.Demo.Desks;

/// <summary>What may lie on a desk and is asked about.</summary>
internal static class DeskLabels
{
    public const string Cup = "cup";
    public const string Pen = "pen";
    public const string Coin = "coin";
    public const string Leaf = "leaf";
    public const string Stain = "stain";

    /// <summary>What gets a box.</summary>
    public static IReadOnlyList<string> Boxed { get; } = [Cup, Pen, Coin];

    /// <summary>What is painted over, since a box would say little about it.</summary>
    public static IReadOnlyList<string> Painted { get; } = [Leaf, Stain];
}
