namespace Assay.Sampling.Tests;

/// <summary>Where the pages are that tests hold against the code.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assay.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
