namespace Assay.WeakModels.Onnx.Tests;

public sealed class OnnxLibraryTests
{
    [Theory]
    [InlineData( // as told where the libraries of CUDA are missing, and where no GPU is
        "[ErrorCode:Fail] /onnxruntime_src/onnxruntime/core/session/provider_bridge_ort.cc:2043 onnxruntime::Provider& onnxruntime::ProviderLibrary::Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library /opt/ort/libonnxruntime_providers_cuda.so with error: libcublasLt.so.13: cannot open shared object file: No such file or directory\n",
        "Failed to load library /opt/ort/libonnxruntime_providers_cuda.so with error: libcublasLt.so.13: cannot open shared object file: No such file or directory")]
    [InlineData(
        "[ErrorCode:Fail] /onnxruntime_src/onnxruntime/core/providers/cuda/cuda_call.cc:146 std::conditional_t<THRW, void, onnxruntime::common::Status> onnxruntime::CudaCall(ERRTYPE, const char*) [with ERRTYPE = cudaError; bool THRW = true] CUDA failure 100: no CUDA-capable device is detected ; GPU=-1 ; hostname=vm ; file=/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_execution_provider.cc ; line=355 ; expr=cudaSetDevice(info_.device_id);",
        "CUDA failure 100: no CUDA-capable device is detected")]
    [InlineData("[ErrorCode:Fail] something; else", "[ErrorCode:Fail] something; else")]
    public void What_the_library_says_is_told_without_the_places_in_its_source(string message, string told) => OnnxLibrary.InWords(message).ShouldBe(told);
}
