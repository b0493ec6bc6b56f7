using System.Text;
using System.Text.Json;
using CsCheck;

namespace Assay.Formats.Tests;

public class RowProjectionTests
{
    private static RowProjection Of(string mapping, bool keepOthers = true, string? priority = null) => new(new ProjectionOptions
    {
        Fields = [.. mapping.Split(' ').Select(pair => pair.TrimStart('?').Split('=')).Zip(mapping.Split(' '), (pair, whole) => new ProjectedField(pair[0], pair[1], !whole.StartsWith('?')))],
        KeepOtherColumns = keepOthers,
        PriorityColumn = priority,
    });

    private static (string? Data, string[] Texts) Apply(RowProjection projection, string row)
    {
        projection.Apply(Reading.Bytes(row), 1).ShouldBeNull();
        return (Encoding.UTF8.GetString(projection.Data.Span), [.. Enumerable.Range(0, projection.TextCount).Select(i => Encoding.UTF8.GetString(projection.Text(i)))]);
    }

    [Fact]
    public void Without_renaming_the_data_is_the_row_itself()
    {
        ReadOnlyMemory<byte> row = Reading.Bytes("{ \"text\" : \"a\\nb\", \"n\": [1, {\"text\": 2}] }");
        var projection = Of("text=text");
        projection.Apply(row, 1).ShouldBeNull();
        projection.Data.ShouldBe(row);
        Encoding.UTF8.GetString(projection.Text(0)).ShouldBe("a\nb");
    }

    [Theory]
    [InlineData("text=body", true, """{"id": 7, "body" : "a\u00e9", "x": {"body": [1, 2]}}""", """{"id":7,"text":"a\u00e9","x":{"body": [1, 2]}}""", "aé")]
    [InlineData("text=body", false, """{"id": 7, "body" : "a", "x": {"body": [1, 2]}}""", """{"text":"a"}""", "a")]
    [InlineData("text=text", false, """{"id": 7, "text" : "a"}""", """{"text":"a"}""", "a")]
    [InlineData("a=b b=a", true, """{"a": "1", "b": "2"}""", """{"b":"1","a":"2"}""", "2|1")]
    [InlineData("one=a two=a", true, """{"a": "x", "b": 2}""", """{"one":"x","two":"x","b":2}""", "x|x")]
    [InlineData("text=body", true, """{"text": "old", "body": "new"}""", """{"text_column":"old","text":"new"}""", "new")]
    [InlineData("text=body", true, """{"text": "old", "body": "new", "text_column": 1}""", """{"text_column_column":"old","text":"new","text_column":1}""", "new")]
    [InlineData("text=body", true, """{"bo\u0064y": "a", "\u0074ext": "old"}""", """{"text":"a","text_column":"old"}""", "a")]
    [InlineData("n=n ok=ok", true, """{"n": -1.50, "ok": true}""", """{"n": -1.50, "ok": true}""", "-1.50|true")]
    [InlineData("text=text ?title=t", true, """{"text": "a"}""", """{"text":"a"}""", "a|")]
    [InlineData("text=text ?title=title", true, """{"text": "a", "title": null}""", """{"text": "a", "title": null}""", "a|")]
    public void Columns_become_fields(string mapping, bool keepOthers, string row, string data, string texts)
    {
        var item = Apply(Of(mapping, keepOthers), row);
        item.Data.ShouldBe(data);
        string.Join('|', item.Texts).ShouldBe(texts);
    }

    [Theory]
    [InlineData("""{"text": "a"}""", "body", "Column \"body\" is missing; field \"text\" needs a text.")]
    [InlineData("""{"body": null}""", "body", "Column \"body\" is empty; field \"text\" needs a text.")]
    [InlineData("""{"body": ""}""", "body", "Column \"body\" is empty; field \"text\" needs a text.")]
    [InlineData("""{"body": " \n\t"}""", "body", "Column \"body\" is empty; field \"text\" needs a text.")]
    [InlineData("""{"body": ["a"]}""", "body", "Column \"body\" holds a list; field \"text\" needs a text.")]
    [InlineData("""{"body": {"a": 1}}""", "body", "Column \"body\" holds an object; field \"text\" needs a text.")]
    [InlineData("""{"body": "a", "p": "high"}""", "p", "Column \"p\" holds \"high\"; the priority must be a number.")]
    [InlineData("""{"body": "a", "p": "NaN"}""", "p", "Column \"p\" holds \"NaN\"; the priority must be a number.")]
    [InlineData("""{"body": "a", "p": 1e999}""", "p", "Column \"p\" holds \"1e999\"; the priority must be a number.")]
    [InlineData("""{"body": "a", "p": [1]}""", "p", "Column \"p\" holds no number; the priority must be a number.")]
    public void A_row_that_makes_no_item_is_told_with_its_column(string row, string column, string reason) =>
        Of("text=body", priority: "p").Apply(Reading.Bytes(row), 12).ShouldBe(new RejectedRow(12, column, null, reason, row));

    [Theory]
    [InlineData("""{"t": "a", "p": 3}""", 3.0)]
    [InlineData("""{"t": "a", "p": -2.5e1}""", -25.0)]
    [InlineData("""{"t": "a", "p": " 4 "}""", 4.0)]
    [InlineData("""{"t": "a", "p": ""}""", null)]
    [InlineData("""{"t": "a", "p": null}""", null)]
    [InlineData("""{"t": "a"}""", null)]
    public void The_priority_is_read(string row, double? priority)
    {
        var projection = Of("t=t", priority: "p");
        projection.Apply(Reading.Bytes("""{"t": "before", "p": 99}"""), 1).ShouldBeNull();
        projection.Apply(Reading.Bytes(row), 1).ShouldBeNull();
        projection.Priority.ShouldBe(priority);
    }

    [Fact]
    public void A_field_can_be_the_priority_too()
    {
        var projection = Of("n=n", priority: "n");
        Apply(projection, """{"n": 5}""").Texts.ShouldBe(["5"]);
        projection.Priority.ShouldBe(5);
    }

    [Fact]
    public void Any_row_projects_to_what_the_document_says()
    {
        string[] names = ["text", "body", "id", "text_column", "é\"\\"];
        var values = Gen.OneOf(Gen.String[0, 6].Select(text => text.Replace("\0", "")), Gen.Const("x"), Gen.Const("1"))
            .Select(text => string.Concat(text.EnumerateRunes()));
        Gen.Select(Gen.Shuffle(names), Gen.Int[1, 5], values.Array[5]).Sample((order, count, texts) =>
        {
            var row = order.Take(count).Zip(texts).ToDictionary(pair => pair.First, pair => pair.Second);
            var projection = Of("?text=body ?title=id");
            var item = Apply(projection, JsonSerializer.Serialize(row));
            var data = JsonSerializer.Deserialize<Dictionary<string, string>>(item.Data!)!;
            data.Count.ShouldBe(row.Count);
            item.Texts.ShouldBe([row.GetValueOrDefault("body", ""), row.GetValueOrDefault("id", "")]);
            data.GetValueOrDefault("text").ShouldBe(row.GetValueOrDefault("body"));
            data.GetValueOrDefault("title").ShouldBe(row.GetValueOrDefault("id"));
            data.Values.Order(StringComparer.Ordinal).ShouldBe(row.Values.Order(StringComparer.Ordinal));
        }, seed: "0000KOIPe036", iter: 2000);
    }

    [Fact]
    public void Rows_become_items_without_allocating()
    {
        var projection = Of("text=body", priority: "p");
        var row = Reading.Bytes("""{"id": 1, "body": "a \"quoted\" text", "p": 3, "more": [1, 2, {"x": "y"}]}""");
        projection.Apply(row, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            projection.Apply(row, 1);
        // the smallest object has 24 bytes; the runtime itself takes a little now and then
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000 * 24);
    }
}
