using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Assay.Pipeline.Database;

/// <summary>
/// Moves what the write-ahead log holds into the database file, on a thread and a connection of its own, so that nobody waits for it: SQLite
/// itself would do it within the commit that fills the log. Each pass is small and synced at once. SQLite syncs the database file only in a
/// pass that ends with nothing left in the log, so with many writers all that was moved would be synced together, while everybody waits.
/// Only a pass while nobody writes lets the log begin anew; the writer makes it between two transactions, when little is left to move.
/// <see cref="SqliteDialect"/> has a larger limit at which SQLite's own checkpoint comes all the same.
/// </summary>
internal sealed class SqliteCheckpoints : IDisposable
{
    /// <summary>SQLITE_CHECKPOINT_NOOP: tells how much the log holds and does nothing.</summary>
    private const int Look = -1;

    /// <summary>Pages (16 MB) from which the log is to begin anew.</summary>
    private const int LongLog = 4000;

    /// <summary>Pages that the writer moves and syncs in a few milliseconds.</summary>
    private const int LittleLeft = 1000;

    private readonly Func<SqliteConnection> open;
    private readonly AutoResetEvent committed = new(initialState: false);
    private readonly Thread thread;
    private volatile int after;
    private volatile bool closed;

    /// <summary>The writer's turn has come: the log is long, and little of it is left to move.</summary>
    private volatile bool isNearlyMoved;

    /// <param name="open">Opens a connection.</param>
    /// <param name="pages">Begins when the log holds so many pages that the database does not.</param>
    public SqliteCheckpoints(Func<SqliteConnection> open, int pages)
    {
        (this.open, after) = (open, pages);
        thread = new Thread(Loop) { IsBackground = true, Name = "checkpoints" };
        thread.Start();
    }

    /// <summary>Begins when the log holds so many pages that the database does not.</summary>
    public int After
    {
        set => after = value;
    }

    /// <summary>The log may have grown. For the writer, between two transactions.</summary>
    public void Committed(SqliteConnection writer)
    {
        if (isNearlyMoved)
        {
            isNearlyMoved = false;

            // whatever hinders it, the log keeps everything until a later pass succeeds
            _ = Checkpoint(writer, raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
        }

        committed.Set();
    }

    public void Dispose()
    {
        closed = true;
        committed.Set();
        thread.Join();
        committed.Dispose();
    }

    private void Loop()
    {
        SqliteConnection? connection = null;
        try
        {
            while (true)
            {
                committed.WaitOne();
                if (closed)
                    return;
                try
                {
                    connection ??= open();
                    if (Left(connection, out _) >= after
                        && Checkpoint(connection, raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _) == raw.SQLITE_OK
                        && SqliteFile.Flush(connection.Handle!) == raw.SQLITE_OK)
                        isNearlyMoved = Left(connection, out var log) <= LittleLeft && log >= LongLog;
                }
                catch (SqliteException)
                {
                    // whatever hinders it, another process or a disk that is full: the log keeps everything until a later pass succeeds
                }
            }
        }
        finally
        {
            connection?.Dispose();
        }
    }

    /// <summary>Pages of the log that the database file does not have yet; none when nothing can be told.</summary>
    private static int Left(SqliteConnection connection, out int log) =>
        Checkpoint(connection, Look, out log, out var moved) == raw.SQLITE_OK ? log - moved : 0;

    private static int Checkpoint(SqliteConnection connection, int mode, out int log, out int moved) =>
        raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", mode, out log, out moved);
}
