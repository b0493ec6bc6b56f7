using System.Globalization;
using Assay.Model.Regions;

namespace Assay.Model.Questions;

/// <summary>Places in an image as they are kept: pixels of the image as displayed, to two decimals.</summary>
internal static class Pixels
{
    /// <summary>The places of a number that are kept.</summary>
    public const int Decimals = 2;

    // half of what is kept: rounding must not push a region over the edge
    private const double Slack = 0.005;

    /// <summary>The number as it is kept; never −0.</summary>
    public static double Kept(double value) => Math.Round(value, Decimals, MidpointRounding.AwayFromZero) + 0.0;

    /// <summary>Why the point is not in the image; null when it is, or the size is not known.</summary>
    public static string? Outside(Point point, FieldFacts image) =>
        point.X < -Slack || point.X > image.Width + Slack ? Say(point, $"width {image.Width}")
        : point.Y < -Slack || point.Y > image.Height + Slack ? Say(point, $"height {image.Height}")
        : null;

    /// <summary>Whether a place along one side of the image is beyond it.</summary>
    public static bool IsBeyond(double place, int? size) => place > size + Slack;

    /// <summary>A number for a person.</summary>
    public static string Words(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Say(Point point, string size) => $"{Words(point.X)}, {Words(point.Y)} lies outside the image of {size}";
}
