using System.CommandLine;
using System.Data.Common;
using Assay.Pipeline.Database;

namespace Assay.Cli;

/// <summary>assay migrate: brings the database to what this program knows.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var check = new Option<bool>("--check") { Description = "Only say what is missing; exit 1 when something is" };
        var command = new Verb(
            "migrate",
            "Bring the database to the newest migration. Every other command does so too when it opens the database",
            "assay migrate --check --data /srv/assay");
        Options.AddTo(command, check, Options.Json);
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed, parsed.GetValue(check))));
        return command;
    }

    private static int Run(ParseResult parsed, bool check)
    {
        var output = Options.Output(parsed);
        var file = Path.Combine(Options.DataFolder(parsed), "assay.db");
        var (connection, isNew) = (Options.Connection(parsed), false);
        if (connection is null && !File.Exists(file))
            isNew = true;
        var dialect = connection is null ? (Dialect?)(isNew ? null : new SqliteDialect(file)) : new PostgresDialect(connection);
        try
        {
            var applied = dialect is null ? 0 : Applied(dialect);
            var missing = Migrations.All.Where(migration => migration.Number > applied).Select(migration => migration.Name).ToList();
            if (!check && missing.Count > 0)
                Db.Open(Options.DataFolder(parsed), connection).Dispose();
            output.Result(new { Applied = check ? [] : missing, Missing = check ? missing : [], Newest = Migrations.All[^1].Number }, () =>
            {
                foreach (var name in missing)
                    output.Say($"{(check ? "missing" : "applied")} {name}");
                if (missing.Count == 0)
                    output.Say($"The database is at migration {applied}, the newest.");
            });
            return check && missing.Count > 0 ? ExitCodes.BadInput : ExitCodes.Fine;
        }
        finally
        {
            dialect?.Dispose();
        }
    }

    private static long Applied(Dialect dialect)
    {
        var session = dialect.Rent();
        try
        {
            return session.OneOrNone<long?>("SELECT max(number) FROM migration") ?? 0;
        }
        catch (DbException error) when (error.SqlState == "42P01" || error.Message.Contains("no such table", StringComparison.Ordinal))
        {
            return 0; // a database nobody has used yet
        }
        finally
        {
            dialect.Return(session);
        }
    }
}
