using System.Text.Json;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.ActiveLearning;
using Assay.Pipeline.Annotate;
using Assay.Pipeline.Media.Vectors;
using Assay.Pipeline.Models;
using Assay.Pipeline.Projects;
using Assay.TestKit;
using Assay.WeakModels;

namespace Assay.Pipeline.Tests.ActiveLearning;

/// <summary>The loop over spans, with a tagger: people and places in sentences of a small language.</summary>
public sealed class LearnSpansTests
{
    private const string Schema = """
        {"fields":[{"name":"text","kind":"text"}],"questions":[{"name":"entities","kind":"spans","title":"Who and where?","fields":["text"],"labels":[{"name":"PER"},{"name":"LOC"}]}]}
        """;

    private const int Odd = 100;

    private static readonly LearningSettings On = new(IsOn: true, RandomShare: 0.2);

    private static readonly string[] People = ["Anna Berg", "Bert Holm", "Clara", "Dora Lund", "Emil", "Frida Dahl", "Gustav"];
    private static readonly string[] Places = ["Oslo", "Lima", "New Delhi", "Quito", "Bern", "Porto Novo"];

    private static readonly string[] Sentences = ["{0} went from {1} to {2} .", "In {1} nobody knew {0} .", "The train to {1} was late .", "{0} said that {0} lives in {1} .", "It rains ."];

    [Theory]
    [Engines]
    public async Task A_tagger_learns_from_spans_is_measured_chooses_and_drafts(string engine)
    {
        using var bench = await Create(engine, 300);
        await bench.Set(On);
        await bench.RunAll();
        bench.State.Rounds.ShouldHaveSingleItem().Strategy.ShouldBe("typiclust", "there is nothing to be unsure of yet");
        var answered = new HashSet<long>();
        for (var i = 0; i < 4; i++)
        {
            var some = await bench.Answer(20);
            some.ShouldAllBe(task => task.Reason == "informative");
            answered.UnionWith(some.Select(task => task.Id));
            await bench.RunAll();
        }

        var rounds = bench.State.Rounds.Where(round => round.Version is not null).ToList();
        var last = rounds[^1];
        (last.Strategy, last.Labels + last.Evaluated).ShouldBe(("hybrid", 80));
        last.Evaluated.ShouldBe(bench.Tasks.Count(task => bench.IsMeasure(task, 0.2) && answered.Contains(task)));
        (last.Right / (double)last.Evaluated).ShouldBeGreaterThan(0.8);
        last.MacroF1!.Value.ShouldBeGreaterThan(0.8);
        last.Agreement!.Value.ShouldBeGreaterThan(rounds[0].Agreement ?? 0);
        bench.Drafts().Keys.Where(task => !answered.Contains(task)).Order().ShouldBe(bench.Tasks.Where(task => !answered.Contains(task) && !bench.IsMeasure(task, 0.2)));
        bench.RightDrafts().ShouldBeGreaterThan(0.8);
        bench.State.Saving.ShouldNotBeNull().Missing.ShouldBe("too_few_random");
    }

    [Theory]
    [Engines]
    public async Task What_choosing_saves_is_told_once_the_random_stream_has_enough_labels(string engine)
    {
        using var bench = await Create(engine, 300);
        var saving = await bench.Saving(140);
        (saving.Labels + saving.Evaluated).ShouldBe(140);
        saving.Curve.Select(point => point.Labels).ShouldBe(Enumerable.Range(0, 4).Select(part => (int)Math.Ceiling((saving.Evaluated - ((saving.Evaluated + 4) / 5)) / Math.Pow(2, 3 - part))));
        saving.Accuracy!.Value.ShouldBeGreaterThan(0.8, "all of a sentence is right, and nothing is missing");
        saving.Curve[^1].Random.ShouldBeGreaterThan(saving.Curve[0].Random);
    }

    [Theory]
    [Engines]
    public async Task The_sentence_the_tagger_is_least_sure_of_comes_first_and_a_restart_changes_nothing(string engine)
    {
        using var bench = await Create(engine, 200, odd: "Zork Blim Grent Oslo");
        await bench.Set(On with { Strategy = "token_uncertainty" });
        await bench.RunAll();
        var answered = await bench.Answer(60);
        bench.Restart();
        await bench.RunAll();

        var odd = bench.Tasks[Odd];
        bench.IsMeasure(odd, 0.2).ShouldBeFalse();
        answered.Select(task => task.Id).ShouldNotContain(odd);
        bench.State.Rounds[^1].Strategy.ShouldBe("token_uncertainty");
        bench.Placed().Take(5).ShouldContain(odd);
    }

    [Theory]
    [Engines]
    public async Task The_tagger_is_one_of_the_projects_weak_models_until_the_schema_has_other_labels(string engine)
    {
        using var bench = await Create(engine, 200);
        await bench.Set(On);
        await bench.RunAll();
        await bench.Answer(60);
        await bench.RunAll();

        var settings = bench.Bench.Db.Read(session => ProjectSettings.Load(session, bench.Project));
        var model = new LearnedKind(ImageEncoding.ByDescriptors()).Open(JsonElement.Parse("{}"), new ProjectContext(bench.Bench.Db, settings));
        model.Version.ShouldBe(bench.State.Rounds[^1].Version);
        model.Check(settings.Schema);
        var drafts = await model.Predict(settings.Schema, [JsonElement.Parse("""{"text":"Clara went from Oslo to Lima ."}"""), JsonElement.Parse("{}")], TestContext.Current.CancellationToken);
        var said = drafts[0].ByQuestion["entities"];
        ((SpansAnswer)said.Answer).Regions.Select(region => (region.Start, region.End, region.Label)).ShouldBe([(0, 5, "PER"), (16, 20, "LOC"), (24, 28, "LOC")]);
        said.PartScores.Count.ShouldBe(3);
        drafts[1].ByQuestion.ShouldBeEmpty("there is no text");
        Should.Throw<UnfitModel>(() => model.Check(LabelSchema.Parse(Schema.Replace("PER", "PERSON", StringComparison.Ordinal)))).Message.ShouldContain("knows the labels PER, LOC");
        Should.Throw<UnfitModel>(() => model.Check(LabelSchema.Parse(TestProject.Schema))).Message.ShouldContain("answers the spans \"entities\"");
    }

    [Theory]
    [Engines]
    public async Task Spans_that_the_tagger_doubts_are_marked_by_somebody_else_whether_it_learned_from_them_or_not(string engine)
    {
        using var bench = await Create(engine, 300);
        await bench.Set(On);
        await bench.RunAll();
        var marked = bench.Placed().Skip(5).Where(task => bench.Right[task].Contains("LOC", StringComparison.Ordinal)).ToList();
        long[] wrong = [marked.First(task => !bench.IsMeasure(task, 0.2)), marked.First(task => bench.IsMeasure(task, 0.2))];
        for (var i = 0; i < 150; i++)
        {
            var person = bench.People[i % 2];
            var task = (await bench.Bench.Queue.Claim(bench.Project, person)).Tasks.Single().Id;
            await bench.Bench.Submissions.Submit(bench.Project, person, new NewSubmission(Guid.NewGuid().ToString("D"), task, wrong.Contains(task) ? """{"entities":[]}""" : bench.Right[task], 1500, 0));
        }

        await bench.RunAll();

        var asked = bench.Bench.Db.Read(session => session.Query<long>("SELECT id FROM task WHERE overlap = 2 AND status IN ('pending', 'in_progress')").ToList());
        wrong.ShouldBeSubsetOf(asked);
        asked.Count.ShouldBeLessThan(15, "of a hundred and fifty answers two are wrong");
    }

    /// <summary>What was kept of spans says nothing of a choice: a turn that is taken up again under another question leaves it.</summary>
    [Theory]
    [Engines]
    public async Task A_turn_that_was_cut_off_ends_after_another_question_was_set(string engine)
    {
        var both = Schema.Replace("}]}]}", """}]},{"name":"tone","kind":"choice","title":"Tone?","mode":"single","labels":[{"name":"calm"},{"name":"upset"}]}]}""", StringComparison.Ordinal);
        for (var transactions = 2; transactions < 7; transactions++)
        {
            var random = new Random(3);
            using var bench = await LearningBench.Of(engine, both, [.. Enumerable.Range(0, 60).Select(place => Sentence(random, null)).Select((item, place) => (
                item.Text, item.Answer.Replace("]}", $$"""],"tone":"{{(place % 2 == 0 ? "calm" : "upset")}}"}""", StringComparison.Ordinal)))]);
            await bench.Answer(30);
            await bench.Set(On with { Question = "entities" });
            await bench.RunAndDie(transactions);
            bench.Restart();

            await bench.Set(On with { Question = "tone" });
            await bench.RunAll();

            (bench.State.Error, bench.State.Rounds[^1].Question).ShouldBe((null, "tone"), $"after {transactions} transactions");
            bench.Drafts().Values.ShouldAllBe(draft => draft.Contains("tone", StringComparison.Ordinal));
        }
    }

    [Theory]
    [Engines]
    public async Task Answers_without_any_span_make_no_tagger(string engine)
    {
        using var bench = await Create(engine, 100);
        await bench.Set(On);
        await bench.RunAll();
        await bench.AnswerBy(30, _ => """{"entities":[]}""");
        await bench.RunAll();

        (bench.State.Rounds[^1].Version, bench.State.Error).ShouldBe((null, null));
    }

    [Theory]
    [Engines]
    public async Task What_can_be_learned_and_by_what_is_told(string engine)
    {
        using var bench = await Create(engine, 20);

        bench.State.Questions.ShouldBe(["entities"]);
        bench.State.Question.ShouldBe("entities");
        bench.State.Strategies.ShouldContain("token_uncertainty");
        bench.State.Strategies.ShouldNotContain("class_balanced");
        (await Should.ThrowAsync<Invalid>(bench.Set(On with { Strategy = "class_balanced" }))).Violations.ShouldHaveSingleItem().Message.ShouldContain("not for the spans \"entities\"");
    }

    private static Task<LearningBench> Create(string engine, int tasks, string? odd = null)
    {
        var random = new Random(3);
        return LearningBench.Of(engine, Schema, [.. Enumerable.Range(0, tasks).Select(place => Sentence(random, place == Odd ? odd : null))]);
    }

    /// <summary>A sentence, and its spans as an answer.</summary>
    private static (string Text, string Answer) Sentence(Random random, string? odd)
    {
        var (text, spans) = ("", new List<object>());
        if (odd is not null)
            return (odd, """{"entities":[]}""");
        string[] names = [People[random.Next(People.Length)], Places[random.Next(Places.Length)], Places[random.Next(Places.Length)]];
        var pattern = Sentences[random.Next(Sentences.Length)];
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] != '{')
            {
                text += pattern[at];
                continue;
            }

            var which = pattern[at + 1] - '0';
            spans.Add(new { start = text.Length, end = text.Length + names[which].Length, label = which == 0 ? "PER" : "LOC" });
            text += names[which];
            at += 2;
        }

        return (text, JsonSerializer.Serialize(new { entities = spans }));
    }
}
