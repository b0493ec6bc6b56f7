using System.Data.Common;
using Dapper;

namespace Assay.Pipeline.Database;

/// <summary>
/// A connection in use by one piece of work. Sessions are passed, never ambient. Ordinary SQL goes through Dapper; what runs on
/// every claim and submission is a <see cref="HotSql"/>, prepared once per session.
/// </summary>
public sealed class Session : IDisposable
{
    private readonly Dictionary<HotSql, Statement> prepared = [];
    private readonly List<Action> onRollback = [];
    private readonly HashSet<(string, long)> done = [];
    private readonly Dictionary<(Type, long), object> shared = [];

    static Session() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    internal Session(DbConnection connection, Dialect dialect)
    {
        Connection = connection;
        Dialect = dialect;
    }

    public DbConnection Connection { get; }

    public Dialect Dialect { get; }

    /// <summary>Whether something may have been changed since the work item began: a rule broken before that costs nobody else a rollback.</summary>
    internal bool Touched { get; set; }

    public IEnumerable<T> Query<T>(string sql, object? values = null)
    {
        Touched |= Changes(sql);
        return Connection.Query<T>(sql, values);
    }

    /// <summary>Rows one by one, for results that should not stand in memory.</summary>
    public IEnumerable<T> Stream<T>(string sql, object? values = null) => Connection.Query<T>(sql, values, buffered: false);

    public T One<T>(string sql, object? values = null)
    {
        Touched |= Changes(sql);
        return Connection.QuerySingle<T>(sql, values);
    }

    public T? OneOrNone<T>(string sql, object? values = null)
    {
        Touched |= Changes(sql);
        return Connection.QueryFirstOrDefault<T>(sql, values);
    }

    public int Execute(string sql, object? values = null)
    {
        Touched = true;
        return Connection.Execute(sql, values);
    }

    public Statement Hot(HotSql sql)
    {
        Touched |= Changes(sql.Text);
        if (!prepared.TryGetValue(sql, out var statement))
            prepared.Add(sql, statement = new Statement(Connection, sql));
        return statement;
    }

    /// <summary>Inserts a row and gives the id the database made for it.</summary>
    public long Insert(HotSql sql, params ReadOnlySpan<object?> values) => Dialect.Insert(this, sql, values);

    /// <summary>What memory believes about the database, taken back when the transaction is.</summary>
    public void OnRollback(Action undo) => onRollback.Add(undo);

    /// <summary>True the first time in this transaction: for what the items of a group share.</summary>
    public bool Once(string what, long id) => done.Add((what, id));

    /// <summary>The next <see cref="Once"/> is a first time again.</summary>
    public void Again(string what, long id) => done.Remove((what, id));

    /// <summary>What the items of a group read once between them. Whoever changes it says <see cref="Forget"/>.</summary>
    public T Shared<T>(long id, Func<Session, long, T> read)
        where T : class
    {
        if (shared.TryGetValue((typeof(T), id), out var known))
            return (T)known;
        var value = read(this, id);
        shared.Add((typeof(T), id), value);
        return value;
    }

    /// <summary>What is shared under this id is read again when it is next asked for.</summary>
    public void Forget(long id)
    {
        foreach (var key in shared.Keys.Where(key => key.Item2 == id).ToList())
            shared.Remove(key);
    }

    internal void Begin(string sql)
    {
        onRollback.Clear();
        done.Clear();
        shared.Clear();
        Touched = false;
        Run(sql);
    }

    internal void Commit()
    {
        Run("COMMIT");
        onRollback.Clear();
    }

    internal void Rollback()
    {
        try
        {
            Run("ROLLBACK");
        }
        finally
        {
            foreach (var undo in onRollback)
                undo();
            onRollback.Clear();
        }
    }

    public void Dispose()
    {
        foreach (var statement in prepared.Values)
            statement.Dispose();
        Connection.Dispose();
    }

    private static bool Changes(string sql)
    {
        var start = sql.AsSpan().TrimStart();
        return !start.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase);
    }

    private void Run(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
