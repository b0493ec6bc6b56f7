using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Assay.WeakModels.Onnx;

/// <summary>
/// A folder as a model is published: a graph (<c>model.onnx</c> at its root, or <c>onnx/model.onnx</c>), settings in JSON and the files of its tokenizer.
/// </summary>
/// <remarks>
/// Of several graphs the first of fp32, quantized, int8, uint8 and fp16 is taken; <c>DIR#int8</c>, or the path of a graph, names one. Logits of different
/// variants differ in the second decimal, so that each is a version of its own.
/// </remarks>
public sealed class ModelFolder
{
    private static readonly string[] Preferred = ["", "_quantized", "_int8", "_uint8", "_fp16"];

    private readonly SortedDictionary<string, string> read = new(StringComparer.Ordinal);

    private ModelFolder(string root, string graph)
    {
        Root = root;
        GraphPath = graph;
    }

    /// <summary>The folder with the settings.</summary>
    public string Root { get; }

    /// <summary>The file of the graph.</summary>
    public string GraphPath { get; }

    /// <summary>Finds a model.</summary>
    /// <param name="named">A folder, a folder and a variant as in <c>DIR#quantized</c>, or the file of a graph.</param>
    /// <exception cref="UnfitModel">There is no such folder, or no graph in it.</exception>
    public static ModelFolder Open(string named)
    {
        if (File.Exists(named)) return new ModelFolder(RootOf(Path.GetFullPath(named)), Path.GetFullPath(named));
        var mark = Directory.Exists(named) ? -1 : named.LastIndexOf('#');
        var (folder, variant) = mark < 0 ? (named, null) : (named[..mark], named[(mark + 1)..]);
        if (!Directory.Exists(folder))
            throw new UnfitModel($"there is no folder {folder}; a model is a folder with model.onnx or onnx/model.onnx, config files and tokenizer files");
        string[] wanted = variant is null ? Preferred : [variant is "fp32" or "" ? "" : $"_{variant}"];
        foreach (var suffix in wanted)
            foreach (var place in (string[])["", "onnx"])
                if (Path.Combine(folder, place, $"model{suffix}.onnx") is var path && File.Exists(path)) return new ModelFolder(Path.GetFullPath(folder), Path.GetFullPath(path));
        throw new UnfitModel(NoGraph(folder, variant));
    }

    /// <summary>The object in a file of the folder; null when there is no such file.</summary>
    /// <exception cref="UnfitModel">It is not a JSON object.</exception>
    public JsonElement? Json(string name)
    {
        if (Find(name) is not { } path) return null;
        try
        {
            var json = JsonElement.Parse(File.ReadAllBytes(path));
            return json.ValueKind == JsonValueKind.Object ? json : throw new UnfitModel($"{path}: a JSON object should stand here");
        }
        catch (JsonException error)
        {
            throw new UnfitModel($"{path} is not JSON: {error.Message}", error);
        }
    }

    /// <summary>The path of a file of the folder, which then counts to <see cref="Identity"/>; null when there is none.</summary>
    public string? Find(string name)
    {
        if (Path.Combine(Root, name) is var path && !File.Exists(path)) return null;
        read[name] = path;
        return path;
    }

    /// <summary>SHA-256 of the graph, of weights beside it and of every file that was asked for so far, in hexadecimal.</summary>
    public string Identity()
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, path) in read.Concat(Weights().Prepend(GraphPath).Select(path => KeyValuePair.Create(Path.GetFileName(path), path))))
        {
            using var file = File.OpenRead(path);
            whole.AppendData(Encoding.UTF8.GetBytes($"{name}\0"));
            whole.AppendData(SHA256.HashData(file));
        }
        return Convert.ToHexStringLower(whole.GetCurrentHash());
    }

    /// <summary>The file of weights that a graph too large for one file names, where it is missing; null when none is.</summary>
    internal string? MissingWeights()
    {
        var beside = Path.GetFileName(GraphPath) + "_data";
        if (File.Exists(Path.Combine(Path.GetDirectoryName(GraphPath)!, beside))) return null;
        // such a graph is small: its weights are elsewhere
        return new FileInfo(GraphPath).Length < 100_000_000 && File.ReadAllBytes(GraphPath).AsSpan().IndexOf(Encoding.UTF8.GetBytes(beside)) >= 0 ? beside : null;
    }

    private IEnumerable<string> Weights() => Directory.EnumerateFiles(Path.GetDirectoryName(GraphPath)!, Path.GetFileName(GraphPath) + "_data*").Order(StringComparer.Ordinal);

    /// <summary>A graph in a folder <c>onnx</c> belongs to the one above, where that has settings.</summary>
    private static string RootOf(string graph)
    {
        var folder = Path.GetDirectoryName(graph)!;
        var above = Path.GetDirectoryName(folder);
        return Path.GetFileName(folder) == "onnx" && above is not null && Directory.EnumerateFiles(above, "*config.json").Any() ? above : folder;
    }

    private static string NoGraph(string folder, string? variant)
    {
        string[] there = [.. Directory.EnumerateFiles(folder, "*.onnx").Concat(Directory.Exists(Path.Combine(folder, "onnx")) ? Directory.EnumerateFiles(Path.Combine(folder, "onnx"), "*.onnx") : [])
            .Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal)];
        if (there.Length > 0)
            return $"{folder} holds no {(variant is null ? "model.onnx" : $"model of the variant {variant}")}; there are {string.Join(", ", there.Take(12))}: name one as {Path.Combine(folder, there[0])}";
        if (Directory.EnumerateFiles(folder).Any(path => Path.GetExtension(path) is ".bin" or ".safetensors" or ".pt"))
            return $"{folder} holds weights of PyTorch and no graph; export it to ONNX (optimum-cli export onnx), or take a folder that has model.onnx or onnx/model.onnx";
        return $"{folder} holds no graph; it should have model.onnx or onnx/model.onnx";
    }
}
