namespace Assay.Aggregation.Tests;

internal static class Repository
{
    /// <summary>The folder of the solution the tests were built from.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assay.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
