using Assay.Pipeline.Ingest;
using Spectre.Console;

namespace Assay.Cli;

/// <summary>A bar for each file in a terminal; silence otherwise, as the report follows at once.</summary>
internal static class ImportProgress
{
    public static async Task<IReadOnlyList<ImportJob>> Show(Output output, Func<IProgress<ImportJob>?, Task<IReadOnlyList<ImportJob>>> import)
    {
        if (!output.CanDraw)
            return await import(null);
        return await output.Drawing().Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new RemainingTimeColumn())
            .StartAsync(context => import(new Bars(context)));
    }

    /// <summary>Not System.Progress: that one reports from other threads and out of order.</summary>
    private sealed class Bars(ProgressContext context) : IProgress<ImportJob>
    {
        private readonly Dictionary<long, ProgressTask> bars = [];

        public void Report(ImportJob value)
        {
            if (!bars.TryGetValue(value.Id, out var bar))
                bars.Add(value.Id, bar = context.AddTask(Markup.Escape(value.FileName), maxValue: Math.Max(1, value.BytesTotal)));
            bar.Description = Markup.Escape($"{value.FileName}  {value.RowsRead:N0} rows{(value.RowsPerSecond is { } speed ? $", {speed:N0}/s" : "")}");
            bar.Value = value.IsFinished ? bar.MaxValue : value.BytesRead;
        }
    }
}
