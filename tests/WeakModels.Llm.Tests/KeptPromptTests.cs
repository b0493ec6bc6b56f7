using System.Text.Json;

namespace Assay.WeakModels.Llm.Tests;

public sealed class KeptPromptTests
{
    [Fact]
    public void Texts_of_an_item_are_left_out_and_put_back_in_their_places()
    {
        var item = JsonElement.Parse("""{"a":"a text that is long enough to be left out","short":"brief","chat":[{"role":"user","content":"what was asked in this long conversation"}]}""");
        const string Message = "<a>\na text that is long enough to be left out\n</a> brief <b>what was asked in this long conversation</b>";

        var own = KeptPrompt.OwnOf(Message, item);

        own.ShouldBe("""["<a>\n",{"field":"a"},"\n</a> brief <b>",{"field":"chat","turn":0},"</b>"]""");
        var shared = new SharedPrompt("", """{"provider":"p","system":"s","schema":"{}","max_tokens":5,"samples":2}""");
        var whole = KeptPrompt.Whole(new DraftPrompt("", shared, own), item);
        whole.Request.Turns[0].Text.ShouldBe(Message);
        whole.Samples.ShouldBe(2);
        KeptPrompt.Whole(new DraftPrompt(whole.Request.Key("p"), shared, own), item).IsAsSent.ShouldBeTrue();
    }
}
