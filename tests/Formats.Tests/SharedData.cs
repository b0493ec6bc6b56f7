namespace Assay.Formats.Tests;

/// <summary>Real data sets that lie beside the repository where it is developed; tests that need them are skipped elsewhere.</summary>
public static class SharedData
{
    public static string Root { get; } = Find();

    public static string Need(params string[] path)
    {
        var full = Path.Combine([Root, "data", .. path]);
        Assert.SkipUnless(File.Exists(full) || Directory.Exists(full), $"The shared data is not here: {full}");
        return full;
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("ASSAY_SHARED") is { Length: > 0 } set)
            return set;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Assay.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder?.Parent?.FullName ?? "..", "shared");
    }
}
