using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Assay.Pipeline.Database;

/// <summary>The embedded default: one file in WAL mode, one writer thread, every commit synced.</summary>
public sealed class SqliteDialect : Dialect
{
    private const int ConstraintUnique = 2067;
    private const int ConstraintPrimaryKey = 1555;

    /// <summary>A cache of 16 MB, for there are many connections.</summary>
    private const string SmallTransactions = "PRAGMA cache_size = -16000;";

    /// <summary>
    /// Rows with random keys touch most pages of an index again and again. 64 MB of cache keep it from being read back, and checkpoints of
    /// <see cref="LargeCheckpoint"/> write each page once for three times as many changes.
    /// </summary>
    private const string LargeTransactions = "PRAGMA cache_size = -64000;";

    /// <summary>Pages (4 MB): short enough that syncs of the log do not wait long for it.</summary>
    private const int SmallCheckpoint = 1000;

    private const int LargeCheckpoint = 12_000;

    private readonly string connectionString;
    private readonly SessionPool readers;
    private readonly SqliteCheckpoints checkpoints;

    public SqliteDialect(string file)
    {
        connectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 60 }.ConnectionString;
        readers = new SessionPool(8, () => new Session(Open(), this));
        checkpoints = new SqliteCheckpoints(Connect, SmallCheckpoint);
    }

    public override string Name => "sqlite";

    public override bool ProjectsShareTransactions => true;

    public override bool SeeksRows => false;

    public override int Writers => 1;

    public override string BeginWrite => "BEGIN IMMEDIATE";

    public override string BeginSnapshot => "BEGIN";

    public override DbConnection Open() => Connect();

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();

        // FULL: in WAL mode an acknowledged commit survives loss of power, not only of the process
        command.CommandText = $"""
            PRAGMA busy_timeout = 30000;
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA foreign_keys = ON;
            {SmallTransactions}
            PRAGMA wal_autocheckpoint = 16000;
            PRAGMA journal_size_limit = 67108864;
            PRAGMA temp_store = MEMORY;
            """;
        command.ExecuteNonQuery();
        return connection;
    }

    public override Session Rent() => readers.Rent();

    public override void Return(Session session) => readers.Return(session);

    public override void Discard(Session session) => readers.Discard(session);

    /// <summary>The write transaction is the lock: SQLite has one writer, whichever process it is in.</summary>
    public override void LockProject(Session session, long projectId)
    {
    }

    public override void LockSchema(Session session)
    {
    }

    public override IReadOnlyList<long> TakeTaskIds(Session session, int count)
    {
        var next = session.One<long>("UPDATE task_ids SET next = next + @count RETURNING next", new { count });
        return [.. Enumerable.Range(0, count).Select(i => next - count + i)];
    }

    public override string Translate(string migration) => migration
        .Replace("{identity}", "INTEGER PRIMARY KEY AUTOINCREMENT", StringComparison.Ordinal)
        .Replace("{given_id}", "INTEGER PRIMARY KEY", StringComparison.Ordinal)
        .Replace("{task_ids}", "CREATE TABLE task_ids (next BIGINT NOT NULL); INSERT INTO task_ids (next) VALUES (1)", StringComparison.Ordinal);

    /// <summary>The connection knows the id; RETURNING would build a table in memory to tell it.</summary>
    public override long Insert(Session session, HotSql sql, ReadOnlySpan<object?> values)
    {
        session.Hot(sql).Execute(values);
        return raw.sqlite3_last_insert_rowid(((SqliteConnection)session.Connection).Handle);
    }

    public override bool IsUniqueViolation(DbException error) =>
        error is SqliteException { SqliteExtendedErrorCode: ConstraintUnique or ConstraintPrimaryKey };

    public override IBulkWriter BulkInsert(Session session, string table, params ReadOnlySpan<Column> columns)
    {
        session.Touched = true;
        return new SqliteBulkWriter((SqliteConnection)session.Connection, table, columns);
    }

    public override string AnyOf(string parameter) => $"IN @{parameter}";

    public override void FindItems(Session session, long projectId, ReadOnlySpan<long> high, ReadOnlySpan<long> low, Span<long> tasks)
    {
        // in the index's own order: its pages are met one after the other instead of at random
        var order = new int[tasks.Length];
        var keys = new (long, long)[tasks.Length];
        for (var i = 0; i < order.Length; i++)
            (order[i], keys[i]) = (i, (high[i], low[i]));
        Array.Sort(keys, order);

        // below ADO.NET: a probe of the index costs less than a command's parameters
        var database = ((SqliteConnection)session.Connection).Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(database, "SELECT task_id FROM item WHERE project_id = ? AND hash_high = ? AND hash_low = ?", out var statement));
        using (statement)
        {
            Check(raw.sqlite3_bind_int64(statement, 1, projectId));
            foreach (var i in order)
            {
                Check(raw.sqlite3_bind_int64(statement, 2, high[i]));
                Check(raw.sqlite3_bind_int64(statement, 3, low[i]));
                var step = raw.sqlite3_step(statement);
                tasks[i] = step == raw.SQLITE_ROW ? raw.sqlite3_column_int64(statement, 0) : 0;
                Check(step is raw.SQLITE_ROW or raw.SQLITE_DONE ? raw.sqlite3_reset(statement) : step);
            }
        }

        void Check(int result)
        {
            if (result != raw.SQLITE_OK)
                throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), result, raw.sqlite3_extended_errcode(database));
        }
    }

    public override void BeginBulk(Session session)
    {
        Set(session, LargeTransactions);
        checkpoints.After = LargeCheckpoint;
    }

    public override void EndBulk(Session session)
    {
        Set(session, SmallTransactions);
        checkpoints.After = SmallCheckpoint;
    }

    public override void AfterCommit(Session session) => checkpoints.Committed((SqliteConnection)session.Connection);

    public override long SizeInBytes(Session session) =>
        session.One<long>("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()");

    public override void Dispose()
    {
        checkpoints.Dispose();
        readers.Dispose();
    }

    /// <summary>Settings of the connection, which no transaction takes back.</summary>
    private static void Set(Session session, string pragmas)
    {
        using var command = session.Connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }
}
