namespace Assay.Formats;

/// <summary>All file formats, in reading order. To add one, write its file and name it here.</summary>
public static class DatasetFormats
{
    public static IReadOnlyList<IDatasetFormat> All { get; } = [new Jsonl(), new JsonArray(), new Csv(), new Tsv(), new PlainText()];

    /// <summary>The format of this name; null when there is none.</summary>
    public static IDatasetFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>The format a file most likely has, by the ending of its name (a <c>.gz</c> is passed over) and by how it begins; gzip is looked into.
    /// Never null: what looks like nothing else is plain text. Whether the file can be read as it shows on opening.</summary>
    /// <param name="fileName">Name of the file; may be empty.</param>
    /// <param name="head">The first bytes of the file, 64 KB being plenty; may be empty.</param>
    public static IDatasetFormat Guess(string fileName, ReadOnlySpan<byte> head)
    {
        var plain = Gzip.IsGzip(head) ? Gzip.UnpackHead(head, FileSignature.HeadBytes) : head;
        if (plain.StartsWith("\uFEFF"u8))
            plain = plain[3..];
        plain = plain.TrimStart(Utf8Text.WhiteSpace);
        var name = fileName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? fileName[..^3] : fileName;
        var named = All.FirstOrDefault(format => format.Extensions.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));
        // .json and .txt are given to everything; the other endings say what they mean
        if (named is null or JsonArray or PlainText)
        {
            if (plain.StartsWith("["u8) && named is not PlainText)
                return Find("json")!;
            if (JsonShape.IsJsonLines(plain) || (named is null && plain.StartsWith("{"u8)))
                return Find("jsonl")!;
        }
        if (named is not null)
            return named;
        return CsvDialect.Detect(plain) switch
        {
            null => Find("text")!,
            (byte)'\t' => Find("tsv")!,
            _ => Find("csv")!,
        };
    }
}
