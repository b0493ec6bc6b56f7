using System.Text.Json;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.Models.Ensembles;
using Assay.Pipeline.PreAnnotate.AutoAccept;
using Assay.Pipeline.PreAnnotate.Drafting;
using Assay.Pipeline.PreAnnotate.Setups;
using Assay.Pipeline.Projects;
using Assay.TestKit;
using Assay.WeakModels;

namespace Assay.Pipeline.Tests.PreAnnotate;

public sealed class EnsembleTests
{
    private static readonly string[] Topics = ["sport", "world", "business"];

    private const string Schema = """
        {"fields":[{"name":"text","kind":"text"}],"questions":[
        {"name":"topic","kind":"choice","title":"Topic?","mode":"single","required":false,"labels":[{"name":"sport"},{"name":"world"},{"name":"business"}]},
        {"name":"tags","kind":"choice","title":"Tags?","mode":"multiple","required":false,"labels":[{"name":"a"},{"name":"b"},{"name":"c"}]},
        {"name":"who","kind":"spans","title":"Who?","fields":["text"],"required":false,"labels":[{"name":"PER"},{"name":"LOC"}]},
        {"name":"note","kind":"text","title":"Note?","required":false},
        {"name":"stars","kind":"rating","title":"Stars?","min":1,"max":5,"required":false}]}
        """;

    [Theory]
    [Engines]
    public async Task Three_weak_members_make_a_draft_that_is_better_than_each_and_how_right_they_are_is_learned_without_labels(string engine)
    {
        using var bench = new Ensembles(engine);
        await bench.Begin(900);
        var random = new Random(11);
        string[] truth = [.. bench.Tasks.Select(_ => Topics[random.Next(3)])];
        (string Name, double Accuracy)[] members = [("good", 0.8), ("fair", 0.7), ("poor", 0.65)];
        foreach (var (name, accuracy) in members)
            await bench.Say(name, [.. truth.Select(topic => Topic(random.NextDouble() < accuracy ? topic : Topics[(Array.IndexOf(Topics, topic) + 1 + random.Next(2)) % 3]))]);

        var run = await bench.Run("together", new { members = members.Select(member => member.Name), combine = "label-model" });
        (run.State, run.Drafted, run.Abstained).ShouldBe((JobState.Completed, 900, 0));
        var best = members.Max(member => Right(bench.Said(member.Name)));
        Right(bench.Said("together")).ShouldBeGreaterThan(best + 0.03);
        run.Members.Select(member => (member.Name, member.Undrafted)).ShouldBe(members.Select(member => (member.Name, 0L)));
        foreach (var (member, (_, accuracy)) in run.Members.Zip(members))
            member.Accuracy!.Value.ShouldBe(accuracy, 0.05, member.Name);
        var sure = bench.Confidences("together");
        sure.Average().ShouldBe(Right(bench.Said("together")), 0.04, "its confidence is about how often it is right");

        // by majority three who differ say nothing
        var majority = await bench.Run("most", new { members = members.Select(member => member.Name), combine = "majority" });
        majority.Abstained.ShouldBeInRange(30, 150);
        bench.Confidences("most").Distinct().Select(one => Math.Round(one, 3)).Order().ShouldBe([0.667, 1]);

        double Right(IReadOnlyDictionary<long, string> said) =>
            bench.Tasks.Zip(truth).Count(each => said.GetValueOrDefault(each.First) == Topic(each.Second)) / (double)truth.Length;
    }

    [Theory]
    [Engines]
    public async Task It_abstains_at_a_tie_below_the_least_confidence_and_where_too_few_have_answered_and_tells_whose_drafts_are_missing(string engine)
    {
        using var bench = new Ensembles(engine);
        await bench.Begin(5);
        await bench.Say("A", [Topic("sport"), Topic("sport"), Topic("sport"), null, null]);
        await bench.Say("B", [Topic("sport"), Topic("world"), Topic("sport"), Topic("sport"), null]);
        await bench.Say("C", [Topic("sport"), null, Topic("world"), null, null]);

        string[] members = ["A", "B", "C"];
        var run = await bench.Run("usual", new { members, combine = "majority" });
        bench.Drafted("usual").ShouldBe([Topic("sport"), null, Topic("sport"), null, null]);
        (run.Drafted, run.Abstained).ShouldBe((2, 3));
        run.Members.Select(member => (member.Name, member.Version, member.Undrafted, member.Accuracy)).ShouldBe([("A", "1", 2, null), ("B", "1", 1, null), ("C", "1", 3, null)]);

        await bench.Run("sure", new { members, combine = "majority", minimum = 0.7 });
        bench.Drafted("sure").ShouldBe([Topic("sport"), null, null, null, null]);
        await bench.Run("all", new { members, combine = "majority", atLeast = 3 });
        bench.Drafted("all").ShouldBe([Topic("sport"), null, Topic("sport"), null, null]);
        await bench.Run("one", new { members, combine = "majority", atLeast = 1 });
        bench.Drafted("one").ShouldBe([Topic("sport"), null, Topic("sport"), Topic("sport"), null]);
        await bench.Run("learned", new { members, combine = "label-model", atLeast = 1, minimum = 0.95 });
        bench.Drafted("learned").ShouldBe([Topic("sport"), null, Topic("sport"), null, null], "one alone is not so sure");
        bench.Versions.Distinct().Count().ShouldBe(bench.Versions.Count, "what is set is in the version");
    }

    [Theory]
    [Engines]
    public async Task Several_labels_are_voted_on_one_by_one_and_spans_by_bounds_and_label(string engine)
    {
        using var bench = new Ensembles(engine);
        await bench.Begin(4, "Ada met Grace in London");
        await bench.Say("A", [Tags("a", "b"), Who((0, 3, "PER"), (17, 23, "LOC")), Who((0, 3, "PER")), Free]);
        await bench.Say("B", [Tags("a"), Who((0, 3, "PER"), (8, 13, "PER")), Who((0, 7, "PER")), Free]);
        await bench.Say("C", [Tags("a", "c"), Who((0, 3, "LOC"), (17, 23, "LOC")), Who((8, 13, "PER")), Free]);
        foreach (var combine in (string[])["majority", "label-model"])
        {
            var run = await bench.Run(combine, new { members = new[] { "A", "B", "C" }, combine });
            var drafted = bench.Drafted(combine);
            drafted[0].ShouldBe(Tags("a"));
            drafted[1].ShouldBe(Who((0, 3, "PER"), (17, 23, "LOC")));
            drafted[2].ShouldBeNull("three marked three stretches; nothing is left, and nothing is drafted");
            drafted[3].ShouldBeNull("neither words nor numbers are combined");
            (run.Drafted, run.Abstained, run.Refused).ShouldBe((2, 2, 0));
        }

        bench.Confidences("majority").Select(one => Math.Round(one, 3)).ShouldBe([0.667, 0.667]);
    }

    [Fact]
    public void Of_spans_that_may_not_stand_together_the_likelier_is_taken()
    {
        var schema = LabelSchema.Parse(Schema);
        var settings = new EnsembleSettings(["A", "B", "C"], Learns: true, Minimum: 0, AtLeast: 1);
        var votes = QuestionVotes.Of(schema.Question("who")!, settings)!;
        Answer? Read(string json) => schema.ReadDraft(json).Answers!["who"];

        // A and B mark the same 40 times, and C another stretch twice: of C nothing good is learned
        for (var i = 0; i < 40; i++)
            votes.Note([Read(Who((0, 3, "PER"))), Read(Who((0, 3, "PER"))), Read(Who((i % 5, i % 5 + 9, "LOC")))]);
        var skills = votes.Learn(CancellationToken.None);
        skills[0]!.Value.ShouldBeGreaterThan(skills[2]!.Value + 0.3);
        var draft = votes.Decide([Read(Who((0, 3, "PER"))), null, null])!;
        draft.Answer.ShouldBe(Read(Who((0, 3, "PER"))));

        // A alone against the span of C that crosses its own
        var both = votes.Decide([Read(Who((4, 9, "PER"))), Read(Who((4, 9, "PER"))), Read(Who((7, 12, "PER")))])!;
        both.Answer.ShouldBe(Read(Who((4, 9, "PER"))));
        QuestionVotes.Of(schema.Question("note")!, settings).ShouldBeNull();
        QuestionVotes.Of(schema.Question("stars")!, settings).ShouldBeNull();
    }

    [Theory]
    [Engines]
    public async Task A_run_that_was_cut_off_goes_on_with_the_members_as_they_were_when_it_began(string engine)
    {
        using var bench = new Ensembles(engine);
        await bench.Begin(8);
        string[] members = ["A", "B", "C"];
        foreach (var member in members)
            await bench.Say(member, [.. bench.Tasks.Select(_ => Topic("sport"))]);
        var setup = await bench.Set("together", new { members, combine = "label-model" });
        await bench.Runs.Start(bench.Project, bench.Person, setup.Id, all: true);
        await bench.StopAfter(pages: 2);
        var cut = bench.Get(setup).Run!;
        (cut.State, cut.Done, cut.Drafted).ShouldBe((JobState.Queued, 4, 4));

        // meanwhile a member says another thing in another version
        await bench.Say("B", [.. bench.Tasks.Select(_ => Topic("world"))], version: "2");
        await bench.RunAll();
        var ended = bench.Get(setup).Run!;
        (ended.State, ended.Done, ended.Drafted, ended.Version).ShouldBe((JobState.Completed, 8, 8, cut.Version));
        ended.Members.Select(member => (member.Version, member.Undrafted)).ShouldBe([("1", 0), ("1", 0), ("1", 0)]);
        bench.Drafted("together").ShouldAllBe(answers => answers == Topic("sport"));
        bench.Count("together").ShouldBe(8, "nothing is drafted twice");

        // the page says to run it again, and then it is of another version
        bench.Get(setup).Members.Select(member => member.State).ShouldBe(["ready", "newer", "ready"]);
        await bench.Runs.Start(bench.Project, bench.Person, setup.Id, all: true);
        await bench.RunAll();
        var again = bench.Get(setup).Run!;
        again.Version.ShouldNotBe(cut.Version);
        again.Members.Select(member => member.Version).ShouldBe(["1", "2", "1"]);
        again.Members[1].Accuracy!.Value.ShouldBeLessThan(again.Members[0].Accuracy!.Value, "it is alone with what it says");
        bench.Get(setup).Members.Select(member => member.State).ShouldBe(["ready", "ready", "ready"]);
    }

    [Theory]
    [Engines]
    public async Task Members_that_are_missing_drafting_renamed_or_removed_are_told_with_what_to_do(string engine)
    {
        using var bench = new Ensembles(engine);
        await bench.Begin(3, "a match");
        await bench.Say("sent", [Topic("sport"), Topic("sport"), null]);
        (await Refused(new { members = new[] { "sent", "nobody" }, combine = "majority" })).ShouldContain("no model \"nobody\"");
        (await Refused(new { members = new[] { "sent" }, combine = "majority" })).ShouldContain("2 to 20 members");
        var words = await bench.Setups.Add(bench.Project, bench.Person, Rules("words"));
        (await Refused(new { members = new[] { "sent", "words" }, combine = "vote" })).ShouldContain("not \"vote\"");
        (await Refused(new { members = new[] { "sent", "words" }, combine = "label-model" })).ShouldContain("needs 3 members or more");
        (await Refused(new { members = new[] { "sent", "words" }, combine = "majority", minimum = 2 })).ShouldContain("0 to 1");
        (await Refused(new { members = new[] { "sent", "words" }, combine = "majority", atLeast = 3 })).ShouldContain("1 to 2");

        object both = new { members = new[] { "sent", "words" }, combine = "majority" };
        var setup = await bench.Set("together", both);
        (await Refused(new { members = new[] { "sent", "together" }, combine = "majority" })).ShouldContain("no member of another");
        Should.Throw<Invalid>(() => bench.OpenArbiter(setup)).Message.ShouldContain("cannot be asked about a dispute; choose one of its members");
        setup.Members.Select(member => (member.Name, member.State)).ShouldBe([("sent", "ready"), ("words", "undrafted")]);
        (await Should.ThrowAsync<Invalid>(() => bench.Trials.Try(bench.Project, "ensemble", setup.Settings, 0, setup.Id, TestContext.Current.CancellationToken)))
            .Message.ShouldContain("\"words\" has drafted nothing yet: let it draft the tasks first");
        (await bench.Run(setup)).Error.ShouldNotBeNull().ShouldContain("\"words\" has drafted nothing yet");

        await bench.Runs.Start(bench.Project, bench.Person, words.Id, all: true);
        bench.Get(setup).Members[1].State.ShouldBe("running");
        (await Should.ThrowAsync<Conflict>(() => bench.Runs.Start(bench.Project, bench.Person, setup.Id, all: true))).Message.ShouldContain("\"words\", of which \"together\" is made, is drafting now");
        await bench.RunAll();
        bench.Get(setup).Run!.State.ShouldBe(JobState.Failed);
        await bench.Runs.Resume(bench.Project, setup.Id);
        await bench.RunAll();
        bench.Get(setup).Run!.Drafted.ShouldBe(2);

        bench.Later();
        await bench.Setups.Change(bench.Project, bench.Person, words.Id, Rules("words", "goal"));
        bench.Get(setup).Members[1].State.ShouldBe("changed");
        (await Should.ThrowAsync<Conflict>(() => bench.Setups.Change(bench.Project, bench.Person, words.Id, Rules("other")))).Message.ShouldContain("ensemble \"together\"; take it out there first");
        (await Should.ThrowAsync<Conflict>(() => bench.Setups.Remove(bench.Project, bench.Person, words.Id))).Message.ShouldContain("ensemble \"together\"; take it out there first");
        await bench.Setups.Remove(bench.Project, bench.Person, setup.Id);
        await bench.Setups.Remove(bench.Project, bench.Person, words.Id);

        async Task<string> Refused(object settings) => (await Should.ThrowAsync<Invalid>(() => bench.Set("x", settings))).Message;
    }

    [Theory]
    [Engines]
    public async Task A_label_model_that_has_nothing_to_learn_from_says_so_and_a_trial_tells_of_each_member(string engine)
    {
        using var bench = new Ensembles(engine);
        await bench.Begin(4);
        await bench.Say("A", [Topic("sport"), Topic("sport"), null, null]);
        await bench.Say("B", [null, null, Topic("world"), null]);
        await bench.Say("C", [null, null, null, Topic("world")]);
        var settings = JsonSerializer.SerializeToElement(new { members = new[] { "A", "B", "C" }, combine = "label-model", atLeast = 1 });
        (await Should.ThrowAsync<Invalid>(Try)).Message.ShouldContain("nothing to learn from");
        await bench.Say("B", [Topic("sport"), null, Topic("world"), null]);
        var trial = await Try();
        (trial.Counted, trial.Drafted).ShouldBe((4, 4));
        trial.Members.Select(member => (member.Name, member.Drafts)).ShouldBe([("A", 2), ("B", 2), ("C", 1)]);
        trial.Members.ShouldAllBe(member => member.Accuracy > 0.7 && member.Accuracy < 0.95);

        Task<ModelTrial> Try() => bench.Trials.Try(bench.Project, "ensemble", settings, 0, null, TestContext.Current.CancellationToken);
    }

    [Theory]
    [Engines]
    public async Task Its_sure_drafts_are_accepted_unseen_like_those_of_any_model_and_taken_back(string engine)
    {
        using var bench = new Ensembles(engine);
        await bench.Begin(3, schema: TestProject.Schema);
        await bench.Say("A", [Topic("sport"), Topic("sport"), Topic("sport")]);
        await bench.Say("B", [Topic("sport"), Topic("sport"), Topic("world")]);
        await bench.Say("C", [Topic("sport"), Topic("world"), Topic("business")]);
        await bench.Run("together", new { members = new[] { "A", "B", "C" }, combine = "majority" });
        bench.Confidences("together").Select(one => Math.Round(one, 3)).ShouldBe([1, 0.667]);

        await bench.Accept("together", new AcceptSettings(AcceptModes.Fixed, AuditShare: 0));
        bench.Finals().ShouldBe([(bench.Tasks[0], Topic("sport"))], "all three say so of the first; of the others two, and none");

        await bench.Accept("together", new AcceptSettings(AcceptModes.Fixed, Threshold: 0.6, AuditShare: 0));
        bench.Finals().Select(label => label.Task).ShouldBe(bench.Tasks.Take(2));
        await bench.TakeBack("together");
        bench.Finals().ShouldBeEmpty();
    }

    private const string Free = """{"note":"the same words","stars":3}""";

    private static string Topic(string topic) => $$"""{"topic":"{{topic}}"}""";

    private static string Tags(params string[] tags) => JsonSerializer.Serialize(new { tags });

    private static string Who(params (int Start, int End, string Label)[] spans) =>
        JsonSerializer.Serialize(new { who = spans.Select(span => new { start = span.Start, end = span.End, label = span.Label }) });

    private static NewModelSetup Rules(string name, string keyword = "match") => new(
        name, "rules", JsonSerializer.SerializeToElement(new { yaml = $"question: topic\nlabels: [sport, world]\nrules: [{{label: sport, keywords: [{keyword}]}}]" }));

    /// <summary>Two tasks at once, to be cut off between.</summary>
    private sealed class SmallBatches : IModelKind
    {
        private readonly EnsembleKind kind = new();

        public string Name => kind.Name;

        public int BatchSize => 2;

        public IWeakModel Open(JsonElement settings, ProjectContext project) => kind.Open(settings, project);
    }

    private sealed class Ensembles : IDisposable
    {
        private readonly Bench bench;
        private readonly Assay.Pipeline.Jobs.Jobs jobs;
        private readonly JobRunner runner;
        private readonly Counting counting;
        private readonly AutoAccepts accepts;

        public Ensembles(string engine)
        {
            bench = new Bench(engine);
            counting = new Counting(bench.Clock);
            var kinds = new ModelKinds(ModelPlaces.OfServer(bench.Db.DataFolder), bench.Clock, new SmallBatches());
            jobs = new Assay.Pipeline.Jobs.Jobs(bench.Db, bench.Clock);
            runner = new JobRunner(bench.Db, jobs, bench.Clock, [new DraftTasks(bench.Db, jobs, kinds, counting), new AcceptDrafts(bench.Db, jobs, bench.Clock), new TakeBackDrafts(bench.Db, jobs, bench.Clock)]);
            accepts = new AutoAccepts(bench.Db, jobs, bench.Clock);
            Setups = new ModelSetups(bench.Db, kinds, bench.Clock);
            Runs = new DraftingRuns(bench.Db, jobs);
            Trials = new ModelTrials(bench.Db, kinds);
        }

        public ModelSetups Setups { get; }

        public DraftingRuns Runs { get; }

        public ModelTrials Trials { get; }

        public long Project { get; private set; }

        public long Person { get; private set; }

        public IReadOnlyList<long> Tasks { get; private set; } = [];

        public IReadOnlyList<string> Versions => [.. bench.Stages.Predictions.Models(Project).Where(model => model.Version.Length > 1).Select(model => model.Version)];

        public async Task Begin(int tasks, string text = "some text", string schema = Schema)
        {
            Person = (await TestProject.People(bench.Db, 1))[0];
            Project = await TestProject.Create(bench.Db, Person, schema: schema);
            Tasks = await TestProject.Tasks(bench.Db, Project, tasks, text: _ => text);
        }

        /// <summary>What a model says of each task; null for nothing.</summary>
        public async Task Say(string model, string?[] answers, string version = "1")
        {
            Later();
            var stored = await bench.Stages.Predictions.Add(
                Project, Person, new ModelName(model, version), [.. Tasks.Zip(answers).Where(each => each.Second is not null).Select(each => new NewPrediction(each.First, each.Second!, 0.9))]);
            stored.Refused.ShouldBeEmpty();
        }

        public void Later() => bench.Clock.Advance(TimeSpan.FromSeconds(1));

        public Task<ModelSetup> Set(string name, object settings) =>
            Setups.Add(Project, Person, new NewModelSetup(name, "ensemble", JsonSerializer.SerializeToElement(settings)));

        public async Task<DraftingRun> Run(string name, object settings) => await Run(await Set(name, settings));

        public async Task<DraftingRun> Run(ModelSetup setup)
        {
            await Runs.Start(Project, Person, setup.Id, all: true);
            await RunAll();
            return Get(setup).Run!;
        }

        public void OpenArbiter(ModelSetup setup) => new ModelKinds(ModelPlaces.OfServer(bench.Db.DataFolder), bench.Clock).OpenArbiter(
            setup.Kind, setup.Settings, new ProjectContext(bench.Db, bench.Db.Read(session => ProjectSettings.Load(session, Project))));

        public ModelSetup Get(ModelSetup setup) => Setups.Get(Project, setup.Id);

        /// <summary>Accepts what a model has drafted.</summary>
        public async Task Accept(string model, AcceptSettings settings)
        {
            await accepts.Set(Project, Person, ModelId(model), settings);
            await RunLaterToo();
        }

        public async Task TakeBack(string model)
        {
            await accepts.TakeBack(Project, Person, ModelId(model));
            await RunLaterToo();
        }

        private async Task RunLaterToo()
        {
            do
                bench.Clock.Advance(TimeSpan.FromSeconds(10));
            while (await runner.RunNext(TestContext.Current.CancellationToken));
        }

        /// <summary>Labels that were accepted, by task.</summary>
        public IReadOnlyList<(long Task, string Answers)> Finals() => bench.Db.Read<IReadOnlyList<(long, string)>>(session =>
            [.. session.Query<(long, string)>("SELECT task_id, answers FROM final_label WHERE how = 'auto_accepted' ORDER BY task_id")]);

        private long ModelId(string model) => bench.One<long>("SELECT id FROM weak_model WHERE name = @model", new { model });

        public async Task RunAll()
        {
            Later();
            while (await runner.RunNext(TestContext.Current.CancellationToken))
            {
            }
        }

        /// <summary>The process is told to stop in the middle of a page.</summary>
        public async Task StopAfter(int pages)
        {
            Later();
            using var stop = new CancellationTokenSource();
            counting.At = (pages, stop.Cancel);
            await runner.RunNext(stop.Token);
            counting.At = null;
        }

        public Dictionary<long, string> Said(string model) => bench.Db.Read(session => session.Query<Row>(
            "SELECT p.task_id, p.answers, p.confidence FROM prediction p JOIN weak_model m ON m.id = p.model_id WHERE m.name = @model AND NOT p.is_replaced ORDER BY p.task_id",
            new { model }).ToDictionary(row => row.TaskId, row => row.Answers));

        public IReadOnlyList<string?> Drafted(string model)
        {
            var said = Said(model);
            return [.. Tasks.Select(task => said.GetValueOrDefault(task))];
        }

        public List<double> Confidences(string model) => bench.Db.Read(session => session.Query<double>(
            "SELECT p.confidence FROM prediction p JOIN weak_model m ON m.id = p.model_id WHERE m.name = @model ORDER BY p.task_id", new { model }).ToList());

        public long Count(string model) => bench.One<long>("SELECT count(*) FROM prediction p JOIN weak_model m ON m.id = p.model_id WHERE m.name = @model", new { model });

        public void Dispose()
        {
            runner.Dispose();
            bench.Dispose();
        }

        private sealed record Row
        {
            public long TaskId { get; init; }

            public string Answers { get; init; } = "";
        }
    }

    /// <summary>A clock that is looked at once for each page that is kept.</summary>
    private sealed class Counting(TimeProvider inner) : TimeProvider
    {
        public (int Left, Action Then)? At { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            if (At is { } at)
            {
                At = (at.Left - 1, at.Then);
                if (at.Left == 1)
                    at.Then();
            }

            return inner.GetUtcNow();
        }
    }
}
