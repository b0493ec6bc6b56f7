using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Assay.Pipeline.Database;

/// <summary>One prepared insert, bound without boxing and without turning UTF-8 into UTF-16 and back.</summary>
internal sealed class SqliteBulkWriter : IBulkWriter
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private int column;

    public SqliteBulkWriter(SqliteConnection connection, string table, ReadOnlySpan<Column> columns)
    {
        database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        var names = new StringBuilder();
        var marks = new StringBuilder();
        foreach (var each in columns)
        {
            names.Append(names.Length == 0 ? "" : ", ").Append(each.Name);
            marks.Append(marks.Length == 0 ? "?" : ", ?");
        }

        Check(raw.sqlite3_prepare_v2(database, $"INSERT INTO {table} ({names}) VALUES ({marks})", out statement));
    }

    public void Write(long value) => Check(raw.sqlite3_bind_int64(statement, ++column, value));

    public void Write(bool value) => Write(value ? 1L : 0L);

    public void Write(string? value)
    {
        if (value is null)
            WriteNull();
        else
            Check(raw.sqlite3_bind_text(statement, ++column, value));
    }

    public void WriteUtf8(ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_text(statement, ++column, value));

    public void WriteNull() => Check(raw.sqlite3_bind_null(statement, ++column));

    public void EndRow()
    {
        Check(raw.sqlite3_step(statement));
        Check(raw.sqlite3_reset(statement));
        column = 0;
    }

    public void Complete()
    {
    }

    public void Dispose() => statement.Dispose();

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
            throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), result, raw.sqlite3_extended_errcode(database));
    }
}
