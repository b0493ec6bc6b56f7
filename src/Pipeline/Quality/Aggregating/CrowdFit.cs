using Assay.Aggregation;
using Assay.Model;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;

namespace Assay.Pipeline.Quality.Aggregating;

/// <summary>Learns about a project's people from all their votes, ballot by ballot. Pure work on arrays: no session is open meanwhile.</summary>
/// <param name="settings">The aggregator and what is asked.</param>
/// <param name="votes">All votes.</param>
/// <param name="before">What was learned last, to go on from; null to begin from nothing.</param>
internal sealed class CrowdFit(ProjectSettings settings, VoteColumns votes, CrowdJury? before)
{
    /// <summary>Numbers that are kept in memory and in the database for a project: 128 MB.</summary>
    private const long MostNumbers = 16_000_000;

    /// <summary>Probabilities of all tasks while they are worked on: 2 GB.</summary>
    private const long MostProbabilities = 250_000_000;

    private readonly IAggregator aggregator = Aggregators.Find(settings.Aggregator)!;

    /// <param name="told">Hears how many ballots are done and how many there are.</param>
    /// <param name="stop">Heard between ballots and between rounds.</param>
    /// <exception cref="Conflict">It would not fit into memory; says what would.</exception>
    public CrowdJury Run(Action<int, int> told, CancellationToken stop)
    {
        CheckSize();
        var ballots = settings.Schema.Ballots;
        var (done, all) = (0, ballots.Sum(each => each?.Categories.Count ?? 0));
        var learned = new Learned?[ballots.Count][];
        for (var question = 0; question < learned.Length; question++)
        {
            learned[question] = new Learned?[ballots[question]?.Categories.Count ?? 0];
            for (var ballot = 0; ballot < learned[question].Length; ballot++)
            {
                stop.ThrowIfCancellationRequested();
                if (votes.HasTwoCategories(question, ballot))
                    learned[question][ballot] = Learn(votes.Of(question, ballot), before?.Of(question, ballot), stop);
                told(++done, all);
            }
        }

        return new CrowdJury(aggregator.Name, votes.People, learned);
    }

    private Learned Learn(Votes said, Learned? last, CancellationToken stop) => aggregator.Aggregate(said, new AggregationOptions
    {
        Cancel = stop,
        WarmStart = last?.Categories == said.Categories ? last.Decide(said) : null,

        // people answer meanwhile
        Threads = Math.Max(1, Environment.ProcessorCount / 2),
    }).Learned;

    private void CheckSize()
    {
        var (numbers, ballots) = (0L, settings.Schema.Ballots);
        for (var question = 0; question < ballots.Count; question++)
            for (var ballot = 0; ballot < (ballots[question]?.Categories.Count ?? 0); ballot++)
            {
                if (!votes.HasTwoCategories(question, ballot))
                    continue;
                var categories = ballots[question]!.Categories[ballot];
                numbers += (votes.People.Count + 1L) * NumbersAPerson(categories) + NumbersOfAll(categories);
                if (numbers > MostNumbers || (long)votes.Tasks * categories > MostProbabilities)
                    throw new Conflict(
                        $"{aggregator.Title} over {categories:N0} categories of \"{settings.Schema.Questions[question].Name}\", {votes.People.Count:N0} people and "
                        + $"{votes.Tasks:N0} tasks needs more memory than a project may take. Choose {Wawa.Instance.Name} or {Majority.Instance.Name}"
                        + $"{(numbers > MostNumbers ? $", or {OneCoinDawidSkene.Instance.Name}" : "")}.");
            }
    }

    /// <summary>GLAD's errors, which all people share.</summary>
    private long NumbersOfAll(long categories) => aggregator is Glad ? categories * categories : 0;

    private long NumbersAPerson(long categories) => aggregator switch
    {
        DawidSkene => categories * categories,
        Ebcc => 2 * categories * categories,
        OneCoinDawidSkene or Mace => categories,
        _ => 1,
    };
}
