using Npgsql;
using NpgsqlTypes;

namespace Assay.Pipeline.Database;

/// <summary>Binary COPY inside the session's transaction.</summary>
internal sealed class PostgresBulkWriter : IBulkWriter
{
    private readonly NpgsqlBinaryImporter importer;
    private readonly int width;
    private int column;

    public PostgresBulkWriter(NpgsqlConnection connection, string table, ReadOnlySpan<Column> columns)
    {
        width = columns.Length;
        var names = string.Join(", ", columns.ToArray().Select(each => each.Name));
        importer = connection.BeginBinaryImport($"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)");
    }

    public void Write(long value)
    {
        Start();
        importer.Write(value, NpgsqlDbType.Bigint);
    }

    public void Write(bool value)
    {
        Start();
        importer.Write(value, NpgsqlDbType.Boolean);
    }

    public void Write(string? value)
    {
        Start();
        if (value is null)
            importer.WriteNull();
        else
            importer.Write(value, NpgsqlDbType.Text);
    }

    public void WriteUtf8(ReadOnlySpan<byte> value)
    {
        Start();
        importer.Write(value.ToArray(), NpgsqlDbType.Text);
    }

    public void WriteNull()
    {
        Start();
        importer.WriteNull();
    }

    public void EndRow()
    {
        if (column != width)
            throw new InvalidOperationException($"The row has {column} of {width} columns.");
        column = 0;
    }

    public void Complete() => importer.Complete();

    public void Dispose() => importer.Dispose();

    private void Start()
    {
        if (column++ == 0)
            importer.StartRow();
    }
}
