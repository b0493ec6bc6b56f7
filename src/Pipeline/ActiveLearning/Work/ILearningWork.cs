using Assay.Pipeline.Models;

namespace Assay.Pipeline.ActiveLearning.Work;

/// <summary>What of a turn takes a processor for seconds, and memory. It reads; whoever asks writes. One thing is asked at a time.</summary>
internal interface ILearningWork : IAsyncDisposable
{
    /// <summary>Learns from the labels there are, measures, and chooses. Null where the project does not learn any more.</summary>
    /// <exception cref="Model.Invalid">The question can no longer be learned, or the strategy cannot work with what there is.</exception>
    Task<TurnResult?> Learn(long project, CancellationToken stop);

    /// <summary>The bytes of the model that was learned last, as they are written: part by part, since one that takes megabytes at once makes others wait.</summary>
    /// <exception cref="IOException">It is not there any more: who learned it has been replaced meanwhile.</exception>
    IAsyncEnumerable<ReadOnlyMemory<byte>> Model(long project, string version, CancellationToken stop);

    /// <summary>What the project's model says of its tasks, where that is news, some tasks at a time. Nothing where its model is another than this version.</summary>
    IAsyncEnumerable<DraftPage> Drafts(long project, string version, CancellationToken stop);

    /// <summary>What choosing has saved, which takes many models. Null where the project's model is another than this version.</summary>
    /// <param name="project">The project.</param>
    /// <param name="version">Of its model.</param>
    /// <param name="labels">That the model learned from.</param>
    /// <param name="stop">Stops the work.</param>
    Task<LabelSaving?> Saving(long project, string version, long labels, CancellationToken stop);
}

/// <summary>Some of what a model says.</summary>
/// <param name="IsHeld">Of tasks that measure it, which are told to nobody.</param>
/// <param name="Drafts">In the order in which people get the tasks.</param>
internal sealed record DraftPage(bool IsHeld, IReadOnlyList<NewPrediction> Drafts);
