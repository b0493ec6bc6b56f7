using System.Text.Json;
using Assay.Pipeline.Database;
using Assay.WeakModels;

namespace Assay.Pipeline.Models;

/// <summary>What trying models of a kind has cost before one was set up. Changed only under the project's lock.</summary>
internal static class TrialAccounts
{
    private const string Key = "project_id = @projectId AND kind = @kind";

    public static Spent Of(Session session, long projectId, string kind) =>
        Read(session.OneOrNone<string>($"SELECT spent FROM trial_account WHERE {Key}", new { projectId, kind }));

    public static void Add(Session session, long projectId, string kind, Spent spent) => session.Execute(
        "INSERT INTO trial_account (project_id, kind, spent) VALUES (@projectId, @kind, @sum) ON CONFLICT (project_id, kind) DO UPDATE SET spent = @sum",
        new { projectId, kind, sum = JsonSerializer.Serialize(Of(session, projectId, kind) + spent, JsonSerializerOptions.Web) });

    /// <summary>Hands the account to a model that is set up, as its column has it; null where nothing was spent.</summary>
    public static string? Close(Session session, long projectId, string kind) =>
        session.OneOrNone<string>($"DELETE FROM trial_account WHERE {Key} RETURNING spent", new { projectId, kind });

    private static Spent Read(string? spent) => spent is null ? default : JsonSerializer.Deserialize<Spent>(spent, JsonSerializerOptions.Web);
}
