using Assay.Pipeline.Database;

namespace Assay.TestKit;

/// <summary>A fresh database on either engine, with a folder that goes with it.</summary>
public sealed class TestDb : IDisposable
{
    private readonly string? connectionString;

    private TestDb(string engine, string folder, string? connectionString)
    {
        (Engine, Folder, this.connectionString) = (engine, folder, connectionString);
        Db = Db.Open(folder, connectionString);
    }

    /// <summary>The engines every store test runs on.</summary>
    public static IReadOnlyList<string> Engines { get; } = ["sqlite", "postgresql"];

    public string Engine { get; }

    public string Folder { get; }

    public Db Db { get; private set; }

    public static TestDb Create(string engine)
    {
        var folder = Directory.CreateTempSubdirectory("assay-test-").FullName;
        return new TestDb(engine, folder, engine == "postgresql" ? PostgresCluster.NewDatabase() : null);
    }

    /// <summary>A second node on the same database.</summary>
    public Db OpenAnother() => Db.Open(Folder, connectionString);

    /// <summary>What a restart of the program does.</summary>
    public void Reopen()
    {
        Db.Dispose();
        Db = Db.Open(Folder, connectionString);
    }

    public void Dispose()
    {
        Db.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
