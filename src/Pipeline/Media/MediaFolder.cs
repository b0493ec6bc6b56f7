using System.Security.Cryptography;

namespace Assay.Pipeline.Media;

/// <summary>
/// The folder "media" of the data folder: one file a content, named by its SHA-256, whichever projects show it under whatever names. What is made
/// of a content (thumbnails, peaks) lies beside it and can be made again.
/// </summary>
public sealed class MediaFolder(string dataFolder)
{
    private readonly string folder = Path.Combine(dataFolder, "media");

    /// <summary>Streams a file in under a temporary name, and hashes it on the way.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="most">Bytes it may have.</param>
    /// <param name="cancel">Stops; nothing is left behind.</param>
    /// <exception cref="UnusableMedium">It has more bytes, or none.</exception>
    public async Task<IncomingMedium> Receive(Stream content, long most, CancellationToken cancel = default)
    {
        var incoming = Path.Combine(folder, "incoming");
        Directory.CreateDirectory(incoming);
        var path = Path.Combine(incoming, Guid.NewGuid().ToString("n"));
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var file = new FileStream(
                path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0 });
            var buffer = new byte[128 << 10];
            long bytes = 0;
            while (await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel) is var read and > 0)
            {
                bytes += read;
                if (bytes > most)
                    throw TooLarge(most);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }

            if (bytes == 0)
                throw new UnusableMedium("The file is empty.");

            // acknowledged means kept
            file.Flush(flushToDisk: true);
            return new IncomingMedium(path, Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    internal static UnusableMedium TooLarge(long most) => new(FormattableString.Invariant($"The file has more than {most:N0} bytes, the most one may have."));

    /// <summary>Gives the incoming file its name, unless its content is there already.</summary>
    public void Keep(IncomingMedium incoming)
    {
        var path = PathOf(incoming.Hash);
        if (File.Exists(path))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(incoming.Path, path, overwrite: true);
    }

    public string PathOf(string hash) => Path.Combine(folder, hash[..2], hash);

    /// <summary>Something made of the content: "thumbnail-256.webp".</summary>
    public string PathOf(string hash, string made) => $"{PathOf(hash)}.{made}";

    /// <summary>Writes something made of the content; several who make it at once do not disturb each other.</summary>
    public void Write(string hash, string made, ReadOnlySpan<byte> bytes)
    {
        var draft = PathOf(hash, $"{Guid.NewGuid():n}.draft");
        File.WriteAllBytes(draft, bytes);
        File.Move(draft, PathOf(hash, made), overwrite: true);
    }

    /// <summary>Removes the content and what was made of it.</summary>
    public void Remove(string hash)
    {
        var place = Path.GetDirectoryName(PathOf(hash))!;
        if (!Directory.Exists(place))
            return;
        foreach (var file in Directory.EnumerateFiles(place, $"{hash}*"))
            File.Delete(file);
    }

    /// <summary>Removes what came in and broke off before this time.</summary>
    public void RemoveLeftovers(DateTimeOffset before)
    {
        var incoming = Path.Combine(folder, "incoming");
        if (!Directory.Exists(incoming))
            return;
        foreach (var file in Directory.EnumerateFiles(incoming))
            if (File.GetLastWriteTimeUtc(file) < before)
                File.Delete(file);
    }
}

/// <summary>A file under its temporary name; disposing it removes what was not kept.</summary>
/// <param name="Path">Where it lies now.</param>
/// <param name="Hash">SHA-256 in lower-case hexadecimal.</param>
/// <param name="Bytes">How many.</param>
public sealed record IncomingMedium(string Path, string Hash, long Bytes) : IDisposable
{
    public void Dispose() => File.Delete(Path);
}
