using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Assay.WeakModels.Onnx;

/// <summary>A tensor of whole numbers that goes into a graph.</summary>
/// <param name="Name">The input.</param>
/// <param name="Values">The numbers, the last axis running fastest; of booleans 0 and 1.</param>
/// <param name="Shape">The length of each axis.</param>
internal sealed record GraphInput(string Name, long[] Values, params long[] Shape)
{
    public static bool CanBe(TensorElementType type) => type is TensorElementType.Int64 or TensorElementType.Int32 or TensorElementType.Bool;

    /// <summary>In the type that the graph wants.</summary>
    public OrtValue ToValue(TensorElementType type) => type switch
    {
        TensorElementType.Int32 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(Values, value => (int)value), Shape),
        TensorElementType.Bool => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(Values, value => value != 0), Shape),
        _ => OrtValue.CreateTensorValueFromMemory(Values, Shape),
    };

    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}
