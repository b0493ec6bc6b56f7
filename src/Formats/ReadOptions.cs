namespace Assay.Formats;

/// <summary>How a file is read. Every value has a default that suits an import.</summary>
public sealed record ReadOptions
{
    /// <summary>Continue after this place, taken from <see cref="RowReader.Position"/> of an earlier reading of the same bytes with the same options.
    /// Default: the start of the file. Costs a seek on a seekable plain stream; gzip is inflated and passed over.</summary>
    public RowPosition After { get; init; }

    /// <summary>Largest row in bytes of the (uncompressed) file; a longer one is rejected and passed over without being held in memory.
    /// Default 10 MB, at least 1 KB, at most 1 GB. It is also the bound of the reader's memory (about twice this).</summary>
    public int MaxRowBytes { get; init; } = 10_000_000;

    /// <summary>Largest uncompressed size in bytes of a gzip file; reading beyond it raises <see cref="UnreadableFile"/>. Default 100 GB.</summary>
    public long MaxExpandedBytes { get; init; } = 100_000_000_000;

    /// <summary>Delimiter of a CSV file, an ASCII character. Default null: found out from the first rows (comma, semicolon, tab or bar).
    /// Other formats ignore it.</summary>
    public char? Delimiter { get; init; }
}

/// <summary>A place between two rows.</summary>
/// <param name="Row">Rows before it, the rejected ones included (blank lines are not rows).</param>
/// <param name="Line">Lines before it.</param>
/// <param name="Offset">Bytes of the uncompressed file before it.</param>
public readonly record struct RowPosition(long Row, long Line, long Offset);
