using System.Text.RegularExpressions;
using Assay.Model.Questions;

namespace Assay.Model.Tests;

/// <summary>docs/formats/label-schema.md holds what the code does.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "formats", "label-schema.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_example_schema_is_sound_and_its_example_answers_are_valid_and_canonical()
    {
        var examples = JsonBlocks().Matches(Page).Select(match => match.Groups[1].Value).ToArray();
        examples.Length.ShouldBe(2);
        LabelSchema.Check(examples[0]).ShouldBeEmpty();

        var reading = LabelSchema.Parse(examples[0]).ReadAnswers(examples[1]);
        reading.Violations.ShouldBeEmpty();
        reading.Answers!.ToJson().ShouldBe(examples[1].Replace(" ", ""));
    }

    [Fact]
    public void Every_kind_has_its_section()
    {
        foreach (var kind in QuestionKinds.All) Page.ShouldContain($"### `{kind.Name}`");
    }

    [Fact]
    public void The_keys_of_the_editors_are_the_ones_in_the_table()
    {
        var told = Page[Page.IndexOf("| key | what it does", StringComparison.Ordinal)..].Split("\n\n")[0].Split('\n').Skip(2).Select(row => row.Split('|'))
            .SelectMany(row => from key in Ticked().Matches(row[1]) from kind in Ticked().Matches(row[3]) select $"{kind.Groups[1].Value} {key.Groups[1].Value} {row[2].Trim()}");
        var needed = QuestionKinds.All.SelectMany(kind => kind.EditorKeys.Select(key => $"{kind.Name} {key.Key} {key.Does}"));

        told.Order().ShouldBe(needed.Order());
    }

    [Fact]
    public void Every_rule_the_code_reports_is_explained_and_no_other()
    {
        var reported = Directory.EnumerateFiles(Path.Combine(Root(), "src", "Model"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Reports().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct().Order();
        var rules = Page[Page.IndexOf("## What is wrong", StringComparison.Ordinal)..Page.IndexOf("## Limits", StringComparison.Ordinal)].Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).SelectMany(line => Rules().Matches(line.Split('|')[1]))
            .Select(match => match.Groups[1].Value).Order();

        rules.ShouldBe(reported);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assay.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex("```json\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex JsonBlocks();

    // the first string after the place, or the first of a pair (rule, sentence)
    [GeneratedRegex("""(?:Report\(|ReportAt\([^,]+,|Nothing\(|[(]|return \()\s*"([a-z_]+)",\s*(?:\$?"|name =>)""")]
    private static partial Regex Reports();

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Rules();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Ticked();
}
