namespace Assay.WeakModels.Onnx;

/// <summary>What a graph takes and gives.</summary>
/// <param name="Outputs">Of which the first that it has is read.</param>
/// <param name="Otherwise">What to do where it has none.</param>
/// <param name="IsOfReals">Whether its inputs are numbers with a point; else whole ones.</param>
internal sealed record GraphForm(IReadOnlyList<string> Outputs, string Otherwise, bool IsOfReals)
{
    /// <summary>Tokens in, logits out.</summary>
    public static readonly GraphForm OfTokens = new(["logits"], "export it with its head", IsOfReals: false);
}
