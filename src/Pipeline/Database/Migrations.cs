using System.Reflection;

namespace Assay.Pipeline.Database;

/// <summary>Numbered SQL files, embedded, forward only, each in one transaction.</summary>
public static class Migrations
{
    private const string Prefix = "Migrations.";

    public static IReadOnlyList<(int Number, string Name, string Sql)> All { get; } = Load();

    /// <summary>Applies what is missing and gives the names of what it applied. A newer program's database is refused.</summary>
    public static IReadOnlyList<string> Apply(Dialect dialect)
    {
        using var session = new Session(dialect.Open(), dialect);
        session.Begin(dialect.BeginWrite);
        dialect.LockSchema(session);
        session.Execute("CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL)");
        var applied = session.OneOrNone<long?>("SELECT max(number) FROM migration") ?? 0;
        var newest = All[^1].Number;
        if (applied > newest)
            throw new InvalidOperationException($"The database is at migration {applied}; this program knows {newest}. Start a newer program.");
        var names = new List<string>();
        foreach (var (number, name, sql) in All)
        {
            if (number <= applied)
                continue;
            session.Execute(dialect.Translate(sql));
            session.Execute("INSERT INTO migration (number, name) VALUES (@number, @name)", new { number, name });
            names.Add(name);
        }

        session.Commit();
        return names;
    }

    private static List<(int, string, string)> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(resource =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                    var name = resource[Prefix.Length..^".sql".Length];
                    return (int.Parse(name[..4], System.Globalization.CultureInfo.InvariantCulture), name, reader.ReadToEnd());
                }),
        ];
    }
}
