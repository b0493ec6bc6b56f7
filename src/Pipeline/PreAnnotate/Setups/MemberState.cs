using System.Text.Json;
using Assay.Pipeline.Database;
using Assay.Pipeline.Models;
using Assay.Pipeline.Models.Ensembles;

namespace Assay.Pipeline.PreAnnotate.Setups;

/// <summary>A member of an ensemble, and what is to be done about it before the ensemble drafts.</summary>
/// <param name="Name">Of the member.</param>
/// <param name="State">
/// ready; newer: it has drafted since the ensemble began its last run, which is to be run again; changed: it was set up anew since it drafted, and is to draft again; running:
/// it is drafting; undrafted: it has drafted nothing yet; gone: the project has no such model any more, and members are to be chosen anew.
/// </param>
public sealed record MemberState(string Name, string State)
{
    private const string LastSql = "SELECT created_at FROM prediction WHERE model_id = @Model AND NOT is_replaced ORDER BY id DESC LIMIT 1";

    internal static IReadOnlyList<MemberState> Of(Session session, SetupRow row)
    {
        if (row.Kind != EnsembleKind.Word)
            return [];
        var began = row.JobId is { } job ? Jobs.Jobs.Get(session, job).StartedAt : null;
        return [.. EnsembleSettings.Read(JsonElement.Parse(row.Settings)).Members.Select(name => new MemberState(name, StateOf(session, row.ProjectId, name, began)))];
    }

    private static string StateOf(Session session, long projectId, string name, long? began)
    {
        var setup = EnsembleMembers.SetupOf(session, projectId, name);
        var last = setup?.JobId is { } job ? Jobs.Jobs.Get(session, job) : null;
        if (last is { IsFinished: false })
            return "running";
        if (EnsembleMembers.Newest(session, projectId, name) is not { } newest)
            return setup is null ? "gone" : "undrafted";
        if (last is not null && setup!.ChangedAt > last.CreatedAt)
            return "changed";
        return began < session.OneOrNone<long?>(LastSql, new { newest.Model }) ? "newer" : "ready";
    }
}
