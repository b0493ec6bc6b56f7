using System.Text;
using Assay.Pipeline.ActiveLearning.Work;
using Assay.Pipeline.Database;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Ingest.Answers;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Media;
using Assay.Pipeline.Models;
using Assay.TestKit;

namespace Assay.Pipeline.Tests.Ingest;

/// <summary>A project, a person and the nouns that import into it; a second node on the same database on request.</summary>
public sealed class ImportBench : IAsyncDisposable
{
    private ImportBench(TestDb database) => (Database, Node) = (database, new Node(database.Db, Clock));

    public FakeClock Clock { get; } = new();

    public TestDb Database { get; }

    public Db Db => Database.Db;

    public Node Node { get; private set; }

    public Imports Imports => Node.Imports;

    public long Person { get; private set; }

    public long Project { get; private set; }

    public static async Task<ImportBench> Create(string engine, string schema = TestProject.Schema, int overlap = 1)
    {
        var bench = new ImportBench(TestDb.Create(engine));
        bench.Person = await TestProject.Person(bench.Db, "owner");
        bench.Project = await TestProject.Create(bench.Db, bench.Person, overlap, schema: schema);
        return bench;
    }

    public string File(string name, string content) => File(name, Encoding.UTF8.GetBytes(content));

    public string File(string name, byte[] content)
    {
        var path = Path.Combine(Database.Folder, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>A file of JSON lines with these texts.</summary>
    public string Lines(string name, IEnumerable<string> texts) =>
        File(name, string.Concat(texts.Select(text => System.Text.Json.JsonSerializer.Serialize(new { text }) + "\n")));

    /// <summary>Imports a file here and now.</summary>
    public async Task<ImportJob> Import(string path, ImportOptions? options = null) =>
        (await Imports.Run(Project, Person, [path], options ?? new ImportOptions())).Single();

    /// <summary>Uploads the file and queues its import.</summary>
    public async Task<ImportJob> Start(string path, ImportRequest? request = null)
    {
        await using var stream = System.IO.File.OpenRead(path);
        var upload = await Node.Uploads.Add(Project, Person, Path.GetFileName(path), null, stream);
        return await Imports.Start(Project, Person, (request ?? new ImportRequest { UploadId = "" }) with { UploadId = upload.UploadId, Mapping = request?.Mapping ?? upload.Suggested });
    }

    public async Task<ImportJob> Undo(long import)
    {
        await Imports.Undo(Project, import, Person);
        (await Node.Runner.RunNext()).ShouldBeTrue();
        return Imports.Get(Project, import);
    }

    /// <summary>What is in the project: text, line, rank, in order of ids.</summary>
    public IReadOnlyList<(string Data, long Line, long Rank)> Items() => Db.Read(session => session.Query<(string, long, long)>(
        "SELECT i.data, i.line, t.rank FROM item i JOIN task t ON t.id = i.task_id WHERE i.project_id = @Project ORDER BY t.id", new { Project }).ToList());

    public long Count(string table) => Db.Read(session => session.One<long>($"SELECT count(*) FROM {table}"));

    public T One<T>(string sql, object? values = null) => Db.Read(session => session.One<T>(sql, values));

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        Database.Dispose();
    }
}

/// <summary>One process's nouns.</summary>
public sealed class Node : IAsyncDisposable
{
    public Node(Db db, TimeProvider time, string? runner = null, Func<IJobKind, IJobKind>? around = null, Func<MediaLibrary, WebMedia>? web = null)
    {
        Jobs = new Pipeline.Jobs.Jobs(db, time);
        Uploads = new Uploads(db, time);
        Media = new MediaLibrary(db, time, new MediaLimits());
        Web = web?.Invoke(Media) ?? new WebMedia(Media, db);
        var models = new ModelKinds(ModelPlaces.OfServer(db.DataFolder), time);
        var kinds = JobKinds.All(db, Jobs, Uploads, Web, models, new LocalWork(db, models.Images, time), time);

        // however fast the machine, a file of some thousand rows takes several transactions
        foreach (var import in kinds.OfType<ImportBatch>())
            import.LargestChunk = ChunkSize.Smallest;
        foreach (var import in kinds.OfType<ImportAnswers>())
            import.Step = 150;
        Runner = new JobRunner(db, Jobs, time, [.. kinds.Select(around ?? (kind => kind))], runner);
        Imports = new Imports(db, Jobs, Runner, Uploads, time);
    }

    public Pipeline.Jobs.Jobs Jobs { get; }

    public Uploads Uploads { get; }

    public MediaLibrary Media { get; }

    public WebMedia Web { get; }

    public JobRunner Runner { get; }

    public Imports Imports { get; }

    public async ValueTask DisposeAsync()
    {
        await Runner.DisposeAsync();
        Web.Dispose();
        Media.Dispose();
    }
}
