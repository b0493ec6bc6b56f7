namespace Assay.Model.Tests;

public sealed class TaskPolicyTests
{
    [Theory]
    // one person is enough
    [InlineData(1, "", "open")]
    [InlineData(1, """{"topic":"spam"}""", """single {"topic":"spam"}""")]
    // two people
    [InlineData(2, """{"topic":"spam"}""", "open")]
    [InlineData(2, """{"topic":"spam"}|{"topic":"spam"}""", """unanimous 1 {"topic":"spam"}""")]
    [InlineData(2, """{"topic":"spam"}|{"topic":"ham"}""", "disputed topic")]
    [InlineData(2, """{"topic":"spam","stars":4}|{"topic":"ham","stars":5}""", "disputed topic,stars")]
    // an optional question left out by one is a difference, left out by all is none
    [InlineData(2, """{"topic":"spam","stars":4}|{"topic":"spam"}""", "disputed stars")]
    // sets do not care for order, texts not for white space
    [InlineData(2, """{"topic":"spam","flags":["a","b"]}|{"topic":"spam","flags":["b","a"]}""", """unanimous 1 {"topic":"spam","flags":["a","b"]}""")]
    [InlineData(2, """{"topic":"spam","note":"New  York"}|{"topic":"spam","note":"New York"}""", """unanimous 1 {"topic":"spam","note":"New  York"}""")]
    [InlineData(3, """{"topic":"spam","note":"New  York"}|{"topic":"spam","note":"New York"}|{"topic":"spam","note":"New York"}""", """unanimous 1 {"topic":"spam","note":"New York"}""")]
    [InlineData(2, """{"topic":"spam","note":"new york"}|{"topic":"spam","note":"New York"}""", "disputed note")]
    [InlineData(2, """{"topic":"spam","flags":[]}|{"topic":"spam"}""", "disputed flags")]
    // three people: no majority without a policy that asks for it
    [InlineData(3, """{"topic":"spam"}|{"topic":"spam"}""", "open")]
    [InlineData(3, """{"topic":"spam"}|{"topic":"spam"}|{"topic":"ham"}""", "disputed topic")]
    [InlineData(3, """{"topic":"spam"}|{"topic":"spam"}|{"topic":"spam"}""", """unanimous 1 {"topic":"spam"}""")]
    // late answers count beyond the overlap
    [InlineData(1, """{"topic":"spam"}|{"topic":"spam"}""", """unanimous 1 {"topic":"spam"}""")]
    [InlineData(1, """{"topic":"spam"}|{"topic":"ham"}""", "disputed topic")]
    [InlineData(2, """{"topic":"spam"}|{"topic":"spam"}|{"topic":"ham"}""", "disputed topic")]
    public void The_next_state_follows_from_the_votes(int overlap, string votes, string expected)
    {
        var given = votes.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(Sample.Read).ToArray();

        var decision = TaskPolicy.Next(Sample.Schema, overlap, given) switch
        {
            Decision.Open => "open",
            Decision.Completed { Confidence: null } completed => $"{completed.How} {completed.Final.ToJson()}",
            Decision.Completed completed => $"{completed.How} {completed.Confidence} {completed.Final.ToJson()}",
            Decision.Disputed disputed => "disputed " + string.Join(',', disputed.Questions),
            var other => other.ToString(),
        };

        decision.ShouldBe(expected);
    }

    [Fact]
    public void An_overlap_below_one_is_a_mistake_of_the_caller() =>
        Should.Throw<ArgumentOutOfRangeException>(() => TaskPolicy.Next(Sample.Schema, 0, []));
}
