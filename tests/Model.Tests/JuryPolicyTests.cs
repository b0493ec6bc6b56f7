namespace Assay.Model.Tests;

/// <summary>What becomes of a task when a jury decides, by equal votes and by one that knows people.</summary>
public sealed class JuryPolicyTests
{
    [Theory]
    [InlineData(2, 0.8, """{"topic":"spam"}""", "open")]
    [InlineData(1, 0.8, """{"topic":"spam"}""", """single {"topic":"spam"}""")]
    [InlineData(2, 0.8, """{"topic":"spam"}|{"topic":"spam"}""", """majority 1.00 {"topic":"spam"}""")]
    [InlineData(3, 0.6, """{"topic":"spam"}|{"topic":"spam"}|{"topic":"ham"}""", """majority 0.67 {"topic":"spam"}""")]
    [InlineData(3, 0.8, """{"topic":"spam"}|{"topic":"spam"}|{"topic":"ham"}""", "disputed topic")]
    // four of five is exactly the threshold
    [InlineData(5, 0.8, """{"topic":"spam"}|{"topic":"spam"}|{"topic":"spam"}|{"topic":"spam"}|{"topic":"ham"}""", """majority 0.80 {"topic":"spam"}""")]
    // a tie is disputed however little is asked
    [InlineData(2, 0, """{"topic":"spam"}|{"topic":"ham"}""", "disputed topic")]
    [InlineData(3, 0, """{"topic":"spam"}|{"topic":"spam"}|{"topic":"ham"}""", """majority 0.67 {"topic":"spam"}""")]
    // ratings: the median, whose share counts
    [InlineData(3, 0.6, """{"topic":"spam","stars":4}|{"topic":"spam","stars":4}|{"topic":"spam","stars":1}""", """majority 0.67 {"topic":"spam","stars":4}""")]
    [InlineData(3, 0.3, """{"topic":"spam","stars":5}|{"topic":"spam","stars":4}|{"topic":"spam","stars":1}""", """majority 0.33 {"topic":"spam","stars":4}""")]
    // an optional question left empty is an answer of its own
    [InlineData(3, 0.6, """{"topic":"spam","stars":4}|{"topic":"spam"}|{"topic":"spam"}""", """majority 0.67 {"topic":"spam"}""")]
    [InlineData(2, 0.5, """{"topic":"spam","stars":4}|{"topic":"spam"}""", "disputed stars")]
    // several labels: each by itself, the least sure counts
    [InlineData(3, 0.6, """{"topic":"spam","flags":["a","b"]}|{"topic":"spam","flags":["a"]}|{"topic":"spam","flags":["a","b"]}""", """majority 0.67 {"topic":"spam","flags":["a","b"]}""")]
    [InlineData(3, 0.6, """{"topic":"spam","flags":[]}|{"topic":"spam"}|{"topic":"spam"}""", """majority 0.67 {"topic":"spam"}""")]
    // texts: the one most people gave
    [InlineData(3, 0.6, """{"topic":"spam","note":"New York"}|{"topic":"spam","note":"New  York"}|{"topic":"spam","note":"Rome"}""", """majority 0.67 {"topic":"spam","note":"New York"}""")]
    [InlineData(2, 0, """{"topic":"spam","note":"Rome"}|{"topic":"spam","note":"Oslo"}""", "disputed note")]
    public void Equal_votes_decide_by_their_shares(int overlap, double threshold, string votes, string expected) =>
        Told(TaskPolicy.Next(Sample.Schema, overlap, Votes(votes), EqualVotes.Instance, threshold)).ShouldBe(expected);

    [Fact]
    public void A_jury_that_knows_people_judges_a_single_answer_too()
    {
        var jury = new Trusting(good: 1);
        Told(TaskPolicy.Next(Sample.Schema, 1, [new Vote(1, Sample.Read("""{"topic":"spam"}"""))], jury, 0.8)).ShouldBe("""knowing 0.90 {"topic":"spam"}""");
        Told(TaskPolicy.Next(Sample.Schema, 1, [new Vote(2, Sample.Read("""{"topic":"spam"}"""))], jury, 0.8)).ShouldBe("disputed topic");
    }

    [Fact]
    public void Somebody_who_abstains_is_not_asked_about() =>
        TaskPolicy.Next(Sample.Schema, 2, Votes("""{"topic":"spam","flags":["a"]}|{"topic":"spam"}"""), new Trusting(good: 1), 0)
            .ShouldBeOfType<Decision.Completed>().Final.ToJson().ShouldBe("""{"topic":"spam","flags":["a"]}""");

    private static Vote[] Votes(string votes) => [.. votes.Split('|').Select((vote, i) => new Vote(i + 1, Sample.Read(vote)))];

    private static string Told(Decision decision) => decision switch
    {
        Decision.Open => "open",
        Decision.Completed { Confidence: null } completed => $"{completed.How} {completed.Final.ToJson()}",
        Decision.Completed completed => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{completed.How} {completed.Confidence:0.00} {completed.Final.ToJson()}"),
        Decision.Disputed disputed => "disputed " + string.Join(',', disputed.Questions),
        _ => throw new ArgumentException(decision.ToString(), nameof(decision)),
    };

    /// <summary>One person is right nine times in ten, everybody else half of the time.</summary>
    private sealed class Trusting(long good) : IJury
    {
        public string How => "knowing";

        public bool KnowsPeople => true;

        public double[] Weigh(int question, int ballot, int categories, ReadOnlySpan<long> people, ReadOnlySpan<int> said)
        {
            var row = new double[categories];
            if (question != 0)
            {
                row[said.IsEmpty ? 0 : said[^1]] = 1;
                if (people.Contains(good)) (row[0], row[1], row[said[people.IndexOf(good)]]) = (0, 0, 1);
                return row;
            }
            Array.Fill(row, (people.Contains(good) ? 0.1 : 0.5) / (categories - 1));
            row[said[0]] = people.Contains(good) ? 0.9 : 0.5;
            return row;
        }
    }
}
