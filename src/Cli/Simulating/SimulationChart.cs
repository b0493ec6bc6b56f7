using System.Globalization;
using System.Text;

namespace Assay.Cli.Simulating;

/// <summary>Learning curves as SVG: labels on a logarithmic axis, accuracy from just below the lowest point of note to just above the highest.</summary>
internal static class SimulationChart
{
    private const double Width = 900, Height = 360, Left = 56, Right = 110, Top = 12, Bottom = 40;

    public static string Of(SimulationReport report)
    {
        var points = report.Arms.SelectMany(arm => arm.Curve).Where(point => point.Labels > 0).ToList();
        if (points.Count == 0)
            return "<p>No model was trained on the way.</p>";
        var (fewest, most) = (Math.Log10(points.Min(point => point.Labels)), Math.Log10(points.Max(point => point.Labels)));
        var low = Math.Floor(10 * points.Min(point => point.Accuracy)) / 10;
        var high = Math.Min(1, Math.Ceiling(20 * points.Max(point => point.Accuracy)) / 20);
        double X(double labels) => Left + ((Width - Left - Right) * (Math.Log10(labels) - fewest) / Math.Max(1e-9, most - fewest));
        double Y(double accuracy) => Top + ((Height - Top - Bottom) * (high - accuracy) / Math.Max(1e-9, high - low));

        var drawn = new StringBuilder();
        drawn.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"Learning curves\">\n");
        for (var step = 0; step <= Math.Round((high - low) * 20); step++)
        {
            var accuracy = low + (step / 20.0);
            drawn.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(accuracy):F1}\" y2=\"{Y(accuracy):F1}\" stroke=\"var(--line)\"/>");
            drawn.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{Y(accuracy) + 4:F1}\" text-anchor=\"end\">{100 * accuracy:F0}%</text>\n");
        }

        foreach (var labels in Ticks(fewest, most))
            drawn.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(labels):F1}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">{labels:N0}</text>\n");
        drawn.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 4}\" text-anchor=\"middle\">labels by people</text>\n");
        var taken = new List<double>();
        foreach (var (place, arm) in report.Arms.Index())
        {
            var curve = arm.Curve.Where(point => point.Labels > 0).ToList();
            if (curve.Count == 0)
                continue;
            var path = string.Join(' ', curve.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Labels):F1},{Y(point.Accuracy):F1}")));
            drawn.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{path}\" fill=\"none\" stroke=\"{SimulationPage.Color(place)}\" stroke-width=\"2\"/>");
            var at = Y(curve[^1].Accuracy) + 4;
            while (taken.Exists(other => Math.Abs(other - at) < 14))
                at += 14;
            taken.Add(at);
            drawn.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width - Right + 8}\" y=\"{at:F1}\" style=\"fill:{SimulationPage.Color(place)}\">{arm.Arm.Name}</text>\n");
        }

        return drawn.Append("</svg>\n").ToString();
    }

    private static IEnumerable<double> Ticks(double fewest, double most)
    {
        for (var power = Math.Floor(fewest); power <= most; power++)
            foreach (var digit in (double[])[1, 2, 5])
                if (digit * Math.Pow(10, power) is var tick && Math.Log10(tick) >= fewest - 1e-9 && Math.Log10(tick) <= most + 1e-9)
                    yield return tick;
    }
}
