using Assay.Pipeline.ActiveLearning;
using Assay.Pipeline.Projects;
using Assay.Pipeline.Queue;
using Assay.Simulation;

namespace Assay.Cli.Demo;

/// <summary>A project of the demo: what it asks about what, and who answers how.</summary>
internal abstract class DemoProject
{
    public abstract string Name { get; }

    /// <summary>What is said while it is made.</summary>
    public abstract string Making { get; }

    public abstract string Schema { get; }

    public abstract string Guidelines { get; }

    public abstract ProjectChanges Settings { get; }

    /// <summary>How many items it has.</summary>
    public abstract int Count { get; }

    /// <summary>Of all items the share that has been looked at often enough; the rest waits for whoever starts the demo.</summary>
    public abstract double Done { get; }

    /// <summary>How many of the last items have answers that the reviewer knows: they measure how well the others answer.</summary>
    public abstract int Gold { get; }

    public abstract IReadOnlyList<DemoPerson> People { get; }

    /// <summary>Writes what is to be imported.</summary>
    /// <param name="folder">An empty one.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>A file of rows, or the folder itself for images; one item a row or image, in order.</returns>
    public abstract Task<string> Write(string folder, CancellationToken cancellation);

    /// <summary>The right answers.</summary>
    /// <param name="row">The item's row, from 1.</param>
    public abstract string Truth(long row);

    /// <summary>Rules that draft every item before anybody answers, as YAML; null where there are none.</summary>
    public virtual string? Rules => null;

    /// <summary>From which confidence drafts become labels unseen; null where none do.</summary>
    public virtual double? AcceptFrom => null;

    /// <summary>How it trains a model of its own while people answer, a turn a day; null where it does not.</summary>
    public virtual LearningSettings? Learning => null;

    /// <summary>What a weak model answers in advance; null where none does.</summary>
    public virtual Drafts? Draft() => null;
}

/// <summary>Somebody who is played by the program in a project.</summary>
/// <param name="Name">A given name; the same name is the same person in every project.</param>
/// <param name="Seed">Of their chance.</param>
/// <param name="Judge">What they make of an item, given its row from 1 and their chance.</param>
internal sealed record DemoPerson(string Name, int Seed, Func<long, Random, Judgement> Judge)
{
    /// <summary>What drafts do to simulated people is made up; the demo's figures of it show how a page looks, not what drafts do.</summary>
    private static readonly Suggestible Drafted = new(Pull: 0.5, TimeShare: 0.6);


    public VirtualAnnotator As(long personId) => new(personId, Seed, (task, chance) => Drafted.Seen(Judge(Row(task), chance), task, chance));

    private static long Row(ClaimedTask task) => task.Source?.Row ?? throw new InvalidOperationException($"Task {task.Id} came with no import.");
}
