using System.Data;
using System.Data.Common;
using System.Text.RegularExpressions;

namespace Assay.Pipeline.Database;

/// <summary>
/// SQL of a hot path with the kinds of its parameters, in the order in which their names first appear. A session prepares it once
/// and keeps it: SQLite otherwise compiles the text at every call, which costs more than running it.
/// </summary>
public sealed partial class HotSql
{
    public HotSql(string text, params DbType[] types)
    {
        Text = text;
        Types = types;
        Names = [.. Name().Matches(text).Select(match => match.Value).Distinct()];
        if (Names.Count != types.Length)
            throw new ArgumentException($"The statement names {Names.Count} parameters and has {types.Length} types: {text}", nameof(types));
    }

    public string Text { get; }

    public IReadOnlyList<DbType> Types { get; }

    public IReadOnlyList<string> Names { get; }

    [GeneratedRegex("@[a-z_]+", RegexOptions.IgnoreCase)]
    private static partial Regex Name();
}

/// <summary>A prepared command of one session.</summary>
public sealed class Statement : IDisposable
{
    private readonly DbCommand command;

    internal Statement(DbConnection connection, HotSql sql)
    {
        command = connection.CreateCommand();
        command.CommandText = sql.Text;
        for (var i = 0; i < sql.Names.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = sql.Names[i];
            parameter.DbType = sql.Types[i];
            parameter.Value = DBNull.Value;
            command.Parameters.Add(parameter);
        }

        command.Prepare();
    }

    /// <summary>Runs it and gives the number of rows changed.</summary>
    public int Execute(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs it; the caller reads and disposes.</summary>
    public DbDataReader Read(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteReader();
    }

    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        if (values.Length != command.Parameters.Count)
            throw new ArgumentException($"{values.Length} values for {command.Parameters.Count} parameters: {command.CommandText}", nameof(values));
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
