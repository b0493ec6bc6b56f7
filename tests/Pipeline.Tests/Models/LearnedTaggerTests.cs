using System.Text.Json;
using Assay.Learning.Tagging;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.Models;

namespace Assay.Pipeline.Tests.Models;

public sealed class LearnedTaggerTests
{
    private static readonly LabelSchema Schema = LabelSchema.Parse(
        """{"fields":[{"name":"text"},{"name":"more","required":false}],"questions":[{"name":"names","kind":"spans","fields":["text","more"],"labels":["PER"]}]}""");

    private static readonly SequenceTagger Tagger = SequenceTagger.Train(
        [.. ((string[])["Anna", "Bert", "Clara", "Dora"]).Select(name => new TaggedText($"{name} came on Monday.", [new(0, name.Length, "PER")]))], ["PER"]);

    /// <summary>A text in which nothing is found is read; one without a word is not, and nothing of it is sure.</summary>
    [Theory]
    [InlineData("""{"text":""}""", false)]
    [InlineData("""{"text":" \r\n\t"}""", false)]
    [InlineData("""{"text":"  ","more":""}""", false)]
    [InlineData("{}", false)]
    [InlineData("""{"text":"on Monday"}""", true)]
    [InlineData("""{"text":"","more":"Emil came on Monday."}""", true)]
    public async Task An_item_without_a_word_is_abstained_from(string item, bool isRead)
    {
        var draft = (await new LearnedTagger("names", Tagger).Predict(Schema, [JsonElement.Parse(item)])).Single();

        (draft.Confidence is not null).ShouldBe(isRead);
        draft.ByQuestion.Count.ShouldBe(isRead ? 1 : 0);
        new SpanReader((SpansQuestion)Schema.Questions[0], Tagger).Read(JsonElement.Parse(item)).HasText.ShouldBe(isRead);
    }

    [Fact]
    public async Task A_label_is_as_likely_as_its_surest_span()
    {
        var said = (await new LearnedTagger("names", Tagger).Predict(Schema, [JsonElement.Parse("""{"text":"Anna came on Monday.","more":"Bert came on Monday."}""")])).Single().ByQuestion["names"];

        said.PartScores.Count.ShouldBe(2);
        said.Scores.ShouldBe(new Dictionary<string, double> { ["PER"] = said.PartScores.Max() });
    }
}
