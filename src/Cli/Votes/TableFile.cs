using Assay.Formats;

namespace Assay.Cli.Votes;

/// <summary>Opens a file as what it most likely is.</summary>
internal static class TableFile
{
    private const int HeadBytes = 64 << 10;

    /// <exception cref="UnreadableFile">It is no table.</exception>
    public static RowReader Open(string file)
    {
        if (!File.Exists(file))
            throw new BadInput(Directory.Exists(file) ? $"{file} is a folder; name a file in it" : $"there is no file {file}");
        var stream = File.OpenRead(file);
        var head = new byte[HeadBytes];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return DatasetFormats.Guess(Path.GetFileName(file), head.AsSpan(0, length)).Open(stream);
    }
}
