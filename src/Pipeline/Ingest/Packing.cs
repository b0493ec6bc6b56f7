using System.IO.Compression;
using Assay.Model;
using Assay.Pipeline.Media;

namespace Assay.Pipeline.Ingest;

/// <summary>Packs files that arrive one after the other into one, a zip archive without compression, on their way to the disk.</summary>
internal sealed class Packing(long mostBytes)
{
    private long bytes;

    /// <returns>The size of the archive.</returns>
    public async Task<long> Save(IAsyncEnumerable<(string Name, Stream Content)> files, string path, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var count = 0;
            await foreach (var (name, content) in files.WithCancellation(cancel))
            {
                if (++count > MediaFiles.Most)
                    throw new Invalid("body", "too_many", FormattableString.Invariant($"More than {MediaFiles.Most:N0} files at once; send them in parts."));
                await using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                await Copy(content, entry, cancel);
            }
        }

        // acknowledged means kept
        file.Flush(flushToDisk: true);
        return file.Length;
    }

    private async Task Copy(Stream from, Stream to, CancellationToken cancel)
    {
        var buffer = new byte[128 << 10];
        while (await from.ReadAsync(buffer, cancel) is var read and > 0)
        {
            bytes += read;
            if (bytes > mostBytes)
                throw Uploads.TooLarge(mostBytes);
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
    }
}
