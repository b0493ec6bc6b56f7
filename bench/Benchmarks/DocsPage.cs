namespace Assay.Benchmarks;

/// <summary>A page of the documentation that holds what a benchmark found.</summary>
internal static class DocsPage
{
    /// <summary>Puts text between the page's two marks, in place of what stands there. Nothing where the program is not run inside the repository.</summary>
    /// <param name="file">From the root of the repository.</param>
    /// <param name="mark">The marks are the comments <c>begin MARK</c> and <c>end MARK</c>.</param>
    /// <param name="text">Markdown.</param>
    public static async Task Write(string file, string mark, string text)
    {
        if (Find(file) is not { } page)
            return;
        var (begin, end) = Marks(mark);
        var before = await File.ReadAllTextAsync(page);
        await File.WriteAllTextAsync(page, $"{before.Split(begin)[0]}{begin}\n{text.Trim()}\n\n{end}{before.Split(end)[1]}");
    }

    /// <summary>The lines between the page's two marks; none where the program is not run inside the repository.</summary>
    /// <param name="file">From the root of the repository.</param>
    /// <param name="mark">The marks are the comments <c>begin MARK</c> and <c>end MARK</c>.</param>
    public static string[] Lines(string file, string mark)
    {
        var (begin, end) = Marks(mark);
        return Find(file) is { } page ? File.ReadAllText(page).Split(begin)[1].Split(end)[0].Split('\n') : [];
    }

    private static (string Begin, string End) Marks(string mark) => ($"<!-- begin {mark} -->\n", $"<!-- end {mark} -->");

    private static string? Find(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Assay.slnx")))
            folder = folder.Parent;
        return folder is null ? null : Path.Combine(folder.FullName, file);
    }
}
