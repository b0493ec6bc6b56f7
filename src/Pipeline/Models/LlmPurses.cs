using System.Collections.Concurrent;
using System.Text.Json;
using Assay.Pipeline.Database;
using Assay.WeakModels.Llm.Calling;

namespace Assay.Pipeline.Models;

/// <summary>
/// Whoever asks a project's language models in this process, a run, a trial, the arbiter, the judge, spends of the same purses and goes at the same pace: the model's and the
/// project's. What is booked in the database, by other nodes too, is looked at before each request, and a turn that is limited is taken there.
/// </summary>
internal sealed class LlmPurses(TimeProvider time)
{
    private readonly ConcurrentDictionary<long, Purse> projects = new();
    private readonly ConcurrentDictionary<(long Project, long Setup), Purse> models = new();

    /// <summary>What a model is asked within.</summary>
    /// <param name="project">The project, and the model if it is set up; the trials of others have one purse together.</param>
    /// <param name="setup">Its limits.</param>
    /// <param name="prices">Its prices.</param>
    public (Budget Budget, IReadOnlyList<Pace> Paces) Of(ProjectContext project, LlmSetup setup, Prices? prices)
    {
        var id = project.Project.Id;
        var whole = projects.GetOrAdd(id, _ => new Purse(new Ledger(), new Pace(time, new LlmPaceBook(project.Db, id, LlmPaceBook.Whole, time))));
        var scope = project.Setup ?? LlmPaceBook.Trials;
        var own = models.GetOrAdd((id, scope), _ => new Purse(new Ledger(default, whole.Ledger), new Pace(time, new LlmPaceBook(project.Db, id, scope, time))));
        (own.Pace.RequestsAMinute, own.Pace.TokensAMinute) = (setup.RequestsAMinute, setup.TokensAMinute);
        var limits = new SpendingLimits(setup.MostTokens, setup.MostMoney);
        var book = new LlmBook(project.Db, id, project.Setup, limits, prices, whole.Pace);
        return (new Budget(prices, book, (own.Ledger, limits), (whole.Ledger, book.Read()[1].Limits)), [own.Pace, whole.Pace]);
    }

    private sealed record Purse(Ledger Ledger, Pace Pace);
}

/// <summary>What is booked on a model and on its project, and what the project's limits are now.</summary>
internal sealed class LlmBook(Db db, long projectId, long? setup, SpendingLimits limits, Prices? prices, Pace pace) : ISpendingBook
{
    public IReadOnlyList<BookedSpending> Read()
    {
        var (own, whole, all, waiting) = db.Read(session => (
            setup is { } id ? SetupRow.SpentOn(session, id) : TrialAccounts.Of(session, projectId, LlmKind.Word),
            Spendings.SpentOn(session, projectId),
            Spendings.Limits(session, projectId),
            LlmBatches.OnTheirWay(session, projectId)));
        (pace.RequestsAMinute, pace.TokensAMinute) = (all.RequestsAMinute, all.TokensAMinute);
        var batches = waiting.Select(one => (one.SetupId, Sums: (one.InputTokens, one.OutputTokens, Money: AtMost(one)))).ToList();
        return
        [
            new BookedSpending(own, Sum(batches.Where(one => one.SetupId == setup).Select(one => one.Sums)), limits),
            new BookedSpending(whole, Sum(batches.Select(one => one.Sums)), new SpendingLimits(all.MostTokens, all.MostMoney)),
        ];
    }

    /// <summary>What the batches of a model cost at most, by its own prices.</summary>
    private decimal AtMost(WaitingBatches waiting)
    {
        var its = waiting.SetupId == setup ? prices : waiting.Settings is { } settings && JsonSerializer.Deserialize<LlmSetup>(settings, JsonSerializerOptions.Web)!.Prices is { Length: > 0 } text ? Prices.Parse(text) : null;
        return its is null ? 0 : its.AtMost(waiting.InputTokens, waiting.OutputTokens) * its.Batch;
    }

    private static (long Input, long Output, decimal Money) Sum(IEnumerable<(long Input, long Output, decimal Money)> all) =>
        all.Aggregate((Input: 0L, Output: 0L, Money: 0m), (sum, one) => (sum.Input + one.Input, sum.Output + one.Output, sum.Money + one.Money));
}
