using Assay.Learning.Tagging;
using Assay.Learning.Text;
using Assay.Learning.Vectors;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Models;

/// <summary>A row of the table learned_model: a classifier of texts or images, or a tagger, that a project has trained. The last few are kept.</summary>
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

    public byte[] Bytes { get; init; } = [];

    public long CreatedAt { get; init; }

    public static LearnedModelRow? Newest(Session session, long projectId) => session.OneOrNone<LearnedModelRow>(
        "SELECT id, project_id, question, schema_version, version, texts, bytes, created_at FROM learned_model WHERE project_id = @projectId ORDER BY id DESC LIMIT 1",
        new { projectId });

    /// <summary>What it is, by how its bytes begin.</summary>
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

    public void Add(Session session)
    {
        session.Execute(
            """
            INSERT INTO learned_model (project_id, question, schema_version, version, texts, bytes, created_at)
            VALUES (@ProjectId, @Question, @SchemaVersion, @Version, @Texts, @Bytes, @CreatedAt)
            """,
            this);
        session.Execute(
            """
            DELETE FROM learned_model WHERE project_id = @ProjectId
                AND id NOT IN (SELECT id FROM learned_model WHERE project_id = @ProjectId ORDER BY id DESC LIMIT @Kept)
            """,
            new { ProjectId, Kept });
    }
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
