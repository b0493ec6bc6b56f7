using System.Text.Json;
using Assay.Model;

namespace Assay.WeakModels;

/// <summary>
/// A model that can get its answers about many items in advance, for less, where they may take hours to come. Asked about the items afterwards it has most of them at hand.
/// What is on its way is remembered: nothing is asked, or paid for, twice, whoever goes on and whenever.
/// </summary>
public interface IPrepares
{
    /// <summary>Goes one step on without waiting: brings home what has come, and asks for what is neither here nor on its way. To be called again after the pause it names.</summary>
    /// <param name="schema">The questions.</param>
    /// <param name="items">The data of each, an object by field; walked through only where something is to be asked for.</param>
    /// <param name="cancellation">Stops between items and between requests.</param>
    /// <exception cref="UnfitModel">The model cannot be asked.</exception>
    Task<Preparation> Prepare(LabelSchema schema, IEnumerable<JsonElement> items, CancellationToken cancellation = default);

    /// <summary>The same without asking for more: brings home what is on its way.</summary>
    /// <param name="stop">Whether what has not been worked on yet is to be given up.</param>
    /// <param name="cancellation">Stops between requests.</param>
    /// <exception cref="UnfitModel">The model cannot be asked.</exception>
    Task<Preparation> Settle(bool stop, CancellationToken cancellation = default);
}

/// <summary>How far a model has prepared itself.</summary>
/// <param name="Pause">When to go on; null when nothing is on its way any more.</param>
/// <param name="Waiting">Requests on their way.</param>
/// <param name="Done">Of these, those that have been worked on, as far as is told.</param>
/// <param name="Answered">Answers that came in this step.</param>
/// <param name="Failed">Requests that came back without an answer in this step; most are asked one by one when the items are drafted.</param>
public sealed record Preparation(TimeSpan? Pause, long Waiting, long Done, long Answered, long Failed)
{
    /// <summary>What stands in the way, in words, for now or for a part; null when nothing does.</summary>
    public string? Trouble { get; init; }
}
