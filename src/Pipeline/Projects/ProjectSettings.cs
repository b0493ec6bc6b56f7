using System.Collections.Concurrent;
using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Projects;

/// <summary>What the stages need to know of a project. Read anew for every piece of work; only the parsed schema is kept.</summary>
public sealed record ProjectSettings
{
    /// <summary>More people than this on one task is a mistake.</summary>
    public const int LargestOverlap = 100;

    private const string Sql = """
        SELECT id, name, schema_json, schema_version, overlap, lease_seconds, skip_policy, gold_rate, item_word, guideline_version, is_demo, created_at, archived_at
        FROM project WHERE id = @id
        """;

    /// <summary>Schemas by project and version: a version never changes.</summary>
    private static readonly ConcurrentDictionary<(long Project, long Version, string Json), LabelSchema> Schemas = new();

    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string SchemaJson { get; init; } = "";

    public long SchemaVersion { get; init; }

    /// <summary>How many people answer each task.</summary>
    public int Overlap { get; init; }

    /// <summary>How long a claimed task is kept for the person without a sign of life.</summary>
    public int LeaseSeconds { get; init; }

    /// <summary>What happens to a skipped task: others, me, nobody, forbidden.</summary>
    public string SkipPolicy { get; init; } = "";

    /// <summary>Share of claims that get a task whose answer is known, 0 to 0.5.</summary>
    public double GoldRate { get; init; }

    /// <summary>What the items are, in the plural: "mails".</summary>
    public string ItemWord { get; init; } = "";

    public long GuidelineVersion { get; init; }

    public bool IsDemo { get; init; }

    public long CreatedAt { get; init; }

    public long? ArchivedAt { get; init; }

    public LabelSchema Schema
    {
        get
        {
            if (Schemas.Count > 1000)
                Schemas.Clear();
            return Schemas.GetOrAdd((Id, SchemaVersion, SchemaJson), static key => LabelSchema.Parse(key.Json));
        }
    }

    public static ProjectSettings Load(Session session, long id) =>
        session.OneOrNone<ProjectSettings>(Sql, new { id }) ?? throw new NotFound($"There is no project {id}.");
}
