namespace Assay.Formats.Tests;

public class GuessTests
{
    [Theory]
    [InlineData("mails.jsonl", "", "jsonl")]
    [InlineData("MAILS.NDJSON", "", "jsonl")]
    [InlineData("mails.csv", "a;b", "csv")]
    [InlineData("mails.tsv", "a,b", "tsv")]
    [InlineData("mails.txt", "a,b\n1,2\n", "text")]
    [InlineData("mails.json", "[{\"a\": 1}]", "json")]
    [InlineData("mails.json", "\uFEFF \n[", "json")]
    [InlineData("mails.json", "{\"a\": 1}\n{\"a\": 2}\n", "jsonl")]
    [InlineData("mails.json", "{\"a\": 1,\n \"b\": 2}\n", "json")]
    [InlineData("mails.txt", "{\"a\": 1}\n{\"a\": 2}\n", "jsonl")]
    [InlineData("mails", "[1]", "json")]
    [InlineData("mails", "{\"a\": 1}", "jsonl")]
    [InlineData("mails", "id,text\n1,a\n2,b\n", "csv")]
    [InlineData("mails", "id;text\n1;a\n2;b\n", "csv")]
    [InlineData("mails.data", "id\ttext\n1\ta\n2\tb\n", "tsv")]
    [InlineData("mails", "just words\nand more\n", "text")]
    [InlineData("", "", "text")]
    public void The_format_is_guessed_by_name_and_beginning(string name, string head, string format)
    {
        DatasetFormats.Guess(name, Reading.Bytes(head)).Name.ShouldBe(format);
        DatasetFormats.Guess(name + ".gz", Reading.Gzip(Reading.Bytes(head))).Name.ShouldBe(format);
    }

    [Fact]
    public void A_gzip_file_of_which_only_the_beginning_is_known_is_looked_into()
    {
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{{\"n\": {i * 7919 % 10007}}}\n"));
        var zipped = Reading.Gzip(Reading.Bytes(lines));
        DatasetFormats.Guess("download", zipped.AsSpan(0, zipped.Length / 2)).Name.ShouldBe("jsonl");
    }

    [Fact]
    public void Every_format_has_a_name_of_its_own_and_is_found_by_it()
    {
        DatasetFormats.All.Select(format => format.Name).ShouldBe(["jsonl", "json", "csv", "tsv", "text"]);
        foreach (var format in DatasetFormats.All)
        {
            DatasetFormats.Find(format.Name).ShouldBe(format);
            DatasetFormats.Guess("x" + format.Extensions[0], []).ShouldBe(format);
            format.Title.ShouldNotBeEmpty();
        }
        DatasetFormats.Find("xml").ShouldBeNull();
    }
}
