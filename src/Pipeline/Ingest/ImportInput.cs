using Assay.Formats;

namespace Assay.Pipeline.Ingest;

/// <summary>What an import job was told; the same file with the same options gives the same text, which is how an import begun before is found again.</summary>
internal sealed record ImportInput
{
    public required string Path { get; init; }

    public required long Bytes { get; init; }

    /// <summary>When the file was last written, in UTC ticks: a changed file must not be read on from the middle.</summary>
    public required long WrittenAt { get; init; }

    public required string Format { get; init; }

    public required IReadOnlyDictionary<string, string> Mapping { get; init; }

    public string? PriorityColumn { get; init; }

    public bool KeepOtherColumns { get; init; }

    public required string Duplicates { get; init; }

    /// <summary>With every column named; null when the rows are items.</summary>
    public AnswerColumns? Answers { get; init; }

    /// <summary>The file, from where the batch stands.</summary>
    /// <exception cref="FileNotFoundException">It is not there any more.</exception>
    /// <exception cref="InvalidDataException">It is another one by now.</exception>
    public RowReader Open(Batch batch)
    {
        var file = new FileInfo(Path);
        if (!file.Exists)
            throw new FileNotFoundException($"The file {batch.FileName} is not there any more.");
        if (file.Length != Bytes || file.LastWriteTimeUtc.Ticks != WrittenAt)
            throw new InvalidDataException($"The file {batch.FileName} has changed since the import was begun. Undo the import and import the file anew.");
        var stream = new FileStream(Path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0 });
        return ImportPlan.Format(Format).Open(stream, new ReadOptions { After = batch.Position });
    }
}
