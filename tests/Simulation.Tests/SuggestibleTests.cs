using System.Text.Json;
using Assay.Pipeline.Queue;

namespace Assay.Simulation.Tests;

public sealed class SuggestibleTests
{
    private static readonly Judgement Own = Judgement.Answer("""{"kind":"world","urgency":2}""", TimeSpan.FromSeconds(10));

    [Fact]
    public void Who_takes_a_draft_over_says_what_it_says_in_less_time_and_answers_the_rest_themselves()
    {
        var seen = new Suggestible(1, 0.6).Seen(Own, Task("""{"kind":"sport"}"""), new Random(1));
        seen.Answers.ShouldBe("""{"kind":"sport","urgency":2}""");
        seen.Took.ShouldBe(TimeSpan.FromSeconds(6));
    }

    [Fact]
    public void Without_a_draft_or_a_pull_people_say_what_they_think_and_a_skip_stays_one()
    {
        new Suggestible(1, 0.6).Seen(Own, Task(null), new Random(1)).ShouldBe(Own);
        new Suggestible(0, 0.6).Seen(Own, Task("""{"kind":"sport"}"""), new Random(1)).ShouldBe(Own);
        var skip = Judgement.Skip("cannot be read", TimeSpan.FromSeconds(3));
        new Suggestible(1, 0.6).Seen(skip, Task("""{"kind":"sport"}"""), new Random(1)).ShouldBe(skip);
    }

    [Fact]
    public void The_pull_is_how_often_it_happens()
    {
        var random = new Random(5);
        var suggestible = new Suggestible(0.3, 0.6);
        var taken = Enumerable.Range(0, 2_000).Count(_ => suggestible.Seen(Own, Task("""{"kind":"sport"}"""), random) != Own);
        taken.ShouldBeInRange(540, 660);
    }

    private static ClaimedTask Task(string? draft) => new(1, JsonElement.Parse("{}"), null, "next", DateTimeOffset.UnixEpoch, null, 1)
    {
        Suggestion = draft is null ? null : new Suggestion(7, "words", "1", JsonElement.Parse(draft)),
    };
}
