using System.Text.Json;

namespace Assay.Model.Tests;

public sealed class ItemCheckTests
{
    private static readonly LabelSchema Schema = LabelSchema.Parse("""
        {
          "fields": [
            {"name": "talk", "kind": "chat"}, {"name": "scan", "kind": "image", "required": false, "beside": true},
            {"name": "call", "kind": "audio", "required": false}
          ],
          "questions": [{"name": "q", "kind": "text"}]
        }
        """);

    [Theory]
    [InlineData("""{"talk":[{"role":"user","content":"Hello"},{"role":"assistant","content":"","id":7}]}""", "")]
    [InlineData("""{"talk":[{"role":"user","content":"a"}],"scan":"scans/12.png","call":"https://example.org/a.wav"}""", "")]
    [InlineData("""{"talk":[]}""", "data.talk required")]
    [InlineData("""{}""", "data.talk required")]
    [InlineData("""{"talk":"Hello"}""", "data.talk type")]
    [InlineData("""{"talk":{"role":"user","content":"a"}}""", "data.talk type")]
    [InlineData("""{"talk":["Hello"]}""", "data.talk[0] type")]
    [InlineData("""{"talk":[{"role":"user","content":"a"},{"role":"user"}]}""", "data.talk[1].content type")]
    [InlineData("""{"talk":[{"content":"a"}]}""", "data.talk[0].role type")]
    [InlineData("""{"talk":[{"role":" ","content":["a"]}]}""", "data.talk[0].role required;data.talk[0].content type")]
    [InlineData("""{"talk":[{"role":"user","content":"\ud800"}]}""", "data.talk[0].content type")]
    [InlineData("""{"talk":[{"\ud800":1,"role":"user","content":"a"}]}""", "")]
    [InlineData("""{"talk":[{"role":"user","content":"a"}],"scan":12}""", "data.scan type")]
    [InlineData("""{"talk":[{"role":"user","content":"a"}],"scan":["a.png"]}""", "data.scan type")]
    [InlineData("""{"talk":[{"role":"user","content":"a"}],"call":{"url":"a.wav"}}""", "data.call type")]
    public void Conversations_have_turns_and_media_have_names(string data, string expected) => Told(data).ShouldBe(expected);

    [Fact]
    public void A_conversation_of_too_many_turns_and_a_name_too_long_are_told_with_the_limit()
    {
        Told($$"""{"talk":[{{string.Join(",", Enumerable.Repeat("""{"role":"user","content":"a"}""", 10_001))}}]}""").ShouldBe("data.talk too_many");
        Told($$"""{"talk":[{"role":"user","content":"a"}],"scan":"{{new string('x', 2_001)}}"}""").ShouldBe("data.scan too_long");
        Told($$"""{"talk":[{"role":"{{new string('x', 101)}}","content":"a"}]}""").ShouldBe("data.talk[0].role too_long");
    }

    [Fact]
    public void A_field_may_change_how_it_shows_its_data_but_not_to_other_data()
    {
        Lost("text", "markdown").ShouldBeEmpty();
        Lost("text", "image").ShouldHaveSingleItem().ShouldBe("The field \"t\" would change from text to image; items imported so far hold other data.");
        Lost("image", "audio").ShouldHaveSingleItem();

        static IReadOnlyList<string> Lost(string before, string after) => Of(before).OrphanedBy(Of(after));
        static LabelSchema Of(string kind) => LabelSchema.Parse($$"""{"fields":[{"name":"t","kind":"{{kind}}"}],"questions":[{"name":"q","kind":"text"}]}""");
    }

    [Fact]
    public void Kinds_of_field_come_back_from_their_JSON() => LabelSchema.Parse(Schema.ToJson()).Fields.ShouldBe(
    [
        new Field("talk", FieldKind.Chat), new Field("scan", FieldKind.Image, Required: false, Beside: true), new Field("call", FieldKind.Audio, Required: false),
    ]);

    private static string Told(string data)
    {
        using var document = JsonDocument.Parse(data);
        return string.Join(";", Schema.CheckItem(document.RootElement).Select(violation => $"{violation.Path} {violation.Rule}"));
    }
}
