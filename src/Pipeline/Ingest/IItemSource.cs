using Assay.Formats;

namespace Assay.Pipeline.Ingest;

/// <summary>What an import reads: the rows of a file, or the files of a folder. Used by one thread.</summary>
internal interface IItemSource : IDisposable
{
    /// <summary>The place after the last row.</summary>
    RowPosition Position { get; }

    /// <summary>How far that is, of the batch's bytes.</summary>
    long BytesRead { get; }

    /// <summary>Adds the next row to the chunk, as an item or as a rejected row; false at the end.</summary>
    bool Next(Chunk chunk, CancellationToken stop);
}
