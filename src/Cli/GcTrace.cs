using System.Diagnostics.Tracing;
namespace Assay.Cli;
#pragma warning disable
internal sealed class GcTrace : EventListener
{
    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
    private DateTime began; private string what = "";
    protected override void OnEventSourceCreated(EventSource s) { if (s.Name == "Microsoft-Windows-DotNETRuntime") EnableEvents(s, EventLevel.Informational, (EventKeywords)0x1); }
    protected override void OnEventWritten(EventWrittenEventArgs e)
    {
        switch (e.EventName)
        {
            case "GCSuspendEEBegin_V1": began = e.TimeStamp; break;
            case "GCStart_V2": what = $"gen{e.Payload![1]} reason {e.Payload[2]} type {e.Payload[3]}"; break;
            case "GCRestartEEEnd_V1":
                var ms = (e.TimeStamp - began).TotalMilliseconds;
                if (ms > 3) Console.Error.WriteLine($"T {new DateTimeOffset(e.TimeStamp).ToUnixTimeMilliseconds()} GC pause {ms:F1} {what}");
                what = "none";
                break;
        }
    }
}
