using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Assay.Pipeline.Database;

/// <summary>
/// Moves what the write-ahead log holds into the database file, on a thread and a connection of its own, so that nobody waits for it: SQLite
/// itself would do it within the commit that fills the log. It cannot start the log again from its beginning while somebody writes; the
/// writer's own checkpoint, at <see cref="SqliteDialect"/>'s larger limit, does that and finds little left to move.
/// </summary>
internal sealed class SqliteCheckpoints : IDisposable
{
    /// <summary>SQLITE_CHECKPOINT_NOOP: tells how much the log holds and does nothing.</summary>
    private const int Look = -1;

    private readonly Func<SqliteConnection> open;
    private readonly AutoResetEvent committed = new(initialState: false);
    private readonly Thread thread;
    private volatile int after;
    private volatile bool closed;

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

    /// <summary>The log may have grown.</summary>
    public void Committed() => committed.Set();

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
                    if (Checkpoint(connection, Look, out var log, out var moved) == raw.SQLITE_OK && log - moved >= after)
                        Checkpoint(connection, raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
                }
                catch (SqliteException)
                {
                    // whatever hinders it, another process or a disk that is full: the log keeps everything, and the writer's own checkpoint says so
                }
            }
        }
        finally
        {
            connection?.Dispose();
        }
    }

    private static int Checkpoint(SqliteConnection connection, int mode, out int log, out int moved) =>
        raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", mode, out log, out moved);
}
