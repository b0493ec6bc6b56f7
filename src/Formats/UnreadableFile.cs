namespace Assay.Formats;

/// <summary>The file as a whole cannot be read as the chosen format (wrong encoding, a workbook instead of text, no header).
/// The message is a sentence for a person: what was found and what to do. A single bad row never raises this:
/// see <see cref="RejectedRow"/>.</summary>
#pragma warning disable CA1710 // errors are named for what happened, without a suffix
public sealed class UnreadableFile : Exception
{
    public UnreadableFile() : this("The file cannot be read.") { }
    public UnreadableFile(string message) : base(message) { }
    public UnreadableFile(string message, Exception innerException) : base(message, innerException) { }
}
