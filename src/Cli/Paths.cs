namespace Assay.Cli;

/// <summary>Files as they are named on a command line.</summary>
internal static class Paths
{
    /// <summary>Patterns that the shell left alone are expanded, in order of name; everything else is taken as it stands, and must exist.</summary>
    public static IReadOnlyList<string> Expand(IEnumerable<string> names)
    {
        var files = new List<string>();
        foreach (var name in names)
        {
            if (File.Exists(name))
            {
                files.Add(name);
                continue;
            }

            var (folder, pattern) = (Path.GetDirectoryName(name) is { Length: > 0 } directory ? directory : ".", Path.GetFileName(name));
            var found = pattern.AsSpan().ContainsAny('*', '?') && Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal).ToList()
                : [];
            if (found.Count == 0)
                throw new BadInput(Directory.Exists(name) ? $"{name} is a folder; name the files in it, such as {Path.Combine(name, "*.jsonl")}" : $"there is no file {name}");
            files.AddRange(found);
        }

        return files;
    }
}
