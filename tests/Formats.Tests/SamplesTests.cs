using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Model;

namespace Assay.Formats.Tests;

/// <summary>The data that the quick start uses.</summary>
public partial class SamplesTests
{
    private static string Sample(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Assay.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "samples", name);
    }

    private static List<Dictionary<string, string>> Mails(string format, string file)
    {
        var rows = Reading.Rows(format, File.OpenRead(Sample(file)));
        rows.Bad().ShouldBeEmpty();
        return [.. rows.Good().Select(row => JsonSerializer.Deserialize<Dictionary<string, string>>(row)!)];
    }

    [Fact]
    public void Both_files_hold_the_same_mails_one_of_them_sent_twice()
    {
        var mails = Mails("csv", "support-mails.csv");
        mails.Count.ShouldBe(31);
        mails.SelectMany(mail => mail.Keys).Distinct().ShouldBe(["id", "subject", "text", "channel"]);
        Mails("jsonl", "support-mails.jsonl").Select(mail => string.Join('|', mail.Values)).ShouldBe(mails.Select(mail => string.Join('|', mail.Values)));
        mails.Select(mail => mail["id"]).Distinct().Count().ShouldBe(31);
        mails.Select(mail => Spaces().Replace(mail["subject"] + "|" + mail["text"], " ").ToLowerInvariant()).Distinct().Count().ShouldBe(30);
    }

    [Fact]
    public void The_schema_is_sound_and_its_fields_are_found_in_the_files()
    {
        var schema = LabelSchema.Parse(File.ReadAllText(Sample("support-mails.schema.json")));
        foreach (var name in new[] { "support-mails.csv", "support-mails.jsonl" })
        {
            var head = File.ReadAllBytes(Sample(name));
            var preview = Preview.Of(new MemoryStream(head), DatasetFormats.Guess(name, head));
            preview.Warnings.ShouldBeEmpty();
            ColumnMapping.Suggest([.. schema.Fields.Select(field => field.Name)], preview.Columns)
                .ShouldBe(new Dictionary<string, string> { ["subject"] = "subject", ["text"] = "text" }, ignoreOrder: true);
        }
        foreach (var mail in Mails("csv", "support-mails.csv"))
            schema.CheckItem(JsonSerializer.SerializeToElement(mail)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_mails_written_as_CSV_are_the_file()
    {
        using var stream = new MemoryStream();
        var mails = Mails("jsonl", "support-mails.jsonl");
        var writer = new Csv().Create(stream, [.. mails[0].Keys]);
        foreach (var mail in mails)
            await writer.Write([.. mail.Values.Select(Cell.Text)]);
        await writer.Complete();
        System.Text.Encoding.UTF8.GetString(stream.ToArray()).Replace("\r\n", "\n").ShouldBe(File.ReadAllText(Sample("support-mails.csv")));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
