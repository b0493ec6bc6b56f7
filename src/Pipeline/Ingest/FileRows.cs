using Assay.Formats;

namespace Assay.Pipeline.Ingest;

/// <summary>The rows of a data file.</summary>
internal sealed class FileRows(RowReader reader, RowsToItems items) : IItemSource
{
    public RowPosition Position => reader.Position;

    public long BytesRead => reader.BytesRead;

    public bool Next(Chunk chunk, CancellationToken stop)
    {
        if (!reader.Read(stop))
            return false;
        items.Add(reader, chunk);
        return true;
    }

    public void Dispose() => reader.Dispose();
}
