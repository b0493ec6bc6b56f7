using Assay.Learning.Acceptance;
using Assay.Model;
using Assay.Pipeline.ActiveLearning;
using Assay.Pipeline.PreAnnotate;
using Assay.Pipeline.PreAnnotate.AutoAccept;
using Assay.Pipeline.Quality;

namespace Assay.Simulation.Plays;

/// <summary>
/// A whole project, played: documents imported by the real import, answered through the real queue, disputes decided, the project's model learning and choosing by the real loop, its drafts accepted under
/// the real promise. Only the people are virtual.
/// </summary>
/// <param name="data">What is labeled.</param>
/// <param name="arm">In which way.</param>
/// <param name="assumptions">What is taken for granted.</param>
/// <param name="seed">Of the order of the documents and of the people. With the same seed all arms have the same.</param>
public sealed class Play(PlayData data, Arm arm, Assumptions assumptions, int seed)
{
    /// <summary>Where nothing is learned in between, people work so many tasks at a time.</summary>
    private const int Stretch = 500;

    private const int MinutesInADay = 1_440;

    /// <summary>So many times the audits of the first choice of a threshold: not each document that should be one becomes one.</summary>
    private const double Audits = 1.2;

    private static readonly int[] Milestones = [.. Enumerable.Range(0, 16).Select(step => 50 << step)];

    private readonly PlayedPeople people = new(data, assumptions, seed);

    public PlayData Data => data;

    public Arm Arm => arm;

    /// <param name="tell">Told how many tasks people have done.</param>
    /// <param name="cancel">Stops between two turns.</param>
    public async Task<ArmResult> Run(Action<int>? tell = null, CancellationToken cancel = default)
    {
        await using var stage = await PlayStage.Open();
        int[] order = [.. Enumerable.Range(0, Data.Documents.Count)];
        new Random(seed).Shuffle(order);
        var project = await stage.Project("documents", PlaySchema.Of(Data.Labels), 1, [.. order.Select(document => Data.Documents[document])], cancel);
        var work = new Work(stage, project, people, await Annotators(stage, project, row => order[(int)row - 1]), await stage.Person(project, "reviewer", ProjectRole.Reviewer), order);
        await (Arm.Learns ? Learn(work, tell, cancel) : LabelAll(work, tell, cancel));
        return await Result(work, cancel);
    }

    /// <summary>Everybody's accounts, as members of a project.</summary>
    internal async Task<IReadOnlyList<VirtualAnnotator>> Annotators(PlayStage stage, long project, Func<long, int> documentOf)
    {
        var crew = new List<VirtualAnnotator>();
        for (var place = 0; place < assumptions.Annotators; place++)
            crew.Add(people.Annotator(place, await stage.Person(project, $"annotator{place + 1}", ProjectRole.Annotator), documentOf));
        return crew;
    }

    private static async Task LabelAll(Work work, Action<int>? tell, CancellationToken cancel)
    {
        while (await work.Go(Stretch, int.MaxValue, cancel))
            tell?.Invoke(work.HumanTasks);
    }

    private async Task Learn(Work work, Action<int>? tell, CancellationToken cancel)
    {
        var learnings = work.Stage.Get<Learnings>();
        await learnings.Set(work.Project, work.Stage.Owner, new LearningSettings(
            IsOn: true, Strategy: Arm.Strategy(assumptions.Strategy), EveryMinutes: MinutesInADay, RandomShare: RandomShare, Drafts: Arm.Drafts));
        await work.Stage.RunJobs(cancel);
        var (rounds, isAccepting) = (0, false);
        while (Left(work) is > 0 and var left)
        {
            var state = learnings.Get(work.Project);
            if (!await work.Go((int)Math.Clamp(state.Wanted - state.Fresh, 1, left), left, cancel))
                break;
            tell?.Invoke(work.HumanTasks);
            await work.Stage.RunJobs(cancel);
            rounds = See(work, learnings, rounds, cancel);
            isAccepting = isAccepting || await Accept(work, cancel);
        }

        await learnings.Start(work.Project, work.Stage.Owner);
        await work.Stage.RunJobs(cancel);
        See(work, learnings, rounds, cancel);
    }

    /// <summary>Tasks that people may still do.</summary>
    private int Left(Work work) => Arm.Chooses ? (int)((long)assumptions.Budget * Data.Documents.Count / 1_000) - work.HumanTasks : int.MaxValue;

    /// <summary>Holds the newest model against the test documents, where there is a new one.</summary>
    private int See(Work work, Learnings learnings, int before, CancellationToken cancel)
    {
        var state = learnings.Get(work.Project);
        if (state.Rounds.Count > before && state.Rounds[^1].Version is not null && learnings.Model(work.Project) is { } model)
            work.Curve.Add(((int)state.Labels, Data.Right(model, cancel) / (double)Data.Test.Count));
        return state.Rounds.Count;
    }

    private async Task<bool> Accept(Work work, CancellationToken cancel)
    {
        if (!Arm.Drafts || work.HumanTasks < (long)assumptions.AcceptAfter * Data.Documents.Count / 1_000 || work.Stage.Get<Predictions>().Models(work.Project) is not [var model])
            return false;
        await work.Stage.Get<AutoAccepts>().Set(
            work.Project, work.Stage.Owner, model.Id, new AcceptSettings(AcceptModes.RiskControlled, Epsilon: assumptions.Epsilon, Delta: assumptions.Delta));
        await work.Stage.RunJobs(cancel);
        return true;
    }

    /// <summary>Of all documents; of few not so many that little is left to learn from.</summary>
    private double RandomShare => Arm.Drafts
        ? Math.Clamp(Audits * new LookSchedule(new ErrorTarget(assumptions.Epsilon, assumptions.Delta)).First / Data.Documents.Count, assumptions.RandomShare, Math.Max(assumptions.RandomShare, Assumptions.MostAudited))
        : assumptions.RandomShare;

    private async Task<ArmResult> Result(Work work, CancellationToken cancel)
    {
        var labels = new Dictionary<int, string>();
        var (accepted, acceptedRight, second) = (0, 0, 0);
        foreach (var task in work.Stage.Tasks(work.Project))
        {
            second += Math.Max(0, (int)task.Answers - 1);
            if (PlaySchema.Label(task.Final) is not { } label)
                continue;
            var document = work.Order[(int)task.Row!.Value - 1];
            labels[document] = label;
            if (task.How != FinalHow.AutoAccepted)
                continue;
            accepted++;
            acceptedRight += label == Data.Documents[document].Label ? 1 : 0;
        }

        var acceptance = Arm.Drafts && work.Stage.Get<Predictions>().Models(work.Project) is [var model] ? work.Stage.Get<AutoAccepts>().Get(work.Project, model.Id) : null;
        int[] probed = [.. work.Order.OrderBy(document => unchecked((uint)((document + seed) * 2_654_435_761))).Take(assumptions.AgreementDocuments)];
        var drafts = Arm.Drafts ? work.Stage.Get<Learnings>().Model(work.Project) : null;
        return new ArmResult
        {
            Arm = Arm,
            Seed = seed,
            Documents = Data.Documents.Count,
            HumanTasks = work.HumanTasks,
            Reviews = work.Reviews,
            SecondAnswers = second,
            Worked = work.Worked,
            Labeled = labels.Count,
            LabeledRight = labels.Count(label => label.Value == Data.Documents[label.Key].Label),
            Accepted = accepted,
            AcceptedRight = acceptedRight,
            AcceptRefusal = acceptance is null ? null : acceptance.Alarm is not null ? "suspended" : acceptance.Choice is null ? "too_few_audits" : acceptance.Choice.Refusal,
            Alpha = await AgreementProbe.Measure(work.Stage, this, probed, drafts, cancel),
            TestDocuments = Data.Test.Count,
            ModelRight = Data.RightWhenTrainedOn(labels, cancel),
            Curve = Arm.Learns ? work.Curve : Grown(work.Order, labels, cancel),
        };
    }

    /// <summary>What models are worth that were trained on the first labels alone.</summary>
    private List<(int Labels, double Accuracy)> Grown(int[] order, Dictionary<int, string> labels, CancellationToken cancel)
    {
        var curve = new List<(int, double)>();
        foreach (var count in Milestones.TakeWhile(count => count < order.Length).Append(order.Length))
        {
            var first = order.Take(count).Where(labels.ContainsKey).ToDictionary(document => document, document => labels[document]);
            curve.Add((first.Count, Data.RightWhenTrainedOn(first, cancel) / (double)Data.Test.Count));
        }

        return curve;
    }

    /// <summary>A project as people go on with it.</summary>
    private sealed record Work(PlayStage Stage, long Project, PlayedPeople People, IReadOnlyList<VirtualAnnotator> Crew, long Reviewer, int[] Order)
    {
        public int HumanTasks { get; private set; }

        public int Reviews { get; private set; }

        public TimeSpan Worked { get; private set; }

        public List<(int Labels, double Accuracy)> Curve { get; } = [];

        /// <summary>At most so many documents are labeled, and then the disputes decided, until there were so many tasks; false when there was nothing to do.</summary>
        public async Task<bool> Go(int most, int left, CancellationToken cancel)
        {
            var before = HumanTasks;
            var report = await Stage.Crew.Work(Project, Crew, most, DateTimeOffset.MaxValue, cancel);
            HumanTasks += report.LookedAt;
            Worked += report.Worked;
            while (HumanTasks - before < left && Stage.Get<Disputes>().List(Project, 0, 200).Disputes is { Count: > 0 } disputes)
                foreach (var dispute in disputes.Take(left - (HumanTasks - before)))
                    await Decide(dispute);
            return HumanTasks > before;
        }

        private async Task Decide(Dispute dispute)
        {
            var (answers, took) = People.Review(Order[(int)dispute.Row!.Value - 1], Reviews);
            Stage.Clock.MoveTo(Stage.Clock.GetUtcNow() + took);
            await Stage.Get<Decisions>().Decide(Project, Reviewer, dispute.TaskId, answers, null);
            HumanTasks++;
            Reviews++;
            Worked += took;
        }
    }
}
