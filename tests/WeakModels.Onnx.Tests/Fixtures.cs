using System.Text.Json;
using Assay.Model;

namespace Assay.WeakModels.Onnx.Tests;

/// <summary>Tiny models and what the reference says of them, both made by make_fixtures.py.</summary>
public static class Fixtures
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "fixtures");

    public static JsonElement Expected { get; } = JsonElement.Parse(File.ReadAllText(Path.Combine(Root, "expected.json")));

    public static IReadOnlyList<string> Texts { get; } = [.. Strings(Expected.GetProperty("texts"))];

    /// <summary>A hundred thousand code points.</summary>
    public static string LongText { get; } = Long();

    public static string Folder(string name) => Path.Combine(Root, name);

    public static ModelFolder Open(string name) => ModelFolder.Open(Folder(name));

    public static IEnumerable<string> Strings(JsonElement list) => list.EnumerateArray().Select(one => one.GetString()!);

    public static int[] Ids(JsonElement list) => [.. list.EnumerateArray().Select(one => one.GetInt32())];

    public static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(one => one.GetDouble())];

    public static JsonElement Item(string text) => JsonSerializer.SerializeToElement(new { text });

    public static LabelSchema Choice(string mode, params IEnumerable<string> labels) => LabelSchema.Parse(JsonSerializer.Serialize(new
    {
        fields = new[] { new { name = "text", required = false } },
        questions = new[]
        {
            mode == "multiple" ? (object)new { name = "label", kind = "choice", mode, labels, min = 0, required = false } : new { name = "label", kind = "choice", mode, labels, required = false },
        },
    }));

    public static LabelSchema Spans(string overlap, params IEnumerable<string> labels) => LabelSchema.Parse(JsonSerializer.Serialize(new
    {
        fields = new[] { new { name = "text", required = false } },
        questions = new[] { new { name = "entities", kind = "spans", fields = new[] { "text" }, labels, overlap, required = false } },
    }));

    /// <summary>A copy of a folder that may be broken; gone with the test.</summary>
    public static Copy CopyOf(string name) => new(name);

    private static string Long()
    {
        var (unit, length) = (Expected.GetProperty("long").GetProperty("unit").GetString()!.EnumerateRunes().ToArray(), Expected.GetProperty("long").GetProperty("length").GetInt32());
        return string.Concat(Enumerable.Range(0, length).Select(at => unit[at % unit.Length]));
    }

    public sealed class Copy : IDisposable
    {
        public Copy(string name)
        {
            foreach (var file in Directory.EnumerateFiles(Fixtures.Folder(name), "*", SearchOption.AllDirectories))
            {
                var target = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(Fixtures.Folder(name), file));
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("assay-model").FullName;

        public ModelFolder Open() => ModelFolder.Open(Path);

        public string Place(string name) => System.IO.Path.Combine(Path, name);

        public void Write(string name, string content) => File.WriteAllText(Place(name), content);

        public void Replace(string name, string before, string after)
        {
            var content = File.ReadAllText(Place(name));
            content.ShouldContain(before);
            Write(name, content.Replace(before, after, StringComparison.Ordinal));
        }

        public void Delete(string name) => File.Delete(Place(name));

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
