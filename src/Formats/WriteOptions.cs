namespace Assay.Formats;

/// <summary>How rows are written. JSONL needs none of it.</summary>
public sealed record WriteOptions
{
    /// <summary>
    /// Puts an apostrophe before CSV texts that a spreadsheet would run as a formula: those that begin with = + - @ tab or carriage return
    /// (OWASP, "CSV Injection"). Numbers are left alone. Default off, because it changes the data: a text written with it is read back
    /// with the apostrophe. Switch it on for a file that people open in a spreadsheet.
    /// </summary>
    public bool GuardFormulas { get; init; }

    /// <summary>Begins a CSV file with a UTF-8 byte order mark, without which Excel on Windows misreads what is not ASCII.
    /// Default off: most programs do not expect it.</summary>
    public bool ByteOrderMark { get; init; }
}
