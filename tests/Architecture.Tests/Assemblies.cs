using System.Reflection;

namespace Assay.Architecture.Tests;

/// <summary>Our assemblies by the name of their folder in src, loaded from beside the tests.</summary>
internal static class Assemblies
{
    public static IReadOnlyDictionary<string, Assembly> Ours { get; } = Directory
        .EnumerateFiles(AppContext.BaseDirectory, "Assay.*.dll")
        .Where(file => !file.EndsWith(".Tests.dll", StringComparison.Ordinal) && !file.EndsWith("TestKit.dll", StringComparison.Ordinal))
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file)["Assay.".Length..], Assembly.LoadFrom);

    public static IReadOnlySet<string> ReferencesOf(string name) =>
        Ours[name].GetReferencedAssemblies().Select(reference => reference.Name!).ToHashSet();

    /// <summary>The root of the checkout: the folder of Assay.slnx above the tests.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Assay.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("The tests do not run inside a checkout.");
    }
}
