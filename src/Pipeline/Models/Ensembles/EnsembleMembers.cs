using System.Text.Json;
using Assay.Pipeline.Database;
using Assay.WeakModels;

namespace Assay.Pipeline.Models.Ensembles;

/// <summary>The models of a project that its ensembles name, set up here or sent by a program.</summary>
internal static class EnsembleMembers
{
    private const string NewestSql = """
        SELECT m.id, m.name, m.version, (SELECT max(p.id) FROM prediction p WHERE p.model_id = m.id AND NOT p.is_replaced) AS last
        FROM weak_model m WHERE m.project_id = @projectId AND m.name = @name
        ORDER BY CASE WHEN (SELECT max(p.id) FROM prediction p WHERE p.model_id = m.id AND NOT p.is_replaced) IS NULL THEN 1 ELSE 0 END, last DESC, m.id DESC LIMIT 1
        """;

    private const string OthersSql = $"""
        SELECT name FROM model_setup WHERE project_id = @projectId AND kind <> '{EnsembleKind.Word}'
        UNION SELECT m.name FROM weak_model m WHERE m.project_id = @projectId
            AND NOT EXISTS (SELECT 1 FROM model_setup s WHERE s.project_id = m.project_id AND s.name = m.name)
        ORDER BY 1
        """;

    /// <summary>Sees whether all that are named are models of the project, and no ensembles.</summary>
    /// <exception cref="UnfitModel">One is not; the message names those there are.</exception>
    public static void Check(Session session, long projectId, EnsembleSettings settings)
    {
        var others = session.Query<string>(OthersSql, new { projectId }).ToList();
        if (settings.Members.FirstOrDefault(member => !others.Contains(member)) is { } unknown)
            throw new UnfitModel(
                $"the project has no model \"{unknown}\" that an ensemble could combine; there {(others.Count == 0 ? "are none" : $"are {string.Join(", ", others.Take(20))}")}. "
                + "Choose members anew: an ensemble is no member of another, and one that was renamed is another model");
    }

    /// <summary>Each in the version that spoke last.</summary>
    /// <exception cref="UnfitModel">One has said nothing yet.</exception>
    public static IReadOnlyList<EnsembleMember> Newest(Session session, long projectId, EnsembleSettings settings) =>
        [.. settings.Members.Select(name => Newest(session, projectId, name)
            ?? throw new UnfitModel($"\"{name}\" has drafted nothing yet: let it draft the tasks first, or take it out of the ensemble"))];

    /// <summary>In the version that spoke last; null where it never did.</summary>
    public static EnsembleMember? Newest(Session session, long projectId, string name) =>
        session.OneOrNone<Row>(NewestSql, new { projectId, name }) is { } row ? new EnsembleMember(row.Id, row.Name, row.Version) : null;

    /// <summary>The ensembles of a project of which a model is a member.</summary>
    public static IEnumerable<SetupRow> EnsemblesOf(Session session, long projectId, string name) =>
        session.Query<SetupRow>($"{SetupRow.Select} WHERE project_id = @projectId AND kind = '{EnsembleKind.Word}' ORDER BY id", new { projectId }).ToList()
            .Where(ensemble => EnsembleSettings.Read(JsonElement.Parse(ensemble.Settings)).Members.Contains(name));

    /// <summary>A member of an ensemble that is drafting; null for none, and for a model that is no ensemble.</summary>
    public static string? Drafting(Session session, long projectId, SetupRow setup) => setup.Kind != EnsembleKind.Word ? null
        : EnsembleSettings.Read(JsonElement.Parse(setup.Settings)).Members.FirstOrDefault(name => SetupOf(session, projectId, name) is { } member && SetupRow.IsRunning(session, member.Id));

    /// <summary>The model of this name that the project runs itself; null for one that a program sends, or none.</summary>
    public static SetupRow? SetupOf(Session session, long projectId, string name) =>
        session.OneOrNone<SetupRow>(SetupRow.Select + " WHERE project_id = @projectId AND name = @name", new { projectId, name });

    private sealed record Row
    {
        public long Id { get; init; }

        public string Name { get; init; } = "";

        public string Version { get; init; } = "";

        public long? Last { get; init; }
    }
}

/// <param name="Model">The id of this version of it.</param>
/// <param name="Name">What its predictions are stored under.</param>
/// <param name="Version">The version that spoke last.</param>
internal sealed record EnsembleMember(long Model, string Name, string Version);
