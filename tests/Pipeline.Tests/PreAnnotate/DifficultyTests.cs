using System.Text.Json;
using Assay.Model;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Pipeline.PreAnnotate.Difficulty;
using Assay.Pipeline.PreAnnotate.Setups;
using Assay.TestKit;
using Assay.WeakModels;

namespace Assay.Pipeline.Tests.PreAnnotate;

public sealed class DifficultyTests
{
    private static readonly string[] Texts =
    [
        "the jurisprudential incontrovertibility of transcendental epistemologies remains, notwithstanding, altogether unsubstantiated",
        "a dog", "the cat and the dog", "a dog and a cat in the house", "institutional considerations supersede methodological perplexities",
    ];

    [Theory]
    [Engines]
    public async Task Without_models_the_words_decide_and_the_easiest_come_first(string engine)
    {
        using var bench = await Scoring.Create(engine, Texts);
        await bench.Set(new DifficultySettings(true, QuickStart: 2));
        await bench.RunAll();
        (bench.State.Scored.Text, bench.State.Tenths.Sum(), bench.State.Done, bench.State.Total).ShouldBe((5, 5, 5, 5));
        var order = await bench.Order();
        long[] shortest = [bench.Tasks[1], bench.Tasks[2], bench.Tasks[3]];
        order.Take(2).Select(each => each.Reason).ShouldBe(["easy", "easy"]);
        order.Take(2).Select(each => each.Task).ShouldAllBe(task => shortest.Contains(task));
        order[2].ShouldBe((bench.Tasks[0], "next"), "the rest comes as it was imported");
    }

    [Theory]
    [Engines]
    public async Task Doubts_and_differences_of_models_are_worth_more_than_words(string engine)
    {
        using var bench = await Scoring.Create(engine, Texts);
        await bench.Draft("one", (0, "sport", 0.9), (1, "sport", 0.5), (2, "sport", 0.8));
        await bench.Draft("two", (2, "world", 0.8));
        await bench.Set(new DifficultySettings(true, QuickStart: 0));
        await bench.RunAll();
        (bench.State.Scored.Predictions, bench.State.Scored.Text).ShouldBe((3, 2));
        bench.Score(0).ShouldBe(0.1, 1e-9);
        bench.Score(1).ShouldBe(0.5, 1e-9);
        bench.Score(2).ShouldBe(0.6, 1e-9, "0.2 unsure, and the two differ");
        (await bench.Order()).Select(each => each.Task).ShouldBe(bench.Tasks, "nothing is brought forward");
    }

    [Theory]
    [Engines]
    public async Task A_language_model_judges_every_task_once_and_where_it_has_no_score_the_words_decide(string engine)
    {
        using var bench = await Scoring.Create(engine, Texts);
        bench.Judge.Says = text => text.Contains("cat", StringComparison.Ordinal) ? null : text.Contains("dog", StringComparison.Ordinal) ? 0.95 : 0.05;
        await bench.Set(new DifficultySettings(true, QuickStart: 1, bench.Setup));
        await bench.RunAll();
        (bench.State.Scored.Model, bench.State.Scored.Text, bench.State.Refused, bench.State.WhyRefused).ShouldBe((3, 2, 2, "no score"));
        bench.State.Spent.Requests.ShouldBe(5);
        (bench.Score(0), bench.Score(1)).ShouldBe((0.05, 0.95));
        (await bench.Bench.Queue.Claim(bench.Project, bench.Person)).Tasks[0].Id.ShouldBe(bench.Tasks[0], "of two equally easy ones the first");

        bench.Judge.Asked.Clear();
        await bench.Set(new DifficultySettings(true, QuickStart: 2, bench.Setup));
        await bench.RunAll();
        bench.Judge.Asked.Count.ShouldBe(2, "what has a score of the model is not asked again");
        await Should.ThrowAsync<Invalid>(() => bench.Set(new DifficultySettings(true, 1, bench.Rules)));
    }

    [Theory]
    [Engines]
    public async Task Turned_off_tasks_come_as_they_were_imported_but_none_that_is_held_is_moved(string engine)
    {
        using var bench = await Scoring.Create(engine, Texts);
        await bench.Set(new DifficultySettings(true, QuickStart: 3));
        await bench.RunAll();
        var held = (await bench.Bench.Queue.Claim(bench.Project, bench.Person)).Tasks[0].Id;
        var before = bench.Bench.One<long>("SELECT rank FROM task WHERE id = @held", new { held });
        await bench.Set(new DifficultySettings(false));
        await bench.RunAll();
        bench.Bench.One<long>("SELECT rank FROM task WHERE id = @held", new { held }).ShouldBe(before);
        bench.Bench.One<long>("SELECT count(*) FROM task WHERE rank <> 0").ShouldBe(1);
    }

    [Theory]
    [Engines]
    public async Task New_drafts_are_scored_without_being_told_to(string engine)
    {
        using var bench = await Scoring.Create(engine, Texts);
        await bench.Set(new DifficultySettings(true));
        await bench.RunAll();
        bench.State.Scored.Predictions.ShouldBe(0);
        await bench.Draft("one", (0, "sport", 0.9));
        await bench.RunAll();
        bench.State.Scored.Predictions.ShouldBe(1);
    }

    [Theory]
    [Engines]
    public async Task What_was_spent_until_the_judge_refused_is_on_its_account(string engine)
    {
        using var bench = await Scoring.Create(engine, Texts);
        bench.Judge.Says = text => text.Contains("house", StringComparison.Ordinal) ? throw new UnfitModel("its key is refused") : 0.5;
        await bench.Set(new DifficultySettings(true, SetupId: bench.Setup));
        await bench.RunAll();
        bench.State.Error.ShouldNotBeNull().ShouldContain("its key is refused");
        (bench.State.Scored.Model, bench.State.Spent.Requests).ShouldBe((0, 5));
    }

    [Theory]
    [Engines]
    public async Task The_judge_cannot_be_removed_while_tasks_are_scored_by_it(string engine)
    {
        using var bench = await Scoring.Create(engine, Texts);
        await bench.Set(new DifficultySettings(true, SetupId: bench.Setup));
        await bench.RunAll();
        (await Should.ThrowAsync<Conflict>(() => bench.Setups.Remove(bench.Project, bench.Person, bench.Setup))).Message
            .ShouldBe("\"judge\" cannot be removed: it is the judge of how hard tasks are; choose another one, or none, under Weak models, Easy tasks first.");

        await bench.Set(new DifficultySettings(false, SetupId: bench.Setup));
        await bench.Setups.Remove(bench.Project, bench.Person, bench.Setup);
        bench.State.Settings.SetupId.ShouldBeNull("a model that is gone is not kept in the settings");
        (await Should.ThrowAsync<Invalid>(() => bench.Set(new DifficultySettings(true, SetupId: bench.Setup)))).Message.ShouldContain("no weak model");
    }

    private sealed class Scoring : IDisposable
    {
        private readonly Pipeline.Jobs.Jobs jobs;
        private readonly ModelKinds kinds;
        private readonly Difficulties difficulties;

        private Scoring(Bench bench)
        {
            Bench = bench;
            jobs = new Pipeline.Jobs.Jobs(bench.Db, bench.Clock);
            kinds = new ModelKinds(new ModelPlaces("", [], _ => new()), bench.Clock, Judge);
            difficulties = new Difficulties(bench.Db, jobs, kinds, bench.Clock);
            Setups = new ModelSetups(bench.Db, kinds, bench.Clock);
        }

        public Bench Bench { get; }

        public Critic Judge { get; } = new();

        public ModelSetups Setups { get; }

        public long Project { get; private init; }

        public long Person { get; private init; }

        public long[] Tasks { get; private init; } = [];

        public long Setup { get; private set; }

        public long Rules { get; private set; }

        public DifficultyState State => difficulties.Get(Project);

        public static async Task<Scoring> Create(string engine, string[] texts)
        {
            var bench = new Bench(engine);
            var person = await TestProject.Person(bench.Db, "p");
            var project = await TestProject.Create(bench.Db, person);
            var made = new Scoring(bench) { Project = project, Person = person, Tasks = [.. await TestProject.Tasks(bench.Db, project, texts.Length)] };
            await bench.Db.Write(project, session =>
            {
                foreach (var (task, text) in made.Tasks.Zip(texts))
                    session.Execute("UPDATE item SET data = @data WHERE task_id = @task", new { task, data = JsonSerializer.Serialize(new { text }) });
            });
            made.Setup = (await made.Setups.Add(project, person, new NewModelSetup("judge", made.Judge.Name, JsonElement.Parse("{}")))).Id;
            made.Rules = (await made.Setups.Add(project, person, new NewModelSetup("words", "rules", JsonSerializer.SerializeToElement(
                new { yaml = "question: topic\nlabels: [sport]\nrules:\n  - {label: sport, keywords: [dog]}" })))).Id;
            return made;
        }

        public Task<DifficultyState> Set(DifficultySettings settings) => difficulties.Set(Project, Person, settings);

        public double Score(int place) => Bench.One<double>("SELECT score FROM difficulty WHERE task_id = @task", new { task = Tasks[place] });

        public Task<StoredPredictions> Draft(string model, params (int Place, string Topic, double Confidence)[] drafts) => Bench.Stages.Predictions.Add(
            Project, Person, new ModelName(model, "1"),
            [.. drafts.Select(draft => new NewPrediction(Tasks[draft.Place], TestProject.Answer(draft.Topic), draft.Confidence))]);

        /// <summary>Claims and answers every task.</summary>
        public async Task<IReadOnlyList<(long Task, string Reason)>> Order()
        {
            var order = new List<(long, string)>();
            while ((await Bench.Queue.Claim(Project, Person)).Tasks is [var task])
            {
                order.Add((task.Id, task.Reason));
                await Bench.Submit(Project, Person, task.Id);
            }

            return order;
        }

        public async Task RunAll()
        {
            using var runner = new JobRunner(Bench.Db, jobs, Bench.Clock, [new ScoreDifficulty(Bench.Db, jobs, kinds, Bench.Clock)]);
            do
                Bench.Clock.Advance(TimeSpan.FromMinutes(1));
            while (await runner.RunNext(TestContext.Current.CancellationToken));
        }

        public void Dispose() => Bench.Dispose();
    }

    /// <summary>A kind of model that judges as it is told to.</summary>
    private sealed class Critic : IModelKind, IDifficultyJudge, IMetered
    {
        public Func<string, double?> Says { get; set; } = _ => 0.5;

        public List<string> Asked { get; } = [];

        public string Name => "judge";

        public int BatchSize => 4;

        public Spent Spent => new(Asked.Count, 0, 0, 0, 0, null);

        public IWeakModel Open(JsonElement settings, ProjectContext project) => new RulesKind().Open(
            JsonSerializer.SerializeToElement(new { yaml = "question: topic\nlabels: [sport]\nrules:\n  - {label: sport, keywords: [dog]}" }), project);

        public IDifficultyJudge OpenJudge(JsonElement settings, ProjectContext project) => this;

        public Task<IReadOnlyList<Difficulty>> Judge(LabelSchema schema, IReadOnlyList<JsonElement> items, CancellationToken cancellation = default)
        {
            string[] texts = [.. items.Select(item => item.GetProperty("text").GetString()!)];
            Asked.AddRange(texts);
            return Task.FromResult<IReadOnlyList<Difficulty>>([.. texts.Select(Says).Select(score => new Difficulty(score, score is null ? "no score" : null))]);
        }
    }
}
