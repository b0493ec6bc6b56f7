using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace Assay.Formats.Tests;

public class SharedDataTests
{
    // rows as data/README.md states them
    [Theory]
    [InlineData("ag_news/train.jsonl", 5600)]
    [InlineData("ag_news/test.jsonl", 2000)]
    [InlineData("banking77/train.jsonl", 10003)]
    [InlineData("banking77/test.jsonl", 3080)]
    [InlineData("sms_spam/all.jsonl", 5574)]
    [InlineData("spam_assassin/all.jsonl", 845)]
    [InlineData("subj/all.jsonl", 10000)]
    [InlineData("trec6/train.jsonl", 5452)]
    [InlineData("trec6/test.jsonl", 500)]
    public void Every_row_of_the_text_sets_is_read_as_it_stands(string file, int count)
    {
        var path = SharedData.Need(["text", .. file.Split('/')]);
        DatasetFormats.Guess(path, File.ReadAllBytes(path).AsSpan(0, 65536 / 2)).Name.ShouldBe("jsonl");
        Reading.Rows("jsonl", File.OpenRead(path)).Bad().ShouldBeEmpty();
        var rows = Reading.Rows("jsonl", File.OpenRead(path)).Good();
        rows.Length.ShouldBe(count);
        rows.ShouldBe(File.ReadAllText(path).TrimEnd('\n').Split('\n'));
        Reading.Rows("json", "[" + string.Join(",\n", rows) + "]").Good().ShouldBe(rows);
    }

    [Theory]
    [InlineData("formats/doccano/import/text_classification/example.csv")]
    [InlineData("formats/doccano/import/text_classification/example_out_of_order_columns.csv")]
    [InlineData("formats/doccano/transformer/classification/classification.csv")]
    [InlineData("formats/label_studio/csv/expected_csv/result.csv")]
    [InlineData("crowd/rte/label.csv")]
    [InlineData("crowd/bluebird/truth.csv")]
    public void CSV_files_of_other_tools_say_what_another_reader_says(string file)
    {
        var path = SharedData.Need(file.Split('/'));
        using var oracle = new CsvReader(new StreamReader(path), new CsvConfiguration(CultureInfo.InvariantCulture));
        oracle.Read();
        oracle.ReadHeader();
        var expected = new List<string?[]>();
        while (oracle.Read())
            expected.Add([.. Enumerable.Range(0, oracle.HeaderRecord!.Length).Select(i => oracle[i])]);
        var rows = Reading.Rows("csv", File.OpenRead(path));
        rows.Bad().ShouldBeEmpty();
        rows.Good().Select(row => JsonDocument.Parse(row).RootElement.EnumerateObject().Select(value => value.Value.GetString()).ToArray()).ShouldBe(expected);
    }

    [Fact]
    public void A_UTF_16_file_of_another_tool_is_refused_with_advice()
    {
        var path = SharedData.Need("formats", "doccano", "import", "example.utf16.csv");
        Should.Throw<UnreadableFile>(() => Reading.Rows("csv", File.OpenRead(path))).Message.ShouldContain("UTF-16");
    }

    [Fact]
    public void An_array_of_objects_over_many_lines_is_read()
    {
        var path = SharedData.Need("formats", "doccano", "import", "text_classification", "example.json");
        var expected = JsonDocument.Parse(File.ReadAllText(path)).RootElement.EnumerateArray().Select(item => item.GetRawText());
        Reading.Rows("json", File.OpenRead(path)).Good().ShouldBe(expected);
    }
}
