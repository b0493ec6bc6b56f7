using Assay.Formats;

namespace Assay.Cli.Votes;

/// <summary>Opens a file as what it most likely is.</summary>
internal static class TableFile
{
    private const int HeadBytes = 64 << 10;

    /// <exception cref="UnreadableFile">It is no table.</exception>
    public static RowReader Open(string file) => FormatOf(file).Open(File.OpenRead(file));

    /// <exception cref="BadInput">There is no such file.</exception>
    public static IDatasetFormat FormatOf(string file)
    {
        if (!File.Exists(file))
            throw new BadInput(Directory.Exists(file) ? $"{file} is a folder; name a file in it" : $"there is no file {file}");
        using var stream = File.OpenRead(file);
        var head = new byte[HeadBytes];
        return DatasetFormats.Guess(Path.GetFileName(file), head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }
}
