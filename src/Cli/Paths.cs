namespace Assay.Cli;

/// <summary>Files as they are named on a command line.</summary>
internal static class Paths
{
    /// <summary>Patterns that the shell left alone are expanded, in order of name; everything else, folders too, is taken as it stands, and must exist.</summary>
    public static IReadOnlyList<string> Expand(IEnumerable<string> names)
    {
        var files = new List<string>();
        foreach (var name in names)
        {
            if (Path.Exists(name))
            {
                files.Add(Path.TrimEndingDirectorySeparator(name));
                continue;
            }

            var (folder, pattern) = (Path.GetDirectoryName(name) is { Length: > 0 } directory ? directory : ".", Path.GetFileName(name));
            var found = pattern.AsSpan().ContainsAny('*', '?') && Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal).ToList()
                : [];
            if (found.Count == 0)
                throw new BadInput($"there is no file {name}");
            files.AddRange(found);
        }

        return files;
    }
}
