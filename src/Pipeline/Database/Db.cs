using System.Data.Common;

namespace Assay.Pipeline.Database;

/// <summary>The database of one installation: an SQLite file in the data folder, or PostgreSQL.</summary>
public sealed class Db : IDisposable
{
    [ThreadStatic]
    private static bool isReading;

    private readonly WriteLane[] lanes;

    private Db(Dialect dialect, string dataFolder, string? connectionString)
    {
        Dialect = dialect;
        ConnectionString = connectionString;
        DataFolder = dataFolder;
        lanes = [.. Enumerable.Range(0, dialect.Writers).Select(number => new WriteLane(dialect, number))];
    }

    public Dialect Dialect { get; }

    /// <summary>Where everything that is not in the database lies: uploads, keys, and with SQLite the database itself.</summary>
    public string DataFolder { get; }

    /// <summary>How another process opens it; null for SQLite.</summary>
    internal string? ConnectionString { get; }

    /// <summary>Opens the database and brings it to the newest migration.</summary>
    /// <param name="dataFolder">Where the SQLite file and everything else on disk live; made when missing.</param>
    /// <param name="connectionString">PostgreSQL (a connection string or a postgres:// address), or null for SQLite.</param>
    public static Db Open(string dataFolder, string? connectionString = null)
    {
        Directory.CreateDirectory(dataFolder);
        Dialect dialect = connectionString is null
            ? new SqliteDialect(Path.Combine(dataFolder, "assay.db"))
            : new PostgresDialect(connectionString);
        try
        {
            Migrations.Apply(dialect);
        }
        catch
        {
            dialect.Dispose();
            throw;
        }

        return new Db(dialect, Path.GetFullPath(dataFolder), connectionString);
    }

    /// <summary>
    /// Reads; sees everything acknowledged before the call. Not within another read: there are only so many sessions, and if everyone
    /// who has one waits for a second, nobody ever gets it.
    /// </summary>
    public T Read<T>(Func<Session, T> work)
    {
        RefuseWithinRead();
        for (var retried = false; ; retried = true)
        {
            var session = Dialect.Rent();
            try
            {
                isReading = true;
                var result = work(session);
                Dialect.Return(session);
                return result;
            }
            catch (DbException error) when (!retried && error.IsTransient)
            {
                // a pooled connection may have died with the server it led to; reading again is harmless
                Dialect.Discard(session);
            }
            catch
            {
                Dialect.Discard(session);
                throw;
            }
            finally
            {
                isReading = false;
            }
        }
    }

    /// <summary>Throws when this thread is within a read: call it first where a session may be needed but often is not.</summary>
    internal static void RefuseWithinRead()
    {
        if (isReading)
            throw new InvalidOperationException("A read within a read: read before it, or pass its session on.");
    }

    /// <summary>A session that sees one moment of the database until it is disposed, however long that takes.</summary>
    public Session Snapshot()
    {
        var session = new Session(Dialect.Open(), Dialect);
        session.Begin(Dialect.BeginSnapshot);
        return session;
    }

    /// <summary>Writes in one transaction; done when it is on disk.</summary>
    public Task<T> Write<T>(Func<Session, T> work) => lanes[0].Run(null, work);

    public Task Write(Action<Session> work) => Write(Unit(work));

    /// <summary>Writes to a project's tasks: nobody else does until the transaction ends.</summary>
    public Task<T> Write<T>(long projectId, Func<Session, T> work) => Lane(projectId).Run(projectId, work);

    public Task Write(long projectId, Action<Session> work) => Write(projectId, Unit(work));

    /// <summary>
    /// The same in small pieces that nobody waits for: one goes with each transaction of others, and they follow each other only where there are none for a moment. For work in the background, whose transactions
    /// would each be one more that people wait for.
    /// </summary>
    public Task<T> WriteBeside<T>(long projectId, Func<Session, T> work) => Lane(projectId).Run(projectId, work, isPatient: true);

    public Task WriteBeside(long projectId, Action<Session> work) => WriteBeside(projectId, Unit(work));

    /// <summary>Whether others of this process wait to write what the project's writer will do next: long work should then come in smaller pieces.</summary>
    public bool IsAwaited(long projectId) => Lane(projectId).IsAwaited;

    public bool IsUniqueViolation(DbException error) => Dialect.IsUniqueViolation(error);

    public void Dispose()
    {
        foreach (var lane in lanes)
            lane.Dispose();
        Dialect.Dispose();
    }

    private WriteLane Lane(long projectId) => lanes[(int)((ulong)projectId % (ulong)lanes.Length)];

    private static Func<Session, bool> Unit(Action<Session> work) => session =>
    {
        work(session);
        return true;
    };
}
