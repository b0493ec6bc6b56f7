using System.Text.Json;
using Assay.Model;

namespace Assay.WeakModels.Llm.Asking;

/// <summary>An item whose answers are known, shown to the model as an example.</summary>
/// <param name="Item">The data, an object by field.</param>
/// <param name="Answers">What people agreed on.</param>
public sealed record Example(JsonElement Item, Answers Answers);
