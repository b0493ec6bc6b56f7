using System.Globalization;
using System.Net;
using System.Text;

namespace Assay.Cli.Simulating;

/// <summary>A simulation as one HTML page that needs nothing besides itself.</summary>
internal static class SimulationPage
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1d2430; --soft: #5b6472; --line: #d9dee5; --ground: #fff; --panel: #f6f8fa; --a0: #6b7280; --a1: #b45309; --a2: #0f766e; --a3: #4338ca; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #9aa4b2; --line: #333b47; --ground: #14181f; --panel: #1b212a; --a0: #9ca3af; --a1: #fbbf24; --a2: #2dd4bf; --a3: #a5b4fc; } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; } p { margin: .25rem 0 .75rem; }
        .soft, small { color: var(--soft); } .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: right; padding: .4rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; } th:first-child, td:first-child { text-align: left; }
        th { font-weight: 600; color: var(--soft); } td small { display: block; white-space: nowrap; }
        td:first-child { white-space: nowrap; } .dot { display: inline-block; width: .7em; height: .7em; border-radius: 50%; margin-right: .45em; }
        .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 1rem; } .columns section { background: var(--panel); border-radius: 8px; padding: .25rem 1rem; }
        svg { width: 100%; min-width: 36rem; height: auto; } svg text { fill: var(--soft); font-size: 12px; } ul { padding-left: 1.1rem; } li { margin: .35rem 0; }
        """;

    public static string Of(SimulationReport report)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Simulated: {Text(report.Dataset)}</title><style>
            {Style}
            </style></head><body>
            <h1>What labeling {Text(report.Dataset)} would take</h1>
            <p class="soft">Simulated with virtual people on known labels: {report.Data.Documents.Count:N0} documents of {report.Data.Labels.Count:N0} labels, {report.Data.Test.Count:N0} to test on; {(report.Runs == 1 ? "one run" : $"{report.Runs} runs")}, seed {report.Results[0].Seed}.</p>
            <div class="scroll">
            """);
        Table(page, report);
        page.Append("</div>\n<h2>What a label buys</h2>\n<p class=\"soft\">Accuracy of the model on the test documents, by documents that people had labeled.</p>\n<div class=\"scroll\">");
        page.Append(SimulationChart.Of(report));
        page.Append("</div>\n<h2>The ways</h2>\n<ul>");
        foreach (var arm in report.Arms)
            page.Append(CultureInfo.InvariantCulture, $"<li><b>{arm.Arm.Name}</b>: {Text(arm.Arm.Summary)}.</li>");
        page.Append("</ul>\n<div class=\"columns\">");
        List(page, "Assumed", report.Assumed.Select(assumed => assumed.Words));
        List(page, "Set", report.Settings.Select(set => set.Words));
        List(page, "Measured", SimulationReport.Measured);
        return page.Append("</div>\n</body></html>\n").ToString();
    }

    private static void Table(StringBuilder page, SimulationReport report)
    {
        page.Append("<table><thead><tr><th>Way</th><th>Human tasks per 1,000</th><th>Hours per 1,000</th><th>Agreement α</th><th>Documents labeled</th><th>Labels right</th><th>Model right</th><th>Of manual</th></tr></thead><tbody>\n");
        foreach (var (place, arm) in report.Arms.Index())
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><span class=\"dot\" style=\"background:{Color(place)}\"></span>{arm.Arm.Name}</td>");
            Cell(page, arm.Tasks, "F0");
            Cell(page, arm.Hours, "F2");
            Cell(page, arm.Alpha, "F3");
            Cell(page, arm.Labeled, "P0", arm.Accepted.Value > 0 ? string.Create(CultureInfo.InvariantCulture, $"{arm.Accepted.Value:P0} by the model, {arm.AcceptedAccuracy:P1} right") : null);
            Cell(page, arm.LabelAccuracy, "P1");
            Cell(page, arm.ModelAccuracy, "P1");
            Cell(page, arm.Relative, "P1");
            page.Append("</tr>\n");
        }

        page.Append("</tbody></table>");
    }

    private static void Cell(StringBuilder page, Figure? figure, string format, string? note = null)
    {
        if (figure is null)
        {
            page.Append("<td>–</td>");
            return;
        }

        var words = SimulationReport.Words(figure, format).Split(" (", 2);
        page.Append(CultureInfo.InvariantCulture, $"<td>{words[0]}{(words.Length > 1 ? $"<small>{words[1].TrimEnd(')')}</small>" : "")}{(note is null ? "" : $"<small>{note}</small>")}</td>");
    }

    private static void List(StringBuilder page, string title, IEnumerable<string> lines)
    {
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>{title}</h2><ul>");
        foreach (var line in lines.Where(line => line != ""))
            page.Append(CultureInfo.InvariantCulture, $"<li>{Text(line)}</li>");
        page.Append("</ul></section>\n");
    }

    public static string Color(int place) => $"var(--a{place})";

    private static string Text(string words) => WebUtility.HtmlEncode(words);
}
