using System.Text.Json;
using Assay.Model;

namespace Assay.WeakModels;

/// <summary>
/// Something that labels items without a person. It drafts; people or a policy decide. For one <see cref="Version"/> it says the same of the same item,
/// whatever the batch it comes in.
/// </summary>
public interface IWeakModel
{
    /// <summary>The name in predictions and on the command line: <c>rules</c>.</summary>
    string Name { get; }

    /// <summary>Changes with everything that decides what the model says.</summary>
    string Version { get; }

    /// <summary>Whether the model can answer a question of this schema, before it is asked.</summary>
    /// <exception cref="UnfitModel">It cannot; the message says why and what would be right.</exception>
    void Check(LabelSchema schema);

    /// <summary>What the model says of a batch of items, in their order, for the questions of the schema that it knows.</summary>
    /// <param name="schema">The questions.</param>
    /// <param name="items">The data of each, an object by field; none asks only whether the model fits the schema.</param>
    /// <param name="cancellation">Stops between items.</param>
    /// <exception cref="UnfitModel">The model cannot answer any question of this schema.</exception>
    ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default);
}

/// <summary>A model that learns from unlabeled items before it drafts.</summary>
public interface ILearnsUnlabeled
{
    /// <summary>Learns from these items, after what it learned before. Changes the version.</summary>
    void Learn(LabelSchema schema, IEnumerable<JsonElement> items, CancellationToken cancellation = default);
}
