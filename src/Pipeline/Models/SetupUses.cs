using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models.Ensembles;

namespace Assay.Pipeline.Models;

/// <summary>What else of a project asks one of its weak models. Read and written only under the project's lock.</summary>
internal static class SetupUses
{
    private const string ArbiterSql = "SELECT 1 FROM arbitration WHERE project_id = @projectId AND setup_id = @Id";

    private const string JudgeSql = "SELECT 1 FROM difficulty_setting WHERE project_id = @projectId AND setup_id = @Id AND is_on";

    /// <summary>Lets go of a model that nothing asks.</summary>
    /// <exception cref="Conflict">It is the arbiter of disputes, it says how hard tasks are, or it is a member of an ensemble; the message tells where that is changed.</exception>
    public static void End(Session session, long projectId, SetupRow row)
    {
        var uses = new List<string>();
        if (session.OneOrNone<long?>(ArbiterSql, new { projectId, row.Id }) is not null)
            uses.Add("the arbiter of disputes; choose another one, or none, under Disputes, Ask a model");
        if (session.OneOrNone<long?>(JudgeSql, new { projectId, row.Id }) is not null)
            uses.Add("the judge of how hard tasks are; choose another one, or none, under Weak models, Easy tasks first");
        uses.AddRange(EnsembleMembers.EnsemblesOf(session, projectId, row.Name).Select(ensemble => $"a member of the ensemble \"{ensemble.Name}\"; take it out there first"));
        if (uses.Count > 0)
            throw new Conflict($"\"{row.Name}\" cannot be removed: it is {string.Join(". It is also ", uses)}.");
        session.Execute("UPDATE difficulty_setting SET setup_id = NULL WHERE project_id = @projectId AND setup_id = @Id", new { projectId, row.Id });
    }

    /// <summary>Sees whether a model may be called otherwise.</summary>
    /// <exception cref="Conflict">It is a member of an ensemble, which knows it by its name.</exception>
    public static void Rename(Session session, long projectId, SetupRow row, string name)
    {
        if (row.Name != name && EnsembleMembers.EnsemblesOf(session, projectId, row.Name).FirstOrDefault() is { } ensemble)
            throw new Conflict($"\"{row.Name}\" keeps its name while it is a member of the ensemble \"{ensemble.Name}\"; take it out there first.");
    }

    /// <summary>The model, in the transaction that begins to ask it: one that was removed meanwhile is not named.</summary>
    /// <exception cref="Invalid">The project has no such model.</exception>
    public static void Begin(Session session, long projectId, long? id)
    {
        if (id is { } named && session.OneOrNone<long?>("SELECT id FROM model_setup WHERE id = @named AND project_id = @projectId", new { named, projectId }) is null)
            throw new Invalid("setupId", "unknown", $"The project has no weak model {named}.");
    }
}
