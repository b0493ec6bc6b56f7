using Assay.Pipeline.Database;
using Assay.WeakModels;

namespace Assay.Pipeline.Models;

/// <summary>
/// What a model that is asked costs: booked with what is kept of its answers, and at the end the rest, also when it refuses, is stopped or fails in the middle. Nothing
/// for models that cost nothing, and for those whose cost is booked as it is spent.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="projectId">The project whose model it is.</param>
/// <param name="model">The model, new.</param>
/// <param name="add">Adds to what it has cost before, under the project's lock.</param>
internal sealed class ModelAccount(Db db, long projectId, object? model, Action<Session, Spent> add) : IAsyncDisposable
{
    private Spent booked;

    /// <summary>Of a model that is set up.</summary>
    public static ModelAccount Of(Db db, long projectId, object? model, long setup) => new(db, projectId, model, (session, spent) => Spendings.Add(session, projectId, setup, "", spent));

    /// <summary>What was spent since the model was opened.</summary>
    public Spent Spent => (model as IMetered)?.Spent ?? default;

    private bool IsBooked => model is IMetered { IsBooked: true };

    /// <summary>Books what was spent since the last time, in the transaction that keeps what was bought.</summary>
    public void Book(Session session)
    {
        var (before, now) = (booked, Spent);
        if (now == before || IsBooked)
            return;
        add(session, now - before);
        booked = now;
        session.OnRollback(() => booked = before);
    }

    /// <summary>Books what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Spent != booked && !IsBooked)
            await db.Write(projectId, Book);
    }
}
