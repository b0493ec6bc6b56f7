using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.PreAnnotate;
using Assay.Pipeline.PreAnnotate.Drafting;
using Assay.Pipeline.PreAnnotate.Setups;
using Assay.Pipeline.Queue;
using Assay.TestKit;
using Assay.WeakModels;

namespace Assay.Pipeline.Tests.PreAnnotate;

public sealed class DraftingTests
{
    private const string Yaml = """
        question: topic
        labels: [sport, world]
        rules:
          - {label: sport, keywords: [match, goal]}
          - {label: world, keywords: [minister]}
        """;

    private static readonly string[] Texts = ["the match", "a minister", "nothing at all", "a goal, a match", "the minister"];

    [Theory]
    [Engines]
    public async Task A_run_drafts_every_task_that_is_still_to_be_labeled_and_counts_what_it_did(string engine)
    {
        using var bench = new Drafts(engine);
        var (project, people, tasks) = await bench.Project(Texts, overlap: 1);
        var claimed = (await bench.Queue.Claim(project, people[0])).Tasks[0].Id;
        await bench.Submit(project, people[0], claimed);
        var setup = await bench.Setups.Add(project, people[0], New("words", Yaml));
        setup.Run.ShouldBeNull();

        (await bench.Runs.Start(project, people[0], setup.Id, all: false)).State.ShouldBe(JobState.Queued);
        await Should.ThrowAsync<Conflict>(() => bench.Runs.Start(project, people[0], setup.Id, all: false));
        await Should.ThrowAsync<Conflict>(() => bench.Setups.Remove(project, people[0], setup.Id));
        await bench.RunAll();

        var run = bench.Setups.Get(project, setup.Id).Run!;
        (run.State, run.Stage, run.Done, run.Total, run.Drafted, run.Abstained, run.Refused).ShouldBe((JobState.Completed, "drafting", 4, 4, 3, 1, 0));
        var models = bench.Predictions.Models(project);
        models.Select(model => (model.Name, model.Predictions, model.IsShown)).ShouldBe([("words", 3, true)]);
        models[0].Version.ShouldBe(run.Version);
        (await bench.Queue.Claim(project, people[0])).Tasks[0].Suggestion!.Answers.GetRawText().ShouldBe("""{"topic":"world"}""");
        tasks.Count.ShouldBe(5);
    }

    [Theory]
    [Engines]
    public async Task A_run_that_is_cancelled_keeps_what_it_has_drafted_and_goes_on_from_there(string engine)
    {
        var kind = new Slow();
        using var bench = new Drafts(engine, kind);
        var (project, people, _) = await bench.Project(Texts);
        var setup = await bench.Setups.Add(project, people[0], new NewModelSetup("slow", kind.Name, JsonElement.Parse("{}")));
        kind.Before = asked => asked == 3 ? bench.Runs.Cancel(project, setup.Id) : Task.CompletedTask;
        await bench.Runs.Start(project, people[0], setup.Id, all: true);
        await bench.RunAll();

        var stopped = bench.Setups.Get(project, setup.Id).Run!;
        stopped.State.ShouldBe(JobState.Cancelled);
        stopped.Drafted.ShouldBeInRange(2, 3);
        await bench.Runs.Resume(project, setup.Id);
        await bench.RunAll();

        var ended = bench.Setups.Get(project, setup.Id).Run!;
        (ended.State, ended.Done, ended.Drafted).ShouldBe((JobState.Completed, 5, 5));
        kind.Asked.Count.ShouldBeLessThanOrEqualTo(6, "what is committed is not asked again");
        bench.One<long>("SELECT count(*) FROM prediction").ShouldBe(5);
    }

    [Theory]
    [Engines]
    public async Task A_draft_that_breaks_the_schema_is_counted_and_told_and_the_others_are_kept(string engine)
    {
        using var bench = new Drafts(engine, new Slow { Label = text => text.Contains("minister", StringComparison.Ordinal) ? "politics" : "sport" });
        var (project, people, tasks) = await bench.Project(Texts);
        var setup = await bench.Setups.Add(project, people[0], new NewModelSetup("slow", "slow", JsonElement.Parse("{}")));
        await bench.Runs.Start(project, people[0], setup.Id, all: true);
        await bench.RunAll();

        var run = bench.Setups.Get(project, setup.Id).Run!;
        (run.Drafted, run.Refused).ShouldBe((3, 2));
        run.RefusedSample.Select(refused => refused.TaskId).ShouldBe([tasks[1], tasks[4]]);
        run.RefusedSample[0].Why.ShouldContain("politics");
    }

    [Theory]
    [Engines]
    public async Task A_model_that_cannot_be_asked_says_so_when_it_is_tried_and_on_its_run(string engine)
    {
        using var bench = new Drafts(engine, new Slow { Before = _ => throw new UnfitModel("its server is out of reach") });
        var (project, people, _) = await bench.Project(Texts[..1]);
        (await Should.ThrowAsync<Invalid>(() => bench.Trials.Try(project, "slow", JsonElement.Parse("{}"), 0, null, TestContext.Current.CancellationToken)))
            .Message.ShouldContain("out of reach");
        var setup = await bench.Setups.Add(project, people[0], new NewModelSetup("slow", "slow", JsonElement.Parse("{}")));
        await bench.Runs.Start(project, people[0], setup.Id, all: true);
        await bench.RunAll();
        var run = bench.Setups.Get(project, setup.Id).Run!;
        (run.State, run.Done).ShouldBe((JobState.Failed, 0));
        run.Error.ShouldNotBeNull().ShouldContain("out of reach");
    }

    [Theory]
    [Engines]
    public async Task A_model_that_names_its_version_with_its_answers_is_stored_under_that_one(string engine)
    {
        var kind = new Slow { Version = "not known yet" };
        kind.Before = _ =>
        {
            kind.Version = "7";
            return Task.CompletedTask;
        };
        using var bench = new Drafts(engine, kind);
        var (project, people, _) = await bench.Project(Texts);
        var setup = await bench.Setups.Add(project, people[0], new NewModelSetup("slow", "slow", JsonElement.Parse("{}")));
        await bench.Runs.Start(project, people[0], setup.Id, all: true);
        await bench.RunAll();
        bench.Predictions.Models(project).Select(model => (model.Version, model.Predictions)).ShouldBe([("7", 5)]);
        bench.Setups.Get(project, setup.Id).Run!.Version.ShouldBe("7");
    }

    [Theory]
    [Engines]
    public async Task A_model_that_does_not_fit_is_refused_with_what_would_be_right(string engine)
    {
        using var bench = new Drafts(engine);
        var (project, people, _) = await bench.Project(Texts);
        (await Refused(Yaml.Replace("question: topic", "question: mood", StringComparison.Ordinal))).ShouldContain("there are topic");
        (await Refused("rules: [")).ShouldContain("YAML");
        (await Refused("question: topic\nlabels: [sport, world]\nrules: [{label: sport, gazetteer: /etc/passwd}]")).ShouldContain("rules:3: there is no gazetteer \"/etc/passwd\" here");
        (await Should.ThrowAsync<Invalid>(() => bench.Setups.Add(project, people[0], new NewModelSetup("x", "oracle", JsonElement.Parse("{}")))))
            .Message.ShouldContain("there are rules, nli, gliner, llm, http");

        await bench.Setups.Add(project, people[0], New("words", Yaml));
        await Should.ThrowAsync<Conflict>(() => bench.Setups.Add(project, people[0], New(" words ", Yaml)));
        await Should.ThrowAsync<NotFound>(() => bench.Runs.Start(project, people[0], 99, all: true));

        async Task<string> Refused(string yaml) => (await Should.ThrowAsync<Invalid>(() => bench.Setups.Add(project, people[0], New("words", yaml)))).Message;
    }

    [Theory]
    [Engines]
    public async Task Rules_find_the_phrases_of_a_gazetteer_that_is_kept_with_them(string engine)
    {
        const string Lists = "question: topic\nlabels: [sport, world]\nrules:\n- {label: sport, gazetteer: clubs.txt}\n";
        using var bench = new Drafts(engine);
        var (project, people, _) = await bench.Project(["Real  Madrid wins", "unreal", "real life", "they met in Ajax's town"]);
        var setup = await bench.Setups.Add(project, people[0], Rules("Real Madrid\r\n\nAjax\n"));
        await bench.Runs.Start(project, people[0], setup.Id, all: true);
        await bench.RunAll();
        bench.Setups.Get(project, setup.Id).Run!.ShouldSatisfyAllConditions(run => run.Drafted.ShouldBe(2), run => run.Abstained.ShouldBe(2));

        await bench.Setups.Change(project, people[0], setup.Id, Rules("Real Madrid"));
        await bench.Runs.Start(project, people[0], setup.Id, all: true);
        await bench.RunAll();
        bench.Predictions.Models(project).Select(model => model.Predictions).ShouldBe([2, 1], ignoreOrder: true, "another list is another version");

        (await Refused(new { yaml = Lists, gazetteers = new Dictionary<string, string> { ["towns.txt"] = "Delft" } })).ShouldContain("rules:4: there is no gazetteer \"clubs.txt\" here; there are towns.txt");
        (await Refused(new { yaml = Lists, gazetteers = new Dictionary<string, string> { ["clubs.txt"] = "\n \n" } })).ShouldContain("names no word");
        (await Refused(new { yaml = Lists, gazetteers = new Dictionary<string, string> { ["clubs.txt"] = new('a', 2_000_001) } })).ShouldContain("2,000,001 characters");
        (await Refused(new { yaml = Lists, gazetteers = new[] { "Ajax" } })).ShouldContain("a phrase a line");

        NewModelSetup Rules(string clubs) =>
            new("lists", "rules", JsonSerializer.SerializeToElement(new { yaml = Lists, gazetteers = new Dictionary<string, string> { ["clubs.txt"] = clubs } }));
        async Task<string> Refused(object settings) =>
            (await Should.ThrowAsync<Invalid>(() => bench.Setups.Add(project, people[0], new NewModelSetup("more", "rules", JsonSerializer.SerializeToElement(settings))))).Message;
    }

    [Theory]
    [Engines]
    public async Task A_trial_shows_drafts_of_ten_tasks_and_counts_each_rule_against_the_final_labels(string engine)
    {
        using var bench = new Drafts(engine);
        var (project, people, _) = await bench.Project([.. Enumerable.Range(0, 30).Select(i => $"{Texts[i % 5]} {i}")], overlap: 1);
        for (var i = 0; i < 30; i++)
            await bench.Submit(project, people[0], (await bench.Queue.Claim(project, people[0])).Tasks[0].Id, "sport");

        var trial = await bench.Trials.Try(project, "rules", New("words", Yaml).Settings, 0, null, TestContext.Current.CancellationToken);
        (trial.Counted, trial.Drafted, trial.Items.Count).ShouldBe((30, 24, 10));
        trial.Rules.Select(rule => (rule.Label, rule.Votes, rule.Known, rule.Right)).ShouldBe([("sport", 12, 12, 12), ("world", 12, 12, 0)]);
        trial.Items.ShouldContain(item => item.Answers == null && item.Data.GetProperty("text").GetString()!.StartsWith("nothing", StringComparison.Ordinal));
        var again = await bench.Trials.Try(project, "rules", New("words", Yaml).Settings, 0, null, TestContext.Current.CancellationToken);
        again.Items.Select(item => item.TaskId).ShouldBe(trial.Items.Select(item => item.TaskId));
        var others = await bench.Trials.Try(project, "rules", New("words", Yaml).Settings, 1, null, TestContext.Current.CancellationToken);
        others.Items.Select(item => item.TaskId).ShouldNotBe(trial.Items.Select(item => item.TaskId));
        bench.One<long>("SELECT count(*) FROM prediction").ShouldBe(0);
    }

    [Theory]
    [Engines]
    public async Task What_was_spent_until_a_model_refused_is_on_its_account(string engine)
    {
        var kind = new Slow { Before = asked => asked == 3 ? throw new UnfitModel("its key is refused") : Task.CompletedTask };
        using var bench = new Drafts(engine, kind);
        var (project, people, _) = await bench.Project(Texts);
        var setup = await bench.Setups.Add(project, people[0], new NewModelSetup("slow", "slow", JsonElement.Parse("{}")));
        await bench.Runs.Start(project, people[0], setup.Id, all: true);
        await bench.RunAll();
        var after = bench.Setups.Get(project, setup.Id);
        (after.Run!.State, after.Run.Drafted, after.Spent.Requests).ShouldBe((JobState.Failed, 2, 3));
    }

    private static NewModelSetup New(string name, string yaml) =>
        new(name, "rules", JsonSerializer.SerializeToElement(new { yaml }));

    /// <summary>The stage over a database, with jobs that run when told to.</summary>
    [Theory]
    [Engines]
    public async Task A_trial_tells_how_right_rules_are_of_several_labels_and_of_spans(string engine)
    {
        const string Rules = """
            question: q
            labels: [sport, world]
            rules:
            - {label: sport, keywords: [goal]}
            - {label: world, keywords: [vote]}
            """;
        await Told(
            """{"fields":[{"name":"text"}],"questions":[{"name":"q","kind":"choice","mode":"multiple","labels":["sport","world"]}]}""",
            """{"q":["sport","world"]}""", """{"q":["world"]}""", "sport 2 0 1/2", "world 2 0 2/2");
        await Told(
            """{"fields":[{"name":"text"}],"questions":[{"name":"q","kind":"spans","fields":["text"],"labels":["sport","world"]}]}""",
            """{"q":[{"start":2,"end":6,"label":"sport"},{"start":11,"end":15,"label":"sport"}]}""", """{"q":[{"start":2,"end":6,"label":"sport"},{"start":13,"end":17,"label":"world"}]}""",
            "sport 2 0 2/3", "world 2 0 0/2");

        async Task Told(string schema, string first, string second, params string[] each)
        {
            using var bench = new Drafts(engine);
            var (project, people, _) = await bench.Project(["a goal and vote", "a goal and vote, a goal"], overlap: 1, schema);
            for (var i = 0; i < 2; i++)
            {
                var task = (await bench.Queue.Claim(project, people[0])).Tasks[0];
                await bench.Answer(project, people[0], task.Id, task.Data.GetProperty("text").GetString()!.Contains(", a", StringComparison.Ordinal) ? second : first);
            }
            var trial = await bench.Trials.Try(project, "rules", New("words", Rules).Settings, 0, null, TestContext.Current.CancellationToken);
            trial.Rules.Select(rule => $"{rule.Label} {rule.Votes} {rule.Conflicts} {rule.Right}/{rule.Known}").ShouldBe(each);
        }
    }

    private sealed class Drafts : IDisposable
    {
        private readonly Bench bench;
        private readonly Assay.Pipeline.Jobs.Jobs jobs;
        private readonly JobRunner runner;

        public Drafts(string engine, params IReadOnlyList<IModelKind> more)
        {
            bench = new Bench(engine);
            var kinds = new ModelKinds(ModelPlaces.OfServer(bench.Db.DataFolder), bench.Clock, more);
            jobs = new Assay.Pipeline.Jobs.Jobs(bench.Db, bench.Clock);
            runner = new JobRunner(bench.Db, jobs, bench.Clock, [new DraftTasks(bench.Db, jobs, kinds, bench.Clock)]);
            Setups = new ModelSetups(bench.Db, kinds, bench.Clock);
            Runs = new DraftingRuns(bench.Db, jobs);
            Trials = new ModelTrials(bench.Db, kinds);
        }

        public ModelSetups Setups { get; }

        public DraftingRuns Runs { get; }

        public ModelTrials Trials { get; }

        public TaskQueue Queue => bench.Queue;

        public Predictions Predictions => bench.Stages.Predictions;

        public T One<T>(string sql) => bench.One<T>(sql);

        public Task<Submitted> Answer(long project, long person, long task, string answers) =>
            bench.Submissions.Submit(project, person, new NewSubmission(Guid.NewGuid().ToString("D"), task, answers, 1500, 0));

        public Task<Submitted> Submit(long project, long person, long task, string topic = "sport") => bench.Submit(project, person, task, topic);

        public async Task RunAll()
        {
            while (await runner.RunNext(TestContext.Current.CancellationToken))
            {
            }
        }

        public async Task<(long Project, IReadOnlyList<long> People, IReadOnlyList<long> Tasks)> Project(string[] texts, int overlap = 2, string schema = TestProject.Schema)
        {
            var people = await TestProject.People(bench.Db, 2);
            var project = await TestProject.Create(bench.Db, people[0], overlap: overlap, schema: schema);
            var tasks = await TestProject.Tasks(bench.Db, project, texts.Length);
            await bench.Db.Write(project, session => session.Execute(
                "UPDATE item SET data = @data WHERE task_id = @task", tasks.Zip(texts).Select(each => new { task = each.First, data = JsonSerializer.Serialize(new { text = each.Second }) })));
            return (project, people, tasks);
        }

        public void Dispose()
        {
            runner.Dispose();
            bench.Dispose();
        }
    }

    /// <summary>A model that is asked of one task at a time and says what the test wants.</summary>
    private sealed class Slow : IModelKind, IWeakModel, IMetered
    {
        public string Name => "slow";

        public string Version { get; set; } = "1";

        public int BatchSize => 1;

        public List<string> Asked { get; } = [];

        public Spent Spent => new(Asked.Count, 0, 0, 0, 0, null);

        public Func<int, Task> Before { get; set; } = _ => Task.CompletedTask;

        public Func<string, string> Label { get; init; } = _ => "sport";

        public IWeakModel Open(JsonElement settings, ProjectContext project) => this;

        public void Check(LabelSchema schema) => schema.Question("topic").ShouldNotBeNull();

        public async ValueTask<IReadOnlyList<ItemDraft>> Predict(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default)
        {
            var text = items.ShouldHaveSingleItem().GetProperty("text").GetString()!;
            Asked.Add(text);
            await Before(Asked.Count);
            return [new ItemDraft(new Dictionary<string, QuestionDraft>
            {
                ["topic"] = new QuestionDraft(new Model.Questions.ChoiceAnswer([new Model.Questions.LabelPath([Label(text)])]), 0.9, new Dictionary<string, double>()),
            })];
        }
    }
}
