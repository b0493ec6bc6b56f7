using Assay.Pipeline.Media;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Media;

/// <summary>A project with an image field "picture" and an audio field "sound", and the library beside it.</summary>
internal sealed class MediaBench : IAsyncDisposable
{
    public const string Schema = """
        {"fields":[{"name":"picture","kind":"image","required":false},{"name":"sound","kind":"audio","required":false}],"questions":[{"name":"topic","kind":"choice",
        "title":"Topic?","mode":"single","labels":[{"name":"sport"},{"name":"world"},{"name":"business"}]}]}
        """;

    private MediaBench(TestDb database, MediaLimits? limits)
    {
        Database = database;
        Library = new MediaLibrary(database.Db, Clock, limits ?? new MediaLimits());
    }

    public TestDb Database { get; }

    public FakeClock Clock { get; } = new();

    public MediaLibrary Library { get; }

    public long Person { get; private set; }

    public long Project { get; private set; }

    public static async Task<MediaBench> Create(string engine, MediaLimits? limits = null)
    {
        var bench = new MediaBench(TestDb.Create(engine), limits);
        bench.Person = await TestProject.Person(bench.Database.Db, "owner");
        bench.Project = await TestProject.Create(bench.Database.Db, bench.Person, schema: Schema);
        return bench;
    }

    public Task<AddedMedium> Add(string name, byte[] content, long? project = null) =>
        Library.Add(project ?? Project, Person, name, new MemoryStream(content));

    /// <summary>Names of the files in the folder of media, without their folders.</summary>
    public IReadOnlyList<string> Files() => Directory.Exists(Path.Combine(Database.Folder, "media"))
        ? [.. Directory.EnumerateFiles(Path.Combine(Database.Folder, "media"), "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)).Order()]
        : [];

    public ValueTask DisposeAsync()
    {
        Library.Dispose();
        Database.Dispose();
        return ValueTask.CompletedTask;
    }
}
