using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.Quality.Measuring;

/// <summary>Up to where votes are known: while a project's mark stays the same, so do its votes and final labels.</summary>
/// <param name="Annotation">The newest answer or skip. Ids of one project become visible in order, since they are made under its lock.</param>
/// <param name="Change">The newest entry of the log of changes to earlier ones.</param>
/// <param name="Schema">The version of the schema they are read under.</param>
internal sealed record QualityMark(long Annotation, long Change, long Schema)
{
    /// <summary>Steps from person to person in the index by person, so that it costs as much as there are people.</summary>
    internal const string People = """
        WITH RECURSIVE people (person_id) AS (
            SELECT min(person_id) FROM annotation WHERE project_id = @projectId
            UNION ALL
            SELECT (SELECT min(a.person_id) FROM annotation a WHERE a.project_id = @projectId AND a.person_id > people.person_id)
            FROM people WHERE people.person_id IS NOT NULL)
        """;

    private const string Annotations =
        "coalesce(max((SELECT max(a.id) FROM annotation a WHERE a.project_id = @projectId AND a.person_id = people.person_id)), 0) AS annotation";

    private const string NewestSql = $"{People} SELECT {Annotations} FROM people";

    private const string Sql = $"""
        {People}
        SELECT {Annotations},
            (SELECT coalesce(max(sequence), 0) FROM vote_change WHERE project_id = @projectId) AS change
        FROM people
        """;

    /// <summary>Nothing read yet, under a schema.</summary>
    public static QualityMark Start(long schema) => new(0, 0, schema);

    /// <summary>The newest answer or skip of the project; 0 when there is none.</summary>
    public static long Newest(Session session, long projectId) => session.One<long>(NewestSql, new { projectId });

    /// <summary>The mark of this moment.</summary>
    /// <exception cref="NotFound">There is no such project.</exception>
    public static QualityMark Of(Session session, ProjectSettings settings)
    {
        var (annotation, change) = session.One<(long, long)>(Sql, new { projectId = settings.Id });
        return new QualityMark(annotation, change, settings.SchemaVersion);
    }
}
