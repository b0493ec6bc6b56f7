namespace Assay.WeakModels.Onnx;

/// <summary>What a graph gives: numbers in rows of the last axis.</summary>
/// <param name="Values">All of them, the last axis running fastest.</param>
/// <param name="Shape">The length of each axis.</param>
internal sealed record Tensor(float[] Values, long[] Shape)
{
    /// <summary>Whether a value is no number.</summary>
    public bool HasNaN => Array.Exists(Values, float.IsNaN);

    public override string ToString() => $"[{string.Join(", ", Shape)}]";
}
