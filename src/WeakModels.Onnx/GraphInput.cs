using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Assay.WeakModels.Onnx;

/// <summary>A tensor that goes into a graph.</summary>
internal interface IGraphInput
{
    /// <summary>The input.</summary>
    string Name { get; }

    /// <summary>In the type that the graph wants.</summary>
    OrtValue ToValue(TensorElementType type);
}

/// <summary>A tensor of whole numbers.</summary>
/// <param name="Name">The input.</param>
/// <param name="Values">The numbers, the last axis running fastest; of booleans 0 and 1.</param>
/// <param name="Shape">The length of each axis.</param>
internal sealed record GraphInput(string Name, long[] Values, params long[] Shape) : IGraphInput
{
    public static bool CanBe(TensorElementType type) => type is TensorElementType.Int64 or TensorElementType.Int32 or TensorElementType.Bool;

    /// <inheritdoc/>
    public OrtValue ToValue(TensorElementType type) => type switch
    {
        TensorElementType.Int32 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(Values, value => (int)value), Shape),
        TensorElementType.Bool => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(Values, value => value != 0), Shape),
        _ => OrtValue.CreateTensorValueFromMemory(Values, Shape),
    };

    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}

/// <summary>A tensor of numbers with a point.</summary>
/// <param name="Name">The input.</param>
/// <param name="Values">The numbers, the last axis running fastest.</param>
/// <param name="Shape">The length of each axis.</param>
internal sealed record RealInput(string Name, float[] Values, params long[] Shape) : IGraphInput
{
    public static bool CanBe(TensorElementType type) => type is TensorElementType.Float or TensorElementType.Float16;

    /// <inheritdoc/>
    public OrtValue ToValue(TensorElementType type) => type == TensorElementType.Float16
        ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(Values, value => (Float16)value), Shape)
        : OrtValue.CreateTensorValueFromMemory(Values, Shape);

    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}
