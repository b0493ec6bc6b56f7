using System.Text.RegularExpressions;

namespace Assay.Architecture.Tests;

/// <summary>One idea, one file, named for the idea.</summary>
public sealed partial class FileTests
{
    /// <summary>Or one whose name begins with it: Questions/Rating.cs holds RatingQuestion, RatingAnswer and RatingKind, which change together.</summary>
    [Fact]
    public void A_file_holds_a_type_of_its_own_name() =>
        Sources().Where(file => !Families.Contains(NameOf(file)) && Types(file) is { Count: > 0 } types
                && !types.Any(type => type.StartsWith(NameOf(file), StringComparison.Ordinal)))
            .Select(file => $"{Short(file)} holds {string.Join(", ", Types(file))}")
            .ShouldBeEmpty();

    /// <summary>Files of a few tiny types that are read together.</summary>
    private static readonly string[] Families = ["Errors"];

    /// <summary>Near 300 lines there is a second idea to look for; at 400 it is overdue.</summary>
    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Sources().Where(file => File.ReadLines(file).Count() > 400).Select(Short).ShouldBeEmpty();

    [Fact]
    public void Namespaces_are_the_folders()
    {
        var src = Path.Combine(Assemblies.Root, "src");
        Sources().Where(file => Namespace().Match(File.ReadAllText(file)) is { Success: true } found
                && found.Groups[1].Value != "Assay." + Path.GetRelativePath(src, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.'))
            .Select(Short)
            .ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_left_for_later() =>
        Sources().Where(file => Later().IsMatch(File.ReadAllText(file))).Select(Short).ShouldBeEmpty();

    private static IEnumerable<string> Sources() => Directory
        .EnumerateFiles(Path.Combine(Assemblies.Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string NameOf(string file) => Path.GetFileNameWithoutExtension(file);

    /// <summary>Types at the margin: not the ones nested in others.</summary>
    private static List<string> Types(string file) => [.. TopLevelType().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)];

    private static string Short(string file) => Path.GetRelativePath(Assemblies.Root, file);

    [GeneratedRegex(@"^(?:public |internal |file )?(?:static |abstract |sealed |readonly |partial |unsafe )*(?:class|record struct|record class|record|struct|interface|enum) ([A-Za-z0-9_]+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Later();
}
