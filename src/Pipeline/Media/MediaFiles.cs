using System.IO.Compression;

namespace Assay.Pipeline.Media;

/// <summary>The files of a folder or of a zip archive, in a fixed order, without what systems leave there (.DS_Store, __MACOSX).</summary>
public sealed class MediaFiles : IDisposable
{
    /// <summary>Files taken from one folder or archive.</summary>
    public const int Most = 200_000;

    /// <summary>Bytes that the files of an archive may have together when unpacked.</summary>
    public const long MostUnpacked = 100_000_000_000;

    /// <summary>How many times its size an archive may unpack to, beyond <see cref="SmallUnpacked"/>. Photos hardly shrink at all.</summary>
    private const int MostRatio = 100;

    private const long SmallUnpacked = 1_000_000_000;

    private readonly ZipArchive? archive;

    private MediaFiles(IReadOnlyList<MediaFile> files, ZipArchive? archive = null) => (All, this.archive) = (files, archive);

    public IReadOnlyList<MediaFile> All { get; }

    /// <summary>Whether the file is a zip archive, by how it begins.</summary>
    public static bool IsArchive(string path)
    {
        if (Directory.Exists(path))
            return false;
        Span<byte> head = stackalloc byte[4];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == 4 && (head.SequenceEqual("PK\u0003\u0004"u8) || head.SequenceEqual("PK\u0005\u0006"u8));
    }

    /// <param name="path">A folder, or a zip archive.</param>
    /// <exception cref="UnusableMedium">The archive cannot be read, or its bounds are not kept.</exception>
    public static MediaFiles Open(string path) => Directory.Exists(path) ? OfFolder(path) : OfArchive(path);

    public void Dispose() => archive?.Dispose();

    private static MediaFiles OfFolder(string folder)
    {
        // links are not followed: they may lead out of the folder, or around in it
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.System };
        var files = new DirectoryInfo(folder).EnumerateFiles("*", options)
            .Select(file => (File: file, Name: Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/')))
            .Where(file => !MediumNames.IsJunk(file.Name))
            .Take(Most + 1)
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => new MediaFile(file.Name, file.File.Length, file.File.Length, null, file.File.OpenRead))
            .ToList();
        return files.Count <= Most ? new MediaFiles(files) : throw new UnusableMedium($"The folder holds more than {Most:N0} files; import it in parts.");
    }

    private static MediaFiles OfArchive(string path)
    {
        var file = File.OpenRead(path);
        try
        {
            ZipBounds.CheckDirectory(file);
            var archive = new ZipArchive(file, ZipArchiveMode.Read);
            if (archive.Entries.Count > Most)
                throw new UnusableMedium(FormattableString.Invariant($"The archive holds {archive.Entries.Count:N0} files; at most {Most:N0} are taken. Split it."));
            var entries = archive.Entries.Where(entry => !entry.FullName.EndsWith('/') && !MediumNames.IsJunk(entry.FullName)).ToList();
            CheckSize(entries, file.Length);
            return new MediaFiles([.. entries.Select(Of)], archive);
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentException)
        {
            file.Dispose();
            throw new UnusableMedium("The zip archive is damaged or breaks off. Send it again.", error);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void CheckSize(List<ZipArchiveEntry> entries, long archive)
    {
        decimal total = entries.Sum(entry => (decimal)entry.Length);
        if (total > MostUnpacked)
            throw new UnusableMedium(FormattableString.Invariant($"The archive unpacks to {total:N0} bytes; at most {MostUnpacked:N0} are taken. Split it."));
        if (total > SmallUnpacked && total > (decimal)archive * MostRatio)
            throw new UnusableMedium(FormattableString.Invariant(
                $"The archive unpacks to {total:N0} bytes, over {MostRatio} times its size: no photos or recordings are like that. Send the files themselves."));
    }

    private static MediaFile Of(ZipArchiveEntry entry) => new(
        entry.FullName,
        entry.Length,
        entry.CompressedLength,
        entry.IsEncrypted ? "The file is encrypted in its archive. Pack it without a password." : null,
        entry.Open);
}

/// <summary>A file of a folder or archive, not opened yet.</summary>
/// <param name="Name">Its path within it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="BytesStored">How much of the archive it takes.</param>
/// <param name="Refusal">Why it cannot be opened at all.</param>
/// <param name="Open">Opens it; one at a time.</param>
public sealed record MediaFile(string Name, long Bytes, long BytesStored, string? Refusal, Func<Stream> Open);
