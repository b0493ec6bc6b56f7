using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Database;
using Assay.Pipeline.People;
using Assay.WeakModels;

namespace Assay.Pipeline.Models;

/// <summary>What the language models of a project may cost together, beside the limits of each, and what they have cost.</summary>
/// <param name="MostTokens">Tokens sent and received; null for no limit.</param>
/// <param name="MostMoney">In the currency of the models' prices, which have to be one; null for no limit. A model without prices cannot be asked under one.</param>
/// <param name="RequestsAMinute">From all server processes together; null for no limit.</param>
/// <param name="TokensAMinute">Sent and received, by all server processes together; null for no limit.</param>
public sealed record ProjectLimits(long? MostTokens = null, decimal? MostMoney = null, int? RequestsAMinute = null, long? TokensAMinute = null)
{
    /// <exception cref="Invalid">One of them is 0 or below.</exception>
    internal ProjectLimits Checked()
    {
        foreach (var (name, value) in ((string, decimal?)[])[("mostTokens", MostTokens), ("mostMoney", MostMoney), ("requestsAMinute", RequestsAMinute), ("tokensAMinute", TokensAMinute)])
            if (value <= 0)
                throw new Invalid(name, "range", $"{name} is {value}; it should be above 0, or left out for no limit.");
        return this;
    }
}

/// <param name="Limits">What may be spent.</param>
/// <param name="Spent">What was: by drafts, trials, opinions and judgements of all models, those that were removed too.</param>
public sealed record ProjectSpending(ProjectLimits Limits, Spent Spent);

/// <summary>The spending of projects: looked at, limited, and booked.</summary>
public sealed class Spendings(Db db, TimeProvider time)
{
    public ProjectSpending Get(long projectId) => db.Read(session => new ProjectSpending(Limits(session, projectId), SpentOn(session, projectId)));

    /// <summary>Sets what all models together may cost. It holds from the next request on, also in runs that go on.</summary>
    /// <exception cref="Invalid">A limit is 0 or below.</exception>
    public async Task<ProjectSpending> Set(long projectId, long personId, ProjectLimits limits)
    {
        var wanted = limits.Checked();
        await db.Write(projectId, session =>
        {
            var text = JsonSerializer.Serialize(wanted, JsonSerializerOptions.Web);
            session.Execute(
                "INSERT INTO spending (project_id, limits) VALUES (@projectId, @text) ON CONFLICT (project_id) DO UPDATE SET limits = @text", new { projectId, text });
            Audit.Add(session, time.GetUtcNow().ToUnixTimeMilliseconds(), personId, projectId, "spending.limited", text);
        });
        return Get(projectId);
    }

    /// <summary>What may be spent.</summary>
    internal static ProjectLimits Limits(Session session, long projectId) =>
        session.OneOrNone<string>("SELECT limits FROM spending WHERE project_id = @projectId", new { projectId }) is { } limits
            ? JsonSerializer.Deserialize<ProjectLimits>(limits, JsonSerializerOptions.Web)!
            : new ProjectLimits();

    /// <summary>What was spent. Before the first booking of this version, the sum of the models there are.</summary>
    internal static Spent SpentOn(Session session, long projectId) =>
        session.OneOrNone<string>("SELECT spent FROM spending WHERE project_id = @projectId", new { projectId }) is { } spent
            ? Read(spent)
            : session.Query<string>(
                """
                SELECT spent FROM model_setup WHERE project_id = @projectId AND spent IS NOT NULL
                UNION ALL SELECT spent FROM trial_account WHERE project_id = @projectId
                """,
                new { projectId }).ToList().Aggregate(default(Spent), (sum, one) => sum + Read(one));

    /// <summary>Books on a model, or on the trials of a kind, and on the project, in the transaction that keeps what was bought.</summary>
    /// <param name="session">Under the project's lock.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="setup">The model; null for one that is not set up yet.</param>
    /// <param name="kind">Of the model.</param>
    /// <param name="spent">What it cost.</param>
    internal static void Add(Session session, long projectId, long? setup, string kind, Spent spent)
    {
        if (spent == default)
            return;
        var sum = JsonSerializer.Serialize(SpentOn(session, projectId) + spent, JsonSerializerOptions.Web);
        session.Execute("INSERT INTO spending (project_id, spent) VALUES (@projectId, @sum) ON CONFLICT (project_id) DO UPDATE SET spent = @sum", new { projectId, sum });
        if (setup is { } id)
            SetupRow.AddSpent(session, id, spent);
        else
            TrialAccounts.Add(session, projectId, kind, spent);
    }

    private static Spent Read(string spent) => JsonSerializer.Deserialize<Spent>(spent, JsonSerializerOptions.Web);
}
