using System.Text.Json.Serialization;
using Assay.Learning.Tagging;
using Assay.Learning.Text;
using Assay.Learning.Vectors;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Models;

/// <summary>A row of the table learned_model: a classifier of texts or images, or a tagger, that a project has trained. Its bytes are in the table learned_model_part. The last few are kept.</summary>
internal sealed record LearnedModelRow
{
    private const int Kept = 3;

    public long Id { get; init; }

    public long ProjectId { get; init; }

    public string Question { get; init; } = "";

    public long SchemaVersion { get; init; }

    public string Version { get; init; } = "";

    /// <summary>Of so many texts, or images, its features were learned.</summary>
    public long Texts { get; init; }

    [JsonIgnore]
    public byte[] Bytes { get; init; } = [];

    public long CreatedAt { get; init; }

    /// <summary>The last one that is whole.</summary>
    public static LearnedModelRow? Newest(Session session, long projectId) => session.OneOrNone<LearnedModelRow>(
        "SELECT id, project_id, question, schema_version, version, texts, created_at FROM learned_model WHERE project_id = @projectId AND is_whole ORDER BY id DESC LIMIT 1",
        new { projectId }) is { } newest ? newest with { Bytes = LearnedModelParts.Read(session, newest.Id) } : null;

    /// <summary>Whether a project's last model is this one, of this schema.</summary>
    public static bool IsNewest(Session session, long projectId, string version, long schemaVersion) => session.OneOrNone<LearnedModelRow>(
        "SELECT version, schema_version FROM learned_model WHERE project_id = @projectId AND is_whole ORDER BY id DESC LIMIT 1",
        new { projectId }) is { } newest && newest.Version == version && newest.SchemaVersion == schemaVersion;

    /// <summary>What it is, by how its bytes begin.</summary>
    [JsonIgnore]
    public LearnedForm Form => SequenceTagger.IsSaved(Bytes) ? LearnedForm.Tagger : LabelClassifier.IsSaved(Bytes) ? LearnedForm.ImageClassifier : LearnedForm.TextClassifier;

    /// <exception cref="InvalidDataException">It is none.</exception>
    public TextClassifier Classifier()
    {
        using var stream = new MemoryStream(Bytes, writable: false);
        return TextClassifier.Load(stream);
    }

    /// <exception cref="InvalidDataException">It is none.</exception>
    public SequenceTagger Tagger()
    {
        using var stream = new MemoryStream(Bytes, writable: false);
        return SequenceTagger.Load(stream);
    }

    /// <exception cref="InvalidDataException">It is none.</exception>
    public LabelClassifier ImageClassifier()
    {
        using var stream = new MemoryStream(Bytes, writable: false);
        return LabelClassifier.Load(stream);
    }

    /// <summary>Begins to write it: the row, whose number this gives, without its bytes.</summary>
    public long Begin(Session session) => session.One<long>(
        """
        INSERT INTO learned_model (project_id, question, schema_version, version, texts, is_whole, created_at)
        VALUES (@ProjectId, @Question, @SchemaVersion, @Version, @Texts, FALSE, @CreatedAt) RETURNING id
        """,
        this);

    /// <summary>From now on it is the project's newest.</summary>
    public static void End(Session session, long id) => session.Execute("UPDATE learned_model SET is_whole = TRUE WHERE id = @id", new { id });

    /// <summary>Models that are kept no longer, and those whose writing was cut off.</summary>
    public static IReadOnlyList<long> Outlived(Session session, long projectId) =>
    [
        .. session.Query<long>(
            """
            SELECT id FROM learned_model WHERE project_id = @projectId
                AND id NOT IN (SELECT id FROM learned_model WHERE project_id = @projectId AND is_whole ORDER BY id DESC LIMIT @Kept)
            """,
            new { projectId, Kept }),
    ];
}

/// <summary>What a project's own model is.</summary>
internal enum LearnedForm
{
    /// <summary>Of choices, over text.</summary>
    TextClassifier,

    /// <summary>Of choices, over images.</summary>
    ImageClassifier,

    /// <summary>Of spans.</summary>
    Tagger,
}
