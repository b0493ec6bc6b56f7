namespace Assay.Formats;

/// <summary>A file format that holds one item a row. One implementation a file, one line in <see cref="DatasetFormats"/>.</summary>
public interface IDatasetFormat
{
    /// <summary>The name in commands and in the HTTP contract, such as <c>jsonl</c>.</summary>
    string Name { get; }

    /// <summary>The name a person reads, such as "JSON Lines".</summary>
    string Title { get; }

    /// <summary>File name endings, with the dot, lower case; the first is the usual one.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Starts reading. The stream may be gzip. The reader owns the stream from here on, also when this throws.</summary>
    /// <exception cref="UnreadableFile">The file as a whole is not of this format.</exception>
    RowReader Open(Stream stream, ReadOptions? options = null);
}

/// <summary>A format that rows can be exported to as well.</summary>
public interface IWritableFormat : IDatasetFormat
{
    /// <summary>The media type of a download.</summary>
    string MediaType { get; }

    /// <summary>Starts writing rows of these columns, in this order. The stream stays the caller's.</summary>
    RowWriter Create(Stream stream, IReadOnlyList<string> columns, WriteOptions? options = null);
}
