using System.Text.Json;
using Assay.Model;
using Assay.Model.Questions;
using Assay.Pipeline.ActiveLearning;
using Assay.Pipeline.Media;
using Assay.Pipeline.Media.Images;
using Assay.Pipeline.Media.Vectors;
using Assay.Pipeline.Models;
using Assay.Pipeline.Projects;
using Assay.TestKit;
using Assay.WeakModels;

namespace Assay.Pipeline.Tests.ActiveLearning;

/// <summary>The loop over images: dots of three colours, which colours and edges tell apart.</summary>
public sealed class LearnImagesTests
{
    private const string Schema = """
        {"fields":[{"name":"picture","kind":"image"}],"questions":[{"name":"colour","kind":"choice","title":"Which colour?","mode":"single",
        "labels":[{"name":"red"},{"name":"green"},{"name":"blue"}]}]}
        """;

    private const int Broken = 10, Absent = 11;

    private static readonly LearningSettings On = new(IsOn: true, RandomShare: 0.2);

    private static readonly (string Name, uint Colour)[] Colours = [("red", 0xC04030), ("green", 0x309040), ("blue", 0x3040B0)];

    [Theory]
    [Engines]
    public async Task A_classifier_of_images_learns_is_measured_chooses_and_drafts(string engine)
    {
        using var bench = await Create(engine, 150);
        bench.State.Question.ShouldBe("colour");
        bench.State.Questions.ShouldBe(["colour"]);
        bench.State.Strategies.ShouldBe(LearningSettings.StrategiesOfChoices);
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

        var last = bench.State.Rounds[^1];
        (last.Strategy, last.Labels + last.Evaluated).ShouldBe(("hybrid", 80));
        last.Evaluated.ShouldBe(bench.Tasks.Count(task => bench.IsMeasure(task, 0.2) && answered.Contains(task)));
        (last.Right / (double)last.Evaluated).ShouldBeGreaterThan(0.8);
        last.Agreement!.Value.ShouldBeGreaterThan(0.8);
        bench.Drafts().Keys.Where(task => !answered.Contains(task)).Order().ShouldBe(bench.Tasks.Where(task => !answered.Contains(task) && !bench.IsMeasure(task, 0.2)));
        bench.RightDrafts().ShouldBeGreaterThan(0.9);
        bench.State.Error.ShouldBeNull();
        bench.State.Saving.ShouldNotBeNull().Missing.ShouldBe("too_few_random");
    }

    [Theory]
    [Engines]
    public async Task What_choosing_saves_is_told_once_the_random_stream_has_enough_labels(string engine)
    {
        using var bench = await Create(engine, 150);
        var saving = await bench.Saving(140);
        (saving.Labels + saving.Evaluated).ShouldBe(140);
        saving.Accuracy!.Value.ShouldBeGreaterThan(0.9);
        saving.Curve.Count.ShouldBe(4);
        saving.Curve[^1].Random.ShouldBeGreaterThan(0.8);
        saving.Curve[0].Random.ShouldBeLessThanOrEqualTo(saving.Curve[^1].Random);
    }

    [Theory]
    [Engines]
    public async Task Each_image_is_looked_at_once_also_after_a_restart_and_a_turn_that_was_cut_off(string engine)
    {
        var counting = new Counting();
        using var bench = await Create(engine, 60);
        bench.Images = new ImageEncoding(() => counting);
        bench.Restart();
        await bench.Set(On);
        await bench.RunAndDie(transactions: 3);
        counting.Seen.ShouldBeInRange(16, 48, "it died between two steps");
        await bench.RunAll(TimeSpan.FromMinutes(2));
        await bench.Answer(30);
        bench.Restart();
        await bench.RunAll();
        bench.State.Rounds[^1].Version.ShouldNotBeNull();
        counting.Seen.ShouldBeInRange(60, 76, "each once, but for those of the step it died in");
    }

    [Theory]
    [Engines]
    public async Task An_image_that_is_broken_or_missing_is_neither_learned_from_nor_chosen_until_it_comes(string engine)
    {
        using var bench = await Create(engine, 60, spoiled: true);
        await bench.Set(On with { Batch = 60 });
        await bench.RunAll();
        var placed = bench.Placed();
        placed.ShouldNotContain(bench.Tasks[Broken]);
        placed.ShouldNotContain(bench.Tasks[Absent]);
        placed.Count.ShouldBe(58);
        await bench.Answer(60);
        await bench.RunAll();
        var last = bench.State.Rounds[^1];
        (last.Labels + last.Evaluated).ShouldBe(58, "of the sixty labels two are of no image");

        await Add(bench, Absent);
        await bench.Learnings.Start(bench.Project, bench.People[0]);
        await bench.RunAll();
        var again = bench.State.Rounds[^1];
        (again.Labels + again.Evaluated).ShouldBe(59);
    }

    [Theory]
    [Engines]
    public async Task The_classifier_is_one_of_the_projects_weak_models_until_the_schema_or_the_encoder_is_another(string engine)
    {
        using var bench = await Create(engine, 60, spoiled: true);
        await bench.Set(On);
        await bench.RunAll();
        await bench.Answer(50);
        await bench.RunAll();

        var settings = bench.Bench.Db.Read(session => ProjectSettings.Load(session, bench.Project));
        var context = new ProjectContext(bench.Bench.Db, settings);
        var model = new LearnedKind(bench.Images).Open(JsonElement.Parse("{}"), context);
        model.Version.ShouldBe(bench.State.Rounds[^1].Version);
        model.Check(settings.Schema);
        await Media(bench, "new.jpg", Pictures.Dots(Colours[2].Colour, 999));
        var drafts = await model.Predict(
            settings.Schema, [Item("new.jpg"), Item(Name(0)), Item(Name(Broken)), Item("nowhere.jpg"), JsonElement.Parse("{}")], TestContext.Current.CancellationToken);
        var said = drafts[0].ByQuestion["colour"];
        ((ChoiceAnswer)said.Answer).Labels.ShouldHaveSingleItem().Names.ShouldBe(["blue"]);
        said.Scores.Keys.ShouldBe(["red", "green", "blue"]);
        said.Scores.Values.Sum().ShouldBe(1, 1e-5);
        drafts[1].ByQuestion.ShouldNotBeEmpty();
        drafts.Skip(2).ShouldAllBe(draft => draft.ByQuestion.Count == 0);

        Should.Throw<UnfitModel>(() => model.Check(LabelSchema.Parse(Schema.Replace("\"red\"", "\"pink\"", StringComparison.Ordinal)))).Message.ShouldContain("knows the labels red, green, blue");
        var two = Schema.Replace("\"kind\":\"image\"}", "\"kind\":\"image\"},{\"name\":\"other\",\"kind\":\"image\"}", StringComparison.Ordinal);
        Should.Throw<UnfitModel>(() => model.Check(LabelSchema.Parse(two))).Message.ShouldContain("as many images an item as the schema had");
        var other = new LearnedKind(new ImageEncoding(() => new Counting())).Open(JsonElement.Parse("{}"), context);
        Should.Throw<UnfitModel>(() => other.Check(settings.Schema)).Message.ShouldContain("as descriptor-1 sees them, and this server uses counting");
    }

    [Theory]
    [Engines]
    public async Task Another_encoder_begins_with_vectors_of_its_own(string engine)
    {
        using var bench = await Create(engine, 60);
        await bench.Set(On);
        await bench.RunAll();
        await bench.Answer(30);
        await bench.RunAll();
        var counting = new Counting();
        bench.Images = new ImageEncoding(() => counting);
        bench.Restart();
        await bench.Learnings.Start(bench.Project, bench.People[0]);
        await bench.RunAll();
        counting.Seen.ShouldBe(60);
        var (before, after) = (bench.State.Rounds[^2], bench.State.Rounds[^1]);
        after.Version.ShouldNotBe(before.Version);
        after.Agreement.ShouldBeNull("models of other vectors are not compared");
    }

    /// <summary>A tiny graph of seeded weights, which colours get through.</summary>
    [Theory]
    [Engines]
    public async Task A_published_encoder_is_learned_from_where_the_server_names_one(string engine)
    {
        using var bench = await Create(engine, 100);
        bench.Images = ImageEncoding.Of(Path.Combine(AppContext.BaseDirectory, "encoder-clip"));
        bench.Restart();
        await bench.Set(On);
        await bench.RunAll();
        await bench.Answer(60);
        await bench.RunAll();
        bench.State.Error.ShouldBeNull();
        bench.RightDrafts().ShouldBeGreaterThan(0.5, "of three colours a third is right by chance");
        bench.Bench.One<long>("SELECT count(*) FROM image_vector WHERE encoder LIKE 'encoder-clip@%'").ShouldBe(100);
    }

    [Theory]
    [Engines]
    public async Task An_encoder_that_cannot_be_opened_is_told(string engine)
    {
        using var bench = await Create(engine, 12);
        bench.Images = new ImageEncoding(() => throw new UnfitModel("the folder encoder holds no graph"));
        bench.Restart();
        await bench.Set(On);
        await bench.RunAll();
        bench.State.Error.ShouldNotBeNull().ShouldContain("holds no graph");
    }

    [Theory]
    [Engines]
    public async Task Several_labels_are_learned_each_by_itself(string engine)
    {
        var several = Schema.Replace("\"single\"", "\"multiple\",\"min\":0", StringComparison.Ordinal);
        using var bench = await Create(engine, 120, several, (colour, place) => place % 4 == 0 ? "[]" : $"[\"{colour}\"]");
        await bench.Set(On);
        await bench.RunAll();
        for (var i = 0; i < 3; i++)
        {
            await bench.Answer(25);
            await bench.RunAll();
        }

        var last = bench.State.Rounds[^1];
        last.Version.ShouldNotBeNull();
        (last.Labels + last.Evaluated).ShouldBe(75);
        bench.RightDrafts().ShouldBeGreaterThan(0.5);
    }

    [Theory]
    [Engines]
    public async Task Of_nearly_the_same_image_one_is_brought_forward_at_a_time(string engine)
    {
        using var bench = await Create(engine, 60, copies: 12);
        await bench.Set(On with { Batch = 40 });
        await bench.RunAll();
        bench.Placed().Count(task => bench.Tasks.Take(12).Contains(task) && !bench.IsMeasure(task, 0.2)).ShouldBe(1);
    }

    /// <summary>What is read of an item is mostly more than what can be told of an image.</summary>
    [Fact]
    public void Text_beside_the_image_is_what_is_learned()
    {
        var both = LabelSchema.Parse(Schema.Replace("\"kind\":\"image\"}", "\"kind\":\"image\"},{\"name\":\"caption\",\"kind\":\"text\"}", StringComparison.Ordinal));
        Pipeline.ActiveLearning.Learners.LearnerKinds.Find(both, null).ShouldBeOfType<Pipeline.ActiveLearning.Learners.ChoiceLearner>();
        Pipeline.ActiveLearning.Learners.LearnerKinds.Find(LabelSchema.Parse(Schema), "colour").ShouldBeOfType<Pipeline.ActiveLearning.Learners.ImageLearner>();
        var one = LabelSchema.Parse(Schema.Replace(",{\"name\":\"green\"},{\"name\":\"blue\"}", "", StringComparison.Ordinal));
        Pipeline.ActiveLearning.Learners.LearnerKinds.Find(one, null)!.Refusal(one).ShouldNotBeNull().ShouldContain("nothing to learn");
    }

    private static async Task<LearningBench> Create(
        string engine, int tasks, string schema = Schema, Func<string, int, string>? answer = null, bool spoiled = false, int copies = 0)
    {
        var random = new Random(11);
        (string Name, uint Colour)[] colours = [.. Enumerable.Range(0, tasks).Select(_ => Colours[random.Next(3)])];
        var bench = await LearningBench.Of(
            engine, schema, [.. colours.Select((colour, place) => (Name(place), $$"""{"colour":{{answer?.Invoke(colour.Name, place) ?? $"\"{colour.Name}\""}}}"""))], field: "picture");
        var original = Pictures.Dots(Colours[0].Colour, 5, side: 400);
        for (var place = 0; place < tasks; place++)
            if (!spoiled || place != Absent)
                await Media(bench, Name(place), place < copies ? Pictures.Resized(original, 120 + (10 * place)) : Pictures.Dots(colours[place].Colour, 100 + place));
        if (spoiled)
            Spoil(bench, Name(Broken));
        return bench;
    }

    private static Task Add(LearningBench bench, int place) => Media(bench, Name(place), Pictures.Dots(Colours[0].Colour, 100 + place));

    private static async Task Media(LearningBench bench, string name, byte[] content)
    {
        using var library = new MediaLibrary(bench.Bench.Db, bench.Bench.Clock, new MediaLimits());
        (await library.Add(bench.Project, bench.People[0], name, new MemoryStream(content))).Reason.ShouldBeNull();
    }

    /// <summary>As a disk would.</summary>
    private static void Spoil(LearningBench bench, string name)
    {
        var medium = bench.Bench.Db.Read(session => Medium.Find(session, bench.Project, name))!;
        var path = new MediaFolder(bench.Bench.Db.DataFolder).PathOf(medium.Hash);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..200]);
    }

    private static string Name(int place) => $"photos/{place}.jpg";

    private static JsonElement Item(string name) => JsonSerializer.SerializeToElement(new { picture = name });

    private sealed class Counting : IImageEncoder
    {
        private readonly DescriptorEncoder descriptors = new();
        private int seen;

        public int Seen => seen;

        public string Name => "counting";

        public int Length => descriptors.Length;

        public int Side => descriptors.Side;

        public float[] Encode(RgbImage image)
        {
            Interlocked.Increment(ref seen);
            return descriptors.Encode(image);
        }
    }
}
