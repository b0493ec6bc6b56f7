namespace Assay.TestKit;

/// <summary>The real data sets beside the repository, where there are any.</summary>
public static class SharedData
{
    /// <summary>The path of a file or folder, or null when it is not on this machine.</summary>
    public static string? Find(string relative)
    {
        var given = Environment.GetEnvironmentVariable("ASSAY_SHARED");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (given is null && !File.Exists(Path.Combine(folder.FullName, "Assay.slnx")))
                continue;
            var path = Path.Combine(given ?? Path.Combine(folder.FullName, "..", "shared"), "data", relative);
            return Path.Exists(path) ? Path.GetFullPath(path) : null;
        }

        return null;
    }
}
