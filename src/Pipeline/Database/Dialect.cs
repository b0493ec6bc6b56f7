using System.Data.Common;

namespace Assay.Pipeline.Database;

/// <summary>What differs between SQLite and PostgreSQL. Nothing else in the program asks which engine it runs on.</summary>
public abstract class Dialect : IDisposable
{
    /// <summary>"sqlite" or "postgresql": for messages and for the bulk loader.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Whether one transaction may hold the work of several projects. SQLite has one writer, so all its work shares one sync;
    /// on PostgreSQL two nodes that lock projects in different orders would wait for each other.
    /// </summary>
    public abstract bool ProjectsShareTransactions { get; }

    /// <summary>Whether "(rank, id) > (@rank, @task)" is looked up whole in an index of (rank, id); SQLite looks up the first column and walks past the rest.</summary>
    public abstract bool SeeksRows { get; }

    /// <summary>How many writer threads a node keeps.</summary>
    public abstract int Writers { get; }

    public abstract string BeginWrite { get; }

    /// <summary>Begins a read that sees one moment of the database until it ends.</summary>
    public abstract string BeginSnapshot { get; }

    /// <summary>Opens a connection of its own for a writer or a long read.</summary>
    public abstract DbConnection Open();

    public abstract Session Rent();

    public abstract void Return(Session session);

    /// <summary>Takes back a session that may be broken.</summary>
    public abstract void Discard(Session session);

    /// <summary>Waits until no other node works on the project's queue, and keeps it until the transaction ends.</summary>
    public abstract void LockProject(Session session, long projectId);

    /// <summary>Waits until no other node migrates.</summary>
    public abstract void LockSchema(Session session);

    /// <summary>Ascending task ids nobody else has. Call under the project's lock: within a project a later commit never has a smaller id.</summary>
    public abstract IReadOnlyList<long> TakeTaskIds(Session session, int count);

    /// <summary>A migration's text in this engine's words.</summary>
    public abstract string Translate(string migration);

    /// <summary>Inserts one row by an INSERT without RETURNING, and gives the id made for it.</summary>
    public abstract long Insert(Session session, HotSql sql, ReadOnlySpan<object?> values);

    public abstract bool IsUniqueViolation(DbException error);

    /// <summary>Rows into a table by the engine's fastest way, inside the session's transaction.</summary>
    public abstract IBulkWriter BulkInsert(Session session, string table, params ReadOnlySpan<Column> columns);

    /// <summary>"is one of" a list parameter: "task_id " + AnyOf("tasks").</summary>
    public abstract string AnyOf(string parameter);

    /// <summary>For each content hash, the task that holds such an item in the project, or 0. Call under the project's lock.</summary>
    public abstract void FindItems(Session session, long projectId, ReadOnlySpan<long> high, ReadOnlySpan<long> low, Span<long> tasks);

    /// <summary>Much will be written by this session, in large transactions; others wait for each of them anyway.</summary>
    public virtual void BeginBulk(Session session)
    {
    }

    /// <summary>Back to many small transactions.</summary>
    public virtual void EndBulk(Session session)
    {
    }

    /// <summary>A writer has committed; its session is between two transactions.</summary>
    public virtual void AfterCommit(Session session)
    {
    }

    /// <summary>Bytes the database occupies on disk.</summary>
    public abstract long SizeInBytes(Session session);

    public abstract void Dispose();
}

public enum ColumnKind { Number, Text, Truth }

public readonly record struct Column(string Name, ColumnKind Kind);

/// <summary>Write the columns of a row in order, then <see cref="EndRow"/>; <see cref="Complete"/> after the last.</summary>
public interface IBulkWriter : IDisposable
{
    void Write(long value);

    void Write(bool value);

    /// <summary>Text, or null.</summary>
    void Write(string? value);

    /// <summary>Text that is UTF-8 already.</summary>
    void WriteUtf8(ReadOnlySpan<byte> value);

    void WriteNull();

    void EndRow();

    void Complete();
}
